"""Dates of a sentence, resolved against the day of publication (gold/GUIDELINES.md, "Date roles")."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from extractors.caseless import Caseless
from extractors.dates.calendar import add_span
from extractors.dates.counted import (
    read_anchored,
    read_at_once,
    read_day_after,
    read_from_publication,
    read_of_month,
    read_offset,
    read_relative_day,
    read_relative_unit,
    read_same_day,
    read_span_of_time,
    read_the_day,
    read_week_weekday,
    read_weekday,
    read_weekday_number,
    read_within,
)
from extractors.dates.patterns import PATTERNS, SOONER
from extractors.dates.reading import Found, Reading, as_precise, read_count
from extractors.dates.told import (
    read_end_of,
    read_feast,
    read_first_months,
    read_fiscal,
    read_half,
    read_iso,
    read_list,
    read_mixed,
    read_month_alone,
    read_month_day,
    read_month_relative,
    read_months,
    read_my,
    read_quarter,
    read_quarter_to,
    read_season,
    read_slash,
    read_year,
    read_zh,
    read_zh_year,
)
from extractors.glances import Glance

ROLES: tuple[tuple[str, Caseless], ...] = (
    ("expires", Caseless(
        r"(?:until|untill|expir\w+|lapse[sd]?|lapsing|through|run(?:s|ning)? out|r[au]n out|ends?|ending|ended|valid (?:un)?til|"
        r"good until|to last (?:un)?til|up to|至|till|run to|runs to|good (?:to|through))\W+(?:\w+\W+){0,5}$", often=True)),
    ("deadline", Caseless(r"(?:deadline|by|no later than|before|within|due|ahead of)\W+(?:\w+\W+){0,3}$", often=True)),
    ("effective", Caseless(
        r"(?:effective|as of|since|from|beginning|starting|start(?:s|ing|ed)?|takes? effect|took effect|taking effect|"
        r"came into (?:force|effect)|come[s]? into (?:force|effect)|in force|with effect|自)\W+(?:\w+\W+){0,4}$", often=True)),
)  # fmt: skip


BY_KIND = dict(PATTERNS)
#: Which of them a text may hold at all.
GLANCE = Glance(BY_KIND)
INCLUSIVE = Caseless(r"(?:through|至|up to and including|inclusive)\W+(?:\w+\W+){0,3}$", often=True)


#: What bears no date though it looks so: numbered texts, chapters, statutes, and titles of other things.
NUMBERED = re.compile(
    r"(?:\b(?:Act|Law|Code|Statute) of |\bNos?\.? ?|[Aa]nnouncements? |[Nn]otice |§ ?|U\.?S\.?C\.? |F\.?R\.? |S&P |v\. )$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date at its characters; ``lead`` is the role that the words before it give, "" where they give none.

    ``value`` is as precise as the text supports; ``day`` is a day where one can be counted out, though the text does
    not support it ("in two months" from the 5th is the month, and the 5th).
    """

    start: int
    end: int
    value: str
    raw: str
    found: str  # explicit, relative or inferred (a year that the text leaves out)
    lead: str
    inclusive: bool | None = None
    day: str | None = None
    kind: str = ""  # of the pattern that found it


def find_dates(
    text: str, published: date | None, *, anchor: date | None = None, that_day: date | None = None
) -> list[Dated]:
    """Return the dates of a sentence, in order, none overlapping another.

    ``anchor`` is the day that the text before spoke of, for "the day after" and "six days earlier"; ``that_day``
    the last one that it named, be it still to come, for "the same date". Without a day of
    publication only what is told in full is resolved.
    """
    if published is not None and not FIRST_YEAR <= published.year <= LAST_YEAR:
        published = None
    taken: list[Dated] = []
    matches = [(k, m) for k in GLANCE.possible(text) if _may_match(k, text) for m in BY_KIND[k].finditer(text)]
    if not matches:
        return taken
    matches.sort(key=lambda km: km[0] in COUNTED_KINDS)
    for kind, found in matches:
        start, end = _span(kind, found)
        if any(start < t.end and t.start < end for t in taken) or NUMBERED.search(text[max(0, start - 15) : start]):
            continue
        if published is None and kind not in FULL_KINDS:
            continue
        earlier = tuple(d for t in sorted(taken, key=lambda t: t.start) if t.start < start and (d := _day_of(t)))
        base = that_day or anchor if kind == "sameday" else anchor
        reading = Reading(kind, found, text, published or UNTOLD, base, earlier)
        for value, how, day in RESOLVERS[kind](reading):
            if published is None and how != "explicit":
                continue
            taken.append(_dated(text, (start, end), (value, how, day), kind))
    return sorted(taken, key=lambda t: (t.start, t.value))


def _may_match(kind: str, text: str) -> bool:
    return kind not in SOONER or SOONER[kind].search(text) is not None


def _span(kind: str, found: re.Match[str]) -> tuple[int, int]:
    if kind in ("within", "anchored"):
        return found.start("n"), found.end("u")
    if kind == "theday":
        return found.start("d"), found.end()
    return found.start(), found.end()


def _day_of(dated: Dated) -> date | None:
    told = dated.day or dated.value
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None


def _dated(text: str, span: tuple[int, int], found: Found, kind: str) -> Dated:
    value, how, day = found
    before = text[max(0, span[0] - 45) : span[0]]
    lead = next((role for role, pattern in ROLES if pattern.search(before, within=text)), "")
    if kind == "within":
        lead = "deadline"
    inclusive = bool(INCLUSIVE.search(before, within=text)) if lead == "expires" else None
    return Dated(start=span[0], end=span[1], value=value, raw=text[slice(*span)], found=how, lead=lead,
                 inclusive=inclusive, day=day, kind=kind)  # fmt: skip


def _joined(r: Reading) -> Iterator[Found]:
    """Yield the day of a distance from a date told beside it: "two weeks before the November 10 deadline"."""
    told = next(
        (d for d in find_dates(f"{'since' if r.looks() == 'back' else 'until'} {r.get_raw('date')}", r.published)), None
    )
    base = _day_of(told) if told else None
    if base is None:
        return
    count, back = read_count(r.get("n")), r.get("w") in ("before", "ahead of")
    day = add_span(base, -count if back else count, r.get("u"))
    yield as_precise(day, r.get("u"), count), "relative", day.isoformat()


#: Outside these years a day of publication is a fault of the page, and nothing is counted from it.
#: Stands in for a day of publication that is not known; what would be counted from it is dropped.
UNTOLD = date(2000, 1, 1)
FIRST_YEAR = 1900
LAST_YEAR = 2100
FULL_KINDS = (
    "iso",
    "zh",
    "zhy",
    "mixed",
    "slash",
    "mdy",
    "dmy",
    "list",
    "dlist",
    "months",
    "my",
    "quarter",
    "half",
    "fiscal",
    "y",
    "season",
)


#: Counted from another date of the sentence, and so read after all others.
COUNTED_KINDS = ("span", "anchored", "dayafter", "sameday")


RESOLVERS: dict[str, Callable[[Reading], Iterator[Found]]] = {
    "iso": read_iso, "zh": read_zh, "zhy": read_zh_year, "mixed": read_mixed, "slash": read_slash, "span": read_span_of_time,
    "offset": read_offset, "anchored": read_anchored, "dayafter": read_day_after, "sameday": read_same_day, "within": read_within,
    "list": read_list, "dlist": read_list, "mdy": read_month_day, "dmy": read_month_day, "months": read_months,
    "firstmonths": read_first_months, "threemonths": read_quarter_to, "my": read_my, "mrel": read_month_relative, "quarter": read_quarter,
    "half": read_half, "fiscal": read_fiscal, "endof": read_end_of, "season": read_season, "feast": read_feast, "ofnext": read_of_month,
    "weekweekday": read_week_weekday, "weekdaynumber": read_weekday_number, "weekday": read_weekday, "relday": read_relative_day,
    "relunit": read_relative_unit, "atonce": read_at_once, "joined": _joined, "frompub": read_from_publication, "theday": read_the_day, "m": read_month_alone, "y": read_year,
}  # fmt: skip
