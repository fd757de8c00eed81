"""Corrections: they take effect at once, stick when news comes in, and come back in a replay."""

import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.correcting import apply_acts
from reewatch.changes import Change
from reewatch.corrections import checked_value, make_correction
from reewatch.errors import UsageError
from storage.indicators import figures_feeding
from tests.flows.stories import FRAMEWORK, Article, Story, _clock, quantity, tell

PAUSE = "CN-MOFCOM-2025-61"


def pause(where: str, day: str, sentence: str, **told: Any) -> Article:
    plain = {"actor": "CN", "items": ("rare_earths",), "instruments": (PAUSE,), "expires": "2026-11-10"}
    return Article(where, day, [tell("export_control/suspended/actual/in_force", sentence, **(plain | told))])


def loan(where: str, day: str, amount: float, sentence: str) -> Article:
    told = tell("investment/committed/actual/binding", sentence, actor="US.DOD", target="org:alloy-one",
                items=("magnets",), quantities=(quantity("amount", amount, "USD"),))  # fmt: skip
    return Article(where, day, [told])


def act(story: Story, when: str, kind: str, subject: str, **told: Any) -> list[Change]:
    made = make_correction(kind, subject, **told, why="checked", who="Ana", made_at=f"{when}T05:00:00Z")
    return apply_acts(story.con, [made], FRAMEWORK, _clock(when))


def amounts(story: Story, when: str) -> list[tuple[float, bool]]:
    rows = figures_feeding(story.con, "processing-investment", _clock(when), suffix="")
    return sorted((r["value"], r["superseded_by"] is not None) for r in rows)


def test_a_corrected_date_of_an_event_moves_its_legal_text_and_sticks() -> None:
    story = Story()
    story.night("2025-11-08", pause("a.example/1", "2025-11-07", "The measures are paused until November 10, 2026."))
    [event] = story.events("2025-11-08")
    changes = act(story, "2025-11-09", "correct", event["event_id"], field="valid_to", value="2026-11-12")
    assert {c.kind for c in changes} == {"corrected"}
    assert any("2026-11-10" in str(c.before) and "2026-11-12" in str(c.after) for c in changes)
    assert story.status(PAUSE, "2025-11-09")[2] == "2026-11-12"
    assert story.status(PAUSE, "2025-11-08")[2] == "2026-11-10"  # what was known then stays known then
    story.night("2025-11-20", pause("b.example/2", "2025-11-19", "China's pause ends on November 10, 2026."))
    [event] = story.events("2025-11-20")
    assert (event["valid_to"], event["articles"]) == ("2026-11-12", 2)


def test_a_corrected_figure_takes_the_place_of_what_was_read() -> None:
    story = Story()
    story.night("2026-03-02", loan("a.example/1", "2026-03-01", 400.0, "The Pentagon lends Alloy One $400 million."))
    mention = story.events("2026-03-02")[0]["evidence"][0]["mention_id"]
    right = [{"role": "amount", "value": 480.0, "unit": "USD"}]
    act(story, "2026-03-03", "correct", mention, field="quantities", value=right)
    assert amounts(story, "2026-03-02") == [(400.0, False)]
    assert amounts(story, "2026-03-03") == [(400.0, True), (480.0, False)]


def test_a_rejected_mention_takes_its_promise_along() -> None:
    story = Story()
    told = tell("licence/general_licence/scheduled/statement", "China will issue general licences by 30 April 2026.",
                actor="CN.MOFCOM", items=("rare_earths",), deadline="2026-04-30")  # fmt: skip
    story.night("2026-03-02", Article("a.example/1", "2026-03-01", [told]))
    [(promise,)] = story.con.execute("SELECT promise_id FROM promises").fetchall()
    act(story, "2026-03-03", "reject", story.events("2026-03-02")[0]["evidence"][0]["mention_id"])
    gone = story.con.execute("SELECT subject_type FROM rejections WHERE subject_id = ?", [promise]).fetchall()
    assert gone == [("promise",)]


def test_a_corrected_observation_stays_corrected_when_it_is_told_again() -> None:
    story = Story()
    story.night("2026-03-02", loan("a.example/1", "2026-03-01", 400.0, "The Pentagon lends Alloy One $400 million."))
    [row] = figures_feeding(story.con, "processing-investment", _clock("2026-03-02"), suffix="")
    act(story, "2026-03-03", "correct", row["observation_id"], field="value", value=410.0)
    story.night("2026-03-05", loan("b.example/2", "2026-03-04", 400.0, "Alloy One's $400 million loan is signed."))
    assert amounts(story, "2026-03-05") == [(410.0, False)]


def test_events_that_were_merged_stay_one_and_those_split_stay_two() -> None:
    story = Story()
    story.night("2026-03-02", loan("a.example/1", "2026-03-01", 400.0, "The Pentagon lends Alloy One $400 million."))
    story.night("2026-03-03", loan("b.example/2", "2026-03-02", 75.0, "It also lends Alloy One $75 million."))
    first, second = sorted(story.events("2026-03-03"), key=lambda e: e["first_known_at"])
    act(story, "2026-03-04", "merge", second["event_id"], value=first["event_id"])
    [one] = story.events("2026-03-04")
    assert (one["event_id"], one["articles"]) == (first["event_id"], 2)
    leaving = second["evidence"][0]["mention_id"]
    act(story, "2026-03-05", "split", one["event_id"], value=[leaving])
    assert {e["articles"] for e in story.events("2026-03-05")} == {1}
    story.night("2026-03-06", loan("c.example/3", "2026-03-05", 75.0, "The loan of $75 million to Alloy One closed."))
    assert len(story.events("2026-03-06")) == 2
    assert len(story.events("2026-03-03")) == 2
    assert len(story.events("2026-03-04")) == 1


def test_what_is_rejected_is_listed_no_more_and_moves_nothing() -> None:
    story = Story()
    story.night("2025-11-08", pause("a.example/1", "2025-11-07", "The measures are paused until November 10, 2026."))
    story.night("2026-03-02", loan("a.example/9", "2026-03-01", 400.0, "The Pentagon lends Alloy One $400 million."))
    for event in story.events("2026-03-02"):
        act(story, "2026-03-03" if event["instruments"] else "2026-03-04", "reject", event["event_id"])
    assert story.events("2026-03-05") == []
    assert story.status(PAUSE, "2026-03-05")[0] == "unknown"
    assert amounts(story, "2026-03-05") == []
    assert amounts(story, "2026-03-03") == [(400.0, False)]


def test_a_rejected_mention_leaves_its_event_to_the_others() -> None:
    story = Story()
    story.night("2025-11-08", pause("a.example/1", "2025-11-07", "The measures are paused until November 10, 2026."))
    story.night("2025-11-09", pause("b.example/2", "2025-11-08", "China's pause ends on November 10, 2026."))
    [event] = story.events("2025-11-09")
    assert event["articles"] == 2
    act(story, "2025-11-10", "reject", event["evidence"][1]["mention_id"])
    [event] = story.events("2025-11-10")
    assert event["articles"] == 1


def test_an_act_on_what_is_not_there_waits() -> None:
    story = Story()
    assert act(story, "2025-11-10", "reject", "evt-0000000000000000") == []
    assert story.con.execute("SELECT count(*) FROM corrections").fetchone() == (0,)


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("event", "factuality", "maybe"),  # no word of the contract
        ("event", "articles", 3),  # counted, not told
        ("event", "valid_to", "next week"),  # no date
        ("mention", "quantities", [{"rate": 3}]),  # no figure
        ("observation", "value", "many"),  # no number
    ],
)
def test_a_value_that_the_field_cannot_hold_is_refused(kind: str, field: str, value: Any) -> None:
    with pytest.raises(UsageError, match="Remedy"):
        checked_value(kind, field, value, FRAMEWORK.event_types)


COMMAND = str(Path(sys.executable).parent / "reewatch")
DOCUMENT = {
    "doc_id": "d1",
    "url": "https://wire.example/a",
    "source": "wire",
    "title": "China suspends rare earth controls until November 10, 2026",
    "published": "2025-11-07",
    "language": "en",
    "text": "China suspends rare earth controls until November 10, 2026\n\nBEIJING - China suspended the controls of "
    "Announcement No. 61 of 2025 on exports of rare earths until November 10, 2026, the commerce ministry said Friday.",
}


def reewatch(*arguments: str, root: Path) -> subprocess.CompletedProcess[str]:
    env = dict(os.environ, REEWATCH_BASELINE="none")
    told = [COMMAND, "--data-dir", str(root), *arguments]
    return subprocess.run(told, capture_output=True, text=True, env=env, timeout=120, check=False)


def tables(root: Path) -> dict[str, list[tuple[Any, ...]]]:
    con = duckdb.connect(str(root / "store.duckdb"), read_only=True)
    try:
        names = ("events", "instruments", "changes", "corrections", "memberships", "observations", "runs")
        machine = {"runs": "EXCLUDE (kind)"}
        return {n: sorted(map(str, con.execute(f"SELECT * {machine.get(n, '')} FROM {n}").fetchall())) for n in names}
    finally:
        con.close()


def test_the_command_waits_for_the_lock_and_a_replay_brings_the_corrections_back(tmp_path: Path) -> None:
    root, night = tmp_path / "var", tmp_path / "night.jsonl"
    night.write_text(json.dumps(DOCUMENT) + "\n")
    assert reewatch("import", str(night), "--as-of", "2025-11-08T05:00:00Z", root=root).returncode == 0
    event = next(e for e in json.loads(reewatch("events", "--json", root=root).stdout) if e["valid_to"] == "2026-11-10")
    told = ("correct", event["event_id"], "valid_to", "2026-11-12", "--why", "the text says so", "--who", "Ana")
    with (root / "run.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert reewatch(*told, "--wait", "0.1", root=root).returncode == 4
    early = reewatch(*told, "--as-of", "2025-11-08T05:00:00Z", root=root)
    assert (early.returncode, "later --as-of" in early.stderr) == (2, True)
    assert reewatch(*told, "--as-of", "2025-11-09T05:00:00Z", root=root).returncode == 0
    [event] = [e for e in json.loads(reewatch("events", "--json", root=root).stdout) if e["corrections"]]
    assert [(c["who"], c["why"], c["before"]) for c in event["corrections"]] == [
        ("Ana", "the text says so", "2026-11-10")
    ]
    [trail] = json.loads(reewatch("corrections", "--json", root=root).stdout)
    assert (trail["act"], trail["field"], trail["value"]) == ("correct", "valid_to", "2026-11-12")
    again = tmp_path / "again"
    done = reewatch("replay", str(root / "archive"), "--ledger", str(root / "ledger.duckdb"), root=again)
    assert done.returncode == 0, done.stderr
    assert tables(again) == tables(root)
