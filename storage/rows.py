"""Rows in and out: bulk inserts through Arrow, each row once, and rows as dictionaries."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    import pyarrow as pa

Connection = duckdb.DuckDBPyConnection
#: Stands between the texts of one parameter, and in no text (ASCII's own unit separator).
SEPARATOR = "\x1f"
Row = Mapping[str, Any]


def insert_new(
    con: Connection, table: str, rows: Iterable[Row], *, key: Sequence[str], since: datetime | None = None
) -> int:
    """Insert the rows whose ``key`` columns are not in the table yet; return how many were new.

    Without a key (`append`) all rows are. Every row names all columns of the table. Among rows of one key the first
    wins. Values of JSON columns are given as JSON text. ``since`` is a time (UTC, naive) before which none is known.
    """
    fresh: dict[tuple[Any, ...], Row] = {}
    for number, row in enumerate(rows):
        fresh.setdefault(tuple(row[k] for k in key) or (number,), row)
    if not fresh:
        return 0
    import pyarrow as pa  # noqa: PLC0415  half a second, which commands that only read need not wait

    columns = table_columns(con, table)
    arrays = {name: [row[name] for row in fresh.values()] for name in columns}
    con.register("incoming_rows", pa.table({n: _array(v) for n, v in arrays.items()}))
    try:
        return _insert_registered(con, table, columns, key, since or _earliest(fresh.values(), key))
    finally:
        con.unregister("incoming_rows")


def append(con: Connection, table: str, rows: Iterable[Row]) -> None:
    """Append rows that cannot be in the table yet, or that do no harm twice: nothing is looked up."""
    insert_new(con, table, rows, key=())


def _earliest(rows: Iterable[Row], key: Sequence[str]) -> datetime | None:
    """Return the earliest clock of rows that are told apart by their clock, too: before it there is none of them."""
    return min(row["known_at"] for row in rows) if "known_at" in key else None


def _insert_registered(
    con: Connection, table: str, columns: Mapping[str, str], key: Sequence[str], earliest: datetime | None
) -> int:
    selected = ", ".join(f'CAST("{name}" AS {kind}) AS "{name}"' for name, kind in columns.items())
    match = [f"t.{k} IS NOT DISTINCT FROM i.{k}" for k in key] + (["t.known_at >= ?"] if earliest else [])
    unknown = f"WHERE NOT EXISTS (SELECT 1 FROM {table} t WHERE {' AND '.join(match)})" if key else ""
    done = con.execute(
        f"INSERT INTO {table} SELECT * FROM (SELECT {selected} FROM incoming_rows) i {unknown}",
        [earliest] if earliest else [],
    ).fetchone()
    return int(done[0]) if done else 0


def _array(values: list[Any]) -> "pa.Array":
    import pyarrow as pa  # noqa: PLC0415

    if any(isinstance(v, list | tuple) for v in values):
        return pa.array([None if v is None else list(v) for v in values], type=pa.list_(pa.string()))
    if all(v is None for v in values):
        return pa.array(values, type=pa.string())
    return pa.array(values)


def table_columns(con: Connection, table: str) -> dict[str, str]:
    """Return column name -> SQL type of a table, in order."""
    relation = con.table(table)
    return dict(zip(relation.columns, map(str, relation.types), strict=True))


def fetch_rows(con: Connection, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[dict[str, Any]]:
    """Return a query's rows as dictionaries; parameters in order, or by name."""
    cursor = con.execute(sql, dict(parameters) if isinstance(parameters, Mapping) else list(parameters))
    names = [d[0] for d in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def one_of(column: str) -> str:
    """Return the condition that a column holds one of some texts (a parameter, `listed`): a join, however many."""
    return f"{column} IN (SELECT unnest(string_split(?, chr({ord(SEPARATOR)}))))"


def key_number(key: str) -> int:
    """Return the 63 bits that stand for a key in a table of keys."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]) >> 1


def one_of_numbers(column: str) -> str:
    """Return the condition that a column holds one of some numbers (a parameter, `listed`)."""
    return f"{column} IN (SELECT CAST(unnest(string_split(?, chr({ord(SEPARATOR)}))) AS BIGINT))"


def picked(table: str, condition: str) -> str:
    """Return a condition on a table's rows that reads its other columns only where the given one holds."""
    return f"rowid IN (SELECT rowid FROM {table} WHERE {condition})"


def picked_since(table: str, since: datetime, condition: str) -> str:
    """Return `picked` for rows known since a time (UTC, naive): those known before are not even looked at."""
    known = f"known_at >= CAST('{since.isoformat(sep=' ')}' AS TIMESTAMP)"
    return f"{known} AND {picked(table, f'{known} AND {condition}')}"


def listed(values: Iterable[str | int]) -> str | None:
    """Return texts as the one parameter of `one_of`; None, which nothing is one of, where there are none.

    A list as a parameter costs half a millisecond an element: for each, DuckDB looks whether pandas can be imported.
    """
    return SEPARATOR.join(map(str, values)) or None


def to_json(value: Any) -> str:
    """Return canonical JSON text for a JSON column."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
