"""Commands on figures, promises, claims and indicators, from the published copy, which is never locked."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Annotated, Any

import typer

from cli.listing import asked, known_time, world_day
from cli.options import AsJson, KnownAt, ValidAt
from cli.output import print_rows
from reewatch.observations.wording import figure_in_words
from storage import ledger_listings
from storage.corrections import with_corrections
from storage.rows import Connection


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    commands: tuple[Callable[..., None], ...] = (promises, deadlines, claims, observations, indicators)
    for command in commands:
        app.command(command.__name__)(command)


def promises(
    context: typer.Context, as_of: KnownAt = None, valid_at: ValidAt = None, json_output: AsJson = False
) -> None:
    """List the promises with what became of them, by due date."""
    known = known_time(as_of)
    day = world_day(valid_at, known) if valid_at else None
    rows = asked(context, lambda con: with_corrections(con, _promise_rows(con, known, day), "promise_id", known))
    print_rows(rows, ("promise_id", "due", "status", "by", "what"), as_json=json_output)


def _promise_rows(con: Connection, known: datetime, day: date | None) -> list[dict[str, Any]]:
    from flows.promising import ledger_rows

    return ledger_rows(con, known, day)


def deadlines(
    context: typer.Context,
    as_of: KnownAt = None,
    within: Annotated[int | None, typer.Option("--within", metavar="DAYS", help="Not further ahead than this.")] = None,
    json_output: AsJson = False,
) -> None:
    """List the dates that are coming: promises that fall due, texts that take effect, suspensions that end."""
    known = known_time(as_of)
    rows = asked(context, lambda con: _deadline_rows(con, known, within))
    print_rows(rows, ("subject_id", "date", "days_left", "what", "title"), as_json=json_output)


def _deadline_rows(con: Connection, known: datetime, within: int | None) -> list[dict[str, Any]]:
    from reewatch.promises.deadlines import deadlines_of
    from storage.listings import list_instruments

    texts = list_instruments(con, known, None)
    return deadlines_of(_promise_rows(con, known, None), texts, known.date(), within)


def claims(
    context: typer.Context,
    subject: Annotated[str | None, typer.Argument(metavar="[EVENT|INSTRUMENT]", help="An id; all without.")] = None,
    as_of: KnownAt = None,
    json_output: AsJson = False,
) -> None:
    """List what each party says, topic by topic: who affirms, denies, differs or is silent."""
    rows = asked(context, lambda con: ledger_listings.list_claims(con, known_time(as_of), subject))
    shown = {"account": lambda row: f"{row['says'] or ''} [{row['topic'][:60]}]"}
    print_rows(rows, ("topic_id", "party", "stance", "account"), as_json=json_output, shown=shown)


def observations(context: typer.Context, as_of: KnownAt = None, json_output: AsJson = False) -> None:
    """List the figures of the indicators with their speakers, superseded ones too."""
    known = known_time(as_of)
    rows = asked(
        context,
        lambda con: with_corrections(con, ledger_listings.list_observations(con, known), "observation_id", known),
    )
    shown = {"when": lambda row: row["as_of"] or row["period"], "what": _measured, "figure": _figure}
    print_rows(rows, ("observation_id", "when", "what", "figure", "speaker"), as_json=json_output, shown=shown)


def _measured(row: Mapping[str, Any]) -> str:
    basis = f" ({row['basis']})" if row["basis"] else ""
    return f"{row['indicator_id']}: {row['measure']}{basis}"


def _figure(row: Mapping[str, Any]) -> str:
    notes = [row["factuality"]] if row["factuality"] != "actual" else []
    notes += ["superseded"] if row["superseded_by"] else []
    return " ".join([figure_in_words(row), *(f"[{n}]" for n in notes)])


def indicators(
    context: typer.Context, as_of: KnownAt = None, valid_at: ValidAt = None, json_output: AsJson = False
) -> None:
    """List the state of each indicator and theme, worked out for the clocks that are asked."""
    known = known_time(as_of)
    rows = asked(context, lambda con: _indicator_rows(con, known, world_day(valid_at, known)))
    print_rows(rows, ("indicator_id", "state", "direction", "grade", "reading"), as_json=json_output)


def _indicator_rows(con: Connection, known: datetime, day: date) -> list[dict[str, Any]]:
    from flows.judging import indicator_rows
    from reewatch.framework import load_framework
    from reewatch.settings import load_settings

    return indicator_rows(con, load_framework(load_settings().framework_dir).indicators, known, day)
