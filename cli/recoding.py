"""The command that reads stored texts anew with the present extractor and framework."""

import json
from typing import Annotated

import typer

from cli.correcting import PATIENCE, Wait
from cli.options import AsJson, AsOf, clock
from reewatch.runs import RunKind


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("recode")(recode)


def recode(
    context: typer.Context,
    most: Annotated[
        int | None, typer.Option("--most", min=1, metavar="N", help="Read so many texts, the latest first.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell how many texts there are to read.")] = False,
    as_of: AsOf = None,
    wait: Wait = PATIENCE,
    json_output: AsJson = False,
) -> None:
    """Read stored texts anew that another extractor or framework read; what differs is `recoded`, never news."""
    from cli.progress import shown_progress
    from cli.running import show_anew
    from cli.summaries import print_summary
    from flows.locking import run_lock
    from flows.nights import plan_night
    from flows.recoding import count_to_recode
    from flows.running import run_recoding
    from flows.workplace import Workplace
    from reewatch.settings import load_settings

    place = Workplace(context.obj["data_dir"])
    planned = plan_night(place, load_settings(), kind=RunKind.RECODE, as_of=clock(as_of))
    place.prepare()
    if dry_run:
        texts = count_to_recode(planned)
        told = f"{texts} texts were read by another extractor or framework"
        typer.echo(json.dumps({"texts": texts}) if json_output else told)
        return
    with run_lock(place.lock, what="recode", wait_seconds=wait), shown_progress(quiet=json_output):
        summaries = run_recoding(planned, most)
    for summary in summaries:
        print_summary(summary, as_json=json_output)
    if not summaries and not json_output:
        typer.echo("all texts were read by the present extractor and framework")
    if summaries:
        show_anew(place, planned.framework)
