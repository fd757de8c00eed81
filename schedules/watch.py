"""What the schedule did, held against what it should have done: late, missed, failed, killed and stuck runs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from schedules.slots import last_slot, next_slot, slots_between
from schedules.table import Deployment
from storage.schedule import SlotState

#: Slots that were missed longer ago are told, and ask for nobody's attention.
RECENT = timedelta(days=1)
#: So far back slots are looked at.
LOOKED_BACK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobStatus:
    """How a job stands. ``needs_attention`` where a person should look."""

    job: str
    state: str  # not scheduled, waiting, due, running, done, late, failed, killed, stuck, missed
    needs_attention: bool
    slot: datetime | None
    next: datetime
    missed: int  # slots of the last week that nobody took up
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is seen of one job at a moment: its slots' last rows, whether a process holds its lock, and the clock."""

    known: Mapping[datetime, SlotState]
    begin: datetime | None  # when the schedule first did anything here; None: it never did
    held: bool
    now: datetime


def judge(
    table: Iterable[Deployment],
    states: Sequence[SlotState],
    *,
    begin: datetime | None,
    running: Mapping[str, bool],
    now: datetime,
) -> list[JobStatus]:
    """Return how each job with slots stands.

    ``states`` are the last rows of the slots' logs, ``begin`` when the schedule first did anything here (None: it
    never did), ``running`` says of a job whether a process holds its lock.
    """
    return [
        _judge(
            d,
            Seen(
                known={s.slot: s for s in states if s.deployment == d.name},
                begin=begin,
                held=running.get(d.name, False),
                now=now,
            ),
        )
        for d in table
        if d.cron is not None
    ]


def _judge(deployment: Deployment, seen: Seen) -> JobStatus:
    cron, zone = str(deployment.cron), deployment.zone
    slot, missed = last_slot(cron, zone, seen.now), _missed(deployment, seen)
    state, detail = _state(deployment, slot, seen)
    if state in ("done", "due", "waiting") and missed and missed[-1] > seen.now - RECENT:
        state, detail = "missed", f"nobody took up {len(missed)} slots, the last of {missed[-1].isoformat()}"
    return JobStatus(
        job=deployment.name,
        state=state,
        needs_attention=state in ("late", "failed", "killed", "stuck", "missed"),
        slot=slot,
        next=next_slot(cron, zone, seen.now),
        missed=len(missed),
        detail=detail,
    )


def _state(deployment: Deployment, slot: datetime, seen: Seen) -> tuple[str, str]:
    """Return the state of a job and what there is to say of it."""
    begun = [s.logged_at for s in seen.known.values() if s.state == "started"]
    standing = seen.known.get(slot)
    if seen.held and begun:
        stuck = seen.now - max(begun) > deployment.longest
        return ("stuck" if stuck else "running"), f"since {max(begun).isoformat()}"
    if seen.begin is None:
        return "not scheduled", "nothing has run by itself here yet"
    if standing is None and slot < seen.begin:
        return "waiting", "its first slot is still to come"
    if standing is None:
        late = seen.now - slot > deployment.grace
        return ("late", f"nobody took up {slot.isoformat()}") if late else ("due", "")
    if standing.state == "started":
        return "killed", f"begun at {standing.logged_at.isoformat()}, never ended; the next run goes on with it"
    return standing.state, standing.detail


def _missed(deployment: Deployment, seen: Seen) -> list[datetime]:
    """Return the slots before the current one that nobody took up."""
    if seen.begin is None:
        return []
    start = max(seen.begin, seen.now - LOOKED_BACK)
    slots = slots_between(str(deployment.cron), deployment.zone, start, seen.now)
    return [s for s in slots[:-1] if s not in seen.known]
