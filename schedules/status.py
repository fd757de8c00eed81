"""How things stand: the last runs, the jobs, the locks, the outbox, the signs of life; for people and machines."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from flows.heartbeats import read_heartbeats
from flows.locking import lock_holder
from flows.workplace import Workplace
from reewatch.deliveries import WAITING, DeliveryState, shown_recipient
from reewatch.errors import StoreError
from reewatch.settings import Settings
from schedules.slots import last_slot
from schedules.table import Deployment, deployments
from schedules.watch import LOOKED_BACK, JobStatus, judge
from storage.connection import connect, open_ledger
from storage.listings import list_runs
from storage.outbox import Delivery, list_deliveries
from storage.publishing import published_path
from storage.schedule import SlotState, schedule_begin, slot_states

#: Mail that could not be sent so often asks for attention.
PATIENT_ATTEMPTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """All of it; ``attention`` holds a line for each thing that a person should look at."""

    last_runs: Mapping[str, Mapping[str, Any]]  # kind -> the last published or ingested run
    lock: Mapping[str, object] | None  # who holds the run lock
    jobs: Sequence[JobStatus]
    outbox: Mapping[str, int]  # state -> deliveries
    undelivered: Sequence[Mapping[str, Any]]  # what waits, was refused or given up in the last week
    heartbeats: Mapping[str, datetime]
    attention: Sequence[str]

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON, times in ISO 8601."""
        return asdict(self)


def read_status(place: Workplace, settings: Settings, now: datetime) -> Status:
    """Return how things stand; nothing is changed, and a running night is not disturbed."""
    table = deployments(settings.schedule)
    running = {d.name: lock_holder(place.root / f"{d.name}.lock") is not None for d in table}
    begin, states, deliveries = _of_the_ledger(place, now)
    jobs = judge(table, states, begin=begin, running=running, now=now)
    heartbeats = read_heartbeats(place.heartbeat)
    undelivered = [d for d in deliveries if d.state in WAITING or _is_lost(d, now)]
    counted = {str(s): sum(d.state is s for d in deliveries) for s in DeliveryState}
    return Status(
        last_runs=_last_runs(place),
        lock=lock_holder(place.lock),
        jobs=jobs,
        outbox={s: n for s, n in counted.items() if n},
        undelivered=[_shown(d) for d in undelivered],
        heartbeats=heartbeats,
        attention=[*_job_lines(jobs), *_mail_lines(undelivered), *_silence(table, heartbeats, begin, now)],
    )


def _of_the_ledger(place: Workplace, now: datetime) -> tuple[datetime | None, Sequence[SlotState], list[Delivery]]:
    if not place.ledger.exists():
        return None, [], []
    con = open_ledger(place.ledger)
    try:
        return schedule_begin(con), slot_states(con, now - LOOKED_BACK), list_deliveries(con)
    finally:
        con.close()


def _last_runs(place: Workplace) -> dict[str, Mapping[str, Any]]:
    try:
        path = published_path(place.root)
    except StoreError:
        return {}
    con = connect(path, read_only=True)
    try:
        rows = list_runs(con)
    finally:
        con.close()
    return {r["kind"]: {n: r[n] for n in ("run_id", "as_of", "status")} for r in rows}


def _is_lost(delivery: Delivery, now: datetime) -> bool:
    return delivery.state in (DeliveryState.REFUSED, DeliveryState.FAILED) and delivery.logged_at > now - timedelta(
        days=7
    )


def _shown(delivery: Delivery) -> dict[str, Any]:
    o = delivery.outgoing
    return {
        "delivery_id": delivery.delivery_id,
        "recipient": shown_recipient(o.recipient),
        "kind": o.kind,
        "period": o.period,
        "state": str(delivery.state),
        "attempts": delivery.attempts,
        "next_attempt_at": delivery.next_attempt_at,
        "detail": delivery.detail,
    }


def _job_lines(jobs: Sequence[JobStatus]) -> list[str]:
    return [f"{j.job} is {j.state}: {j.detail}" for j in jobs if j.needs_attention]


def _mail_lines(undelivered: Sequence[Delivery]) -> list[str]:
    lost = [d for d in undelivered if d.state in (DeliveryState.REFUSED, DeliveryState.FAILED)]
    stale = [d for d in undelivered if d.state in WAITING and d.attempts >= PATIENT_ATTEMPTS]
    lines = [f"{shown_recipient(d.outgoing.recipient)} does not get its mail ({d.state}): {d.detail}" for d in lost]
    if stale:
        lines.append(f"{len(stale)} messages could not be sent so far: {stale[0].detail}")
    return lines


def _silence(
    table: Sequence[Deployment], heartbeats: Mapping[str, datetime], begin: datetime | None, now: datetime
) -> list[str]:
    """Return a line on each job that gives signs of life and gave none for its last slot that should be over."""
    lines = []
    for d in table:
        if d.name not in ("nightly", "digests") or d.cron is None or begin is None:
            continue
        over = last_slot(d.cron, d.zone, now - d.longest)
        last = heartbeats.get(d.name)
        if over > begin and (last is None or last < over):
            told = "never" if last is None else f"last at {last.isoformat()}"
            lines.append(f"no sign of life from {d.name} since its slot {over.isoformat()} ({told})")
    return lines
