"""One run a slot, however many schedulers there are: the slot is taken in the ledger, under a lock of the job's own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flows.jobs import JOBS, Work
from flows.locking import run_lock
from reewatch.timestamps import format_timestamp
from schedules.slots import last_slot
from schedules.table import Deployment
from storage.connection import open_ledger
from storage.schedule import SlotState, append_slot, newest_slot, slot_history

#: A slot that failed so often is left alone; the next one comes.
MOST_FAILURES = 3


@dataclass(frozen=True, slots=True)
class JobOutcome:
    """What came of asking for a slot; ``is_skipped`` where there was nothing to do."""

    is_skipped: bool
    told: str


def run_slot(deployment: Deployment, slot: datetime, work: Work) -> JobOutcome:
    """Run a job for a slot, unless that is done, is under way, or a later slot has come.

    A slot whose run was killed is gone on with at that run's clock. Raises what the job raises, noted in the log.
    """
    job_lock = work.place.root / f"{deployment.name}.lock"
    with run_lock(job_lock, what=f"{deployment.name} of {slot.isoformat()}", wait_seconds=work.wait_seconds):
        taken = _take(deployment, slot, work)
        if isinstance(taken, str):
            return JobOutcome(is_skipped=True, told=taken)
        work = replace(work, run_clock=taken)
        try:
            told = JOBS[deployment.name](work)
        except Exception as error:
            _note(deployment, slot, work, state="failed", detail=f"{type(error).__name__}: {error}")
            raise
        _note(deployment, slot, work, state="done", detail=told)
        return JobOutcome(is_skipped=False, told=told)


def run_unasked(deployment: Deployment, work: Work) -> JobOutcome:
    """Run a job because a person wants it, now, whatever its slots say."""
    with run_lock(work.place.root / f"{deployment.name}.lock", what=deployment.name, wait_seconds=work.wait_seconds):
        return JobOutcome(is_skipped=False, told=JOBS[deployment.name](work))


def _take(deployment: Deployment, slot: datetime, work: Work) -> datetime | str:
    """Return the clock at which to run, or why not to."""
    con = open_ledger(work.place.ledger)
    try:
        known = slot_history(con, deployment.name, slot)
        refusal = _refusal(deployment, slot, work.clock(), known, newest_slot(con, deployment.name))
        if refusal:
            return refusal
        begun = known[-1].run_clock if known else work.run_clock
        append_slot(con, deployment.name, slot, "started", run_clock=begun, now=work.clock())
        return begun
    finally:
        con.close()


def _refusal(
    deployment: Deployment, slot: datetime, now: datetime, known: Sequence[SlotState], newest: datetime | None
) -> str:
    told = f"slot {format_timestamp(slot)} of {deployment.name}"
    if known and known[-1].state == "done":
        return f"{told} was done at {format_timestamp(known[-1].logged_at)}"
    if sum(s.state == "failed" for s in known) >= MOST_FAILURES:
        return f"{told} failed {MOST_FAILURES} times and is left alone"
    current = last_slot(deployment.cron, deployment.zone, now) if deployment.cron else slot
    if current > slot or (newest is not None and newest > slot):
        return f"{told} is past: a later one has come"
    return ""


def _note(deployment: Deployment, slot: datetime, work: Work, *, state: str, detail: str) -> None:
    con = open_ledger(work.place.ledger)
    try:
        now = work.clock()
        append_slot(con, deployment.name, slot, state, run_clock=work.run_clock, now=now, detail=detail)
    finally:
        con.close()
