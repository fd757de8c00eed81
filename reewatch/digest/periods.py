"""When a digest is due: the day or the week that is up on the reader's own clock, daylight saving or not."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from reewatch.subscriptions import WEEKDAYS, Subscription


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A day (``2026-11-11``) or a week (``2026-W46``) that a digest tells of, and the moment from which it is due."""

    name: str
    due_at: datetime
    length: timedelta


def period_due(subscription: Subscription, now: datetime) -> Period | None:
    """Return the latest period that is up at ``now``; None for what is told at once only.

    A wall clock that skips the hour in spring, or shows it twice in autumn, makes no second digest and none too few:
    a day is up when its clock first shows the hour or a later one.
    """
    if subscription.send == "at once":
        return None
    local = now.astimezone(ZoneInfo(subscription.zone))
    day = local.date() if local.time().replace(tzinfo=None) >= subscription.at else local.date() - timedelta(days=1)
    if subscription.send == "daily":
        name, length = day.isoformat(), timedelta(days=1)
    else:
        day -= timedelta(days=(day.weekday() - WEEKDAYS.index(subscription.weekday)) % 7)
        year, week, _ = day.isocalendar()
        name, length = f"{year}-W{week:02d}", timedelta(days=7)
    due = datetime.combine(day, subscription.at, ZoneInfo(subscription.zone)).astimezone(UTC)
    return Period(name=name, due_at=due, length=length)
