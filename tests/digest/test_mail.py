"""The mail: strict parsing, headers, what mail clients support, nothing from outside, the same bytes again."""

import email
import email.policy
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from digests.letters import Letterhead, render_mail
from flows.digest_sections import Desk
from flows.digesting import Composed, compose_preview
from reewatch.subscriptions import Subscriber, Subscription
from tests.digest.conftest import NEWSROOM

pytestmark = pytest.mark.timeout(900)
SUPPORT = json.loads((Path(__file__).parent / "caniemail.json").read_text(encoding="utf-8"))["features"]
#: At least so many of the clients show it, with or without notes.
LEAST_SUPPORT = 0.85
#: What may be missing without a reader missing anything, and why.
ENHANCEMENTS = {
    "css-at-media-prefers-color-scheme": "clients without it darken black on white by themselves",
    "css-at-media": "only around the colours of dark mode",
    "css-important": "only within the colours of dark mode",
    "css-selector-class": "only within the colours of dark mode",
    "html-style": "only the colours of dark mode; every other style is inline",
    "html-meta-color-scheme": "tells a client that both schemes are cared for",
    "css-word-break": "long ids break in narrow windows; elsewhere they are short enough for 360 pixels",
    "html-body": "its colours stand on the outer table too",
    "html-lang": "for screen readers",
    "html-role": "for screen readers: tables that are layout",
    "html-doctype": "clients put the mail into a page of their own",
}
TAGS = {
    "html": "html-lang", "style": "html-style", "body": "html-body", "table": "html-table", "tr": "html-table",
    "td": "html-table", "p": "html-p", "h1": "html-h1-h6", "h2": "html-h1-h6", "span": "html-span",
    "strong": "html-strong", "img": "html-img", "flex": "css-display-flex",
}  # fmt: skip
#: Older than the data, and in every client: RFC 1866.
OLD = {"a", "br", "head", "meta", "title"}
ATTRIBUTES = {
    "align": "html-align", "width": "html-width", "cellpadding": "html-cellpadding", "cellspacing": "html-cellspacing",
    "role": "html-role", "lang": "html-lang", "style": None, "class": None, "href": None, "src": None, "alt": None,
    "charset": None, "name": None, "content": None,
}  # fmt: skip
PROPERTIES = {
    "margin": "css-margin", "padding": "css-padding", "background-color": "css-background-color",
    "color": "css-font", "font-size": "css-font-size", "font-family": "css-font", "line-height": "css-line-height",
    "border-bottom": "css-border", "border-left": "css-border", "border-top": "css-border",
    "border-color": "css-border", "padding-bottom": "css-padding",
    "max-width": "css-max-width", "width": "css-width", "height": "css-height", "word-break": "css-word-break",
    "display:flex": "css-display-flex", "display:grid": "css-display-grid", "position": "css-position",
}  # fmt: skip


def subscriber(**fields: object) -> Subscriber:
    own = Subscription.model_validate({"name": "desk", "to": ("a@desk.example",)} | fields)
    return Subscriber(subscription=own, recipients=own.to, condition=None)


def composed_at(desk: Desk, night: int, **fields: object) -> Composed:
    return compose_preview(desk, {}, subscriber(**fields), NEWSROOM.nights[night].as_of + timedelta(hours=3))


def html_of(message: bytes) -> str:
    parsed = email.message_from_bytes(message, policy=email.policy.strict)
    body = parsed.get_body(("html",))
    assert body is not None
    return str(body.get_content())


@pytest.mark.parametrize("night", range(len(NEWSROOM.nights)))
def test_every_night_parses_strictly_and_carries_the_headers(desk: Desk, night: int) -> None:
    message = composed_at(desk, night).outgoings[0].message
    parsed = email.message_from_bytes(message, policy=email.policy.strict)  # raises on any defect
    for part in parsed.walk():
        assert part.defects == []
        if part.get_content_maintype() == "text":
            part.get_content()
    assert max(len(line) for line in message.split(b"\r\n")) <= 998  # RFC 5322, 2.1.1
    assert b"\n" not in message.replace(b"\r\n", b"")
    for name in ("List-Id", "List-Unsubscribe", "Auto-Submitted", "Message-ID", "Date", "From", "To", "Subject"):
        assert len(parsed.get_all(name, [])) == 1, name
    assert parsed["Date"].datetime == NEWSROOM.nights[night].as_of + timedelta(hours=3)
    assert parsed["Auto-Submitted"] == "auto-generated"
    assert len(html_of(message)) < 100_000  # Gmail cuts off behind 102 KB


def test_the_same_digest_gives_the_same_bytes_and_another_recipient_another_id(desk: Desk) -> None:
    to = ("a@desk.example", "b@desk.example")
    first, second = (composed_at(desk, 9, to=to).outgoings for _ in range(2))
    assert [o.message for o in first] == [o.message for o in second]
    ids = {email.message_from_bytes(o.message)["Message-ID"] for o in first}
    assert len(ids) == 2


def test_the_subject_says_the_news(desk: Desk) -> None:
    assert composed_at(desk, 9).outgoings[0].subject.startswith("China: export controls suspended on rare earths")
    for night in range(len(NEWSROOM.nights)):
        assert len(composed_at(desk, night).outgoings[0].subject) <= 110


def test_pictures_are_parts_of_the_mail_and_told_in_words(desk: Desk) -> None:
    message = composed_at(desk, 9).outgoings[0].message
    parsed = email.message_from_bytes(message, policy=email.policy.strict)
    images = {p["Content-ID"].strip("<>"): p for p in parsed.walk() if p.get_content_type() == "image/png"}
    tags = BeautifulSoup(html_of(message), "lxml").find_all("img")
    assert [t["src"] for t in tags] == [f"cid:{c}" for c in images]
    assert images
    for tag, image in zip(tags, images.values(), strict=True):
        assert image.get_content().startswith(b"\x89PNG")
        assert len(image.get_content()) < 20_000
        assert "13.5 (Sep 17, 2025, EU Chamber)" in tag["alt"]
        assert tag["alt"] in parsed.get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    ("language", "day"), [("en", "Nov 10, 2026"), ("de", "10. Nov. 2026"), ("zh", "2026年11月10日")]
)
def test_dates_are_in_the_readers_language(desk: Desk, language: str, day: str) -> None:
    assert day in html_of(composed_at(desk, 9, language=language).outgoings[0].message)


def test_nothing_is_loaded_from_outside(desk: Desk) -> None:
    for night in range(len(NEWSROOM.nights)):
        html = html_of(composed_at(desk, night).outgoings[0].message)
        page = BeautifulSoup(html, "lxml")
        assert page.find_all(["script", "link", "iframe", "object", "embed", "form", "svg", "video", "base"]) == []
        assert all(t["src"].startswith("cid:") for t in page.find_all(src=True))
        assert "url(" not in html
        assert "@import" not in html


def features_of(html: str) -> Iterator[str]:
    """Yield the slugs of caniemail.com of all that a page uses; what is in none of the tables is an error."""
    page = BeautifulSoup(html, "lxml")
    for tag in page.find_all(True):
        if tag.name not in OLD:
            yield TAGS.get(tag.name, f"html-{tag.name}")
        for name, value in tag.attrs.items():
            slug = ATTRIBUTES.get(name, f"html-{name}")
            yield from [slug] if slug else []
            if name == "style":
                yield from styles_of(value)
    for sheet in page.find_all("style"):
        yield from ("css-at-media", "css-selector-class")
        rules = re.findall(r"{([^{}]*)}", sheet.string)
        yield from (slug for rule in rules for slug in styles_of(rule))
        yield from (f"css-at-media-{n}" for n in re.findall(r"\((prefers[\w-]+)", sheet.string))
        yield from ("css-important" for _ in re.findall("!important", sheet.string))
    if page.find("meta", attrs={"name": "color-scheme"}):
        yield "html-meta-color-scheme"


def styles_of(style: str) -> Iterator[str]:
    for name, value in re.findall(r"([\w-]+)\s*:\s*([^;]+)", style):
        yield PROPERTIES.get(name) or PROPERTIES.get(f"{name}:{value.strip()}", f"css-{name}")
        yield from (f"css-unit-{u.replace('%', 'percent')}" for u in re.findall(r"\d(px|%|em|rem|vw)\b", value))


def unsupported(html: str) -> list[str]:
    found = set(features_of(html)) - set(ENHANCEMENTS)
    share = {f: SUPPORT[f]["full"] + SUPPORT[f]["partly"] if f in SUPPORT else 0.0 for f in found}
    return sorted(f for f, s in share.items() if s < LEAST_SUPPORT)


def test_mail_clients_support_what_matters(desk: Desk) -> None:
    for night in (0, 9, len(NEWSROOM.nights) - 1):
        assert unsupported(html_of(composed_at(desk, night).outgoings[0].message)) == []


@pytest.mark.parametrize(
    "html",
    [
        '<div style="display:flex">x</div>', '<p style="position:absolute">x</p>', "<svg></svg>", "<video></video>",
        '<p style="--x:1">x</p>', '<link rel="stylesheet">', '<p style="border-radius:4px">x</p>',
        '<p style="font-size:2rem">x</p>',
    ],
)  # fmt: skip
def test_the_check_finds_what_clients_lack(html: str) -> None:
    assert unsupported(html)


def test_a_mail_has_no_header_but_ours_whatever_its_names_hold(desk: Desk) -> None:
    digest = composed_at(desk, 9).digest
    mail = render_mail(digest, "a@desk.example", "<x@y.example>", Letterhead(sender_name='A\r\nBcc: x@y.example "é'))
    assert email.message_from_bytes(mail.as_bytes(), policy=email.policy.strict)["Bcc"] is None
