"""How a date lies to the day of publication, and what the words before it make of it."""

import re
from dataclasses import replace
from datetime import date

from extractors.caseless import Caseless
from extractors.dates.finding import Dated

#: A date that ends something dates no event; neither does "this month" behind "earlier".
ENDING = Caseless(
    r"(?:until|through|till|expir\w+|lapses?d?|r[au]ns? out|ends?)\s+(?:(?:on|in|at|the|end of|midnight)\s+)*$",
    often=True,
)
SINCE = re.compile(r"\bsince (?:early |late |mid-?)?$")
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
    if published is None or not re.fullmatch(r"[\d-]+", dated.value):
        return False
    return dated.value[:10] > published.isoformat()[: len(dated.value[:10])]


def age_of(dated: Dated, published: date | None, *, past: bool) -> int | None:
    """Return how many days ago a date was; a month counts from its middle, a year from its end.

    A month or day without a year that would lie ahead is last year's where the verb is in the past.
    """
    if published is None or not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", dated.value):
        return None
    parts = [int(p) for p in dated.value.split("-")]
    if len(parts) == 1:
        return DAYS_OF_A_YEAR * (published.year - parts[0]) if parts[0] != published.year else None
    day = parts[2] if len(parts) > 2 else MID_MONTH  # noqa: PLR2004
    age = (published - date(parts[0], parts[1], day)).days
    if age < 0 and past and dated.found == "inferred" and age + 365 >= 0:
        return age + 365
    if len(parts) == 2 and (parts[0], parts[1]) == (published.year, published.month):  # noqa: PLR2004
        return 0
    return age


def is_long_past(dated: Dated, published: date | None) -> bool:
    """Return whether a date lies further back than what is news; a quarter or half by its year alone."""
    value = dated.value[:4] if re.fullmatch(r"\d{4}-[QH]\d", dated.value) else dated.value
    age = age_of(replace(dated, value=value), published, past=True)
    return age is not None and age > NEWS_DAYS
