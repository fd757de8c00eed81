"""Scenarios: nights of documents and what must be known after them, played through extraction and tracking.

A scenario is a JSON file: ``{"name", "why", "nights": [{"as_of", "documents"}], "expect": [{"ask", "where", "count",
"has"}]}``. The rules of comparison are told at `failure_of` and `is_same`. The nights are played in one process, with
one extractor and without the archive that the command `import` would write; what is asked is asked of the published
copy.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.deriving import extract
from flows.nights import Night, plan_night
from flows.tracking import group_copies, track
from flows.workplace import Workplace
from reewatch.addresses import canonical_url
from reewatch.articles import Completeness, Revision, make_revision
from reewatch.documents import Document
from reewatch.identifiers import content_hash, content_id
from reewatch.runs import RunKind, make_run
from reewatch.settings import Settings
from reewatch.timestamps import parse_timestamp
from storage.connection import Connection, open_store
from storage.mentions import mentions_of_run
from storage.publishing import publish
from storage.revisions import insert_revisions
from storage.runs import record_status

if TYPE_CHECKING:
    from extractors.pipeline import Extractor

#: Numbers are equal within this share of the larger.
TOLERANCE = 0.005
Ask = Callable[[Path, Sequence[str]], list[dict[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a scenario went: how many expectations it has, and a line for each that fails."""

    name: str
    expectations: int
    failures: tuple[str, ...]


def load_scenario(file: Path) -> dict[str, Any]:
    """Return a scenario; raises ValueError where it lacks a part."""
    scenario: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    lacking = [k for k in ("name", "why", "nights", "expect") if k not in scenario]
    if lacking:
        raise ValueError(f"{file}: no {', '.join(lacking)}")
    return scenario


def play(scenario: Mapping[str, Any], root: Path, settings: Settings, extractor: "Extractor", ask: Ask) -> Outcome:
    """Play the nights of a scenario into an empty store under ``root`` and ask what it expects.

    ``ask`` gives the rows that a command with its arguments answers over a data directory.
    """
    place = Workplace(root)
    place.prepare()
    con = open_store(place.store)
    try:
        for number, night in enumerate(scenario["nights"]):
            clock = parse_timestamp(night["as_of"])
            planned = plan_night(place, settings, kind=RunKind.IMPORT, as_of=clock)
            run = make_run(RunKind.IMPORT, clock, input_hash=str(number))
            _learn(con, replace(planned, run=run, sources=()), night["documents"], extractor)
        publish(con, root, run.run_id)
    finally:
        con.close()
    told = [f for e in scenario["expect"] if (f := failure_of(e, ask(root, e["ask"])))]
    return Outcome(name=scenario["name"], expectations=len(scenario["expect"]), failures=tuple(told))


def _learn(con: Connection, night: Night, documents: Sequence[Mapping[str, str]], extractor: "Extractor") -> None:
    record_status(con, night.run, "started")
    read = [_revision(Document(**d), night) for d in documents]
    group_copies(con, insert_revisions(con, read, night.run.as_of), known_at=night.run.as_of)
    extract(con, night, extractor)
    track(con, night.run, mentions_of_run(con, night.run.as_of), night.framework, baseline=False)
    for status in ("derived", "published"):
        record_status(con, night.run, status, {} if status == "derived" else None)


def _revision(document: Document, night: Night) -> Revision:
    return make_revision(
        url=canonical_url(document.url) or document.url,
        title=document.title,
        text=document.text,
        published=document.published,
        completeness=Completeness.FULL,
        source_id="import",
        fetch_id=content_id("fet", night.run.run_id, document.url, content_hash(document.text)),
        published_found="import",
        language=document.language or "en",
        author="",
        parser_version="scenario",
        publisher=document.source,
    )


def failure_of(expectation: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> str | None:
    """Return why an answer does not hold up to an expectation, or None where it does.

    ``where`` picks rows; ``count`` is their number, or ``{"min", "max"}``, at least one where it is left out; ``has``
    must hold for each of them. A field that no row has is a failure.
    """
    where, has = expectation.get("where", {}), expectation.get("has", {})
    lacking = [k for k in (*where, *has) if rows and not any(k in r for r in rows)]
    asked = f"{' '.join(expectation['ask'])} where {where}"
    if lacking:
        return f"{asked}: no row has the field {lacking[0]}"
    hit = [r for r in rows if _fits(r, where)]
    wanted = expectation.get("count", {"min": 1})
    bounds = {"min": wanted, "max": wanted} if isinstance(wanted, int) else wanted
    if not bounds.get("min", 0) <= len(hit) <= bounds.get("max", len(rows)):
        return f"{asked}: {len(hit)} of {len(rows)} rows, wanted {wanted}"
    bad = next((r for r in hit if not _fits(r, has)), None)
    return None if bad is None else f"{asked}: wanted {has}, got { {k: bad.get(k) for k in has} }"


def _fits(row: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return all(k in row and is_same(v, row[k]) for k, v in wanted.items())


def is_same(wanted: Any, got: Any) -> bool:
    """Return whether a value is what is wanted: equal, near for numbers, found for "~pattern", contained for lists."""
    if isinstance(wanted, str) and wanted.startswith("~"):
        text = got if isinstance(got, str) else json.dumps(got)
        return got is not None and re.search(wanted[1:], text, re.IGNORECASE) is not None
    if isinstance(wanted, bool) or wanted is None:
        return bool(wanted == got)
    if isinstance(wanted, int | float) and isinstance(got, int | float) and not isinstance(got, bool):
        return abs(wanted - got) <= TOLERANCE * max(abs(wanted), abs(got), 1e-9)
    if isinstance(wanted, list):
        return isinstance(got, list) and all(any(is_same(w, g) for g in got) for w in wanted)
    if isinstance(wanted, dict):
        return isinstance(got, dict) and all(k in got and is_same(v, got[k]) for k, v in wanted.items())
    return any(is_same(wanted, g) for g in got) if isinstance(got, list) else bool(wanted == got)
