"""The table for those without Prefect: systemd units, and a crontab.

Both only wake ``reewatch scheduled JOB``, which knows the slots itself, takes each once, and makes up for one that was
slept through.
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from cronsim import CronSim

from reewatch.errors import ConfigurationError
from schedules.table import Deployment

WEEKDAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
ALL = {"minutes": range(60), "hours": range(24), "days": range(1, 32), "months": range(1, 13), "weekdays": range(7)}
SERVICE = """[Unit]
Description=reewatch {name}: {what}
After=network-online.target
Wants=network-online.target

[Service]
Type=oneshot
WorkingDirectory={folder}
Environment=REEWATCH_DATA_DIR={data}
# Secrets, such as REEWATCH_SMTP__PASSWORD, one NAME=value a line, readable by root alone:
EnvironmentFile=-/etc/reewatch.env
ExecStart={command} scheduled {name}
TimeoutStartSec={seconds}
"""
TIMER = """[Unit]
Description=reewatch {name}: {what}

[Timer]
OnCalendar={calendar}
Persistent=true

[Install]
WantedBy=timers.target
"""
CRONTAB = """# Written by `reewatch schedule --cron`. cron only wakes: `reewatch scheduled` knows the slots and their
# time zones (few crons do), takes each slot once, and makes up for one that was slept through. Secrets belong
# into the environment of these lines, never on them.
REEWATCH_DATA_DIR={data}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """How the command is called on this machine."""

    command: Path
    folder: Path  # where reewatch.toml stands
    data: Path

    @classmethod
    def here(cls, data: Path) -> Self:
        """Return how it is called now."""
        return cls(command=Path(sys.executable).parent / "reewatch", folder=Path.cwd(), data=data.resolve())


def systemd_units(table: Iterable[Deployment], caller: Caller) -> Mapping[str, str]:
    """Return file name -> text: a service and a timer a job that has slots of its own.

    Raises ConfigurationError for a cron expression that systemd cannot say.
    """
    units: dict[str, str] = {}
    for d in table:
        if d.cron is None:
            continue
        told = {"name": d.name, "what": d.what, "folder": caller.folder, "data": caller.data}
        seconds = int((d.wait + d.longest).total_seconds())
        units[f"reewatch-{d.name}.service"] = SERVICE.format(command=caller.command, seconds=seconds, **told)
        units[f"reewatch-{d.name}.timer"] = TIMER.format(calendar=on_calendar(d.cron, d.zone), **told)
    return units


def on_calendar(cron: str, zone: str) -> str:
    """Return a cron expression as systemd's calendar event; raises ConfigurationError where there is none."""
    parsed = CronSim(cron, datetime(2026, 1, 1, tzinfo=UTC))
    day, weekday = cron.split()[2], cron.split()[4]
    if (day != "*" and weekday != "*") or not {day, weekday}.isdisjoint({"L", "LW"}) or "#" in weekday:
        raise ConfigurationError(
            f"{cron!r}: systemd cannot say this.", remedy="leave out the day or the weekday, or use `reewatch up`."
        )
    named = [WEEKDAYS[int(str(n)) % 7] for n in sorted(parsed.weekdays, key=str)]
    days = f"{','.join(named)} " if weekday != "*" else ""
    date = f"*-{_part(parsed.months, 'months')}-{_part(parsed.days, 'days')}"
    return f"{days}{date} {_part(parsed.hours, 'hours')}:{_part(parsed.minutes, 'minutes')}:00 {zone}"


def _part(values: Iterable[object], field: str) -> str:
    numbers = sorted(int(str(v)) for v in values)
    return "*" if numbers == list(ALL[field]) else ",".join(f"{n:02}" for n in numbers)


def crontab(table: Iterable[Deployment], caller: Caller) -> str:
    """Return lines that wake each job at the minutes of its slots, every hour."""
    lines = [CRONTAB.format(data=caller.data)]
    for d in table:
        if d.cron is not None:
            call = f"cd {caller.folder} && {caller.command} scheduled {d.name} >> {caller.data}/cron.log 2>&1"
            lines.append(f"# {d.name}: {d.cron} in {d.zone}\n{d.cron.split()[0]} * * * * {call}\n")
    return "".join(lines)
