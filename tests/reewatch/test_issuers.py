"""Whose own text an article is, by its signs and not by its label alone."""

import pytest

from reewatch.claims.issuers import is_issuers_text, issuer_of
from reewatch.events.copies import Voice, count_origins, credits_of

NOTICE = "The Ministry of Commerce hereby decides. This announcement shall take effect on the date of its publication."


@pytest.mark.parametrize(
    ("host", "title", "body", "label", "issuer"),
    [
        ("mofcom.gov.cn", "Announcement No. 3 of 2026", NOTICE, "", "CN"),
        ("notices.example", "Announcement No. 3 of 2026", NOTICE, "government notice", "CN"),
        ("lawfirm.example", "Client alert", f"We wrote: {NOTICE}", "law firm", None),
        ("wire.example", "China acts", "BEIJING, May 1 (Wire) - The ministry said today it acts.", "wire", None),
        ("presswire.example", "Larkspur Opens", "Larkspur said today: the Pentagon lent money.", "company", "self"),
        ("chamber.example", "Chamber counts", "The Chamber said today that the Ministry of Commerce is slow.",
         "press statement", "self"),
        ("whitehouse.gov", "Fact Sheet: A Pause", "Today the President paused the duty.", "", "US"),
        ("blog.example", "My view of rare earths", "I think that the ministry is right.", "opinion", None),
    ],
)  # fmt: skip
def test_the_issuer_of_a_text(host: str, title: str, body: str, label: str, issuer: str | None) -> None:
    assert issuer_of(f"https://{host}/a", title, f"{title}\n\n{body}", label) == issuer


def test_a_states_text_is_primary_for_what_that_state_does() -> None:
    assert is_issuers_text("US", "US.USTR", frozenset({"US", "CN"}))
    assert not is_issuers_text("US", "CN.MOFCOM", frozenset({"US", "CN"}))
    assert is_issuers_text("self", "org:larkspur", frozenset({"org:larkspur"}))
    assert not is_issuers_text("self", "CN.MOFCOM", frozenset({"CN"}))


def voice(text: str, host: str, *credited: str) -> Voice:
    return Voice(voice_id=text, host=host, credits=credited, issuer=None)


def test_copies_one_host_and_one_agency_are_one_voice() -> None:
    assert count_origins([voice("a", "x.example"), voice("a", "y.example")]) == 1
    assert count_origins([voice("a", "x.example"), voice("b", "x.example")]) == 1
    assert count_origins([voice("a", "meridianwire.example"), voice("b", "herald.example", "meridian")]) == 1
    assert count_origins([voice("a", "x.example"), voice("b", "y.example")]) == 2


@pytest.mark.parametrize(
    ("text", "credited"),
    [
        ("BEIJING, March 4 (Meridian) - China did.", ("meridian",)),
        ("By Meridian Wire\n\nChina did.", ("meridian",)),
        ("China did.\n\nSource: Meridian Wire. Quotes delayed.", ("meridian",)),
        ("China did, as first reported by Meridian on Monday.", ("meridian",)),
        ("China did on Monday.", ()),
    ],
)
def test_whom_a_text_credits(text: str, credited: tuple[str, ...]) -> None:
    assert credits_of(text) == credited
