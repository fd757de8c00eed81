"""The macros of the published copy agree with the listings, on both clocks."""

from datetime import date, datetime

from storage.listings import list_changes, list_events, list_instruments
from storage.migrations import SQL
from tests.flows.stories import Story
from tests.flows.test_tracking import PAUSED, longer, pause


def test_the_macros_answer_as_the_commands_do() -> None:
    story = Story()
    for when, articles in (("2026-02-03", [pause()]), ("2026-04-29", [longer()]), ("2026-08-03", [])):
        story.night(when, *articles)
    story.con.execute((SQL / "macros" / "two_clocks.sql").read_text(encoding="utf-8"))
    asked = "FROM instruments_as_of('2026-03-01 00:00', '2026-06-15')"
    assert story.con.execute(f"SELECT instrument_id, status {asked}").fetchall() == [(PAUSED, "unknown")]
    known = "2026-05-01T00:00:00+00:00"
    listed = list_instruments(story.con, datetime.fromisoformat(known), date(2026, 6, 15))
    told = story.con.execute(f"SELECT status FROM instruments_as_of('{known[:19]}', '2026-06-15')").fetchall()
    assert [r["status"] for r in listed] == [s for (s,) in told]
    events = list_events(story.con, datetime.fromisoformat(known))
    ids = {e for (e,) in story.con.execute(f"SELECT event_id FROM events_known_at('{known[:19]}')").fetchall()}
    assert {e["event_id"] for e in events} == ids
    since, until = "2026-02-03T05:00:00+00:00", "2026-08-03T05:00:00+00:00"
    changes = list_changes(story.con, datetime.fromisoformat(since), datetime.fromisoformat(until))
    asked = f"FROM changes_between('{since[:19]}', '{until[:19]}')"
    assert [c["change_id"] for c in changes] == [
        c for (c,) in story.con.execute(f"SELECT change_id {asked}").fetchall()
    ]
    assert any(c["kind"] == "expired_unreported" for c in changes)
