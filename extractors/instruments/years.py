"""The year of an announcement that is cited by its number alone."""

import re
from collections.abc import Sequence
from datetime import date

#: Numbers run up through the year: no ministry gets further than so many of them, and so many a day.
FIRST_NUMBERS, NUMBERS_A_DAY = 10, 0.5


def year_on_record(series: str, number: str, known: Sequence[str]) -> str | None:
    """Return the latest year in which an announcement of this number is on record."""
    pattern = re.compile(rf"CN-{series}-(20\d\d)-{number}")
    return max((m[1] for k in known if (m := pattern.fullmatch(k))), default=None)


def year_by_number(number: str, published: date) -> str:
    """Return the last year in which numbers had run up so far by the day of a text; No. 61 in January is old."""
    day = published.timetuple().tm_yday
    reached = int(number) <= FIRST_NUMBERS + NUMBERS_A_DAY * day
    return str(published.year if reached else published.year - 1)
