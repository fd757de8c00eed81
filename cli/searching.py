"""Commands on the published copy as a file, and its full-text search."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson
from reewatch.errors import AttentionError, UsageError

if TYPE_CHECKING:
    from storage.search import Answer, Found


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("published")(published)
    app.command("search")(search)


def published(
    context: typer.Context,
    what: Annotated[str, typer.Argument(help="`path` of the database, or `verify` its checksums")] = "path",
) -> None:
    """Say where the published database lies, for any tool that reads DuckDB; or verify its checksums."""
    from storage.publishing import damaged_files, published_path

    path = published_path(context.obj["data_dir"])
    if what == "path":
        typer.echo(path)
    elif what == "verify":
        damaged = damaged_files(path.parent)
        if damaged:
            raise AttentionError("\n".join([*damaged, "Remedy: the next run publishes anew."]))
        typer.echo(f"{path.parent}: every file is as it was published")
    else:
        raise UsageError("Remedy: `reewatch published path`, or `reewatch published verify`.")


def search(
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(help="English or Chinese words")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many sentences and articles each.")] = 10,
    build: Annotated[bool, typer.Option("--build", help="Bring the index up to the published copy first.")] = False,
    json_output: AsJson = False,
) -> None:
    """Search articles and sentences; the sentences that mentions rest on come first, then whole articles."""
    from storage.search import POINTER, build_index
    from storage.search import search as find

    root: Path = context.obj["data_dir"]
    if build or not (root / "published" / POINTER).exists():
        build_index(root)
        if not words:
            return
    answer = find(root, " ".join(words or []), limit)
    if json_output:
        json.dump(asdict(answer), sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
        return
    _print(answer)


def _print(answer: "Answer") -> None:
    from rich.console import Console

    console = Console(highlight=False)
    if not answer.is_current:
        console.print(f"The index holds {answer.run_id}; a later run is published. `reewatch search --build` mends it.")
    for found in answer.found:
        console.print(_lines(found), end="\n\n", soft_wrap=False)
    if not answer.found:
        console.print("nothing")


def _lines(found: "Found") -> str:
    from rich.markup import escape

    text = " ".join("".join(f"\0{t}\1" if hit else t for t, hit in found.pieces).split())
    shown = escape(text).replace("\0", "[bold]").replace("\1", "[/bold]")
    return f"{found.kind} {found.found_id}  {(found.published or '')[:10]}\n[dim]{escape(found.title)}[/dim]\n{shown}"
