"""Commands that list what is known, from the published copy, which is never locked."""

import getpass
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.options import AsJson, KnownAt, ValidAt
from cli.output import print_rows
from reewatch.errors import UsageError
from reewatch.timestamps import parse_timestamp
from storage import listings
from storage.connection import connect
from storage.corrections import with_corrections
from storage.digests import last_published
from storage.evidence import evidence_chain
from storage.publishing import published_path
from storage.rows import Connection

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
CHANGE_COLUMNS = ("known_at", "weight", "kind", "change")


def _change_text(row: Mapping[str, Any]) -> str:
    before = f"{row['before']} -> " if row["before"] else ""
    return f"{row['title']}: {before}{row['after'] or ''}"


CHANGE_SHOWN = {"weight": lambda row: row["significance"], "change": _change_text}


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    commands: tuple[Callable[..., None], ...] = (
        runs, sources, events, instruments, changes, show,
    )  # fmt: skip
    for command in commands:
        app.command(command.__name__)(command)


def asked(context: typer.Context, question: Callable[[Connection], list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return what a question to the published copy brings."""
    root: Path = context.obj["data_dir"]
    con = connect(published_path(root), read_only=True)
    try:
        return question(con)
    finally:
        con.close()


def known_time(as_of: str | None) -> datetime:
    """Return the known time that is asked for; now, where none is given."""
    return parse_timestamp(as_of) if as_of else datetime.now(UTC)


def world_day(valid_at: str | None, known: datetime) -> date:
    """Return the day of the world that is asked for; that of the known time, where none is given."""
    if valid_at is None:
        return known.date()
    try:
        return date.fromisoformat(valid_at)
    except ValueError as error:
        raise UsageError(f"{valid_at!r} is not a date. Remedy: write it as 2026-11-10.") from error


def runs(context: typer.Context, json_output: AsJson = False) -> None:
    """List the runs, the oldest first."""
    rows = asked(context, listings.list_runs)
    print_rows(rows, ("run_id", "kind", "as_of", "status"), as_json=json_output)


def sources(context: typer.Context, json_output: AsJson = False) -> None:
    """List the sources and their health."""
    rows = asked(context, listings.list_sources)
    print_rows(rows, ("source_id", "state", "last_outcome", "detail", "last_answered_at"), as_json=json_output)


def events(
    context: typer.Context, as_of: KnownAt = None, valid_at: ValidAt = None, json_output: AsJson = False
) -> None:
    """List the events, the latest happening first."""
    known = known_time(as_of)
    day = world_day(valid_at, known) if valid_at else None
    rows = asked(context, lambda con: with_corrections(con, listings.list_events(con, known, day), "event_id", known))
    print_rows(rows, ("event_id", "happened_on", "commitment", "title"), as_json=json_output)


def instruments(
    context: typer.Context,
    what: Annotated[str | None, typer.Argument(help="`history`, then an id")] = None,
    instrument_id: Annotated[str | None, typer.Argument()] = None,
    as_of: KnownAt = None,
    valid_at: ValidAt = None,
    json_output: AsJson = False,
) -> None:
    """List the legal texts with their status; `instruments history ID` lists every belief."""
    known = known_time(as_of)
    if what is not None and (what != "history" or instrument_id is None):
        raise UsageError("Remedy: `reewatch instruments`, or `reewatch instruments history ID`.")
    if instrument_id is not None:
        rows = asked(context, lambda con: listings.instrument_history(con, instrument_id, known))
        print_rows(rows, ("status", "valid_from", "valid_to", "known_from", "known_to"), as_json=json_output)
        return
    day = world_day(valid_at, known) if valid_at else None  # else each issuer's own
    rows = asked(context, lambda con: listings.list_instruments(con, known, day))
    shown = {
        "text": lambda row: row["instrument_id"] + (f" ({row['part']})" if row["part"] else ""),
        "next": lambda row: " ".join(t for t in (row["next_date"], row["next_what"]) if t),
    }
    columns = ("text", "status", "valid_from", "valid_to", "next")
    print_rows(rows, columns, as_json=json_output, shown=shown)


def changes(
    context: typer.Context,
    since: Annotated[str | None, typer.Option("--since", metavar="TIMESTAMP", help="Exclusive.")] = None,
    since_last: Annotated[bool, typer.Option("--since-last", help="Since you last asked so.")] = False,
    user: Annotated[str | None, typer.Option("--as", metavar="NAME", help="Whose bookmark; default: yours.")] = None,
    as_of: KnownAt = None,
    json_output: AsJson = False,
) -> None:
    """List what runs learned anew; `--since-last` what they learned since you last asked so."""
    if since_last:
        if since is not None or as_of is not None:
            raise UsageError("--since-last brings its own times. Remedy: leave out --since and --as-of.")
        _changes_since_last(context, user, as_json=json_output)
        return
    start = parse_timestamp(since) if since else BEGINNING
    rows = asked(context, lambda con: listings.list_changes(con, start, known_time(as_of)))
    print_rows(rows, CHANGE_COLUMNS, as_json=json_output, shown=CHANGE_SHOWN)


def _changes_since_last(context: typer.Context, user: str | None, *, as_json: bool) -> None:
    """List what is new to a user; the bookmark moves once all of it was written."""
    from storage.bookmarks import bookmark_of, move_bookmark

    ledger, who = context.obj["data_dir"] / "ledger.duckdb", user or getpass.getuser()
    start = bookmark_of(ledger, who) or BEGINNING
    until = asked(context, lambda con: [{"until": last_published(con, known_time(None))}])[0]["until"]
    if until is None:
        raise UsageError("no night is over yet. Remedy: run `reewatch nightly`.")
    rows = asked(context, lambda con: listings.list_changes(con, start, until))
    print_rows(rows, CHANGE_COLUMNS, as_json=as_json, shown=CHANGE_SHOWN)
    sys.stdout.flush()
    move_bookmark(ledger, who, until, made_at=datetime.now(UTC))


def _shown(con: Connection, subject_id: str) -> list[dict[str, Any]]:
    rows = [r | {"shown_id": subject_id} for r in listings.find_by_id(con, subject_id)]
    told = with_corrections(con, rows, "shown_id", known_time(None))
    return [{k: v for k, v in r.items() if k != "shown_id"} for r in told]


def show(context: typer.Context, subject_id: str, json_output: AsJson = False) -> None:
    """Show anything by its id, with its evidence down to the archived response."""
    rows = asked(context, lambda con: _shown(con, subject_id))
    if not rows:
        raise UsageError(f"nothing has the id {subject_id!r}. Remedy: take an id from a listing.")
    chain = asked(context, lambda con: evidence_chain(con, rows))
    if json_output:
        print_rows([*rows, *chain], (), as_json=True)
        return
    for row in [*rows, *chain]:
        typer.echo(f"{row['what']}:")
        for name, value in row.items():
            if name != "what" and value not in (None, [], ""):
                typer.echo(f"  {name}: {value}")
