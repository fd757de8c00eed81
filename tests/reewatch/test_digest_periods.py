"""When a digest is due on the reader's own clock."""

from datetime import UTC, datetime, timedelta

import pytest

from reewatch.digest.periods import period_due
from reewatch.subscriptions import Subscription


def subscription(**fields: object) -> Subscription:
    return Subscription.model_validate({"name": "x", "to": ("a@b.example",)} | fields)


@pytest.mark.parametrize(
    ("fields", "now", "name"),
    [
        ({"at": "07:00"}, "2026-11-11T06:59:59", "2026-11-10"),
        ({"at": "07:00"}, "2026-11-11T07:00:00", "2026-11-11"),
        ({"at": "07:00", "zone": "Asia/Shanghai"}, "2026-11-10T23:00:00", "2026-11-11"),
        ({"at": "07:00", "zone": "America/New_York"}, "2026-11-11T11:59:00", "2026-11-10"),  # winter: 12:00 UTC
        ({"at": "07:00", "zone": "America/New_York"}, "2026-07-01T11:00:00", "2026-07-01"),  # summer: 11:00 UTC
        ({"at": "02:30", "zone": "Europe/Berlin"}, "2026-03-29T00:59:00", "2026-03-28"),  # 01:59, then 03:00
        ({"at": "02:30", "zone": "Europe/Berlin"}, "2026-03-29T01:00:00", "2026-03-29"),  # the hour is skipped
        ({"send": "weekly", "weekday": "monday", "at": "08:00"}, "2026-11-11T00:00:00", "2026-W46"),
        ({"send": "weekly", "weekday": "monday", "at": "08:00"}, "2026-11-09T07:59:00", "2026-W45"),
        ({"send": "weekly", "weekday": "sunday", "at": "08:00"}, "2027-01-03T08:00:00", "2026-W53"),
    ],
)
def test_the_period_that_is_up(fields: dict[str, object], now: str, name: str) -> None:
    period = period_due(subscription(**fields), datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert period is not None
    assert period.name == name


def test_what_is_told_at_once_has_no_period() -> None:
    assert period_due(subscription(send="at once"), datetime(2026, 1, 1, tzinfo=UTC)) is None


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"])
@pytest.mark.parametrize("at", ["00:00", "01:45", "02:30", "03:00", "23:59"])
def test_a_year_has_every_day_once_and_in_order(zone: str, at: str) -> None:
    own = subscription(zone=zone, at=at)
    start = datetime(2026, 1, 1, 12, tzinfo=UTC)
    names = [p.name for h in range(24 * 365) if (p := period_due(own, start + timedelta(hours=h)))]
    assert names == sorted(names)  # autumn's second 02:30 does not go back
    assert len(set(names)) in (365, 366)
