"""Over the newsroom's nights: each fact once, unless it changed; every change above the threshold; alerts in one."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from flows.delivering import enqueue
from flows.digest_sections import Desk
from flows.digesting import Composed, compose_due
from reewatch.conditions import read_condition
from reewatch.subscriptions import Subscriber, Subscription, vocabulary_of
from storage.connection import open_ledger
from storage.rows import fetch_rows
from tests.digest.conftest import FRAMEWORK, NEWSROOM

pytestmark = pytest.mark.timeout(900)  # the first test plays the nights
THRESHOLD = 0.15
CLOCKS = [n.as_of + timedelta(hours=3) for n in NEWSROOM.nights]


def subscriber(**fields: object) -> Subscriber:
    own = Subscription.model_validate({"name": "desk", "to": ("a@desk.example",), "at": "06:00"} | fields)
    condition = read_condition(own.alert, vocabulary_of(FRAMEWORK)) if own.alert else None
    return Subscriber(subscription=own, recipients=own.to, condition=condition, secret="s")


def play(desk: Desk, ledger_path: Path, who: Subscriber, clocks=CLOCKS) -> list[Composed]:
    """Compose and enqueue at each clock, as the nightly job does."""
    sent: list[Composed] = []
    ledger = open_ledger(ledger_path)
    try:
        for now in clocks:
            for composed in compose_due(desk, ledger, [who], now):
                enqueue(ledger, composed.outgoings, composed.told, now)
                sent.append(composed)
    finally:
        ledger.close()
    return sent


def change_ids(composed: Composed) -> list[str]:
    return [c for i in composed.digest.items for line in i.lines for c in line.change_ids]


def changes(desk: Desk, until: datetime) -> dict[str, dict[str, object]]:
    rows = fetch_rows(desk.published, "SELECT * FROM changes_rows WHERE known_at <= ?", [until.replace(tzinfo=None)])
    return {r["change_id"]: r for r in rows}


def test_every_change_above_the_threshold_is_told_and_no_fact_twice(desk: Desk, tmp_path) -> None:
    sent = play(desk, tmp_path / "ledger.duckdb", subscriber())
    assert len(sent) == len(CLOCKS)
    rows = changes(desk, CLOCKS[-1])
    told = [i for c in sent for i in change_ids(c)]
    assert len(told) == len(set(told))
    # What a reader sees of a fact, and the order in which its states were told: never one state twice running.
    seen: dict[tuple[object, ...], object] = {}
    for change_id in told:
        row = rows[change_id]
        subject = (row["subject_type"], row["subject_id"], row["title"], row["kind"] in ("confirmed", "corrected"))
        # An indicator has a row a move, and none for accounts that agree again: before is what it was meanwhile.
        was = row["before"] if row["subject_type"] == "indicator" else seen.get(subject)
        assert was != row["after"], row
        seen[subject] = row["after"]
    # What is above the threshold and in no digest was there in the same words before.
    words = {(rows[i]["title"], rows[i]["after"]) for i in told}
    above = [r for r in rows.values() if r["significance"] >= THRESHOLD and r["kind"] != "recoded"]
    assert len(above) > 150
    assert [r for r in above if r["change_id"] not in told and (r["title"], r["after"]) not in words] == []


def test_composing_again_sends_nothing(desk: Desk, tmp_path) -> None:
    ledger = tmp_path / "ledger.duckdb"
    play(desk, ledger, subscriber(), CLOCKS[:4])
    assert play(desk, ledger, subscriber(), [CLOCKS[3], CLOCKS[3] + timedelta(hours=1)]) == []


def test_a_day_without_a_run_is_not_told_as_quiet(desk: Desk, tmp_path) -> None:
    sent = play(desk, tmp_path / "ledger.duckdb", subscriber(), [CLOCKS[0], CLOCKS[0] + timedelta(days=1)])
    assert sent[1].digest.is_quiet
    assert sent[1].outgoings[0].subject == "Nothing was looked at since Apr 5, 2025, 05:00"
    assert b"this is no quiet night" in sent[1].outgoings[0].message


def test_a_quiet_night_proves_that_it_looked(desk: Desk, tmp_path) -> None:
    who = subscriber(least_significance=1.0)
    quiet = play(desk, tmp_path / "ledger.duckdb", who, CLOCKS[:2])[1]
    assert quiet.digest.is_quiet
    looked = quiet.digest.coverage
    assert quiet.outgoings[0].subject == f"All quiet, May 13, 2025: {looked.sources_answered} of 11 sources answered"
    assert looked.runs == 1
    assert looked.pages_read > 0
    assert looked.last_change_at == NEWSROOM.nights[1].as_of
    assert quiet.digest.smaller > 10


def test_a_week_is_told_in_one(desk: Desk, tmp_path) -> None:
    sent = play(desk, tmp_path / "ledger.duckdb", subscriber(send="weekly", weekday="friday"), CLOCKS[6:9])
    assert [c.digest.period for c in sent] == ["2025-W41", "2025-W44"]
    known = changes(desk, CLOCKS[8])
    nights = {known[i]["known_at"].date().isoformat() for i in change_ids(sent[1])}
    assert nights == {"2025-10-11", "2025-10-31"}


def test_an_alert_is_one_mail_and_the_digest_leaves_it_out(desk: Desk, tmp_path) -> None:
    who = subscriber(alert="significance >= 0.9")
    sent = play(desk, tmp_path / "ledger.duckdb", who, CLOCKS[:10])
    november = [c for c in sent if c.digest.as_of == CLOCKS[9]]
    assert [c.outgoings[0].kind for c in november] == ["alert", "digest"]
    alerted, told = (set(change_ids(c)) for c in november)
    assert len(alerted) >= 5  # six texts suspended at once are one mail
    assert not alerted & told
    assert november[1].digest.told_before >= len(alerted)


def test_what_follows_an_alert_closely_waits_for_the_next(desk: Desk, tmp_path) -> None:
    who = subscriber(send="at once", alert_pause_minutes=60 * 24 * 3)
    sent = play(desk, tmp_path / "ledger.duckdb", who, [*CLOCKS[2:4], CLOCKS[3] + timedelta(days=4)])
    assert [c.digest.as_of for c in sent] == [CLOCKS[2], CLOCKS[3] + timedelta(days=4)]
    assert not set(change_ids(sent[0])) & set(change_ids(sent[1]))
    assert sent[1].digest.items


def test_only_what_is_followed_is_told(desk: Desk, tmp_path) -> None:
    sent = play(desk, tmp_path / "ledger.duckdb", subscriber(indicators=("tariff-schedule",)), CLOCKS[:6])
    assert {g.indicator_id for c in sent for g in c.digest.groups} == {"tariff-schedule"}
    assert sum(c.digest.elsewhere for c in sent) > 20


def test_a_source_that_fell_silent_is_told_once(desk: Desk, tmp_path) -> None:
    sent = play(desk, tmp_path / "ledger.duckdb", subscriber())
    fell = [n.source_id for c in sent for n in c.digest.moves.fell_silent]
    assert fell.count("old-mill") == 1
    assert (
        any("old-mill" in {n.source_id for n in c.digest.moves.still_silent} for c in sent)
        or sent[-1].digest.moves.fell_silent
    )
    opened = [t for c in sent for t in c.digest.moves.opened]
    assert "Control mechanisms" in opened
