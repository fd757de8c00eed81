"""Commands by which people correct what was read: correct, merge, split, reject, confirm, and their audit trail."""

import getpass
import json
import sys
from datetime import datetime
from typing import Annotated, Any

import typer

from cli.listing import asked, known_time
from cli.options import AsJson, AsOf, KnownAt, clock
from cli.output import print_rows
from reewatch.corrections import checked_value, make_correction, subject_type_of
from reewatch.errors import UsageError
from reewatch.timestamps import format_timestamp
from storage.corrections import list_corrections

#: How long an act waits for a run that holds the lock, in seconds.
PATIENCE = 30.0

Why = Annotated[str, typer.Option("--why", help="The reason, for whoever reads it later.")]
Who = Annotated[str | None, typer.Option("--who", metavar="NAME", help="Who decides; default: the user.")]
Wait = Annotated[float, typer.Option("--wait", metavar="SECONDS", help="How long to wait for a run under way.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (correct, merge, split, reject, confirm, corrections, review):
        app.command(command.__name__)(command)


def correct(
    context: typer.Context, subject_id: str, field: str, value: str, why: Why, who: Who = None,
    as_of: AsOf = None, wait: Wait = PATIENCE, json_output: AsJson = False,
) -> None:  # fmt: skip
    """Set a field of a mention, event, observation or promise; VALUE is JSON or plain text, `null` for unknown."""
    told: dict[str, Any] = {"field": field, "value": _value(subject_id, field, value)}
    _carry_out(context, "correct", subject_id, told, (why, who), clock(as_of), wait, as_json=json_output)


def merge(
    context: typer.Context, event_id: str, other_id: str, why: Why, who: Who = None,
    as_of: AsOf = None, wait: Wait = PATIENCE, json_output: AsJson = False,
) -> None:  # fmt: skip
    """Say that two events are one happening; the one that was known first stays."""
    if event_id == other_id:
        raise UsageError("an event is not merged with itself. Remedy: give two ids.")
    _carry_out(context, "merge", event_id, {"value": other_id}, (why, who), clock(as_of), wait, as_json=json_output)


def split(
    context: typer.Context, event_id: str, mention_ids: list[str], why: Why, who: Who = None,
    as_of: AsOf = None, wait: Wait = PATIENCE, json_output: AsJson = False,
) -> None:  # fmt: skip
    """Say that some mentions of an event tell of another happening: they found an event of their own."""
    told = {"value": sorted(set(mention_ids))}
    _carry_out(context, "split", event_id, told, (why, who), clock(as_of), wait, as_json=json_output)


def reject(
    context: typer.Context, subject_id: str, why: Why, who: Who = None,
    as_of: AsOf = None, wait: Wait = PATIENCE, json_output: AsJson = False,
) -> None:  # fmt: skip
    """Say that a mention, event, observation or promise is none: it and what rests on it alone is listed no more."""
    _carry_out(context, "reject", subject_id, {}, (why, who), clock(as_of), wait, as_json=json_output)


def confirm(
    context: typer.Context, subject_id: str, why: Why, who: Who = None,
    as_of: AsOf = None, wait: Wait = PATIENCE, json_output: AsJson = False,
) -> None:  # fmt: skip
    """Say that a mention, event, observation or promise was read right; it leaves the review queue."""
    _carry_out(context, "confirm", subject_id, {}, (why, who), clock(as_of), wait, as_json=json_output)


def corrections(
    context: typer.Context,
    what: Annotated[str | None, typer.Argument(help="`export` writes gold documents.")] = None,
    as_of: KnownAt = None,
    json_output: AsJson = False,
) -> None:
    """List what people decided, by whom, when and why; `corrections export` writes gold documents."""
    if what == "export":
        from flows.exporting import gold_documents

        for document in asked(context, gold_documents):
            sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
        return
    if what is not None:
        raise UsageError("Remedy: `reewatch corrections`, or `reewatch corrections export`.")
    rows = asked(context, lambda con: list_corrections(con, known_time(as_of)))
    print_rows(rows, ("made_at", "who", "act", "subject_id", "field", "before", "value", "why"), as_json=json_output)


def review(
    context: typer.Context,
    limit: Annotated[int, typer.Option(help="How many to list.")] = 50,
    as_of: KnownAt = None,
    json_output: AsJson = False,
) -> None:
    """List the events to look at first: how unsure the reading is, times how much it weighs."""
    from flows.reviewing import review_queue
    from reewatch.framework import load_framework
    from reewatch.settings import load_settings

    framework = load_framework(load_settings().framework_dir)
    rows = asked(context, lambda con: review_queue(con, framework, known_time(as_of)))[:limit]
    told = [r | {"why": "; ".join(d["reason"] for d in r["reasons"])} for r in rows]
    print_rows(told, ("priority", "event_id", "title", "why"), as_json=json_output)


def _value(subject_id: str, field: str, value: str) -> Any:
    """Return the value as the field holds it: JSON where it is JSON, else plain text."""
    from reewatch.framework import load_framework
    from reewatch.settings import load_settings

    try:
        told = json.loads(value)
    except json.JSONDecodeError:
        told = value
    types = load_framework(load_settings().framework_dir).event_types
    return checked_value(subject_type_of(subject_id), field, told, types)


def _carry_out(
    context: typer.Context, act: str, subject_id: str, told: dict[str, Any], said: tuple[str, str | None],
    as_of: datetime, wait: float, *, as_json: bool,
) -> None:  # fmt: skip
    """Keep the act in the ledger and run what puts it into effect and publishes it."""
    from cli.summaries import print_summary
    from flows.acts import put_into_effect
    from flows.locking import run_lock
    from flows.workplace import Workplace
    from reewatch.settings import load_settings

    why, who = said
    made_at = format_timestamp(as_of)
    correction = make_correction(act, subject_id, **told, why=why, who=who or getpass.getuser(), made_at=made_at)
    subject_type_of(subject_id)
    place = Workplace(context.obj["data_dir"])
    with run_lock(place.lock, what=f"{act} of {subject_id}", wait_seconds=wait):
        summary = put_into_effect(place, load_settings(), [correction], as_of)
    print_summary(summary, as_json=as_json)
