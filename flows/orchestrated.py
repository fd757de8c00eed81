"""The night as a Prefect flow: each stage a task that can be retried by itself, a summary as an artifact.

Imported only where Prefect is wanted: it takes a second, and starts a server of its own where none is configured.
"""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reewatch.errors import ReewatchError
from reewatch.summaries import RunSummary

if TYPE_CHECKING:
    from flows.nights import Night
    from flows.running import Stage

#: Set before Prefect is imported: nothing leaves the machine, and its log is not the user's.
QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    "PREFECT_CLI_PROMPT": "false",
    # A first start migrates Prefect's own database: 15 s, more on a busy machine.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}


RETRIES = 2
RETRY_SECONDS = (2, 10)


def run_orchestrated(night: "Night", *, log: Path, on_trouble: Callable[[str], None]) -> RunSummary:
    """Carry out a run as a Prefect flow run; its log goes to a file, its errors come through as they are.

    Where Prefect itself fails (its server does not start, its own database is locked), the night goes on without it:
    the stages that are done stay done. ``on_trouble`` is told so in one line.
    """
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    import prefect  # noqa: PLC0415  slow, and reads the environment as it is imported

    from flows.running import run_night  # noqa: PLC0415  slow, and none of a served deployment's business

    _send_logs_to(log)
    failures: list[BaseException] = []

    def as_noted_task(name: str, stage: "Stage", night: "Night") -> object:
        return as_task(name, _kept_failure(stage, failures), night)

    @prefect.flow(name=str(night.run.kind), flow_run_name=night.run.run_id, validate_parameters=False, log_prints=False)
    def nightly() -> RunSummary:
        summary = run_night(night, run_stage=as_noted_task)
        _show_artifact(summary)
        return summary

    try:
        return nightly()
    except Exception as error:
        if isinstance(error, ReewatchError) or error in failures:
            raise
        on_trouble(f"Prefect failed ({type(error).__name__}: {error}); the night goes on without it. Its log: {log}")
        return run_night(night)


def _kept_failure(stage: "Stage", failures: list[BaseException]) -> "Stage":
    """Return the stage, its failures noted, so that they can be told from the orchestrator's own."""

    def carry_out(night: "Night") -> object:
        try:
            return stage(night)
        except Exception as error:
            failures.append(error)
            raise

    return carry_out


def as_task(name: str, stage: "Stage", night: "Night") -> object:
    """Carry a stage out as a Prefect task, tried again where its failure may pass; only within a flow run."""
    from prefect import task  # noqa: PLC0415
    from prefect.cache_policies import NO_CACHE  # noqa: PLC0415

    @task(
        name=name,
        retries=RETRIES,
        retry_delay_seconds=list(RETRY_SECONDS),
        retry_condition_fn=_may_pass,
        cache_policy=NO_CACHE,
        persist_result=False,
    )
    def carry_out() -> None:
        stage(night)

    carry_out()
    return None


def _may_pass(task: Any, run: Any, state: Any) -> bool:
    """Return whether a failure is worth another attempt: what reewatch raises on purpose is not."""
    del task, run
    try:
        state.result()
    except ReewatchError:
        return False
    except Exception:  # noqa: BLE001  whatever else it was may pass
        return True
    return False


def _show_artifact(summary: RunSummary) -> None:
    from prefect.artifacts import create_markdown_artifact  # noqa: PLC0415

    rows = [f"| {name} | {count} |" for name, count in summary.counts.items() if count]
    changes = [f"- {c['kind']}: {c['title']} ({c['before'] or ''} -> {c['after'] or ''})" for c in summary.changes[:20]]
    failed = [f"- {s.source_id}: {s.detail}" for s in summary.failed_sources]
    lines = [f"# Run {summary.as_of}", "", "| rows | new |", "| --- | --- |", *rows]
    lines += ["", "## Changes", *changes, "", "## Sources that failed", *failed]
    if summary.read_in_part:
        lines += ["", "## Read in part, for their length", *(f"- {r}" for r in summary.read_in_part)]
    create_markdown_artifact(key="run-summary", markdown="\n".join(lines), description=summary.run_id)


def _send_logs_to(path: Path) -> None:
    """Send what Prefect and asyncio log to a file, for whoever looks for it, and keep the terminal clean."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    names = [
        "asyncio",
        *(n for n in logging.root.manager.loggerDict if n.split(".")[0] in ("prefect", "uvicorn", "httpx")),
    ]
    for name in (*names, "prefect"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
