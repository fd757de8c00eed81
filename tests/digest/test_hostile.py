"""What stands in titles, sentences and names of sources is shown as text: in mail, feed, calendar and CSV."""

import csv
import email
import email.policy
import io
import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar

from digests.letters import Letterhead
from digests.wording import clean
from flows.digest_sections import Desk, open_desk
from flows.digesting import Composed, compose_preview
from flows.doors import atom_feed, deadline_calendar
from storage.connection import Connection, connect
from storage.publishing import published_path
from storage.query import FORMULA_STARTS, run_query, to_csv
from tests.digest.chromium import browser_page
from tests.digest.conftest import FRAMEWORK, NEWSROOM
from tests.digest.test_mail import OLD, TAGS, html_of, subscriber

pytestmark = pytest.mark.timeout(900)
OWN: list[str] = json.loads((Path(__file__).parent / "hostile.json").read_text(encoding="utf-8"))
#: DOMPurify's set of hostile fragments, beside the checkout of whoever has it.
COLLECTION = Path(__file__).resolve().parents[2].parent / "shared" / "testdata" / "html-payloads" / "payloads.json"
NIGHT = NEWSROOM.nights[-1].as_of
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"


def payloads_of(name: str) -> list[str]:
    if name == "own":
        return OWN
    if not COLLECTION.exists():
        pytest.skip("../shared/testdata is absent")
    return [p["payload"] for p in json.loads(COLLECTION.read_text(encoding="utf-8"))]


@pytest.fixture(scope="module", params=["own", "collection"])
def poisoned(request, newsroom_root: Path, tmp_path_factory) -> Path:
    """Return a published copy in which every text of every change of the last night is a payload."""
    payloads = payloads_of(request.param)
    path = tmp_path_factory.mktemp("poisoned") / "reewatch.duckdb"
    shutil.copy(published_path(newsroom_root), path)
    con = connect(path, read_only=False)
    try:
        poison(con, payloads)
    finally:
        con.close()
    return path


def poison(con: Connection, payloads: list[str]) -> None:
    con.execute("CREATE TEMP TABLE told AS FROM changes_rows ORDER BY known_at DESC LIMIT 1")
    con.execute("DELETE FROM changes_rows")
    con.execute(
        "CREATE TEMP TABLE payloads AS SELECT unnest(?) AS p, unnest(?) AS n", [payloads, [*range(len(payloads))]]
    )
    con.execute(
        """INSERT INTO changes_rows BY NAME SELECT told.* REPLACE ('chg-' || n AS change_id, 'sub-' || n AS subject_id,
             NULL AS event_id, 'event' AS subject_type, 'new' AS kind, p AS title, p AS before, p || n AS after,
             0.9 AS significance,
             CAST(? AS TIMESTAMP) AS known_at, json_array(json_object('mention_id', evidence->>'$[0].mention_id',
               'sentence', p, 'url', p)) AS evidence) FROM told, payloads""",
        [NIGHT.replace(tzinfo=None)],
    )
    con.execute("UPDATE polled_sources_rows SET name = ?", [payloads[0]])
    con.execute("UPDATE indicators_rows SET reading = ?", [payloads[1]])
    con.execute(
        """INSERT INTO promises_rows BY NAME SELECT promises_rows.* REPLACE ('prm-' || n AS promise_id, p AS what,
             '2099-01-01' AS due, 'open' AS status, NULL AS answered_on, NULL AS withdrawn_on, NULL AS answered_by)
           FROM (FROM promises_rows LIMIT 1) AS promises_rows, payloads"""
    )


@pytest.fixture
def desk_of_poison(poisoned: Path) -> Iterator[Desk]:
    con = connect(poisoned, read_only=True)
    try:
        yield open_desk(con, FRAMEWORK, Letterhead())
    finally:
        con.close()


def composed(desk: Desk) -> Composed:
    return compose_preview(desk, {}, subscriber(name="hostile"), NIGHT + timedelta(hours=3))


def test_no_payload_lives_in_the_mail(desk_of_poison: Desk) -> None:
    mail = composed(desk_of_poison)
    assert len(mail.digest.items) >= len(OWN)
    page = BeautifulSoup(html_of(mail.outgoings[0].message), "lxml")
    assert {t.name for t in page.find_all(True)} <= {*OLD, *TAGS}
    for tag in page.find_all(True):
        assert not [a for a in tag.attrs if a.startswith("on") or a in ("srcdoc", "action", "formaction", "background")]
        assert str(tag.get("href", "https:")).startswith(("https:", "http:"))
        assert str(tag.get("src", "cid:")).startswith("cid:")


def test_line_breaks_in_titles_make_no_header(desk_of_poison: Desk) -> None:
    message = composed(desk_of_poison).outgoings[0].message
    parsed = email.message_from_bytes(message, policy=email.policy.strict)
    assert set(parsed.keys()) == {
        "Subject", "From", "To", "Date", "Message-ID", "List-Id", "List-Unsubscribe", "Auto-Submitted", "MIME-Version",
        "Content-Type",
    }  # fmt: skip
    text = parsed.get_body(("plain",)).get_content()
    shown = [*text.splitlines(), str(parsed["Subject"])]
    assert not [line for line in shown if any(c in BIDI or (ord(c) < 32 and c != "\n") for c in line)]


def test_each_payload_stands_in_the_text_as_it_was_written(desk_of_poison: Desk) -> None:
    mail = composed(desk_of_poison)
    body = email.message_from_bytes(mail.outgoings[0].message, policy=email.policy.strict).get_body(("plain",))
    text = " ".join(body.get_content().split())
    page = " ".join(BeautifulSoup(html_of(mail.outgoings[0].message), "lxml").get_text(" ").split())
    written = [clean(i.quote.sentence) for i in mail.digest.items if i.quote is not None][:4]
    assert len(written) == 4
    assert [w for w in written if w not in text or w not in page] == []


def test_no_payload_lives_in_the_feed(desk_of_poison: Desk) -> None:
    feed = ET.fromstring(atom_feed(desk_of_poison, NIGHT + timedelta(hours=3), None))
    allowed = {"feed", "id", "title", "updated", "author", "name", "entry", "category", "link", "summary"}
    elements = list(feed.iter())
    assert {e.tag.partition("}")[2] for e in elements} <= allowed
    assert all(e.get("type") is None for e in elements)  # text, the default: a reader shows it and parses nothing
    assert all(e.get("href", "").startswith("http") for e in elements if e.tag.endswith("}link"))
    assert len(feed.findall("{*}entry")) >= len(OWN)


def test_no_payload_makes_an_entry_of_the_calendar(desk_of_poison: Desk) -> None:
    told = deadline_calendar(desk_of_poison, NIGHT + timedelta(hours=3))
    calendar = Calendar.from_ical(told)
    promised = [e for e in calendar.walk("VEVENT") if str(e["SUMMARY"]).startswith("promise due")]
    assert len(promised) >= len(OWN)
    assert {c.name for c in calendar.walk()} == {"VCALENDAR", "VEVENT"}
    assert len({str(e["UID"]) for e in calendar.walk("VEVENT")}) == len(calendar.walk("VEVENT"))
    assert max(len(line) for line in told.split(b"\r\n")) <= 75  # RFC 5545, 3.1


def test_no_formula_runs_in_a_csv(poisoned: Path) -> None:
    table = to_csv(run_query(poisoned, "SELECT title, before, after FROM changes"))
    cells = [c for row in csv.reader(io.StringIO(table)) for c in row]
    assert not [c for c in cells if c.lstrip(" ")[:1] in FORMULA_STARTS]


def test_nothing_runs_in_a_browser(desk_of_poison: Desk) -> None:
    html = html_of(composed(desk_of_poison).outgoings[0].message)
    with browser_page(360, "light", scripts=True) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.add_init_script("window.alert = window.prompt = window.confirm = () => { window.alive = 1 }")
        page.set_content(html)
        page.wait_for_timeout(300)
        assert page.evaluate("window.alive") is None
        assert [u for u in asked if not u.startswith("cid:")] == []


@pytest.mark.parametrize("text", OWN)
def test_cleaned_text_is_one_visible_line(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.splitlines() in ([cleaned], [])
    assert all(c.isprintable() for c in cleaned)
    assert not set(cleaned) & set(BIDI)
    cleaned.encode()
