"""The Prefect flows of the deployments: thin, since the same jobs run without Prefect.

A flow run that Prefect scheduled is for its slot; one that a person starts from Prefect's page runs at once.
"""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.context import FlowRunContext
from prefect.states import Completed

from flows.jobs import Work
from flows.orchestrated import as_task
from flows.workplace import Workplace
from reewatch.errors import LockHeldError
from reewatch.settings import load_settings
from schedules.running import JobOutcome, run_slot, run_unasked
from schedules.table import find_deployment


@flow(name="poll", validate_parameters=False)
def poll() -> Any:
    """Poll feeds and new articles."""
    return _carry_out("poll")


@flow(name="nightly", validate_parameters=False)
def nightly() -> Any:
    """Run the night."""
    return _carry_out("nightly")


@flow(name="alerts", validate_parameters=False)
def alerts() -> Any:
    """Send what crosses a subscriber's condition."""
    return _carry_out("alerts")


@flow(name="digests", validate_parameters=False)
def digests() -> Any:
    """Send the digests that are due, and what waits in the outbox."""
    return _carry_out("digests")


@flow(name="maintenance", validate_parameters=False)
def maintenance() -> Any:
    """Check archives and clear scratch away."""
    return _carry_out("maintenance")


def _carry_out(name: str) -> Any:
    try:
        outcome = _outcome(name)
    except LockHeldError as error:
        outcome = JobOutcome(is_skipped=True, told=str(error))
    return Completed(message=outcome.told, name="Skipped" if outcome.is_skipped else "Completed")


def _outcome(name: str) -> JobOutcome:
    settings = load_settings()
    deployment = find_deployment(settings.schedule, name)
    work = Work(
        place=Workplace(Path(os.environ.get("REEWATCH_DATA_DIR", "var"))),
        settings=settings,
        run_clock=_now(),
        clock=_now,
        wait_seconds=deployment.wait.total_seconds(),
        run_stage=as_task,
    )
    slot = _slot()
    return run_unasked(deployment, work) if slot is None else run_slot(deployment, slot, work)


def _slot() -> datetime | None:
    context = FlowRunContext.get()
    run = None if context is None else context.flow_run
    if run is None or not run.auto_scheduled or run.expected_start_time is None:
        return None
    return datetime.fromtimestamp(run.expected_start_time.timestamp(), UTC)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
