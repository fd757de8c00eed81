"""Publication times as sources write them, to ISO 8601 as precise as they are, in UTC where a time is told."""

import re
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from dateutil import parser as dateutil_parser

#: A feed's clock may run a little ahead of ours; what is further ahead is a schedule or a fault.
TOLERANCE = timedelta(minutes=15)
EARLIEST_YEAR = 1990
DATE_ONLY = re.compile(r"^\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?\s*$")
MONTH_ONLY = re.compile(r"^\s*(\d{4})[-/](\d{1,2})\s*$")
#: `Wed, 08/05/2026 - 08:00` of Drupal sites: month first.
DRUPAL = re.compile(r"^\s*\w{3},\s*(\d{2})/(\d{2})/(\d{4})\s*-\s*(\d{2}):(\d{2})\s*$")
#: Names of zones as news sites write them, in hours; dateutil knows UTC and GMT only.
ZONES = {
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "GMT": 0, "UT": 0, "UTC": 0,
    "Z": 0, "WET": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5, "HKT": 8, "SGT": 8,
    "AWST": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip


def read_published(raw: str, *, zone: str, now: datetime) -> tuple[str, str]:
    """Return (ISO 8601, precision) of a written time: ("", "") where it is unreadable, absurd or in the future.

    Times without a zone are read in ``zone`` (IANA). A date without a time stays a date.
    """
    text = raw.strip()[:80]
    if not text:
        return "", ""
    dated = _date_only(text)
    if dated:
        return dated if dated[0] <= (now + timedelta(days=1)).date().isoformat() else ("", "")
    moment = _moment(text, zone)
    if moment is None or moment > now + TOLERANCE or moment.year < EARLIEST_YEAR:
        return "", ""
    return moment.isoformat().replace("+00:00", "Z"), "second" if moment.second else "minute"


def _date_only(text: str) -> tuple[str, str] | None:
    found = DATE_ONLY.match(text)
    if found:
        year, month, day = (int(g) for g in found.groups())
        return (f"{year:04}-{month:02}-{day:02}", "day") if _exists(year, month, day) else None
    found = MONTH_ONLY.match(text)
    if found and _exists(int(found[1]), int(found[2]), 1):
        return f"{int(found[1]):04}-{int(found[2]):02}", "month"
    if not re.search(r"\d:\d", text) and re.search(r"[A-Za-z]{3}", text) and re.search(r"\d{4}", text):
        moment = _parse(text)
        if moment is not None and moment.year >= EARLIEST_YEAR:
            return moment.date().isoformat(), "day"
    return None


def _exists(year: int, month: int, day: int) -> bool:
    try:
        return datetime(year, month, day, tzinfo=UTC).year >= EARLIEST_YEAR
    except ValueError:
        return False


def _moment(text: str, zone: str) -> datetime | None:
    drupal = DRUPAL.match(text)
    if drupal:
        month, day, year, hour, minute = drupal.groups()
        text = f"{year}-{month}-{day}T{hour}:{minute}"
    moment = _parse(text)
    if moment is None:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone))
    try:
        return moment.astimezone(UTC).replace(microsecond=0)
    except (OverflowError, ValueError):
        return None


def _parse(text: str) -> datetime | None:
    try:
        moment: datetime = dateutil_parser.parse(text, tzinfos=_zone, default=datetime(1, 1, 1))  # noqa: DTZ001
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None
    return moment


def _zone(name: str | None, offset: int | None) -> timezone | None:
    """Return the zone of a written name or offset (seconds); None, and so the source's own, for an unknown name."""
    if offset is not None:
        return timezone(timedelta(seconds=offset))
    hours = ZONES.get((name or "").upper())
    return None if hours is None else timezone(timedelta(hours=hours))
