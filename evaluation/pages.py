"""HTML pages of one file each, to look at in a browser; whatever comes from a text is escaped."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evaluation.errors import KINDS as ERROR_KINDS
from evaluation.errors import Error
from extractors.explaining import KINDS, Explained, Segment, told_fields
from reewatch.documents import Document

TEMPLATES = Path(__file__).parent / "templates"


def explanation_page(documents: Sequence[tuple[Document, Sequence[Explained]]]) -> str:
    """Return the page that shows each mention in its sentence, with slots, rules and cues."""
    shown = [
        {
            "doc_id": d.doc_id,
            "title": d.title,
            "published": d.published,
            "url": d.url,
            "mentions": [_explained(e) for e in explained],
        }
        for d, explained in documents
    ]
    return _rendered("explanation.html", documents=shown, kinds=KINDS)


def errors_page(errors: Sequence[Error], *, half: str) -> str:
    """Return the page of errors, by type and kind."""
    types = []
    for type_ in sorted({e.type for e in errors}):
        by_kind = {k: [e for e in errors if e.type == type_ and e.kind == k] for k in ERROR_KINDS}
        types.append((type_, {"errors": by_kind, "counts": {k: len(v) for k, v in by_kind.items()}}))
    return _rendered("errors.html", types=types, kinds=ERROR_KINDS, half=half)


def _explained(explained: Explained) -> Mapping[str, Any]:
    return {
        "rule": explained.mention.rule,
        "fields": told_fields(explained.mention),
        "segments": [_segment(s) for s in explained.segments()],
    }


def _segment(segment: Segment) -> tuple[str, str, str]:
    kind = segment.marks[0].kind if segment.marks else ""
    return segment.text, kind, "; ".join(f"{m.kind}: {m.told}" for m in segment.marks)


def _rendered(name: str, **values: Any) -> str:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    return environment.get_template(name).render(**values)
