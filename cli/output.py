"""What the command prints: tables for people, JSON for programs.

A table fits the terminal: ids, dates and figures are never cut, texts wrap; where there are too many columns for its
width, each row becomes a block of lines. Colour and paging only on a terminal.
"""

import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import RenderableType

#: A text is shown up to here; `show` and `--json` have all of it.
LONGEST_TEXT = 160
#: A cell without blanks of up to so many characters is an id, a date or a figure, and stays in one piece.
LONGEST_WORD = 34
NARROWEST_TEXT = 16
GAP = 2
MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}):\d{2}(?:\.\d+)?Z")
#: Whether a long listing may be shown through a pager.
paging: ContextVar[bool] = ContextVar("paging", default=True)


def print_rows(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str], *, as_json: bool, shown: Mapping[str, Any] | None = None
) -> None:
    """Print rows as a JSON array, or as a table of the named columns.

    ``shown`` has, by the name of a column that only people see, the function of a row that fills it.
    """
    if as_json:
        json.dump(rows, sys.stdout, ensure_ascii=False, default=str)
        sys.stdout.write("\n")
        return
    made = shown or {}
    cells = [[cell_text(made[c](row) if c in made else row.get(c)) for c in columns] for row in rows]
    _print(cells, columns)


def _print(cells: Sequence[Sequence[str]], columns: Sequence[str]) -> None:
    from rich.console import Console

    console = Console()
    if not cells:
        console.print("nothing")
        return
    drawn = _table(cells, columns, console.width)
    if not (paging.get() and console.is_terminal and sys.stdin.isatty() and len(cells) > console.height - 2):
        console.print(drawn)
        return
    os.environ.setdefault("LESS", "-FRX")
    with console.pager(styles=True):
        console.print(drawn)


def _table(cells: Sequence[Sequence[str]], columns: Sequence[str], width: int) -> "RenderableType":
    """Return a table where it fits, else a block of lines a row."""
    from rich.table import Table

    words = [_is_word(c[n] for c in cells) for n in range(len(columns))]
    widths = [max(len(name), *(len(c[n]) for c in cells)) for n, name in enumerate(columns)]
    least = sum(w if word else min(w, NARROWEST_TEXT) for w, word in zip(widths, words, strict=True))
    if least + GAP * (len(columns) - 1) > width:
        return _blocks(cells, columns)
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
    for name, word in zip(columns, words, strict=True):
        table.add_column(name, no_wrap=word, overflow="fold")
    for row in cells:
        table.add_row(*(_escaped(c) for c in row))
    return table


def _blocks(cells: Sequence[Sequence[str]], columns: Sequence[str]) -> "RenderableType":
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), show_header=False)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for row in cells:
        for name, cell in zip(columns, row, strict=True):
            if cell:
                table.add_row(name, _escaped(cell))
        table.add_row("", "")
    return table


def _is_word(cells: Any) -> bool:
    return all(len(c) <= LONGEST_WORD and (" " not in c or bool(re.fullmatch(r"[\d: -]+", c))) for c in cells)


def _escaped(cell: str) -> str:
    return cell.replace("[", "\\[")


def cell_text(value: Any) -> str:
    """Return a value as the plain text of one cell: times to the minute (UTC), long texts cut."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.10g}"
    if isinstance(value, list):
        value = ", ".join(str(v) for v in value)
    text = MOMENT.sub(r"\1 \2", " ".join(str(value).split()))
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def markup_text(value: Any) -> str:
    """Return a value as one cell for a console that reads markup: square brackets are text."""
    return _escaped(cell_text(value))
