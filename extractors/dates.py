"""Dates in a sentence: explicit and relative ones, resolved against the day of publication."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {m: i for i, m in enumerate(
    ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
     "december"), 1)}  # fmt: skip
SHORT = {m[:3]: i for m, i in MONTHS.items()} | {"sept": 9}
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("iso", re.compile(r"\b(?P<y>20\d\d|19\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b")),
    ("zh", re.compile(r"(?:(?P<y>20\d\d)年)?(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?")),
    ("mdy", re.compile(rf"\b(?P<mon>{MONTH})\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[.,]\d|\s?(?:percent|%))(?:,?\s(?P<y>20\d\d|19\d\d))?")),
    ("dmy", re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?\s(?P<mon>{MONTH})(?:,?\s(?P<y>20\d\d|19\d\d))?")),
    ("my", re.compile(rf"\b(?P<mon>{MONTH})(?: of)?\s(?P<y>20\d\d|19\d\d)\b")),
    ("quarter", re.compile(r"\b(?:(?P<w>first|second|third|fourth)[ -]quarter|Q(?P<q>[1-4]))(?:\s(?:of\s)?(?P<y>20\d\d))?\b", re.IGNORECASE)),
    ("half", re.compile(r"\b(?:(?P<w>first|second) half|H(?P<h>[12]))(?:\s(?:of\s)?(?P<y>20\d\d|the year))?\b", re.IGNORECASE)),
    ("relday", re.compile(r"\b(?P<w>today|yesterday|tomorrow)\b", re.IGNORECASE)),
    ("weekday", re.compile(rf"\b(?P<next>next\s)?(?P<w>{'|'.join(d.capitalize() for d in DAYS)})\b")),
    ("relmonth", re.compile(r"\b(?P<w>last|this|next)\s(?P<u>month|year|quarter)\b", re.IGNORECASE)),
    ("relnamed", re.compile(rf"\b(?P<w>last|this|next)\s(?P<mon>{MONTH})")),
    ("m", re.compile(rf"\b(?:in|since|of|from|until|by|to|for|during|early|late|mid|than in|and|than|end of|through|[Tt]he)[ -](?P<mon>(?!May be|may)\b{MONTH})(?!\s\d)")),
    ("poss", re.compile(rf"\b(?P<mon>{MONTH})'s\b")),
    ("y", re.compile(r"\b(?:in|by|since|until|of|for|from|to|early|late|mid|through|than in|before|end of|during)[ -](?P<y>20[0-3]\d|19[89]\d)\b")),
)  # fmt: skip
ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("expires", re.compile(r"(?:until|expir\w+|lapse[sd]?|through|run(?:s|ning)? out|r[au]n out|ends?|ending|ended|valid (?:un)?til|good until|to last (?:un)?til|up to|至|till)\W+(?:\w+\W+){0,5}$", re.IGNORECASE)),
    ("deadline", re.compile(r"(?:deadline|by|no later than|before|within|due)\W+(?:\w+\W+){0,3}$", re.IGNORECASE)),
    ("effective", re.compile(r"(?:effective|as of|since|from|beginning|starting|start(?:s|ing|ed)?|takes? effect|took effect|came into (?:force|effect)|come into (?:force|effect)|in force|with effect|自)\W+(?:\w+\W+){0,4}$", re.IGNORECASE)),
)  # fmt: skip
INCLUSIVE = re.compile(r"(?:through|至|up to and including)\W+(?:\w+\W+){0,3}$", re.IGNORECASE)
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
LAST_MONTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date at its characters; ``lead`` is the role that the words before it give, "" where they give none."""

    start: int
    end: int
    value: str
    raw: str
    found: str  # explicit, relative or inferred (a year that the text leaves out)
    lead: str
    inclusive: bool | None = None


def find_dates(text: str, published: date | None) -> list[Dated]:
    """Return the dates of a sentence, in order, none overlapping another.

    Without a day of publication only what is told in full is resolved.
    """
    taken: list[Dated] = []
    for kind, pattern in PATTERNS:
        for found in pattern.finditer(text):
            start = found.start("mon") if kind == "m" else found.start("y") if kind == "y" else found.start()
            if any(start < t.end and t.start < found.end() for t in taken):
                continue
            value, how = _resolve(kind, found, published, text)
            if value:
                taken.append(_dated(text, start, found.end(), value, how))
    return sorted(taken, key=lambda t: t.start)


def _dated(text: str, start: int, end: int, value: str, how: str) -> Dated:
    before = text[max(0, start - 45) : start]
    lead = next((role for role, pattern in ROLES if pattern.search(before)), "")
    inclusive = bool(INCLUSIVE.search(before)) if lead == "expires" else None
    return Dated(start=start, end=end, value=value, raw=text[start:end], found=how, lead=lead, inclusive=inclusive)


def _resolve(kind: str, found: re.Match[str], published: date | None, text: str) -> tuple[str, str]:
    group = found.groupdict()
    if kind in ("relday", "weekday", "relmonth", "relnamed"):
        return (_relative(kind, group, published, text[found.end() :]), "relative") if published else ("", "")
    if kind == "y":
        return group["y"], "explicit"
    if kind in ("quarter", "half"):
        return _part_of_year(group, published)
    month = int(group["m"]) if group.get("m") else _month(group.get("mon") or "")
    if not 1 <= month <= LAST_MONTH:
        return "", ""
    year, how = group.get("y"), "explicit"
    day = int(group["d"]) if group.get("d") else None
    if year is None:
        if published is None:
            return "", ""
        year, how = str(_nearest_year(month, day, published, text[: found.start()])), "inferred"
    return _written(int(year), month, day), how


def _written(year: int, month: int, day: int | None) -> str:
    if day is None:
        return f"{year}-{month:02}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _month(name: str) -> int:
    key = name.rstrip(".").lower()
    return MONTHS.get(key) or SHORT.get(key, 0)


def _nearest_year(month: int, day: int | None, published: date, before: str) -> int:
    """Return the year of a date without one: the coming one behind "until" and its like, else the last one past."""
    ahead = bool(
        re.search(r"(?:until|by|will|next|expire\w*|from|through|take effect|due|to)\W+(?:\w+\W+){0,3}$", before)
    )
    this_year = (month, day or 1) >= (published.month, published.day if day else 1)
    if ahead:
        return published.year if this_year else published.year + 1
    passed = (month, day or 1) <= (published.month, published.day + 1 if day else published.day)
    months_ahead = month - published.month
    return published.year if passed or 0 <= months_ahead <= 2 else published.year - 1  # noqa: PLR2004


def _relative(kind: str, group: dict[str, str], published: date, after: str) -> str:
    word = (group.get("w") or "").lower()
    if kind == "relday":
        return (published + timedelta(days={"today": 0, "yesterday": -1, "tomorrow": 1}[word])).isoformat()
    if kind == "weekday":
        back = (published.weekday() - DAYS.index(word)) % 7
        day = published - timedelta(days=back)
        return (day + timedelta(days=7) if group.get("next") else day).isoformat()
    step = {"last": -1, "this": 0, "next": 1}[word]
    if kind == "relnamed":
        return _named_month(_month(group["mon"]), step, published)
    if re.match(r"'s\b", after) and group["u"].lower() == "year":
        return ""
    unit = group["u"].lower()
    if unit == "year":
        return str(published.year + step)
    if unit == "quarter":
        number = published.year * 4 + (published.month - 1) // 3 + step
        return f"{number // 4}-Q{number % 4 + 1}"
    number = published.year * 12 + published.month - 1 + step
    return f"{number // 12}-{number % 12 + 1:02}"


def _named_month(month: int, step: int, published: date) -> str:
    year = published.year
    if step == -1 and month >= published.month:
        year -= 1
    if step == 1 and month <= published.month:
        year += 1
    return f"{year}-{month:02}"


def _part_of_year(group: dict[str, str | None], published: date | None) -> tuple[str, str]:
    told = group.get("y")
    year = told if told and told.isdigit() else str(published.year) if published else ""
    if not year:
        return "", ""
    word = (group.get("w") or "").lower()
    how = "explicit" if told and told.isdigit() else "inferred"
    if "h" in group:
        return f"{year}-H{group['h'] or QUARTERS[word]}", how
    return f"{year}-Q{group['q'] or QUARTERS[word]}", how
