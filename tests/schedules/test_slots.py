"""Slots over both changes of the clocks, and one run a slot however many schedulers there are."""

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from reewatch.errors import ConfigurationError
from reewatch.settings import ScheduleSettings
from schedules.slots import last_slot, next_slot, slots_between
from schedules.table import deployments

BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("cron", "zone", "after", "slots"),
    [
        # Five in the morning stays five in the morning on both sides of both changes.
        ("0 5 * * *", BERLIN, "2026-03-27T12:00", ["2026-03-28T04:00", "2026-03-29T03:00", "2026-03-30T03:00"]),
        ("0 5 * * *", BERLIN, "2026-10-23T12:00", ["2026-10-24T03:00", "2026-10-25T04:00", "2026-10-26T04:00"]),
        ("0 5 * * *", NEW_YORK, "2026-03-07T00:00", ["2026-03-07T10:00", "2026-03-08T09:00", "2026-03-09T09:00"]),
        ("0 5 * * *", NEW_YORK, "2026-10-31T00:00", ["2026-10-31T09:00", "2026-11-01T10:00", "2026-11-02T10:00"]),
        # A time that does not exist is made up for right after the gap.
        ("30 2 * * *", BERLIN, "2026-03-28T12:00", ["2026-03-29T01:00", "2026-03-30T00:30"]),
        # A time that exists twice comes once.
        ("30 2 * * *", BERLIN, "2026-10-24T12:00", ["2026-10-25T00:30", "2026-10-26T01:30"]),
        # What runs every half hour goes on doing so, through both.
        ("*/30 * * * *", BERLIN, "2026-03-29T00:15", ["2026-03-29T00:30", "2026-03-29T01:00", "2026-03-29T01:30"]),
        ("*/30 * * * *", BERLIN, "2026-10-25T00:15", ["2026-10-25T00:30", "2026-10-25T01:00", "2026-10-25T01:30"]),
        # A weekday is that of the zone, not of UTC.
        ("30 3 * * 0", "Asia/Tokyo", "2026-11-06T00:00", ["2026-11-07T18:30"]),
    ],
)
def test_slots_keep_the_clock_on_the_wall(cron: str, zone: str, after: str, slots: list[str]) -> None:
    expected = [utc(s) for s in slots]
    assert slots_between(cron, zone, utc(after), expected[-1]) == expected
    assert next_slot(cron, zone, utc(after)) == expected[0]
    for slot in expected:
        assert last_slot(cron, zone, slot) == slot
        assert last_slot(cron, zone, slot + timedelta(minutes=29)) in (slot, *expected)


@pytest.mark.parametrize("zone", [BERLIN, NEW_YORK, "UTC", "Asia/Shanghai", "Australia/Sydney"])
def test_prefect_sees_the_same_slots(zone: str) -> None:
    from prefect.server.schemas.schedules import CronSchedule

    async def theirs(cron: str, zone: str, start: datetime, end: datetime) -> list[datetime]:
        found = await CronSchedule(cron=cron, timezone=zone).get_dates(1000, start + timedelta(seconds=1), end)
        return [t.astimezone(UTC) for t in found]

    for day in ("2026-03-06", "2026-03-27", "2026-04-03", "2026-10-02", "2026-10-23", "2026-10-30"):
        start = datetime.fromisoformat(day).replace(tzinfo=UTC)
        end = start + timedelta(days=4)
        for deployment in deployments(ScheduleSettings(zone=zone)):
            if deployment.cron is not None:
                ours = slots_between(deployment.cron, deployment.zone, start, end)
                assert asyncio.run(theirs(deployment.cron, deployment.zone, start, end)) == ours, (deployment.name, day)


def test_last_slot_is_found_however_rare() -> None:
    assert last_slot("0 0 29 2 *", "UTC", utc("2027-06-01T00:00")) == utc("2024-02-29T00:00")
    assert last_slot("0 5 * * *", BERLIN, utc("2026-06-01T03:00")).astimezone(ZoneInfo(BERLIN)).hour == 5


@pytest.mark.parametrize("wrong", [{"nightly": "5 o'clock"}, {"poll": "0 0 30 2 *"}, {"digests": "* * * * * *"}])
def test_a_schedule_that_is_none_is_refused_by_name(wrong: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError, match=f"schedule.{next(iter(wrong))}"):
        deployments(ScheduleSettings(**wrong))
    with pytest.raises(ConfigurationError, match="Mars"):
        deployments(ScheduleSettings(zone="Mars/Base"))
