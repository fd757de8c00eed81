"""From stored answers to what they say: revisions, voices, mentions, and what follows from them."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.responses.pages import PARSER_VERSION, read_entry, read_page
from fetching.archive_reading import read_fetch
from flows.nights import Night
from flows.tracking import group_copies, track
from flows.watching import current_watch
from reewatch.articles import Completeness, Revision
from reewatch.documents import Document
from reewatch.fetches import Fetch
from reewatch.mentions import Mention
from storage.connection import Connection, open_store, transaction
from storage.entries import entry_for_page, unparsed_entries
from storage.fetches import unparsed_fetches
from storage.manifests import manifest_of
from storage.mentions import insert_mentions, mentions_of_run
from storage.revisions import insert_revisions, record_parsings, unextracted_revisions
from storage.runs import record_status

if TYPE_CHECKING:
    from extractors.pipeline import Extractor

#: What says nothing that a reader of the article would have seen is kept, and not read for events.
UNREAD = (Completeness.BLOCKED, Completeness.EMPTY)


def derive(night: Night) -> dict[str, float]:
    """Work out everything that tonight's answers mean, in one transaction; return the seconds of each stage."""
    extractor = extractor_of(night)
    con = open_store(night.workplace.store)
    seconds: dict[str, float] = {}
    try:
        with transaction(con):
            started = time.perf_counter()
            revise(con, night)
            seconds["revise"] = time.perf_counter() - started
            started = time.perf_counter()
            read_in_part = extract(con, night, extractor)
            seconds["extract"] = time.perf_counter() - started
            started = time.perf_counter()
            current_watch.get().stage("tracking")
            mentions = mentions_of_run(con, night.run.as_of)
            track(con, night.run, mentions, night.framework, baseline=night.baseline)
            seconds["track"] = time.perf_counter() - started
            manifest = manifest_of(
                con,
                night.run,
                versions={
                    "framework": night.framework.version,
                    "extractor": extractor.version,
                    "parser": PARSER_VERSION,
                },
                read_in_part=read_in_part,
            )
            record_status(con, night.run, "derived", manifest)
    finally:
        con.close()
    return seconds


def revise(con: Connection, night: Night) -> None:
    """Turn the answers and entries that no parser has read into revisions; group the copies among these."""
    fetches = unparsed_fetches(con)
    entries_only = {s.source_id: s for s in night.sources if not s.fetch_pages}
    entries = unparsed_entries(con, list(entries_only))
    current_watch.get().stage("reading pages", len(fetches) + len(entries))
    read: list[Revision] = []
    parsed: list[tuple[str, str | None, str]] = []
    for fetch in fetches:
        revision, problem = _parse(con, night, fetch)
        read += [revision] if revision else []
        parsed.append((fetch.fetch_id, revision.revision_id if revision else None, problem))
        current_watch.get().advance()
    for entry, fetch_id in entries:
        revision = read_entry(entry, source=entries_only[entry.source_id], fetch_id=fetch_id)
        read.append(revision)
        parsed.append((entry.entry_id, revision.revision_id, ""))
        current_watch.get().advance()
    record_parsings(con, parsed, PARSER_VERSION, night.run.as_of)
    group_copies(con, insert_revisions(con, read, night.run.as_of), known_at=night.run.as_of)


def _parse(con: Connection, night: Night, fetch: Fetch) -> tuple[Revision | None, str]:
    source = next((s for s in night.sources if s.source_id == fetch.source_id), None)
    entry = entry_for_page(con, fetch.source_id, fetch.url)
    assert fetch.archive_file is not None  # ingest takes fetches from archives only
    assert fetch.archive_offset is not None
    archived = read_fetch(night.workplace.archive / fetch.archive_file, fetch.archive_offset)
    try:
        return read_page(archived, source=source, entry=entry, now=night.run.as_of), ""
    except Exception as error:  # noqa: BLE001  one page that breaks a parser must not stop a night; it is recorded
        return None, f"{type(error).__name__}: {error}"[:200]


def extract(con: Connection, night: Night, extractor: "Extractor") -> list[str]:
    """Read the revisions that no extractor has read, and store their mentions.

    Returns the ids of those that are longer than is read, for the manifest and the summary to tell.
    """
    read = read_revisions(extractor, unextracted_revisions(con))
    insert_mentions(
        con,
        read,
        extractor_version=extractor.version,
        framework_version=night.framework.version,
        known_at=night.run.as_of,
    )
    return [r.revision_id for r in readable([r for r, _ in read]) if extractor.reads_in_part(r.text)]


def read_revisions(extractor: "Extractor", revisions: Sequence[Revision]) -> list[tuple[Revision, Sequence[Mention]]]:
    """Return each revision with the mentions that the extractor reads in it."""
    worth = readable(revisions)
    current_watch.get().stage("extracting", len(worth))
    found: dict[str, Sequence[Mention]] = {}
    for document, mentions in extractor.extract(_document(r) for r in worth):
        found[document.doc_id] = mentions
        current_watch.get().advance()
    return [(r, found.get(r.revision_id, ())) for r in revisions]


def readable(revisions: Sequence[Revision]) -> list[Revision]:
    """Return the revisions that say what a reader of the article would have seen."""
    return [r for r in revisions if r.completeness not in UNREAD]


def _document(revision: Revision) -> Document:
    return Document(
        doc_id=revision.revision_id,
        url=revision.url,
        source=revision.publisher,
        title=revision.title,
        published=revision.published,
        language=revision.language,
        text=revision.text,
    )


def extractor_of(night: Night) -> "Extractor":
    """Return the extractor of a night's framework and settings."""
    from extractors.pipeline import load_extractor  # noqa: PLC0415  spaCy takes a second to import

    return load_extractor(night.framework, night.settings.extraction)
