"""Commands beside the runs and listings: extract, query, doctor."""

import json
import shutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson
from flows.workplace import Workplace
from reewatch.errors import ReewatchError, StoreError
from reewatch.mentions import mention_to_json

if TYPE_CHECKING:
    from reewatch.documents import Document
    from reewatch.settings import ScheduleSettings, SmtpSettings


class Format(StrEnum):
    """How ``query`` writes its answer."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("extract")(extract)
    app.command("query")(query)
    app.command("doctor")(doctor)


def extract(
    files: Annotated[list[Path] | None, typer.Argument(help="JSONL documents; default: input.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show each mention in its sentence, marked up.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write the explanation as a page to this file.")] = None,
    processes: Annotated[int | None, typer.Option(min=1, help="How many processes read; default: the setting.")] = None,
) -> None:
    """Read documents of the contract and write their mentions, one JSON object a document."""
    from extractors.pipeline import load_extractor
    from reewatch.framework import load_framework
    from reewatch.settings import load_settings

    settings = load_settings()
    extraction = settings.extraction.model_copy(update={"processes": processes} if processes else {})
    extractor = load_extractor(load_framework(settings.framework_dir), extraction)
    if explain or html is not None:
        from cli.explaining import show_explanations

        show_explanations(extractor, _documents(files or []), html=html)
        return
    for document, mentions in extractor.extract(_documents(files or [])):
        value: dict[str, object] = {"doc_id": document.doc_id, "mentions": [mention_to_json(m) for m in mentions]}
        if extractor.reads_in_part(document.text):
            value["read_in_part"] = True
            typer.echo(f"{document.doc_id}: longer than is read; what it says further on is not known.", err=True)
        sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def _documents(files: list[Path]) -> "list[Document]":
    from flows.importing import read_documents
    from reewatch.documents import parse_document

    if files:
        return [d for f in files for d in read_documents(f)]
    rows = [(n, row) for n, row in enumerate(sys.stdin, 1) if row.strip()]
    return [parse_document(row, place=f"standard input:{n}") for n, row in rows]


def query(
    context: typer.Context,
    sql: str,
    output: Annotated[Format, typer.Option("--format", help="How to write the answer.")] = Format.TABLE,
) -> None:
    """Ask the published database one SQL statement; it can read that database and nothing else."""
    from storage.publishing import published_path
    from storage.query import run_query, to_csv, to_json_rows, write_parquet

    table = run_query(published_path(context.obj["data_dir"]), sql)
    if output is Format.CSV:
        sys.stdout.write(to_csv(table))
    elif output is Format.JSON:
        sys.stdout.write(to_json_rows(table) + "\n")
    elif output is Format.PARQUET:
        write_parquet(table, sys.stdout.buffer)
    else:
        from cli.output import print_rows

        print_rows(table.to_pylist(), table.column_names, as_json=False)


def doctor(context: typer.Context, json_output: AsJson = False) -> None:
    """Say what is configured, what is missing, and what to do."""
    from extractors.models import describe_model
    from reewatch.framework import load_framework
    from reewatch.settings import load_settings

    settings = load_settings()
    place = Workplace(context.obj["data_dir"])
    framework = load_framework(settings.framework_dir)
    enabled = sum(s.enabled for s in framework.sources)
    lines = {
        "framework": f"{framework.version}: {enabled} of {len(framework.sources)} sources enabled",
        "language model": describe_model(settings.extraction.model),
        "data directory": f"{place.root.resolve()} ({_free(place.root)} free)",
        "published copy": _published(place),
        "mail server": _mail_server(settings.smtp),
        "signs of life": _signs_of_life(place, settings.schedule),
        "User-Agent": settings.fetch.user_agent + _contact_note(settings.fetch.user_agent),
        "private addresses": "allowed: for samples and tests only"
        if settings.fetch.allow_private_addresses
        else "refused",
    }
    if json_output:
        sys.stdout.write(json.dumps(lines) + "\n")
        return
    for name, told in lines.items():
        typer.echo(f"{name}: {told}")


def _free(root: Path) -> str:
    there = next(p for p in (root.resolve(), *root.resolve().parents) if p.exists())
    return f"{shutil.disk_usage(there).free / 1e9:.0f} GB"


def _published(place: Workplace) -> str:
    from storage.publishing import published_path

    try:
        return str(published_path(place.root))
    except StoreError as error:
        return str(error)
    except ReewatchError as error:
        return f"unreadable: {error}"


def _mail_server(smtp: "SmtpSettings") -> str:
    if not smtp.host:
        return "none: what is to be sent waits in the outbox (set smtp.host)"
    return f"{smtp.host}:{smtp.port}, {smtp.security}, {f'as {smtp.user}' if smtp.user else 'without a login'}"


def _signs_of_life(place: Workplace, schedule: "ScheduleSettings") -> str:
    from flows.heartbeats import read_heartbeats

    beats = [f"{job} {at.isoformat()}" for job, at in read_heartbeats(place.heartbeat).items()]
    is_watched = bool(schedule.heartbeat_url.get_secret_value())
    note = "" if is_watched else " (nobody is told when they cease: set schedule.heartbeat_url)"
    return (", ".join(beats) or "none yet") + note


def _contact_note(user_agent: str) -> str:
    return " (set fetch.user_agent to your own contact)" if "reewatch.example" in user_agent else ""
