"""Names of days, months, ordinals, seasons and feasts; and the arithmetic of calendar spans, without any text."""

import calendar
from datetime import date, timedelta

MONTHS = {m.lower(): i for i, m in enumerate(calendar.month_name) if m}
SHORT = {m[:3]: i for m, i in MONTHS.items()} | {"sept": 9}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORT_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "tues", "thur", "thurs", "weds")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
             "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
             "nineteenth", "twentieth")  # fmt: skip
ORDINALS = {w: i for i, w in enumerate(_ORDINALS, 1)} | {
    f"twenty{j}{w}": 20 + i for i, w in enumerate(_ORDINALS[:9], 1) for j in ("-", " ")
} | {"thirtieth": 30, "thirty-first": 31, "thirty first": 31}  # fmt: skip
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4, "opening": 1,
            "march": 1, "june": 2, "september": 3, "december": 4}  # fmt: skip
#: Feasts that stand on a fixed day; and those that move, worked out by ``feast``.
FIXED_FEASTS = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "new year's eve": (12, 31),
    "new year's day": (1, 1), "new year": (1, 1), "new year day": (1, 1), "independence day": (7, 4),
    "valentine's day": (2, 14), "halloween": (10, 31), "earth day": (4, 22), "labour day": (5, 1),
    "international workers' day": (5, 1), "may day": (5, 1), "saint patrick": (3, 17), "st patrick's day": (3, 17),
}  # fmt: skip
MOVING_FEASTS = ("easter", "thanksgiving", "black friday")
MONTHS_OF_A_YEAR, LAST_DAY = 12, 31


def month_number(name: str) -> int:
    """Return the number of a month's name, long or short, with or without its point; 0 for no month."""
    key = name.rstrip(".").lower()
    return MONTHS.get(key) or SHORT.get(key, 0)


def weekday_number(name: str) -> int:
    """Return 0 for Monday to 6 for Sunday."""
    return next(i for i, day in enumerate(DAYS) if day.startswith(name.rstrip(".").lower()[:3]))


def make_day(year: int, month: int, day: int) -> date | None:
    """Return the day, None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_months(day: date, months: int) -> date:
    """Return the day so many months on, the last of the month where that month is shorter; years 1 to 9999."""
    number = day.year * 12 + day.month - 1 + months
    year, month = min(max(number // 12, 1), 9999), number % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def add_span(day: date, count: float, unit: str) -> date:
    """Return the day ``count`` days, working days, weeks, fortnights, months, years or decades on (or back).

    Working days are counted as five of seven; what leaves the calendar stays at its end.
    """
    word = unit.lower()
    if "month" in word:
        return add_months(day, round(count))
    if "year" in word or "decade" in word:
        return add_months(day, round(count * (120 if "decade" in word else 12)))
    days = count * (7 if "week" in word else 14 if "fortnight" in word else 1)
    if "working" in word or "business" in word:
        days *= 7 / 5
    try:
        return day + timedelta(days=round(days))
    except OverflowError:
        return date.max if days > 0 else date.min


def feast(name: str, year: int) -> date | None:
    """Return the day of a feast in a year, None for one that is not known."""
    key = name.lower()
    if key in FIXED_FEASTS:
        return date(year, *FIXED_FEASTS[key])
    if key == "easter":
        return _easter(year)
    if key in ("thanksgiving", "black friday"):
        first = date(year, 11, 1)
        thursday = first + timedelta(days=(3 - first.weekday()) % 7 + 21)
        return thursday + timedelta(days=key == "black friday")
    return None


def _easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the anonymous algorithm, as Meeus gives it)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, g = b // 4, b % 4, (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    k, m = c // 4, (a + 11 * h) // 319
    n = (2 * e + 2 * k - c % 4 - h + m + 32) % 7
    month = (h - m + n + 90) // 25
    return date(year, month, (h - m + n + month + 19) % 32)


def quarter(day: date, step: int = 0) -> str:
    """Return the quarter of a day, or one some steps on: 2026-Q3."""
    number = day.year * 4 + (day.month - 1) // 3 + step
    return f"{number // 4}-Q{number % 4 + 1}"


def month(day: date, step: int = 0) -> str:
    """Return the month of a day, or one some steps on: 2026-07."""
    return add_months(day.replace(day=1), step).isoformat()[:7]
