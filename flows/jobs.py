"""The jobs of the schedule as plain functions: each takes its clock, and returns one line on what it did.

A job imports what it needs when it runs: what runs a night takes seconds to import, and the look at the outbox every
half hour needs none of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from flows.indexing import refresh_index
from flows.locking import run_lock
from flows.workplace import Workplace
from reewatch.deliveries import DeliveryState
from reewatch.errors import ArchiveError, ClockError, ConfigurationError, LockHeldError, UndeliveredError
from reewatch.runs import RunKind
from reewatch.settings import Settings
from reewatch.summaries import RunSummary

if TYPE_CHECKING:
    from flows.nights import Night
    from flows.running import Stage

Clock = Callable[[], datetime]


class RunStage(Protocol):
    """How a stage is called: an orchestrator wraps it."""

    def __call__(self, name: str, stage: "Stage", night: "Night", /) -> object:
        """Call it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What every job is given. ``run_clock`` is the clock of its run, ``clock`` that on the wall."""

    place: Workplace
    settings: Settings
    run_clock: datetime
    clock: Clock
    wait_seconds: float = 0.0
    run_stage: RunStage | None = None


def poll(work: Work) -> str:
    """Poll feeds and new articles."""
    return _told(_run(work, RunKind.POLL))


def nightly(work: Work) -> str:
    """Run the night, tell what crosses a subscriber's condition at once, and give a sign of life."""
    summary = _run(work, RunKind.NIGHTLY)
    notes = [_told(summary), after_a_run(work), _show_anew(work), _sign_of_life(work, "nightly")]
    return "; ".join(n for n in notes if n)


def _show_anew(work: Work) -> str:
    """Bring search index and report up to the night; return what went wrong."""
    from flows.report_writing import refresh_report  # noqa: PLC0415
    from reewatch.framework import load_framework  # noqa: PLC0415

    framework = load_framework(work.settings.framework_dir)
    return "; ".join(t for t in (refresh_index(work.place), refresh_report(work.place, framework)) if t)


def after_a_run(work: Work) -> str:
    """Send alerts; a night is a good one whatever stands in the subscriptions or the mail server does.

    The trouble is only told; the job of the digests fails of it.
    """
    try:
        return alerts(work)
    except (UndeliveredError, LockHeldError, ConfigurationError) as error:
        return str(error)


def alerts(work: Work) -> str:
    """Compose and send what is due now."""
    return _send(work)


def digests(work: Work) -> str:
    """Compose and send what is due now; a sign of life where nothing that is due is left."""
    told = _send(work)
    return "; ".join(n for n in (told, _sign_of_life(work, "digests")) if n)


def maintenance(work: Work) -> str:
    """Read archives through, clear scratch away and see to the search index.

    Raises ArchiveError where an archive is damaged.
    """
    from flows.maintaining import clear_scratch, damaged_archives  # noqa: PLC0415

    with run_lock(work.place.lock, what="maintenance", wait_seconds=work.wait_seconds):
        cleared = clear_scratch(work.place, work.clock())
        damaged = damaged_archives(work.place, work.clock())
    trouble = refresh_index(work.place)
    if damaged:
        raise ArchiveError("\n".join([*damaged, "Remedy: take these archives from a backup."]))
    return "; ".join(n for n in (f"archives read through, {cleared} left-over files removed", trouble) if n)


JOBS: Mapping[str, Callable[[Work], str]] = {
    "poll": poll,
    "nightly": nightly,
    "alerts": alerts,
    "digests": digests,
    "maintenance": maintenance,
}


def _run(work: Work, kind: RunKind) -> RunSummary:
    """Run, under the run lock; where a run of a later clock came between, as a new run of now."""
    from flows.nights import plan_night  # noqa: PLC0415
    from flows.running import require_reachable, run_night  # noqa: PLC0415

    with run_lock(work.place.lock, what=f"{kind} as of {work.run_clock.isoformat()}", wait_seconds=work.wait_seconds):
        night = plan_night(work.place, work.settings, kind=kind, as_of=work.run_clock)
        try:
            summary = run_night(night, run_stage=work.run_stage)
        except ClockError:
            night = plan_night(work.place, work.settings, kind=kind, as_of=work.clock())
            summary = run_night(night, run_stage=work.run_stage)
    require_reachable(summary)
    return summary


def _told(summary: RunSummary) -> str:
    if summary.already_done:
        return f"run {summary.run_id} was done already"
    answered = len(summary.sources) - len(summary.failed_sources)
    told = f"run {summary.run_id}: {answered} of {len(summary.sources)} sources, {len(summary.changes)} changes"
    cut = ", ".join(summary.read_in_part)
    return f"{told}; read in part, for their length: {cut}" if cut else told


def _send(work: Work) -> str:
    from flows.sending import send_due  # noqa: PLC0415

    report = send_due(work.place, work.settings, work.clock, wait_seconds=work.wait_seconds)
    waiting = report.count(DeliveryState.QUEUED, DeliveryState.UNCERTAIN)
    lost = report.count(DeliveryState.REFUSED, DeliveryState.FAILED)
    told = f"{report.count(DeliveryState.SENT)} sent, {waiting} wait, {lost} refused or given up"
    if report.trouble or report.undelivered:
        why = report.trouble or report.undelivered[0].detail
        raise UndeliveredError(f"{told}: {why} Remedy: `reewatch outbox list` says what waits and why.")
    return told


def _sign_of_life(work: Work, job: str) -> str:
    from flows.heartbeats import beat  # noqa: PLC0415

    schedule = work.settings.schedule
    url = schedule.heartbeat_url if job == "nightly" else schedule.digests_heartbeat_url
    return beat(work.place.heartbeat, job, work.clock(), url)
