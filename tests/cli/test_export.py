"""``export``: every view in every form, whole, and with nothing in it that a spreadsheet would run."""

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewatch.errors import UsageError
from storage.connection import connect
from storage.exports import chosen_views, defused, export_files, export_workbook
from storage.publishing import published_path
from storage.query import FORMULA_STARTS

COMMAND = Path(sys.executable).parent / "reewatch"
NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?")


@pytest.fixture
def con(newsroom_root: Path):
    con = connect(published_path(newsroom_root), read_only=True)
    yield con
    con.close()


@pytest.mark.parametrize("kind", ["csv", "excel-csv", "jsonl", "parquet"])
def test_every_view_is_exported_whole(con, tmp_path: Path, kind: str) -> None:
    written = dict(export_files(con, chosen_views(con, []), kind, tmp_path))
    assert len(written) > 15
    for path, rows in written.items():
        assert con.execute(f"SELECT count(*) FROM {path.stem}").fetchall() == [(rows,)]
        if kind == "jsonl":
            assert len([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]) == rows
    assert [p for p in tmp_path.iterdir() if p.name.startswith(".")] == []
    assert kind != "excel-csv" or (tmp_path / "events.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_pandas_and_polars_read_what_is_exported(con, tmp_path: Path) -> None:
    for kind in ("csv", "parquet", "jsonl"):
        list(export_files(con, ["events"], kind, tmp_path))
    (count,) = con.execute("SELECT count(*) FROM events").fetchall()[0]
    assert len(pd.read_csv(tmp_path / "events.csv")) == len(pl.read_parquet(tmp_path / "events.parquet")) == count
    assert pl.read_ndjson(tmp_path / "events.jsonl").height == count


@given(text=st.text(min_size=1, max_size=12), start=st.sampled_from([*FORMULA_STARTS, ""]))
def test_no_text_in_csv_begins_a_formula(text: str, start: str) -> None:
    con = duckdb.connect()
    plain = text.replace("\x00", "")
    con.execute("CREATE TABLE told AS SELECT ? AS t, [?] AS listed, -1.5 AS n", [start + plain, plain])
    row = con.execute(defused(con, "told")).fetchall()[0]
    con.close()
    assert not str(row[0]).startswith(FORMULA_STARTS)
    assert not str(row[1]).startswith(FORMULA_STARTS)
    assert row[2] == pytest.approx(-1.5)


def test_no_cell_of_the_sample_begins_a_formula(con, tmp_path: Path) -> None:
    for path, _ in export_files(con, chosen_views(con, []), "csv", tmp_path):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [c for row in csv.reader(file) for c in row]
        assert [c for c in cells if c.startswith(FORMULA_STARTS) and not NUMBER.fullmatch(c)] == []


def test_the_workbook_has_a_sheet_a_view_and_no_formula(con, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    written = dict(export_workbook(con, chosen_views(con, []), path))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["about", *written]
    for view, rows in written.items():
        sheet = book[view]
        assert sheet.max_row == rows + 1
        assert sheet.freeze_panes == "B2"
        assert {c.data_type for line in sheet.iter_rows() for c in line} <= {"s", "n", "b", "d", "inlineStr"}
    assert book["changes"]["L2"].value.year == 2025
    told = [c.value for c in book["about"]["A"]]
    assert {"run", "as of, UTC", *written} <= set(told)


def test_what_excel_cannot_hold_is_cut_and_told(tmp_path: Path) -> None:
    path = tmp_path / "long.xlsx"
    long = duckdb.connect(str(tmp_path / "long.duckdb"))
    long.execute("CREATE VIEW told AS SELECT repeat('x', 40000) AS t, '=1+1' AS f")
    long.execute("CREATE VIEW runs AS SELECT 'run-1' AS run_id, TIMESTAMP '2026-01-01' AS as_of")
    list(export_workbook(long, ["told"], path))
    long.close()
    book = openpyxl.load_workbook(path)
    assert len(book["told"]["A2"].value) == 32_767
    assert (book["told"]["B2"].value, book["told"]["B2"].data_type) == ("=1+1", "s")
    assert [c.value for c in book["about"][5]] == ["told", None, 1, 1]


def test_a_view_that_there_is_not_is_named(con) -> None:
    with pytest.raises(UsageError, match=r"no view nonsense\. Remedy: one of articles"):
        chosen_views(con, ["nonsense"])


def test_the_command_says_what_it_wrote(newsroom_root: Path, tmp_path: Path) -> None:
    root = tmp_path / "var"
    root.mkdir()
    shutil.copytree(newsroom_root / "published", root / "published", symlinks=True)
    told = subprocess.run(
        [COMMAND, "--data-dir", str(root), "export", "events", "--format", "xlsx", "--out", str(tmp_path / "out")],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert told.stdout.splitlines()[-1] == str(tmp_path / "out" / "reewatch.xlsx")
    assert (tmp_path / "out" / "reewatch.xlsx").is_file()
