"""Commands of the schedule: up, schedule, scheduled, status."""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson
from cli.output import print_rows

if TYPE_CHECKING:
    from schedules.status import Status


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("up")(up)
    app.command("schedule")(schedule)
    app.command("scheduled")(scheduled)
    app.command("status")(status)


def up(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Where Prefect's page is served; it has no login.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 4200,
) -> None:
    """Run everything by itself: a Prefect server with its page, and the schedule. Ends with Ctrl-C."""
    from flows.workplace import Workplace
    from reewatch.settings import load_settings
    from schedules.table import deployments
    from schedules.up import keep_up

    deployments(load_settings().schedule)  # a wrong setting is told here, not in a log
    place = Workplace(context.obj["data_dir"])
    place.prepare()
    keep_up(place, host=host, port=port, say=lambda told: typer.echo(f"reewatch: {told}"))


def schedule(
    context: typer.Context,
    systemd: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Write systemd units there.")] = None,
    cron: Annotated[bool, typer.Option("--cron", help="Print a crontab.")] = False,
    prefect: Annotated[bool, typer.Option("--prefect", help="Print prefect.yaml.")] = False,
    json_output: AsJson = False,
) -> None:
    """Show what runs by itself and when it is next; or write it down for systemd, cron or a Prefect server."""
    from reewatch.settings import load_settings
    from schedules.prefect_yaml import prefect_yaml
    from schedules.slots import next_slot
    from schedules.table import deployments
    from schedules.units import Caller, crontab, systemd_units

    table = deployments(load_settings().schedule)
    caller = Caller.here(context.obj["data_dir"])
    if systemd is not None:
        systemd.mkdir(parents=True, exist_ok=True)
        for name, text in systemd_units(table, caller).items():
            (systemd / name).write_text(text, encoding="utf-8")
            typer.echo(str(systemd / name))
        return
    if cron or prefect:
        typer.echo(crontab(table, caller) if cron else prefect_yaml(table), nl=False)
        return
    now = datetime.now(UTC)
    rows = [
        {
            "job": d.name,
            "next": next_slot(d.cron, d.zone, now).isoformat() if d.cron else f"after {', '.join(d.after)}",
            "cron": d.cron,
            "zone": d.zone,
            "what": d.what,
        }
        for d in table
    ]
    print_rows(rows, ("job", "next", "cron", "zone", "what"), as_json=json_output)


def scheduled(
    context: typer.Context,
    job: Annotated[str, typer.Argument(help="A job of `reewatch schedule`.")],
    now_: Annotated[bool, typer.Option("--now", help="Whether its slot is done or not.")] = False,
) -> None:
    """Run a job for its latest slot, where that was not done yet: what systemd and cron call."""
    from flows.jobs import Work
    from flows.workplace import Workplace
    from reewatch.settings import load_settings
    from schedules.running import run_slot, run_unasked
    from schedules.slots import last_slot
    from schedules.table import find_deployment

    settings = load_settings()
    deployment = find_deployment(settings.schedule, job)
    now = _now()
    work = Work(
        place=Workplace(context.obj["data_dir"]),
        settings=settings,
        run_clock=now,
        clock=_now,
        wait_seconds=deployment.wait.total_seconds(),
    )
    if now_ or deployment.cron is None:
        outcome = run_unasked(deployment, work)
    else:
        outcome = run_slot(deployment, last_slot(deployment.cron, deployment.zone, now), work)
    typer.echo(f"{job}: {outcome.told}")


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def status(context: typer.Context, json_output: AsJson = False) -> None:
    """Say how things stand: last runs, late, missed and stuck jobs, the lock, the outbox, signs of life."""
    from flows.workplace import Workplace
    from reewatch.errors import AttentionError
    from reewatch.settings import load_settings
    from schedules.status import read_status

    found = read_status(Workplace(context.obj["data_dir"]), load_settings(), datetime.now(UTC))
    if json_output:
        sys.stdout.write(json.dumps(found.to_json(), default=_written) + "\n")
    else:
        _print_status(found)
    if found.attention:
        raise AttentionError(f"{len(found.attention)} things need attention:\n- " + "\n- ".join(found.attention))


def _print_status(found: "Status") -> None:
    for kind, run in found.last_runs.items():
        typer.echo(f"last {kind}: {run['as_of']} ({run['status']})")
    if not found.last_runs:
        typer.echo("no run is published yet")
    holder = found.lock
    told = "free" if holder is None else f"{holder.get('what', 'a run')}, process {holder.get('pid', '?')}"
    typer.echo(f"run lock: {told}")
    typer.echo("outbox: " + (", ".join(f"{n} {state}" for state, n in found.outbox.items()) or "empty"))
    beats = ", ".join(f"{job} {_written(at)}" for job, at in found.heartbeats.items())
    typer.echo(f"signs of life: {beats or 'none yet'}")
    rows = [asdict(j) | {n: _written(getattr(j, n)) for n in ("slot", "next")} for j in found.jobs]
    print_rows(rows, ("job", "state", "slot", "next", "missed", "detail"), as_json=False)


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
