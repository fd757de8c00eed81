"""One SQL statement over the published copy, caged: it can read that database and nothing else."""

import csv
import io
import json
import threading
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from reewatch.errors import UsageError

#: What a question may take.
MEMORY = "2GB"
SECONDS = 120.0
MOST_ROWS = 1_000_000
BATCH_ROWS = 10_000
QUESTIONS = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # full-width ones too


def open_caged(path: Path) -> duckdb.DuckDBPyConnection:
    """Return a read-only connection that cannot reach files, attach, install, or change its own settings."""
    caged: dict[str, str | bool | int | float | list[str]] = {"enable_external_access": "false", "temp_directory": ""}
    con = duckdb.connect(str(path), read_only=True, config=caged)
    con.execute("SET autoinstall_known_extensions = false")
    con.execute("SET autoload_known_extensions = false")
    con.execute(f"SET memory_limit = '{MEMORY}'")
    con.execute("SET lock_configuration = true")
    return con


def run_query(path: Path, sql: str, *, seconds: float = SECONDS, most: int = MOST_ROWS) -> pa.Table:
    """Return the rows of one statement as an Arrow table.

    Raises UsageError, with DuckDB's own words, where it cannot be run, is no question, takes longer than ``seconds``
    or brings more than ``most`` rows.
    """
    con = open_caged(path)
    timer = threading.Timer(seconds, con.interrupt)
    try:
        question = _one_question(con, sql)
        timer.start()
        told = con.execute(question).to_arrow_reader(BATCH_ROWS)
        return _gathered(told, most)
    except duckdb.InterruptException as error:
        raise UsageError(f"the query took longer than {seconds:g} seconds. Remedy: ask for less of it.") from error
    except duckdb.Error as error:
        raise UsageError(f"the query failed: {error}") from error
    finally:
        timer.cancel()
        con.close()


def _one_question(con: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    statements = con.extract_statements(sql)
    if len(statements) != 1:
        raise UsageError(f"one statement is asked for, and there are {len(statements)}. Remedy: ask one after another.")
    if statements[0].type not in QUESTIONS:
        kind = statements[0].type.name.lower()
        raise UsageError(f"{kind} is no question: the published copy is only read. Remedy: SELECT, FROM or EXPLAIN.")
    return statements[0]


def _gathered(reader: pa.RecordBatchReader, most: int) -> pa.Table:
    batches, rows = [], 0
    for batch in reader:
        rows += batch.num_rows
        if rows > most:
            raise UsageError(f"that brings more than {most} rows. Remedy: LIMIT, or `reewatch export`.")
        batches.append(batch)
    return pa.Table.from_batches(batches, schema=reader.schema)


def to_csv(table: pa.Table) -> str:
    """Return CSV with a header; text that a spreadsheet would run as a formula is led by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.column_names)
    for row in table.to_pylist():
        writer.writerow([_cell(v) for v in row.values()])
    return out.getvalue()


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=json_value)
    return json_value(value)


def to_json_rows(table: pa.Table) -> str:
    """Return a JSON array of one object a row."""
    return json.dumps(table.to_pylist(), ensure_ascii=False, default=json_value, indent=1)


def json_value(value: Any) -> Any:
    """Return a value as JSON can hold it: times as UTC ISO 8601, anything else unknown as text."""
    if isinstance(value, datetime):
        return value.isoformat() + ("Z" if value.tzinfo is None else "")
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int | float | bool) else str(value)


def write_parquet(table: pa.Table, out: BinaryIO) -> None:
    """Write the table as Parquet to an open binary file."""
    pq.write_table(table, out)
