"""How a date lies to the day of publication, and what the words before it make of it."""

import re
from datetime import date
from functools import lru_cache

from extractors.caseless import Caseless
from extractors.dates.finding import Dated

#: A date that ends something dates no event; neither does "this month" behind "earlier".
ENDING = Caseless(
    r"(?:until|through|till|expir\w+|lapses?d?|r[au]ns? out|ends?)\s+(?:(?:on|in|at|the|end of|midnight)\s+)*$",
    often=True,
)
SINCE = re.compile(r"\bsince (?:early |late |mid-?)?$")
#: Values of dates: of a day, a month or a year; of a part of a year.
IN_DIGITS = re.compile(r"[\d-]+")
CALENDAR = re.compile(r"\d{4}(?:-\d\d){0,2}")
PART_OF_A_YEAR = re.compile(r"\d{4}-[QH]\d")
#: A month counts from its middle.
MID_MONTH = 15
DAYS_OF_A_YEAR = 365
#: A happening told within that many days of publication is news, even as context (guidelines, "Timeframe").
NEWS_DAYS = 14


def is_ending(sentence: str, dated: Dated) -> bool:
    """Return whether the words before a date make it an end: "until", "expires on"."""
    return bool(ENDING.search(sentence[: dated.start], within=sentence))


def is_ahead(dated: Dated, published: date | None) -> bool:
    """Return whether a date lies after the day of publication, as far as its precision tells."""
    if published is None or not IN_DIGITS.fullmatch(dated.value):
        return False
    return dated.value[:10] > published.isoformat()[: len(dated.value[:10])]


def age_of(dated: Dated, published: date | None, *, past: bool) -> int | None:
    """Return how many days ago a date was; a month counts from its middle, a year from its end.

    A month or day without a year that would lie ahead is last year's where the verb is in the past.
    """
    return None if published is None else _age(dated.value, published, inferred=past and dated.found == "inferred")


@lru_cache(maxsize=1024)  # few dates in a text, and asked for each event
def _age(value: str, published: date, *, inferred: bool) -> int | None:
    if not CALENDAR.fullmatch(value):
        return None
    parts = [int(p) for p in value.split("-")]
    if len(parts) == 1:
        return DAYS_OF_A_YEAR * (published.year - parts[0]) if parts[0] != published.year else None
    day = parts[2] if len(parts) > 2 else MID_MONTH  # noqa: PLR2004
    age = (published - date(parts[0], parts[1], day)).days
    if age < 0 and inferred and age + 365 >= 0:
        return age + 365
    if len(parts) == 2 and (parts[0], parts[1]) == (published.year, published.month):  # noqa: PLR2004
        return 0
    return age


def is_long_past(dated: Dated, published: date | None) -> bool:
    """Return whether a date lies further back than what is news; a quarter or half by its year alone."""
    if published is None:
        return False
    value = dated.value[:4] if PART_OF_A_YEAR.fullmatch(dated.value) else dated.value
    age = _age(value, published, inferred=dated.found == "inferred")
    return age is not None and age > NEWS_DAYS
