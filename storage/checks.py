"""Checks of the store: each is a SELECT of the rows that fail, so that none failing is an empty answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storage.migrations import SQL
from storage.rows import Connection, fetch_rows

CHECKS = SQL / "checks"
SHOWN_ROWS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFailure:
    """A check with failing rows: what it means, how many fail, and the first of them."""

    check: str
    meaning: str
    failing: int
    rows: tuple[Mapping[str, Any], ...]


def run_checks(con: Connection) -> list[CheckFailure]:
    """Run every check in ``storage/sql/checks``; an empty list means that what is new in the store is sound.

    What was known before the last run that was published was checked then, and rows are only appended; so a check looks
    at rows known since (``$since``), against the whole store where it must. The first line of each file is a comment
    that says what a failing row means.
    """
    since = con.execute("SELECT coalesce(max(as_of), TIMESTAMP '1970-01-01') FROM runs WHERE status = 'published'")
    (clock,) = since.fetchone() or (None,)
    failures = []
    for file in sorted(CHECKS.glob("*.sql")):
        sql = file.read_text(encoding="utf-8")
        rows = fetch_rows(con, sql, {"since": clock})
        if rows:
            meaning = sql.splitlines()[0].removeprefix("--").strip()
            failures.append(
                CheckFailure(check=file.stem, meaning=meaning, failing=len(rows), rows=tuple(rows[:SHOWN_ROWS]))
            )
    return failures
