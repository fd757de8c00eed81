"""Late, missed, failed, killed and stuck runs are told apart, and one run a slot holds however many ask."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows import jobs
from flows.jobs import Work
from flows.locking import lock_holder, run_lock
from flows.workplace import Workplace
from reewatch.errors import UndeliveredError
from reewatch.settings import ScheduleSettings, load_settings
from schedules.running import MOST_FAILURES, run_slot
from schedules.table import Deployment, deployments, find_deployment
from schedules.watch import judge
from storage.connection import open_ledger
from storage.schedule import SlotState, append_slot, slot_history, slot_states

TABLE = deployments(ScheduleSettings())
NIGHTLY = "nightly"
SLOT = datetime(2026, 11, 25, 5, tzinfo=UTC)
LONG_AGO = SLOT - timedelta(days=30)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def row(slot: datetime, state: str, *, after: timedelta = MINUTE) -> SlotState:
    return SlotState(
        deployment=NIGHTLY, slot=slot, step=0, state=state, run_clock=slot, logged_at=slot + after, detail="told"
    )


NIGHTS = [row(SLOT - n * DAY, "done") for n in range(1, 9)]


@pytest.mark.parametrize(
    ("after", "rows", "held", "state", "attention"),
    [
        (10 * MINUTE, NIGHTS, False, "due", False),  # nobody took it up yet, and need not have
        (31 * MINUTE, NIGHTS, False, "late", True),
        (31 * MINUTE, [*NIGHTS, row(SLOT, "done")], False, "done", False),
        (31 * MINUTE, [*NIGHTS, row(SLOT, "failed")], False, "failed", True),
        (31 * MINUTE, [*NIGHTS, row(SLOT, "started")], True, "running", False),
        (7 * HOUR, [*NIGHTS, row(SLOT, "started")], True, "stuck", True),
        (7 * HOUR, [*NIGHTS, row(SLOT, "started")], False, "killed", True),
        (HOUR, [*NIGHTS[1:], row(SLOT, "done")], False, "done", False),  # yesterday's is missed, over a day ago
        (30 * HOUR, [row(SLOT + DAY, "done"), *NIGHTS], False, "missed", False),
    ],
)
def test_states_of_a_job(after: timedelta, rows: list[SlotState], held: bool, state: str, attention: bool) -> None:
    found = judge(TABLE, rows, begin=LONG_AGO, running={NIGHTLY: held}, now=SLOT + after)
    (nightly,) = [j for j in found if j.job == NIGHTLY]
    if state == "missed":  # the night of SLOT itself: 25 hours ago, no longer recent
        assert (nightly.state, nightly.missed, nightly.needs_attention) == ("done", 1, False)
        return
    assert (nightly.state, nightly.needs_attention) == (state, attention)
    assert nightly.next == (SLOT + DAY if after < DAY else SLOT + 2 * DAY)


def test_a_slot_missed_within_a_day_asks_for_attention() -> None:
    now = SLOT + 23 * HOUR + 59 * MINUTE
    polls = [d for d in TABLE if d.name == "poll"]
    done = SlotState(
        deployment="poll",
        slot=now.replace(hour=4, minute=0),
        step=0,
        state="done",
        run_clock=now,
        logged_at=now,
        detail="",
    )
    (found,) = judge(polls, [done], begin=SLOT, running={}, now=now)
    assert (found.state, found.needs_attention) == ("missed", True)


def test_before_anything_ran_nothing_is_late() -> None:
    assert {j.state for j in judge(TABLE, [], begin=None, running={}, now=SLOT + DAY)} == {"not scheduled"}
    soon = judge(TABLE, [], begin=SLOT + MINUTE, running={}, now=SLOT + 2 * MINUTE)
    assert {j.state for j in soon} == {"waiting"}


@pytest.fixture
def work(tmp_path: Path) -> Work:
    return Work(
        place=Workplace(tmp_path / "var"),
        settings=load_settings(),
        run_clock=SLOT + MINUTE,
        clock=lambda: SLOT + MINUTE,
        wait_seconds=10,
    )


def digests() -> Deployment:
    return find_deployment(ScheduleSettings(digests="0 5 * * *"), "digests")


def log_of(work: Work) -> list[str]:
    con = open_ledger(work.place.ledger)
    try:
        return [s.state for s in slot_history(con, "digests", SLOT)]
    finally:
        con.close()


def test_two_schedulers_at_once_give_one_run(work: Work) -> None:
    outcomes = []
    threads = [threading.Thread(target=lambda: outcomes.append(run_slot(digests(), SLOT, work))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(o.is_skipped for o in outcomes) == [False, True]
    assert log_of(work) == ["started", "done"]


def test_a_slot_that_is_done_or_past_is_left_alone(work: Work) -> None:
    assert not run_slot(digests(), SLOT, work).is_skipped
    assert "was done" in run_slot(digests(), SLOT, work).told
    assert "later one has come" in run_slot(digests(), SLOT - DAY, work).told
    assert log_of(work) == ["started", "done"]


def test_a_killed_run_is_gone_on_with_at_its_own_clock(work: Work) -> None:
    con = open_ledger(work.place.ledger)
    append_slot(con, "digests", SLOT, "started", run_clock=SLOT, now=SLOT)
    con.close()
    assert not run_slot(digests(), SLOT, work).is_skipped
    con = open_ledger(work.place.ledger)
    (state,) = slot_states(con, LONG_AGO)
    con.close()
    assert (state.state, state.run_clock) == ("done", SLOT)


def test_what_fails_is_noted_and_in_the_end_left_alone(work: Work) -> None:
    from tests.flows.test_delivering import Outbox, plain

    waiting = Outbox(work.place.root)
    waiting.now = SLOT
    waiting.queue("ann@desk.example")
    settings = work.settings.model_copy(update={"smtp": plain(9)})
    for n in range(MOST_FAILURES):
        late = SLOT + n * HOUR
        failing = Work(place=work.place, settings=settings, run_clock=late, clock=lambda late=late: late)
        with pytest.raises(UndeliveredError, match="1 wait"):
            run_slot(digests(), SLOT, failing)
    assert log_of(work) == ["started", "failed"] * MOST_FAILURES
    assert "left alone" in run_slot(digests(), SLOT, work).told
    assert not work.place.heartbeat.exists()


def test_a_lock_tells_its_holder_and_dies_with_him(tmp_path: Path) -> None:
    path = tmp_path / "run.lock"
    assert lock_holder(path) is None
    with run_lock(path, what="nightly"):
        holder = lock_holder(path)
        assert holder is not None
        assert holder["what"] == "nightly"
    assert lock_holder(path) is None
    path.write_text('{"what": "nightly", "pid": 1}')  # what one that was killed leaves
    assert lock_holder(path) is None


def test_every_deployment_has_its_job_and_its_flow() -> None:
    from schedules import entrypoints

    assert {d.name for d in TABLE} == set(jobs.JOBS)
    for deployment in TABLE:
        assert getattr(entrypoints, deployment.name).name == deployment.name
        assert set(deployment.after) <= {d.name for d in TABLE}
