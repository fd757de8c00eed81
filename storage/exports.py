"""The views of a published copy as files: CSV, JSON lines, Parquet, and one Excel workbook.

Each is written aside and renamed: a file that is there is whole.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
import xlsxwriter.worksheet

from reewatch.errors import UsageError
from storage.connection import Connection
from storage.publishing import view_names
from storage.query import FORMULA_STARTS, json_value

#: What a sheet of Excel holds, and a cell of it.
MOST_ROWS = 1_048_576 - 1
LONGEST_CELL = 32_767
LONGEST_SHEET_NAME = 31
WIDEST_COLUMN = 60
BOM = b"\xef\xbb\xbf"
#: What can be written a file a view: its ending, and DuckDB's words for it.
FORMATS = {
    "csv": ("csv", "FORMAT csv, HEADER"),
    "excel-csv": ("csv", "FORMAT csv, HEADER"),
    "jsonl": ("jsonl", "FORMAT json"),
    "parquet": ("parquet", "FORMAT parquet"),
}


def chosen_views(con: Connection, asked: Sequence[str]) -> list[str]:
    """Return the views that are asked for, all where none is; raises UsageError for one that there is not."""
    there = view_names(con)
    lacking = [v for v in asked if v not in there]
    if lacking:
        raise UsageError(f"there is no view {', '.join(lacking)}. Remedy: one of {', '.join(there)}.")
    return list(asked) or there


def export_files(con: Connection, views: Sequence[str], kind: str, folder: Path) -> Iterator[tuple[Path, int]]:
    """Write a file a view into a folder; yield each file with its rows. ``kind`` is one of FORMATS."""
    ending, words = FORMATS[kind]
    folder.mkdir(parents=True, exist_ok=True)
    for view in views:
        path = folder / f"{view}.{ending}"
        source = f"({defused(con, view)})" if ending == "csv" else f"(FROM {view})"
        with _aside(path) as part:
            told = con.execute(f"COPY {source} TO '{str(part).replace(chr(39), chr(39) * 2)}' ({words})").fetchall()
            if kind == "excel-csv":
                _lead_with_bom(part)
        yield path, int(told[0][0])


def defused(con: Connection, view: str) -> str:
    """Return the statement that reads a view for a spreadsheet: no text in it would be run as a formula."""
    marks = "".join(f"\\x{{{ord(c):x}}}" for c in FORMULA_STARTS)
    told = []
    for name, kind in con.execute(f"SELECT column_name, column_type FROM (DESCRIBE {view})").fetchall():
        column = f'"{name}"'
        text = column if kind == "VARCHAR" else f"CAST(to_json({column}) AS VARCHAR)"
        is_text = kind in {"VARCHAR", "JSON"} or kind.endswith("[]")
        led = f"if(regexp_matches({text}, '^[{marks}]'), chr(39) || {text}, {text})"
        told.append(f'{led if is_text else column} AS "{name}"')
    return f"SELECT {', '.join(told)} FROM {view}"


def _lead_with_bom(path: Path) -> None:
    led = path.with_suffix(".led")
    with led.open("wb") as out, path.open("rb") as told:
        out.write(BOM)
        shutil.copyfileobj(told, out)
    led.replace(path)


@contextmanager
def _aside(path: Path) -> Iterator[Path]:
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def export_workbook(con: Connection, views: Sequence[str], path: Path) -> Iterator[tuple[str, int]]:
    """Write one workbook with a sheet a view, and a first sheet that says what they are; yield (view, rows).

    Rows and texts beyond what Excel holds are left out, and the first sheet says of how many.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _aside(path) as part:
        book = xlsxwriter.Workbook(
            str(part),
            {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
             "strings_to_numbers": False, "default_date_format": "yyyy-mm-dd hh:mm"},
        )  # fmt: skip
        cover = book.add_worksheet("about")
        heading = book.add_format({"bold": True, "text_wrap": True})
        told = []
        for view in views:
            rows, cut = _write_sheet(con, view, book.add_worksheet(view[:LONGEST_SHEET_NAME]), heading)
            told.append((view, rows, cut))
            yield view, rows
        _write_cover(con, cover, heading, told)
        book.close()


def _write_cover(con: Connection, sheet: Any, heading: Any, told: Sequence[tuple[str, int, int]]) -> None:
    run_id, as_of = con.execute("SELECT run_id, as_of FROM runs ORDER BY as_of DESC LIMIT 1").fetchall()[0]
    comments = dict(con.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall())
    lines: list[tuple[Any, ...]] = [
        ("reewatch: what is known of U.S.-China rare-earth trade",),
        ("run", run_id),
        ("as of, UTC", f"{as_of:%Y-%m-%d %H:%M}"),
        ("sheet", "what it holds", "rows", "left out: rows, and texts cut"),
        *((v, comments.get(v, ""), rows, cut or "") for v, rows, cut in told),
    ]
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 100)
    for number, line in enumerate(lines):
        for column, value in enumerate(line):
            sheet.write(number, column, value, heading if number in (0, 3) else None)


def _write_sheet(con: Connection, view: str, sheet: Any, heading: Any) -> tuple[int, int]:
    """Write a view to a sheet; return the rows that are there, and how many rows and texts had to be cut."""
    cursor = con.execute(f"FROM {view}")
    names = [d[0] for d in cursor.description or ()]
    sheet.freeze_panes(1, 1)
    widths = [len(n) for n in names]
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, heading)
    written = cut = 0
    while batch := cursor.fetchmany(2000):
        for row in batch:
            if written >= MOST_ROWS:
                cut += 1
                continue
            written += 1
            cut += _write_row(sheet, written, row, widths)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width + 2, WIDEST_COLUMN))
    sheet.autofilter(0, 0, written, max(len(names) - 1, 0))
    return written, cut


def _write_row(sheet: Any, number: int, row: Sequence[Any], widths: list[int]) -> int:
    cut = 0
    for column, value in enumerate(row):
        write, told = _cell(sheet, value)
        if isinstance(told, str) and len(told) > LONGEST_CELL:
            told, cut = told[: LONGEST_CELL - 1] + "…", cut + 1
        if told is not None:
            write(number, column, told)
            widths[column] = max(widths[column], min(len(str(told)), WIDEST_COLUMN))
    return cut


def _cell(sheet: Any, value: Any) -> tuple[Callable[..., Any], Any]:
    """Return how a value is written: texts as texts, whatever they begin with; times in UTC, without a zone."""
    if isinstance(value, bool):
        return sheet.write_boolean, value
    if isinstance(value, int | float):
        return sheet.write_number, value
    if isinstance(value, datetime):
        return sheet.write_datetime, value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    return sheet.write_string, None if value is None else str(json_value(value))
