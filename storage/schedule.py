"""The log of the schedule: which slots were taken up, and what came of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from storage.rows import Connection, Row, fetch_rows
from storage.runs import naive


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotState:
    """Where a slot stands: the last row of its log. ``run_clock`` is the clock of its run."""

    deployment: str
    slot: datetime
    step: int
    state: str  # started, done, failed
    run_clock: datetime
    logged_at: datetime
    detail: str


def append_slot(
    con: Connection,
    deployment: str,
    slot: datetime,
    state: str,
    *,
    run_clock: datetime,
    now: datetime,
    detail: str = "",
) -> None:
    """Append that a slot has reached a state."""
    con.execute(
        """INSERT INTO schedule_log SELECT $deployment, $slot,
             (SELECT coalesce(max(step) + 1, 0) FROM schedule_log WHERE deployment = $deployment AND slot = $slot),
             $state, $run_clock, $now, $detail""",
        {
            "deployment": deployment,
            "slot": naive(slot),
            "state": state,
            "run_clock": naive(run_clock),
            "now": naive(now),
            "detail": detail,
        },
    )


def slot_history(con: Connection, deployment: str, slot: datetime) -> list[SlotState]:
    """Return the log of one slot, the first row first."""
    rows = fetch_rows(
        con,
        "FROM schedule_log WHERE deployment = ? AND slot = ? ORDER BY step",
        [deployment, naive(slot)],
    )
    return [_state(r) for r in rows]


def newest_slot(con: Connection, deployment: str) -> datetime | None:
    """Return the latest slot of a deployment that was ever taken up."""
    row = con.execute("SELECT max(slot) FROM schedule_log WHERE deployment = ?", [deployment]).fetchone()
    return row[0].replace(tzinfo=UTC) if row and row[0] else None


def slot_states(con: Connection, since: datetime) -> Sequence[SlotState]:
    """Return where each slot after ``since`` stands, the oldest first."""
    rows = fetch_rows(
        con,
        """FROM schedule_log WHERE slot > ? QUALIFY step = max(step) OVER (PARTITION BY deployment, slot)
           ORDER BY slot, deployment""",
        [naive(since)],
    )
    return [_state(r) for r in rows]


def schedule_begin(con: Connection) -> datetime | None:
    """Return when the schedule first did anything here."""
    row = con.execute("SELECT min(logged_at) FROM schedule_log").fetchone()
    return row[0].replace(tzinfo=UTC) if row and row[0] else None


def _state(row: Row) -> SlotState:
    times = {n: row[n].replace(tzinfo=UTC) for n in ("slot", "run_clock", "logged_at")}
    return SlotState(**({n: row[n] for n in ("deployment", "step", "state", "detail")} | times))
