"""Runs and how far each has come."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from reewatch.identifiers import content_hash
from reewatch.runs import Run, RunKind
from reewatch.sources import Source
from storage.rows import Connection, Row, fetch_rows, insert_new, to_json

#: The stages of a run, in order; a row is appended for each one reached.
STATUSES = ("started", "ingested", "derived", "published")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunState:
    """A run and the last stage that it reached."""

    run: Run
    status: str
    manifest: Mapping[str, Any] | None
    manifest_hash: str | None


def naive(moment: datetime) -> datetime:
    """Return the UTC time without its zone, as the store keeps it."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def last_clock(con: Connection) -> datetime | None:
    """Return the clock of the latest run that the store knows."""
    row = con.execute("SELECT max(as_of) FROM runs").fetchone()
    return row[0].replace(tzinfo=UTC) if row and row[0] else None


def last_looked(con: Connection, known_at: datetime) -> datetime:
    """Return the clock up to which the run before looked at the world; on the first one, its own.

    A recoding looks at the world as the run before it did: no time passes in it.
    """
    row = con.execute(
        "SELECT max(as_of) FROM runs WHERE status = 'derived' AND kind <> ? AND as_of < ?",
        [str(RunKind.RECODE), naive(known_at)],
    ).fetchone()
    return row[0].replace(tzinfo=UTC) if row and row[0] else known_at


def other_framework(con: Connection, known_at: datetime, version: str) -> bool:
    """Return whether the run before worked with another version of the framework; False on the first one."""
    row = con.execute(
        """SELECT arg_max(version, as_of) FROM (SELECT as_of, (manifest->>'$.versions.framework') AS version FROM runs
             WHERE status = 'derived' AND as_of < ?)""",
        [naive(known_at)],
    ).fetchone()
    return bool(row and row[0] and row[0] != version)


def find_run(con: Connection, run_id: str) -> RunState | None:
    """Return how far a run has come, or None where the store does not know it."""
    states = [s for s in list_runs(con) if s.run.run_id == run_id]
    return states[0] if states else None


def unfinished_runs(con: Connection) -> list[RunState]:
    """Return the runs that were begun and did not reach their end, the oldest first."""
    ends = {RunKind.POLL: "ingested"}
    return [s for s in list_runs(con) if s.status not in ("published", ends.get(s.run.kind))]


def list_runs(con: Connection) -> list[RunState]:
    """Return all runs with the last stage of each, the oldest first."""
    latest: dict[str, dict[str, Any]] = {}
    for row in sorted(fetch_rows(con, "SELECT * FROM runs"), key=lambda r: STATUSES.index(r["status"])):
        told = {k: v for k, v in row.items() if v is not None}
        latest[row["run_id"]] = {"manifest": None, "manifest_hash": None} | latest.get(row["run_id"], {}) | told
    return sorted((_state(r) for r in latest.values()), key=lambda s: (s.run.as_of, s.run.run_id))


def _state(row: Row) -> RunState:
    run = Run(
        run_id=row["run_id"],
        kind=RunKind(row["kind"]),
        as_of=row["as_of"].replace(tzinfo=UTC),
        input_hash=row["input_hash"],
    )
    manifest = json.loads(row["manifest"]) if row["manifest"] else None
    return RunState(run=run, status=row["status"], manifest=manifest, manifest_hash=row["manifest_hash"])


def record_status(con: Connection, run: Run, status: str, manifest: Mapping[str, Any] | None = None) -> None:
    """Append the stage that a run has reached; a manifest is hashed over its canonical JSON."""
    text = None if manifest is None else to_json(manifest)
    row = {
        "run_id": run.run_id,
        "kind": str(run.kind),
        "as_of": naive(run.as_of),
        "input_hash": run.input_hash,
        "status": status,
        "manifest": text,
        "manifest_hash": None if text is None else content_hash(text),
    }
    insert_new(con, "runs", [row], key=("run_id", "status"))


def record_durations(con: Connection, run: Run, seconds: Mapping[str, float], *, is_replay: bool) -> None:
    """Append how long each stage took, in seconds; no part of the manifest."""
    now = naive(datetime.now(UTC))
    rows = [
        {"run_id": run.run_id, "stage": stage, "seconds": taken, "is_replay": is_replay, "measured_at": now}
        for stage, taken in seconds.items()
    ]
    insert_new(con, "internal_run_durations", rows, key=("run_id", "stage", "measured_at"))


def record_sources(con: Connection, run: Run, sources: Sequence[Source]) -> None:
    """Append which sources a run was to poll, so that a source not looked at can be told from a silent one."""
    names = ("source_id", "name", "url", "tier", "country", "language")
    rows = [
        {n: getattr(s, n) for n in names} | {"kind": str(s.kind), "run_id": run.run_id, "known_at": naive(run.as_of)}
        for s in sources
    ]
    insert_new(con, "polled_sources", rows, key=("run_id", "source_id"))
