"""Asking the web: sources that are due, then the pages that they list, every answer into the run's archive."""

import asyncio
from collections.abc import Sequence

from fetching.archive import ArchiveWriter
from fetching.archive_reading import read_fetches
from flows.nights import Night
from flows.watching import current_watch
from reewatch.fetches import Fetch, FetchRequest, Purpose, Validators
from reewatch.polling import PollHistory, due_pages, is_due, page_request, source_request
from reewatch.runs import RunKind
from storage.connection import open_store
from storage.entries import listed_pages
from storage.fetches import latest_validators, poll_histories


def poll_sources(night: Night) -> None:
    """Ask every source that is due; what the archive of this run holds already is not asked again."""
    con = open_store(night.workplace.store)
    try:
        histories, validators = poll_histories(con), latest_validators(con)
    finally:
        con.close()
    due = [s for s in night.sources if is_due(s, histories.get(s.source_id, PollHistory()), night.run.as_of)]
    requests = [
        source_request(
            s,
            histories.get(s.source_id, PollHistory()),
            validators.get((str(Purpose.SOURCE), s.url), Validators()),
            night.run.as_of,
        )
        for s in due
    ]
    _fetch(night, requests, "polling sources")


def fetch_pages(night: Night) -> None:
    """Ask for the pages that are due by what the sources list now."""
    con = open_store(night.workplace.store)
    try:
        pages, validators = listed_pages(con, night.run), latest_validators(con)
    finally:
        con.close()
    sources = {s.source_id: s for s in night.sources}
    due = due_pages(pages, sources, night.settings.fetch, night.run.as_of)
    requests = [
        page_request(sources[p.source_id], p.url, validators.get((str(Purpose.PAGE), p.url), Validators())) for p in due
    ]
    _fetch(night, requests, "fetching pages")


def _fetch(night: Night, requests: Sequence[FetchRequest], stage: str) -> None:
    from fetching.client import fetch_all  # noqa: PLC0415  an import of documents asks nobody, and need not wait for httpx

    with ArchiveWriter(night.archive_path, run=night.run, header=night.archive_header) as archive:
        done = {(a.fetch.purpose, a.fetch.source_id, a.fetch.url) for a in read_fetches(night.archive_path)}
        left = [r for r in requests if (r.purpose, r.source_id, r.url) not in done]
        watch = current_watch.get()
        watch.stage(stage, len(left))

        def tell(_: Fetch) -> None:
            watch.advance()

        asyncio.run(fetch_all(left, run=night.run, archive=archive, settings=night.settings.fetch, on_done=tell))


def asks_the_web(night: Night) -> bool:
    """Return whether this kind of run polls sources."""
    return night.run.kind in (RunKind.NIGHTLY, RunKind.POLL)
