"""The table of deployments: the one place that says what runs by itself, and when."""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSimError

from reewatch.errors import ConfigurationError, UsageError
from reewatch.settings import ScheduleSettings
from schedules.slots import check_cron


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """A job and its slots: the points in time that ``cron`` names in ``zone``; without ``cron`` it follows others."""

    name: str
    what: str
    zone: str
    cron: str | None = None
    after: tuple[str, ...] = ()  # the jobs that it follows
    wait: timedelta = timedelta(0)  # how long it waits for another run to end
    grace: timedelta = timedelta(minutes=15)  # a slot that is not taken up by then is late
    longest: timedelta = timedelta(hours=1)  # a run that takes longer is stuck

    @property
    def entrypoint(self) -> str:
        """The Prefect flow."""
        return f"schedules.entrypoints.{self.name}"


def deployments(settings: ScheduleSettings) -> tuple[Deployment, ...]:
    """Return the deployments; raises ConfigurationError for a cron expression or time zone that is none."""
    _check_zone(settings.zone)
    for name in ("poll", "nightly", "digests", "maintenance"):
        _check_cron(name, getattr(settings, name))
    zone = settings.zone
    return (
        Deployment(
            name="poll",
            what="feeds and new articles into archive and store",
            cron=settings.poll,
            zone=zone,
            wait=timedelta(minutes=30),
            longest=timedelta(hours=2),
        ),
        Deployment(
            name="nightly",
            what="the night: poll, read, extract, track, check, publish",
            cron=settings.nightly,
            zone=zone,
            wait=timedelta(hours=2),
            grace=timedelta(minutes=30),
            longest=timedelta(hours=6),
        ),
        Deployment(
            name="alerts",
            what="what crosses a subscriber's condition, told at once",
            zone=zone,
            after=("nightly",),
            wait=timedelta(minutes=10),
        ),
        Deployment(
            name="digests",
            what="daily and weekly digests of whoever's hour has come, and what waits in the outbox",
            cron=settings.digests,
            zone="UTC",  # Prefect leaves out an hour that comes twice; subscribers have zones of their own anyway
            wait=timedelta(minutes=10),
        ),
        Deployment(
            name="maintenance",
            what="archives checked, old scratch cleared away",
            cron=settings.maintenance,
            zone=zone,
            wait=timedelta(hours=2),
            grace=timedelta(hours=3),
            longest=timedelta(hours=3),
        ),
    )


def find_deployment(settings: ScheduleSettings, name: str) -> Deployment:
    """Return one deployment; raises UsageError for a name that is none."""
    table = {d.name: d for d in deployments(settings)}
    if name not in table:
        raise UsageError(f"no job is named {name!r}. Remedy: one of {', '.join(table)}.")
    return table[name]


def _check_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ConfigurationError(
            f"setting schedule.zone: there is no time zone {zone!r}.", remedy="write one as Europe/Berlin."
        ) from error


def _check_cron(name: str, cron: str) -> None:
    try:
        check_cron(cron)
    except CronSimError as error:
        raise ConfigurationError(
            f"setting schedule.{name}: {cron!r} is no cron expression ({error}).",
            remedy="write minute, hour, day, month and weekday, as in `0 5 * * *`.",
        ) from error
