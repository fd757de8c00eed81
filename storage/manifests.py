"""The manifest of a run: what it did, and a hash over every row that it added. Durations are no part of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from reewatch.identifiers import content_hash
from reewatch.runs import Run
from reewatch.timestamps import format_timestamp
from storage.migrations import schema_version
from storage.publishing import public_tables
from storage.rows import Connection, table_columns, to_json
from storage.runs import naive

OUTCOMES = "SELECT purpose || ' ' || outcome, count(*) FROM fetches WHERE run_id = ? GROUP BY 1"
#: Columns that tell of the machine or its clock, not of the world.
MEASURED = {"requested_at", "archive_file", "archive_offset"}


def manifest_of(
    con: Connection, run: Run, *, versions: Mapping[str, str], read_in_part: Sequence[str] = ()
) -> dict[str, Any]:
    """Return the deterministic account of a run: equal for equal inputs, on any machine and in any replay.

    ``read_in_part`` are the ids of the revisions that are longer than the extractor reads.
    """
    known = naive(run.as_of)
    tables = [t for t in public_tables(con) if "known_at" in table_columns(con, t)]
    counts = {t: _count(con, t, known) for t in tables}
    return {
        "run_id": run.run_id,
        "kind": str(run.kind),
        "as_of": format_timestamp(run.as_of),
        "input_hash": run.input_hash,
        "outcomes": _pairs(con, OUTCOMES, run),
        "readings": _pairs(con, "SELECT reading, count(*) FROM readings WHERE run_id = ? GROUP BY 1", run),
        "gaps": [r[0] for r in con.execute(
            "SELECT source_id FROM readings WHERE run_id = ? AND has_gap ORDER BY 1", [run.run_id]).fetchall()],
        "read_in_part": sorted(read_in_part),
        "counts": counts,
        "hashes": {t: _hash(con, t, known) for t in tables if counts[t]},
        "versions": dict(versions) | {"schema": str(schema_version())},
    }  # fmt: skip


def _pairs(con: Connection, sql: str, run: Run) -> dict[str, int]:
    return dict(sorted(con.execute(sql, [run.run_id]).fetchall()))


def _count(con: Connection, table: str, known: Any) -> int:
    row = con.execute(f"SELECT count(*) FROM {table} WHERE known_at = ?", [known]).fetchone()
    return int(row[0]) if row else 0


def _hash(con: Connection, table: str, known: Any) -> str:
    columns = ", ".join(f'"{c}"' for c in table_columns(con, table) if c not in MEASURED)
    rows = con.execute(f"SELECT {columns} FROM {table} WHERE known_at = ?", [known]).fetchall()
    return content_hash("\n".join(sorted(to_json([str(v) for v in row]) for row in rows)))
