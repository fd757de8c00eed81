"""Recodings: a later version reads the past otherwise; it is told as such, and never as news."""

from typing import Any

from flows.correcting import apply_acts
from reewatch.changes import Change
from reewatch.corrections import make_correction
from storage.ledger_listings import list_observations
from tests.flows.stories import FRAMEWORK, Article, Story, _clock, quantity, tell

PAUSE = "CN-MOFCOM-2025-61"
SENTENCE = "China's commerce ministry paused the measures of Announcement No. 61 until November 10, 2026."


def pause(where: str = "a.example/1", day: str = "2025-11-07", sentence: str = SENTENCE, **told: Any) -> Article:
    plain = {"actor": "CN", "items": ("rare_earths",), "instruments": (PAUSE,), "expires": "2026-11-10"}
    return Article(where, day, [tell("export_control/suspended/actual/in_force", sentence, **(plain | told))])


def loan(where: str, day: str, amount: float, sentence: str, **told: Any) -> Article:
    plain = {"actor": "US.DOD", "target": "org:alloy-one", "items": ("magnets",),
             "quantities": (quantity("amount", amount, "USD"),)}  # fmt: skip
    return Article(where, day, [tell("investment/committed/actual/binding", sentence, **(plain | told))])


def act(story: Story, when: str, kind: str, subject: str, **told: Any) -> list[Change]:
    made = make_correction(kind, subject, **told, why="checked", who="Ana", made_at=f"{when}T05:00:00Z")
    return apply_acts(story.con, [made], FRAMEWORK, _clock(when))


def test_a_date_that_is_read_otherwise_is_recoded_and_no_news() -> None:
    story = Story()
    story.night("2025-11-08", pause(expires="2026-10-11"))
    [was] = story.events("2025-11-08")
    changes = story.recode("2025-11-20", pause())
    assert {c.kind for c in changes} == {"recoded"}
    assert {c.subject_type for c in changes} >= {"event", "instrument"}
    [text] = [c for c in changes if c.subject_type == "instrument"]
    assert "2026-10-11" in str(text.before)
    assert "2026-11-10" in str(text.after)
    assert text.evidence
    [now] = story.events("2025-11-20")
    assert now["event_id"] == was["event_id"]
    assert now["first_known_at"] == was["first_known_at"]
    assert story.status(PAUSE, "2025-11-20")[2] == "2026-11-10"
    assert story.status(PAUSE, "2025-11-19")[2] == "2026-10-11"  # what was known then stays known then
    assert story.events("2025-11-19") == [was]


def test_reading_the_same_again_changes_nothing() -> None:
    story = Story()
    story.night("2025-11-08", pause(), loan("b.example/2", "2025-11-07", 400.0, "The Pentagon lends $400 million."))
    assert story.recode("2025-11-20", pause()) == []
    told = story.con.execute("SELECT count(*) FROM mentions").fetchall()
    assert told == [(2,)]
    assert story.con.execute("SELECT count(*) FROM recodings").fetchall() == [(0,)]


def test_a_figure_that_is_read_otherwise_takes_the_old_one_out() -> None:
    story = Story()
    sentence = "The Pentagon lends Alloy One $400 million."
    story.night("2026-03-02", loan("a.example/1", "2026-03-01", 40.0, sentence))
    changes = story.recode("2026-03-05", loan("a.example/1", "2026-03-01", 400.0, sentence))
    assert {c.kind for c in changes} == {"recoded"}
    told = [(o["value"], o["superseded_by"]) for o in list_observations(story.con, _clock("2026-03-05"))]
    assert told == [(400.0, None)]
    assert [o["value"] for o in list_observations(story.con, _clock("2026-03-04"))] == [40.0]


def test_a_figure_that_stays_keeps_its_observation() -> None:
    story = Story()
    sentence = "The Pentagon lends Alloy One $400 million."
    story.night("2026-03-02", loan("a.example/1", "2026-03-01", 400.0, sentence, actor="US"))
    [was] = list_observations(story.con, _clock("2026-03-02"))
    story.recode("2026-03-05", loan("a.example/1", "2026-03-01", 400.0, sentence))
    [now] = list_observations(story.con, _clock("2026-03-05"))
    assert (now["observation_id"], now["actor"], was["actor"]) == (was["observation_id"], "US.DOD", "US")


def test_what_is_read_no_more_is_gone_and_what_is_read_first_is_no_news() -> None:
    story = Story()
    one, other = "The Pentagon lends Alloy One $400 million.", "China paused the measures until November 10, 2026."
    paused = tell("export_control/suspended/actual/in_force", other, actor="CN", instruments=(PAUSE,),
                  expires="2026-11-10")  # fmt: skip
    lent = loan("a.example/1", "2026-03-01", 400.0, one).sentences[0]
    bare = Article("a.example/1", "2026-03-01", [lent], head=other)
    story.night("2026-03-02", bare)
    [was] = story.events("2026-03-02")
    changes = story.recode("2026-03-05", Article("a.example/1", "2026-03-01", [paused], tail=one))
    assert {c.kind for c in changes} == {"recoded"}
    gone = [c for c in changes if c.subject_id == was["event_id"]]
    assert [(c.before, c.after) for c in gone] == [(was["title"], None)]
    assert gone[0].evidence
    assert [e["type"] for e in story.events("2026-03-05")] == ["export_control"]
    assert list_observations(story.con, _clock("2026-03-05")) == []
    assert story.status(PAUSE, "2026-03-05")[0] == "suspended"
