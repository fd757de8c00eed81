"""What ``evaluate --errors`` shows."""

import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from evaluation.errors import Error
    from extractors.pipeline import Extractor


def show_errors(extractor: "Extractor", *, half: str, type_: str, html: Path | None, as_json: bool) -> None:
    """Find the errors on half of the English gold documents and print them, or write them as a page."""
    from evaluation.errors import find_errors
    from evaluation.gate import half as chosen_half
    from evaluation.gate import load_gold, predict

    gold = chosen_half([d for d in load_gold() if d["language"] == "en"], half)
    errors = [e for e in find_errors(gold, predict(extractor, gold)) if not type_ or e.type == type_]
    if html is not None:
        from evaluation.pages import errors_page

        html.write_text(errors_page(errors, half=half), encoding="utf-8")
        typer.echo(f"{len(errors)} errors in {html}")
    elif as_json:
        sys.stdout.write(json.dumps([asdict(e) for e in errors], ensure_ascii=False) + "\n")
    else:
        _print_errors(errors)


def _print_errors(errors: "list[Error]") -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console()
    for error in sorted(errors, key=lambda e: (e.type, e.kind)):
        head = f"{error.kind} {error.type} {error.action} ({error.doc_id})"
        console.print(Text.assemble((head, "bold"), f" {error.rule}"))
        console.print(Text.assemble("  ", error.before, (error.trigger, "bold yellow"), error.after))
        for name, gold, ours in error.fields:
            console.print(Text(f"    {name}: {ours}, not {gold}"))
    counts = Counter((e.type, e.kind) for e in errors)
    for (type_, kind), n in sorted(counts.items()):
        console.print(f"{type_} {kind}: {n}")
