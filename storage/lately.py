"""Rows that a night asks for, looked for among the latest first: most of what it asks for was learned of late.

Rows stand in a table in the order in which they were learned, so that what was known before a time is not even read.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta

from storage.rows import Connection
from storage.runs import last_clock, naive

#: What so many days brought is looked through first, then what a year did, then everything.
LATE_DAYS = (100, 400)
EVER = datetime.min  # noqa: DTZ901  naive, as the store keeps times


def lately(con: Connection) -> list[datetime]:
    """Return times (UTC, naive) since which to look for rows, one after another, until all are found."""
    last = last_clock(con)
    return [*(naive(last - timedelta(days=n)) for n in LATE_DAYS if last), EVER]


def look_lately(
    con: Connection, ids: Iterable[str], look: Callable[[datetime, Collection[str]], Collection[str]]
) -> None:
    """Look for ids in rows known since a time, then for those that are left in rows known since an earlier one.

    ``look`` returns those of the ids that need no further look.
    """
    asked = set(ids)
    for since in lately(con):
        if not asked:
            return
        asked -= set(look(since, asked))


def look_since_born(
    con: Connection, born: Mapping[str, datetime], look: Callable[[datetime, Collection[str]], Collection[str]]
) -> None:
    """Look for ids as `look_lately` does; ``born`` is a time before which no row of an id is known."""
    look_lately(con, born, lambda since, ids: {*look(since, ids), *(i for i in ids if born[i] >= since)})
