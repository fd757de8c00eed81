"""Playing the resolution set through the real path: revisions, copies, mentions and events of a store, night by night.

The mentions are given, as a faultless extractor would find them: what is measured is resolution, not extraction.
"""

import json
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from evaluation.floors import FLOORS, load_floors
from flows.resolving import resolve_events
from flows.tracking import group_copies
from reewatch.articles import Completeness, Revision, make_revision
from reewatch.errors import ConfigurationError
from reewatch.framework import Framework
from reewatch.identifiers import content_hash, content_id
from reewatch.mentions import mention_from_json
from reewatch.runs import RunKind, make_run
from storage.connection import Connection, open_store, transaction
from storage.events import events_of_mentions
from storage.mentions import insert_mentions, mention_ids, mentions_of_run
from storage.revisions import insert_revisions
from storage.runs import record_status

DOCUMENTS = Path(__file__).with_name("documents.jsonl")
NAME = "resolution/documents.jsonl"
Json = Mapping[str, Any]


def load_documents() -> list[dict[str, Any]]:
    """Return the documents: those of the extraction contract with ``mentions``, each of these with its ``happening``.

    ``reprint_of`` is the id of the document of which one is a shortened copy, else null. Raises ConfigurationError
    where the file is not the one that the floors were measured on.
    """
    text = DOCUMENTS.read_text(encoding="utf-8")
    if load_floors().gold.get(NAME) != content_hash(text):
        remedy = f"restore it, or measure anew and put its hash into {FLOORS.name} in the same commit."
        raise ConfigurationError("is not the resolution set of the floors.", path=DOCUMENTS, remedy=remedy)
    return [json.loads(line) for line in text.splitlines()]


def mention_ids_of(document: Json) -> list[str]:
    """Return the store's ids of a document's mentions, in their order."""
    return mention_ids(_revision(document).revision_id, [mention_from_json(m) for m in document["mentions"]])


def resolved(documents: Sequence[Json], framework: Framework) -> dict[str, str]:
    """Return mention id -> the event that it belongs to after the last night; a night a week."""
    with tempfile.TemporaryDirectory() as folder:
        con = open_store(Path(folder) / "store.duckdb")
        try:
            for week, told in groupby(sorted(documents, key=_published), key=_week):
                _learn(con, week, list(told), framework)
            return events_of_mentions(con, [m for d in documents for m in mention_ids_of(d)])
        finally:
            con.close()


def _learn(con: Connection, week: str, documents: Sequence[Json], framework: Framework) -> None:
    clock = datetime.strptime(f"{week}-1 05", "%G-W%V-%u %H").replace(tzinfo=UTC) + timedelta(weeks=1)
    read = [(_revision(d), [mention_from_json(m) for m in d["mentions"]]) for d in documents]
    with transaction(con):
        record_status(con, make_run(RunKind.IMPORT, clock, input_hash=week), "started")
        group_copies(con, insert_revisions(con, [r for r, _ in read], clock), known_at=clock)
        insert_mentions(con, read, extractor_version="given", framework_version=framework.version, known_at=clock)
        resolve_events(con, mentions_of_run(con, clock), framework, clock)


def _published(document: Json) -> str:
    return str(document["published"])


def _week(document: Json) -> str:
    year, week, _ = date.fromisoformat(document["published"]).isocalendar()
    return f"{year}-W{week:02d}"


def _revision(document: Json) -> Revision:
    return make_revision(
        url=document["url"],
        title=document["title"],
        text=document["text"],
        published=document["published"],
        completeness=Completeness.FULL,
        source_id="import",
        fetch_id=content_id("fet", document["doc_id"]),
        published_found="import",
        language=document["language"],
        author="",
        parser_version="given",
        publisher=document["source"],
    )
