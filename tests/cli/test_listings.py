"""Every listing at 80 columns: no line is longer, no id, date or figure is cut, and a program gets JSON."""

import io
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from cli.output import _table, cell_text

COMMAND = Path(sys.executable).parent / "reewatch"
WIDTH = 80
#: listing -> the column of its rows that a person copies to go on.
LISTINGS = {
    "runs": "run_id", "sources": "source_id", "events": "event_id", "instruments": "instrument_id",
    "changes": "title", "promises": "promise_id", "deadlines": "subject_id", "claims": "topic_id",
    "observations": "observation_id", "indicators": "indicator_id", "review": "event_id",
}  # fmt: skip


@pytest.fixture(scope="module")
def root(newsroom_root: Path, tmp_path_factory) -> Path:
    own = tmp_path_factory.mktemp("listed")
    shutil.copytree(newsroom_root / "published", own / "published", symlinks=True)
    return own


def run(root: Path, *arguments: str, columns: int = WIDTH) -> str:
    environment = os.environ | {"COLUMNS": str(columns)}
    done = subprocess.run(
        [COMMAND, "--data-dir", str(root), *arguments], capture_output=True, text=True, timeout=120, check=True,
        env=environment,
    )  # fmt: skip
    return done.stdout


@pytest.mark.parametrize(("listing", "column"), LISTINGS.items())
def test_a_listing_fits_and_keeps_its_ids(root: Path, listing: str, column: str) -> None:
    told = run(root, listing)
    rows = json.loads(run(root, listing, "--json"))
    assert rows
    assert [line for line in told.splitlines() if cell_len(line) > WIDTH] == []
    assert "\x1b" not in told
    if column != "title":
        assert [r[column] for r in rows if r[column] not in told] == []


def test_figures_are_told_whole(root: Path) -> None:
    told = " ".join(run(root, "observations").split())
    for row in json.loads(run(root, "observations", "--json")):
        if isinstance(row["value"], float):
            figure = re.escape(f"{row['value']:,.10g}")
            assert re.search(rf"(?<![\d,.]){figure}(?![\d,])", told), row


def test_a_narrow_terminal_gets_blocks(root: Path) -> None:
    told = run(root, "events", columns=40)
    assert [line for line in told.splitlines() if cell_len(line) > 40] == []
    assert "event_id" in told
    assert len(re.findall("evt-[0-9a-f]{16}", told)) == len(json.loads(run(root, "events", "--json")))


@given(st.lists(st.lists(st.text(max_size=60), min_size=3, max_size=3), min_size=1, max_size=3), st.integers(20, 200))
def test_no_line_is_longer_than_the_terminal(cells: list[list[str]], width: int) -> None:
    out = io.StringIO()
    shown = [[cell_text(c) for c in row] for row in cells]
    Console(file=out, width=width, color_system=None).print(_table(shown, ("a", "b", "c"), width))
    assert max((cell_len(line) for line in out.getvalue().split("\n")), default=0) <= width


def on_a_terminal(root: Path, *arguments: str, **environment: str) -> str:
    """Return what a command writes to a terminal of its own."""
    ours, theirs = pty.openpty()
    done = subprocess.Popen(
        [COMMAND, "--data-dir", str(root), *arguments], stdin=theirs, stdout=theirs, stderr=theirs,
        env=os.environ | {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"} | environment,
    )  # fmt: skip
    os.close(theirs)
    told = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        told += piece
    assert done.wait(60) == 0
    os.close(ours)
    return told.decode()


def test_a_terminal_gets_colour_and_a_pager_where_it_is_long(root: Path, tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\necho PAGED\ncat\n", encoding="utf-8")
    pager.chmod(0o755)
    assert "PAGED" in on_a_terminal(root, "events", PAGER=str(pager))
    assert "PAGED" not in on_a_terminal(root, "--no-pager", "events", PAGER=str(pager))
    short = on_a_terminal(root, "runs", PAGER=str(pager))
    assert "PAGED" not in short
    assert "\x1b[1m" in short
    assert "\x1b[" not in on_a_terminal(root, "runs", NO_COLOR="1", TERM="dumb")
