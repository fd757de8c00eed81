"""Slots: the points in time that a cron expression names in a time zone.

Over a change of the clocks they behave like Debian's cron: what stands at a time that does not exist runs right after
the gap, what stands at a time that exists twice runs once, and what runs every so many minutes goes on doing so. (On
Lord Howe Island, whose clocks change by half an hour, cronsim loses a slot on the day of the change.)
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

FIELDS = 5


def check_cron(cron: str) -> None:
    """Raise CronSimError for an expression that is none, or names no time that ever comes."""
    if len(cron.split()) != FIELDS:
        raise CronSimError("it has not five fields")
    next(CronSim(cron, datetime(2026, 1, 1, tzinfo=UTC)))


def slots_after(cron: str, zone: str, moment: datetime) -> Iterator[datetime]:
    """Return the slots after a moment, without end, in UTC."""
    for slot in CronSim(cron, moment.astimezone(ZoneInfo(zone))):
        yield slot.astimezone(UTC)


def next_slot(cron: str, zone: str, moment: datetime) -> datetime:
    """Return the first slot after a moment, in UTC."""
    return next(slots_after(cron, zone, moment))


def last_slot(cron: str, zone: str, moment: datetime) -> datetime:
    """Return the last slot not after a moment, in UTC.

    Found by going forward, so that forward and back agree on every change of the clocks.
    """
    for back in (timedelta(hours=2), timedelta(days=2), timedelta(days=35), timedelta(days=400), timedelta(days=3000)):
        found = list(takewhile(lambda slot: slot <= moment, slots_after(cron, zone, moment - back)))
        if found:
            return found[-1]
    raise CronSimError(f"{cron!r} names no time before {moment}")


def slots_between(cron: str, zone: str, start: datetime, end: datetime) -> list[datetime]:
    """Return the slots after ``start`` and not after ``end``, in UTC."""
    return list(takewhile(lambda slot: slot <= end, slots_after(cron, zone, start)))
