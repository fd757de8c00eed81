"""What corrections speak of by id: the last row of a mention, an event, an observation or a promise."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from reewatch.corrections import corrected_row, subject_type_of
from storage.rows import Connection, fetch_rows, insert_new
from storage.runs import naive

#: Subject type -> (table, column of its id).
TABLES = {
    "mention": ("mentions", "mention_id"), "event": ("events", "event_id"),
    "observation": ("observations", "observation_id"), "promise": ("promises", "promise_id"),
}  # fmt: skip


def latest_row(con: Connection, subject_id: str) -> dict[str, Any] | None:
    """Return the last row of a subject in the store, without its known time; None where it holds none."""
    table, column = TABLES[subject_type_of(subject_id)]
    rows = fetch_rows(
        con, f"SELECT * EXCLUDE (known_at) FROM {table} WHERE {column} = ? ORDER BY known_at DESC LIMIT 1", [subject_id]
    )
    return rows[0] if rows else None


def restate(con: Connection, subject_id: str, fields: Mapping[str, Any], known_at: datetime) -> None:
    """Append the last row of an observation or a promise with other values."""
    table, column = TABLES[subject_type_of(subject_id)]
    row = latest_row(con, subject_id)
    assert row is not None  # the caller has looked it up
    insert_new(con, table, [corrected_row(row, fields) | {"known_at": naive(known_at)}], key=(column, "known_at"))


def promises_resting_on(con: Connection, ids: Sequence[str]) -> list[str]:
    """Return the promises that rest on nothing but these events or mentions."""
    rows = con.execute(
        """SELECT promise_id FROM promises
           QUALIFY row_number() OVER (PARTITION BY promise_id ORDER BY known_at DESC) = 1
             AND citation IS NULL AND len(CAST(evidence->'$[*].mention_id' AS VARCHAR[])) > 0
             AND list_has_all(?, CAST(evidence->'$[*].mention_id' AS VARCHAR[])) ORDER BY promise_id""",
        [list(ids)],
    ).fetchall()
    return [r[0] for r in rows]
