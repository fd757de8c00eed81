"""Partial dates as ranges of days: ``2026-11-10``, ``2026-11``, ``2026-Q3``, ``2026-H1`` and ``2026``."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

PARTIAL = re.compile(r"^(\d{4})(?:-(?:Q([1-4])|H([12])|(\d{2})(?:-(\d{2}))?))?")
#: A state's clock; its days are those of its seat. Where no state acts, days are those of UTC.
SEATS = {
    "CN": "Asia/Shanghai", "US": "America/New_York", "EU": "Europe/Brussels", "JP": "Asia/Tokyo",
    "KR": "Asia/Seoul", "IN": "Asia/Kolkata", "AU": "Australia/Sydney", "GB": "Europe/London",
    "CA": "America/Toronto", "DE": "Europe/Berlin", "FR": "Europe/Paris", "MY": "Asia/Kuala_Lumpur",
    "VN": "Asia/Ho_Chi_Minh", "TW": "Asia/Taipei", "BR": "America/Sao_Paulo",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Days:
    """A range of days, both ends included."""

    first: date
    last: date

    @property
    def is_day(self) -> bool:
        """Return whether the range is one single day."""
        return self.first == self.last


def days_of(value: str | None) -> Days | None:
    """Return the days that a date as precise as known stands for; None where it is none."""
    found = PARTIAL.match(value or "")
    if not found:
        return None
    year = int(found[1])
    try:
        return _range(year, quarter=found[2], half=found[3], month=found[4], day=found[5])
    except ValueError:
        return None


def _range(year: int, *, quarter: str | None, half: str | None, month: str | None, day: str | None) -> Days:
    if day and month:
        only = date(year, int(month), int(day))
        return Days(only, only)
    first, last = 1, 12
    if quarter:
        first, last = 3 * int(quarter) - 2, 3 * int(quarter)
    elif half:
        first, last = 6 * int(half) - 5, 6 * int(half)
    elif month:
        first = last = int(month)
    return Days(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def gap(a: Days, b: Days) -> int:
    """Return the days between two ranges, 0 where they touch or overlap."""
    return max(0, (b.first - a.last).days, (a.first - b.last).days)


def is_day(value: str | None) -> bool:
    """Return whether a date is told to the day."""
    days = days_of(value)
    return days is not None and days.is_day


def plus(day: str, days: int) -> str:
    """Return the ISO date so many days after an ISO date."""
    return (date.fromisoformat(day[:10]) + timedelta(days=days)).isoformat()


def seat_day(moment: datetime, issuer: str | None) -> date:
    """Return the day on which a moment falls at the issuer's seat (UTC where there is no issuer).

    ``moment`` has a zone; ``issuer`` is a code such as ``CN.MOFCOM``.
    """
    zone = SEATS.get((issuer or "").split(".")[0], "UTC")
    return moment.astimezone(ZoneInfo(zone)).date()
