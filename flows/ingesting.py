"""From a run's archive into the store: the one door, for nights, imports and replays alike."""

from extractors.responses.sources import read_source
from fetching.archive_reading import read_fetches
from flows.nights import Night
from reewatch.entries import Reading, SourceReading
from reewatch.fetches import ArchivedFetch, Fetch, Outcome, Purpose
from reewatch.sources import Source
from storage.connection import Connection, open_store, transaction
from storage.entries import insert_reading
from storage.fetches import insert_fetches, known_fetches
from storage.runs import record_sources, record_status


def begin(night: Night) -> None:
    """Record that the run has started, and which sources it is to poll."""
    con = open_store(night.workplace.store)
    try:
        with transaction(con):
            record_status(con, night.run, "started")
            record_sources(con, night.run, night.sources)
    finally:
        con.close()


def ingest(night: Night) -> None:
    """Take the fetches and entries of the run's archive into the store; those that it has are passed over."""
    con = open_store(night.workplace.store)
    try:
        with transaction(con):
            known = known_fetches(con, night.run.run_id)
            fresh: list[Fetch] = []
            for archived in read_fetches(night.archive_path):
                if archived.fetch.fetch_id not in known:
                    known.add(archived.fetch.fetch_id)
                    fresh.append(archived.fetch)
                    _read(con, night, archived)
            insert_fetches(con, fresh, night.run.as_of)
    finally:
        con.close()


def finish_ingest(night: Night) -> None:
    """Record that all answers of the run are in the store."""
    con = open_store(night.workplace.store)
    try:
        record_status(con, night.run, "ingested")
    finally:
        con.close()


def _read(con: Connection, night: Night, archived: ArchivedFetch) -> None:
    fetch = archived.fetch
    if fetch.purpose is not Purpose.SOURCE or fetch.outcome is not Outcome.FETCHED:
        return
    source = next((s for s in night.sources if s.source_id == fetch.source_id), None)
    if source is not None:
        insert_reading(con, fetch, _reading(source, archived, night), night.run.as_of)


def _reading(source: Source, archived: ArchivedFetch, night: Night) -> SourceReading:
    try:
        return read_source(source, archived, now=night.run.as_of)
    except Exception as error:  # noqa: BLE001  whatever a page does to a parser costs that source its night only
        detail = f"the reader failed: {type(error).__name__}: {error}"[:200]
        return SourceReading(reading=Reading.UNREADABLE, detail=detail, feed_title="", entries=())
