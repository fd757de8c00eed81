"""The cookbook: questions as SQL with their answers over the sample, written from the database and checked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from storage.connection import Connection

SECTION = re.compile(r"^## (\d+\. [^\n]+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
STATEMENT = re.compile(r"```sql\n(.*?)\n```\n", re.DOTALL)
MOST_ROWS = 15


@dataclass(frozen=True, slots=True)
class Recipe:
    """A question with its statement."""

    question: str
    sql: str


def recipes(cookbook: str) -> list[Recipe]:
    """Return the questions of the cookbook (Markdown) in order; raises ValueError for one without a statement."""
    found = []
    for question, body in SECTION.findall(cookbook):
        statement = STATEMENT.search(body)
        if statement is None:
            raise ValueError(f"{question!r} has no statement")
        found.append(Recipe(question=question, sql=statement[1]))
    return found


def with_answers(cookbook: str, con: Connection) -> str:
    """Return the cookbook with each answer as the published copy gives it."""

    def answered(section: re.Match[str]) -> str:
        statement = STATEMENT.search(section[2])
        if statement is None:
            raise ValueError(f"{section[1]!r} has no statement")
        told = section[2][: statement.end()]
        return f"## {section[1]}\n{told}\n{_answer(con, statement[1])}\n\n"

    return SECTION.sub(answered, cookbook).rstrip() + "\n"


def _answer(con: Connection, sql: str) -> str:
    cursor = con.execute(sql)
    names = [d[0] for d in cursor.description or ()]
    rows = cursor.fetchall()
    if not rows:
        return "No row."
    lines = [_line(names), _line(["---"] * len(names)), *(_line(r) for r in rows[:MOST_ROWS])]
    more = [f"\n... and {len(rows) - MOST_ROWS} more"] if len(rows) > MOST_ROWS else []
    return "\n".join([*lines, *more])


def _line(cells: Sequence[Any]) -> str:
    return "| " + " | ".join(_cell(c) for c in cells) + " |"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    return " ".join(str(value).split()).replace("|", "\\|")
