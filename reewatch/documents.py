"""A document of the extraction contract: what an extractor is given (gold/GUIDELINES.md, "Document")."""

import json
from dataclasses import dataclass
from typing import Any

from reewatch.errors import DocumentError

FIELDS = ("doc_id", "url", "source", "title", "published", "language", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text to read. ``published`` is an ISO 8601 date or date-time; offsets are Python offsets into ``text``."""

    doc_id: str
    url: str
    source: str
    title: str
    published: str
    language: str
    text: str


def parse_document(line: str, *, place: str) -> Document:
    """Return the document of one JSON line; further fields are passed over.

    Raises DocumentError, naming ``place`` (file and line), where the line is no JSON object or lacks a field.
    """
    try:
        value: Any = json.loads(line)
    except ValueError as error:
        raise DocumentError(f"{place}: not JSON ({error}). Remedy: one JSON object a line.") from error
    if not isinstance(value, dict):
        raise DocumentError(f"{place}: not a JSON object. Remedy: one JSON object a line.")
    lacking = [f for f in ("doc_id", "text") if not isinstance(value.get(f), str)]
    if lacking:
        raise DocumentError(f"{place}: no text in {', '.join(lacking)}. Remedy: give every field of the contract.")
    text = {f: value.get(f) for f in FIELDS}
    wrong = [f for f, v in text.items() if v is not None and not isinstance(v, str)]
    if wrong:
        raise DocumentError(f"{place}: {', '.join(wrong)} must be text. Remedy: give every field of the contract.")
    return Document(**{f: v or "" for f, v in text.items()})
