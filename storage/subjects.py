"""What corrections speak of by id: the last row of a mention, an event, an observation or a promise."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from reewatch.corrections import corrected_row, subject_type_of
from reewatch.identifiers import content_id
from storage.rows import Connection, fetch_rows, insert_new
from storage.runs import naive

#: Subject type -> (table, column of its id).
TABLES = {
    "mention": ("mentions", "mention_id"), "event": ("events", "event_id"),
    "observation": ("observations", "observation_id"), "promise": ("promises", "promise_id"),
}  # fmt: skip


def latest_row(con: Connection, subject_id: str, *, suffix: str = "") -> dict[str, Any] | None:
    """Return the last row of a subject, without its known time; None where there is none.

    ``suffix`` is "_rows" in a published copy.
    """
    table, column = TABLES[subject_type_of(subject_id)]
    rows = fetch_rows(
        con,
        f"SELECT * EXCLUDE (known_at) FROM {table}{suffix} WHERE {column} = ? ORDER BY known_at DESC LIMIT 1",
        [subject_id],
    )
    return rows[0] if rows else None


def fingerprint(con: Connection, subject_id: str, *, suffix: str = "") -> str:
    """Return what stands for a subject as it is known: its row, what people decided about it, whether it is no more.

    The same in the store and in the copy that is published from it (``suffix`` "_rows").
    """
    row = latest_row(con, subject_id, suffix=suffix) or {}
    ids = [subject_id, *_mentions_in(row)]
    acts = con.execute(
        f"SELECT correction_id FROM corrections{suffix} WHERE list_contains(?, subject_id) OR result_id = ? ORDER BY 1",
        [ids, subject_id],
    ).fetchall()
    gone = con.execute(
        f"""SELECT subject_id FROM rejections{suffix} WHERE list_contains(?, subject_id)
            UNION ALL SELECT event_id FROM event_aliases{suffix} WHERE event_id = ? ORDER BY 1""",
        [ids, subject_id],
    ).fetchall()
    return content_id("seen", {k: str(v) for k, v in row.items()}, [a[0] for a in acts], [g[0] for g in gone])


def _mentions_in(row: Mapping[str, Any]) -> list[str]:
    """Return the mentions that a row names as its evidence."""
    told = json.loads(row["evidence"]) if isinstance(row.get("evidence"), str) else ()
    return sorted(e["mention_id"] for e in told if e.get("mention_id"))


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
             AND citation IS NULL AND len(evidence->>'$[*].mention_id') > 0
             AND list_has_all(?, evidence->>'$[*].mention_id') ORDER BY promise_id""",
        [list(ids)],
    ).fetchall()
    return [r[0] for r in rows]
