"""What ``extract --explain`` shows: each mention in its sentence, with slots, rule and cues."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from extractors.explaining import Explained
    from extractors.pipeline import Extractor
    from reewatch.documents import Document

STYLES = {
    "trigger": "bold black on yellow", "cue": "magenta", "actor": "bold blue", "target": "blue", "item": "green",
    "quantity": "bold red", "date": "red", "instrument": "bold cyan", "speaker": "cyan",
}  # fmt: skip


def show_explanations(extractor: "Extractor", documents: "Iterable[Document]", *, html: Path | None) -> None:
    """Print how the mentions of the documents were found, or write it as a page."""
    from extractors.explaining import explain

    explained = [(d, explain(extractor, d)) for d in documents]
    if html is not None:
        from evaluation.pages import explanation_page

        html.write_text(explanation_page(explained), encoding="utf-8")
        typer.echo(f"{sum(len(e) for _, e in explained)} mentions of {len(explained)} documents in {html}")
        return
    for document, found in explained:
        _print_document(document, found)


def _print_document(document: "Document", found: "list[Explained]") -> None:
    from rich.console import Console
    from rich.text import Text

    from extractors.explaining import told_fields

    console = Console(highlight=False)
    console.print(Text(f"{document.doc_id}: {document.title}", style="bold"))
    for one in found:
        console.print(_marked(one))
        told = "; ".join(f"{name} {value}" for name, value in told_fields(one.mention))
        console.print(Text(f"  rule {one.mention.rule}: {told}", style="dim"))
    if not found:
        console.print("  no mention")


def _marked(one: "Explained") -> object:
    from rich.text import Text

    text = Text("  ")
    for segment in one.segments():
        kinds = list(dict.fromkeys(m.kind for m in segment.marks))
        text.append(segment.text, style=STYLES[kinds[0]] if kinds else "")
        if kinds and segment.text.strip():
            text.append(f"[{'+'.join(kinds)}]", style="dim")
    return text
