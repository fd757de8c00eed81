"""Commands on what is told: the digest, the subscriptions, and the other doors (feed, calendar)."""

import json
import os
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson, KnownAt, clock
from cli.output import print_rows
from reewatch.errors import UsageError
from reewatch.settings import Settings, load_settings
from reewatch.timestamps import parse_timestamp
from storage.connection import connect, open_ledger
from storage.publishing import published_path

if TYPE_CHECKING:
    from flows.digest_sections import Desk
    from flows.digesting import Composed
    from reewatch.subscriptions import Subscriber

Since = Annotated[str | None, typer.Option("--since", metavar="TIMESTAMP", help="Go back to there (exclusive).")]
Out = Annotated[Path | None, typer.Option("--out", help="Write to this file, in one rename; default: the terminal.")]


class Format(StrEnum):
    """In which form a digest is printed."""

    TEXT = "text"
    HTML = "html"
    EML = "eml"
    JSON = "json"


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("digest")(digest)
    app.command("subscriptions")(subscriptions)
    app.command("feed")(feed)
    app.command("calendar")(calendar)
    app.command("report")(report)


def digest(
    context: typer.Context,
    subscriber: Annotated[str | None, typer.Option("--subscriber", help="As this one would get it.")] = None,
    form: Annotated[Format, typer.Option("--format", help="In which form.")] = Format.TEXT,
    preview: Annotated[bool, typer.Option("--preview", help="Open it in the browser.")] = False,
    since: Since = None,
    as_of: KnownAt = None,
) -> None:
    """Show the digest that would go out now, without sending it or noting that it was told."""
    now = clock(as_of)
    settings = load_settings()
    with desk_of(context.obj["data_dir"], settings) as desk:
        who = _chosen(settings, desk, subscriber)
        composed = _composed(context.obj["data_dir"], desk, who, now, since)
    if preview:
        _open(context.obj["data_dir"], composed)
        return
    sys.stdout.buffer.write(_told_as(composed, form))
    sys.stdout.buffer.flush()


@contextmanager
def desk_of(root: Path, settings: Settings) -> Iterator["Desk"]:
    """Open the published copy to compose from it."""
    from flows.digest_sections import letterhead_of, open_desk
    from reewatch.framework import load_framework

    con = connect(published_path(root), read_only=True)
    try:
        yield open_desk(con, load_framework(settings.framework_dir), letterhead_of(settings))
    finally:
        con.close()


def _chosen(settings: Settings, desk: "Desk", name: str | None) -> "Subscriber":
    """Return a subscriber by name; without a name one who follows everything."""
    from reewatch.subscriptions import Subscriber, Subscription, subscribers_of

    if name is None:
        to = (settings.digest.sender,)
        return Subscriber(subscription=Subscription(name="everything", to=to), recipients=to, condition=None)
    found = {s.name: s for s in subscribers_of(settings, desk.framework, os.environ)}
    if name not in found:
        known = ", ".join(found) or "none"
        raise UsageError(f"there is no subscription {name!r}; there are {known}. Remedy: `reewatch subscriptions`.")
    return found[name]


def _composed(root: Path, desk: "Desk", who: "Subscriber", now: datetime, since: str | None) -> "Composed":
    from flows.digesting import compose_preview
    from storage.outbox import told_states

    told: dict[str, str] = {}
    ledger = root / "ledger.duckdb"
    if ledger.exists():
        con = open_ledger(ledger)
        try:
            told = told_states(con, who.name)
        finally:
            con.close()
    return compose_preview(desk, told, who, now, parse_timestamp(since) if since else None)


def _told_as(composed: "Composed", form: Format) -> bytes:
    from digests.bodies import digest_body
    from digests.rendering import render_text

    if form is Format.TEXT:
        return render_text(composed.digest).encode()
    if form is Format.HTML:
        return page_of(composed).encode()
    if form is Format.EML:
        return composed.outgoings[0].message
    return json.dumps(digest_body(composed.digest), ensure_ascii=False, indent=1).encode() + b"\n"


def page_of(composed: "Composed") -> str:
    """Return the HTML with its pictures in it, for a browser; a mail carries them beside it."""
    from base64 import b64encode

    from digests.letters import pictures_of
    from digests.rendering import render_html

    pictures = {i: f"data:image/png;base64,{b64encode(p).decode()}" for i, p in pictures_of(composed.digest).items()}
    return render_html(composed.digest, pictures)


def _open(root: Path, composed: "Composed") -> None:
    path = root / "digests" / "preview.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page_of(composed), encoding="utf-8")
    typer.echo(f"{composed.outgoings[0].subject}\n{path}")
    webbrowser.open(path.resolve().as_uri())


def subscriptions(
    context: typer.Context,
    what: Annotated[str | None, typer.Argument(help="`check` tries each against what is published")] = None,
    json_output: AsJson = False,
) -> None:
    """List the subscriptions; a wrong entry is refused with its file, line and remedy."""
    from reewatch.framework import load_framework
    from reewatch.subscriptions import subscribers_of

    if what not in (None, "check"):
        raise UsageError("Remedy: `reewatch subscriptions`, or `reewatch subscriptions check`.")
    settings = load_settings()
    found = subscribers_of(settings, load_framework(settings.framework_dir), os.environ)
    rows = [_shown(s) for s in found]
    if what == "check":
        with desk_of(context.obj["data_dir"], settings) as desk:
            rows = [r | _tried(desk, s) for r, s in zip(rows, found, strict=True)]
    columns = ("name", "recipients", "send", "at", "zone", "language", "least_significance", "follows", "alert")
    print_rows(rows, (*columns, *(("changes", "followed", "alerts") if what else ())), as_json=json_output)


def _shown(subscriber: "Subscriber") -> dict[str, object]:
    own = subscriber.subscription
    return {
        "name": own.name, "recipients": len(subscriber.recipients), "send": own.send, "at": own.at.isoformat("minutes"),
        "weekday": own.weekday if own.send == "weekly" else None, "zone": own.zone, "language": own.language,
        "least_significance": own.least_significance, "follows": sorted(own.followed or ["everything"]),
        "alert": own.alert or None,
    }  # fmt: skip


def _tried(desk: "Desk", subscriber: "Subscriber") -> dict[str, int]:
    """Return how many of the changes of the last 90 days a subscriber would have been told, and alerted of."""
    from datetime import timedelta

    from reewatch.digest.selection import select_alerts, select_changes
    from storage.digests import last_published, reported_changes

    until = last_published(desk.published, clock(None))
    if until is None:
        return {"changes": 0, "followed": 0, "alerts": 0}
    changes = reported_changes(desk.published, until - timedelta(days=90), until)
    alerts = subscriber.condition is not None or subscriber.subscription.send == "at once"
    return {
        "changes": len(changes),
        "followed": len(select_changes(changes, subscriber, {}).told),
        "alerts": len(select_alerts(changes, subscriber, {}).told) if alerts else 0,
    }


def feed(context: typer.Context, out: Out = None, since: Since = None, as_of: KnownAt = None) -> None:
    """Write an Atom feed of the changes."""
    from flows.doors import atom_feed

    with desk_of(context.obj["data_dir"], load_settings()) as desk:
        _write(out, atom_feed(desk, clock(as_of), parse_timestamp(since) if since else None))


def calendar(context: typer.Context, out: Out = None, as_of: KnownAt = None) -> None:
    """Write an iCalendar of the deadlines and promises."""
    from flows.doors import deadline_calendar

    with desk_of(context.obj["data_dir"], load_settings()) as desk:
        _write(out, deadline_calendar(desk, clock(as_of)))


def _write(out: Path | None, told: bytes) -> None:
    if out is None:
        sys.stdout.buffer.write(told)
        sys.stdout.buffer.flush()
        return
    aside = out.with_name(f".{out.name}.part")
    aside.write_bytes(told)
    aside.replace(out)


def report(
    context: typer.Context,
    opened: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Write the report page of what is published, a folder of static HTML, and say where it is."""
    from flows.report_writing import write_report
    from flows.workplace import Workplace
    from reewatch.framework import load_framework

    folder = write_report(Workplace(context.obj["data_dir"]), load_framework(load_settings().framework_dir))
    page = folder / "index.html"
    typer.echo(page)
    if opened:
        webbrowser.open(page.absolute().as_uri())
