"""Dates of the level from which a figure moved, which are not those of the event: "to $320 from $126 in November"."""

import re
from datetime import date

from extractors.dates.finding import Dated
from extractors.scenes import Scene

#: What stands before the date of the level from which a figure moved.
LEVEL_BEFORE = re.compile(
    r"\bfrom (?:about |around |some |just |nearly |a |the )?(?:(?:US|A)?[$€£¥])?\d[\d.,]*(?:[ -]?(?:%|"
    r"(?:percent|per cent|million|billion|bn|m|t|tons?|tonnes?|mt|kg|days?|yuan|dollars|euros)\b))?"
    r"(?:(?: per|/| a)? ?(?:kg|kilo(?:gram)?|tonne|ton))? ?"
    r"(?:in|on|at the end of|during|as of|at) (?:the )?(?:early |late |mid-|same (?:month|period) of )?$",
    re.IGNORECASE,
)
#: Customs tell of a month on about this day of the next.
FIGURES_DAY = 18


def is_of_the_level_before(dated: Dated, scene: Scene, before: str) -> bool:
    """Return whether a date is that of the level before; ``before`` are the words in front of it.

    A month behind both levels is the one measured where it is the last that has been: "to 6,150 t from 5,500 t in
    October", published in November.
    """
    if not LEVEL_BEFORE.search(before):
        return False
    others = [d for d in scene.dates if d is not dated and d.start < dated.start and d.kind == dated.kind]
    return bool(others) or scene.published is None or dated.value < _last_measured(scene.published)[: len(dated.value)]


def _last_measured(published: date) -> str:
    """Return the last month that customs have counted by a day, as YYYY-MM."""
    behind = 1 if published.day >= FIGURES_DAY else 2
    months = published.year * 12 + published.month - 1 - behind
    return f"{months // 12}-{months % 12 + 1:02}"
