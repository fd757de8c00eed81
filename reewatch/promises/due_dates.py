"""Due dates: the day by which a mention says that something is to be done."""

import calendar
import re
from datetime import date, timedelta

from reewatch.days import days_of
from reewatch.mentions import DateSlot, StoredMention

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30, "forty-five": 45, "sixty": 60,
    "ninety": 90,
}  # fmt: skip
SPAN = re.compile(
    r"\b(?:within|in the (?:next|coming)|over the (?:next|coming)|inside|no later than) "
    r"(?:the next |the coming |about )?(\d{1,3}|[a-z]+(?:-five)?)[ -](working |business |calendar )?"
    r"(day|week|month|year)s?\b(?! of (?:receipt|receiving|application|filing|submission))",
    re.IGNORECASE,
)
SPAN_ZH = re.compile(r"(\d{1,3})\s?(个)?(日|天|周|月|年)(?:之)?内")
UNITS_ZH = {"日": "day", "天": "day", "周": "week", "月": "month", "年": "year"}
LATER = re.compile(
    r"\bdelay\w*|\bpostpon\w+|\bpush\w* back|\bput(?:s|ting)? (?:off|back)|\bslip\w*|\blater than|\bnow by\b|推迟|延期",
    re.IGNORECASE,
)
DAYS_OF = {"day": 1, "week": 7}


def due_of(stored: StoredMention) -> tuple[str, str] | None:
    """Return (due date as precise as told, role that told it), None where a mention tells none.

    A deadline counts as it stands; a start or an announcement only where it is still ahead of the text; a span
    ("within 30 days") runs from the day of the act that sets it, else of the text.
    """
    told = stored.mention.dates
    published = stored.published[:10]
    deadlines = [d for d in told if d.role == "deadline"]
    ahead = [d for d in told if d.role in ("effective", "announced") and published and d.value > published]
    for slots in (deadlines, ahead):
        if slots:
            return _chosen(slots, stored.sentence)
    span = _span(stored.sentence)
    start = next((d.value for d in told if d.role == "announced" and len(d.value) == len("2026-01-01")), published)
    if span is not None and start:
        return _after(date.fromisoformat(start), *span).isoformat(), "span"
    return None


def _chosen(slots: list[DateSlot], sentence: str) -> tuple[str, str]:
    """Return the first date told, or, where a sentence tells of a delay, the last one it comes to."""
    pick = max if LATER.search(sentence) else min
    slot = pick(slots, key=lambda d: last_day(d.value) or date.max)
    return slot.value, slot.role


def _span(sentence: str) -> tuple[int, str] | None:
    found = SPAN.search(sentence)
    if found:
        number = found.group(1).lower()
        count = int(number) if number.isdigit() else NUMBERS.get(number)
        return (count, found.group(3).lower()) if count else None
    found = SPAN_ZH.search(sentence)
    return (int(found.group(1)), UNITS_ZH[found.group(3)]) if found else None


def _after(start: date, count: int, unit: str) -> date:
    if unit in DAYS_OF:
        return start + timedelta(days=count * DAYS_OF[unit])
    months = count * (12 if unit == "year" else 1)
    year, month = divmod(start.month - 1 + months, 12)
    return date(start.year + year, month + 1, min(start.day, calendar.monthrange(start.year + year, month + 1)[1]))


def last_day(value: str) -> date | None:
    """Return the last day of a date as precise as told: of 2026-04 its 30th; None where it is no date."""
    days = days_of(value)
    return days.last if days else None


def tells_later(text: str) -> bool:
    """Return whether words say that something comes later than was said."""
    return LATER.search(text) is not None


def names_day(text: str, due: str) -> bool:
    """Return whether a telling names another due date in its own words: 30 April, April 30, 4月30日.

    A month is named by many a sentence: it must be told as what is put off.
    """
    day = last_day(due)
    if day is None:
        return False
    month = day.strftime("%B")
    if len(due) == len("2026-07"):
        return tells_later(text) and re.search(rf"\b{month}\b", text) is not None
    forms = (f"{day.day} {month}", f"{month} {day.day}", f"{day.month}月{day.day}日", f"{month[:3]} {day.day}")
    return any(re.search(rf"(?<!\d){re.escape(f)}(?!\d)", text) for f in forms)
