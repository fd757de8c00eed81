"""Rows of tables as lines that can be read as sentences: "August 2025: exports of magnets were 6,146 tonnes".

The text of a page keeps a table as lines of cells between bars, a line of dashes under its head. A row is told by its
first cell; a figure by the head of its column, with the caption where that begins with the head's first word, and the
unit that the head gives in brackets.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

ROW = re.compile(r"^\|.*\|$")
RULE = re.compile(r"^\|(?:\s*:?-{2,}:?\s*\|)+$")
HEAD = re.compile(r"^(?P<name>[^()]*?)\s*(?:[(\[,]\s*(?:in\s+)?(?P<unit>[^()\[\]]*?)\s*[)\]]?)?$")
FIGURE = re.compile(r"^[-+−–]?\s*(?:[A-Z]{2,3}\s?|[A-Z]?[$€£¥])?\s?\d[\d.,  ]*\s*(?:%|[A-Za-z/$%]{1,8})?$")
CHINESE = re.compile("[一-鿿]")
#: A longer head is cut: it is prose.
LONGEST_HEAD = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """The head of a column: what its figures are of, and their unit."""

    name: str
    unit: str


def rows_as_lines(text: str) -> str:
    """Return a text whose table rows are lines to be read as sentences; all else stays as it is."""
    lines: list[str] = []
    for is_table, group in groupby(text.split("\n\n"), key=lambda line: bool(ROW.match(line))):
        block = list(group)
        lines += _told(block) if is_table else block
    return "\n\n".join(lines)


def _told(rows: Sequence[str]) -> Iterator[str]:
    """Yield the lines of one table: captions as they are, its head under the name of each figure."""
    caption, head = "", None
    for number, row in enumerate(rows):
        if RULE.match(row):
            continue
        cells = [c.strip() for c in row.strip("|").split("|")]
        filled = [c for c in cells if c]
        over_rule = number + 1 < len(rows) and bool(RULE.match(rows[number + 1]))
        if not filled:
            continue
        if len(filled) == 1:
            caption = filled[0]
            yield caption
        elif over_rule and not any(FIGURE.match(c) for c in cells[1:]):
            head = [_column(c) for c in cells]
        else:
            yield _line(cells, head or [], caption)


def _column(cell: str) -> _Column:
    found = HEAD.match(cell[:LONGEST_HEAD])
    return _Column(name=found["name"] if found else cell, unit=(found["unit"] or "") if found else "")


def _line(cells: Sequence[str], head: Sequence[_Column], caption: str) -> str:
    label, *rest = cells
    if CHINESE.search("".join(cells)):
        return "，".join(c for c in cells if c)
    told = [_cell(c, head[i] if i < len(head) else None, caption) for i, c in enumerate(rest, 1) if c]
    line = f"{label}: {'; '.join(told)}" if label else "; ".join(told)
    return line if line.endswith((".", "!", "?")) else f"{line}."


def _cell(cell: str, column: _Column | None, caption: str) -> str:
    if column is None or not column.name or not FIGURE.match(cell):
        return cell
    name = column.name[0].lower() + column.name[1:] if column.name[1:].islower() else column.name
    first = name.split()[0].lower()
    if caption.lower().startswith(f"{first} "):
        name = caption[0].lower() + caption[1:]
    unit = "" if cell[-1:].isalpha() or cell.endswith("%") else column.unit
    joined = f"{cell}%" if unit == "%" else f"{cell} {unit}".strip()
    return f"{name} {'were' if first.endswith('s') else 'was'} {joined}"
