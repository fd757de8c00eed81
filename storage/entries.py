"""Entries: what sources listed, and which pages follow from it."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import UTC, datetime

from reewatch.entries import Entry, Reading, SourceReading
from reewatch.fetches import Fetch, Outcome
from reewatch.polling import ListedPage
from reewatch.runs import Run
from storage.rows import Connection, fetch_rows, insert_new
from storage.runs import naive

ENTRY_COLUMNS = ", ".join(f"e.{f.name}" for f in fields(Entry))


def insert_reading(con: Connection, fetch: Fetch, reading: SourceReading, known_at: datetime) -> int:
    """Append what came of reading a source's answer; return how many entries were new.

    A gap is marked where no entry was listed at the poll before: items may have come and gone between the two.
    """
    known = naive(known_at)
    gap = _has_gap(con, fetch.source_id, reading)
    row = {
        "fetch_id": fetch.fetch_id,
        "run_id": fetch.run_id,
        "source_id": fetch.source_id,
        "reading": str(reading.reading),
        "detail": reading.detail,
        "entry_count": len(reading.entries),
        "skipped": list(reading.skipped),
        "has_gap": gap,
        "known_at": known,
    }
    insert_new(con, "readings", [row], key=("fetch_id",))
    sightings = [
        {"fetch_id": fetch.fetch_id, "source_id": fetch.source_id, "entry_id": e.entry_id, "known_at": known}
        for e in reading.entries
    ]
    insert_new(con, "sightings", sightings, key=("fetch_id", "entry_id"))
    return insert_new(con, "entries", [asdict(e) | {"known_at": known} for e in reading.entries], key=("entry_id",))


def _has_gap(con: Connection, source_id: str, reading: SourceReading) -> bool:
    if reading.reading is not Reading.READ:
        return False
    earlier = con.execute(
        """SELECT DISTINCT e.entry_key FROM entries e JOIN sightings s USING (entry_id)
           WHERE s.fetch_id = (
               SELECT arg_max(fetch_id, known_at) FROM readings WHERE source_id = ? AND entry_count > 0)""",
        [source_id],
    ).fetchall()
    return bool(earlier) and not {k for (k,) in earlier} & {e.entry_key for e in reading.entries}


def listed_pages(con: Connection, run: Run) -> list[ListedPage]:
    """Return the pages that the sources polled in this run list now.

    A source that answered "not modified" still lists what its last body listed.
    """
    rows = fetch_rows(
        con,
        """WITH answered AS (
               SELECT DISTINCT source_id FROM fetches
               WHERE run_id = ? AND purpose = 'source' AND outcome IN ('fetched', 'unchanged', 'not_modified')),
           latest AS (
               SELECT source_id, arg_max(fetch_id, known_at) AS fetch_id FROM readings
               WHERE reading = 'read' AND source_id IN (FROM answered) GROUP BY source_id),
           listed AS (
               SELECT e.source_id, e.url, max(e.known_at) AS changed_at
               FROM latest l JOIN sightings s USING (fetch_id) JOIN entries e USING (entry_id)
               WHERE e.url <> '' GROUP BY ALL),
           first_listed AS (SELECT url, min(known_at) AS first_listed_at FROM entries GROUP BY url)
           SELECT * FROM listed JOIN first_listed USING (url) ORDER BY source_id, url""",
        [run.run_id],
    )
    asked = _page_history(con)
    return [_listed_page(r, asked.get(str(r["url"]), [])) for r in rows]


def _page_history(con: Connection) -> dict[str, list[tuple[datetime, Outcome]]]:
    rows = con.execute("SELECT url, known_at, outcome FROM fetches WHERE purpose = 'page' ORDER BY known_at").fetchall()
    history: dict[str, list[tuple[datetime, Outcome]]] = {}
    for url, known_at, outcome in rows:
        history.setdefault(url, []).append((known_at.replace(tzinfo=UTC), Outcome(outcome)))
    return history


def _listed_page(row: dict[str, object], asked: Sequence[tuple[datetime, Outcome]]) -> ListedPage:
    first, changed = row["first_listed_at"], row["changed_at"]
    assert isinstance(first, datetime)
    assert isinstance(changed, datetime)
    failures = 0
    for _, outcome in reversed(asked):
        if outcome.is_answer:
            break
        failures += 1
    return ListedPage(
        url=str(row["url"]),
        source_id=str(row["source_id"]),
        first_listed_at=first.replace(tzinfo=UTC),
        changed_at=changed.replace(tzinfo=UTC),
        last_asked_at=asked[-1][0] if asked else None,
        answered=any(outcome.is_answer for _, outcome in asked),
        failures=failures,
    )


def entry_for_page(con: Connection, source_id: str, url: str) -> Entry | None:
    """Return the latest entry of a source that leads to a page, or None."""
    rows = fetch_rows(
        con,
        f"SELECT {ENTRY_COLUMNS} FROM entries e WHERE source_id = ? AND url = ? ORDER BY known_at DESC, entry_id "
        "LIMIT 1",
        [source_id, url],
    )
    return Entry(**rows[0]) if rows else None


def unparsed_entries(con: Connection, source_ids: Sequence[str]) -> list[tuple[Entry, str]]:
    """Return (entry, fetch_id) of the sources whose entries stand for their pages, where none was read yet."""
    rows = fetch_rows(
        con,
        f"""SELECT {ENTRY_COLUMNS}, min(s.fetch_id) AS fetch_id FROM entries e JOIN sightings s USING (entry_id)
            WHERE list_contains(?, e.source_id)
              AND NOT EXISTS (SELECT 1 FROM parsings p WHERE p.subject_id = e.entry_id)
            GROUP BY ALL ORDER BY min(e.known_at), e.entry_id""",
        [list(source_ids)],
    )
    return [(Entry(**{k: v for k, v in r.items() if k != "fetch_id"}), r["fetch_id"]) for r in rows]
