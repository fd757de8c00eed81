"""Fetches, and what later runs must know of them."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime

from reewatch.fetches import Fetch, Outcome, Purpose, Validators
from reewatch.polling import PollHistory
from storage.rows import Connection, fetch_rows, insert_new
from storage.runs import naive


def insert_fetches(con: Connection, fetches: Iterable[Fetch], known_at: datetime) -> int:
    """Append the fetches that are not there yet; return how many were new."""
    rows = [
        asdict(f)
        | {"purpose": str(f.purpose), "outcome": str(f.outcome), "requested_at": naive(f.requested_at)}
        | {"known_at": naive(known_at)}
        for f in fetches
    ]
    return insert_new(con, "fetches", rows, key=("fetch_id",))


def known_fetches(con: Connection, run_id: str) -> set[str]:
    """Return the ids of the run's fetches that the store has."""
    return {r[0] for r in con.execute("SELECT fetch_id FROM fetches WHERE run_id = ?", [run_id]).fetchall()}


def latest_validators(con: Connection) -> dict[tuple[str, str], Validators]:
    """Return (purpose, url) -> validators of the last answer, and the hash of the last body, of each address."""
    rows = con.execute(
        """SELECT purpose, url,
                  arg_max(etag, known_at) FILTER (outcome <> 'empty'),
                  arg_max(last_modified, known_at) FILTER (outcome <> 'empty'),
                  arg_max(body_hash, known_at) FILTER (body_hash IS NOT NULL)
           FROM fetches WHERE outcome IN ('fetched', 'unchanged') GROUP BY purpose, url"""
    ).fetchall()
    return {(p, u): Validators(etag=e, last_modified=m, body_hash=h) for p, u, e, m, h in rows}


def poll_histories(con: Connection) -> dict[str, PollHistory]:
    """Return what is known of the polls of each source."""
    rows = fetch_rows(
        con, "SELECT source_id, outcome, known_at FROM fetches WHERE purpose = 'source' ORDER BY known_at"
    )
    histories: dict[str, PollHistory] = {}
    for row in rows:
        before = histories.get(row["source_id"], PollHistory())
        outcome, asked = Outcome(row["outcome"]), row["known_at"].replace(tzinfo=UTC)
        has_body = outcome in (Outcome.FETCHED, Outcome.UNCHANGED)
        histories[row["source_id"]] = PollHistory(
            last_asked_at=asked,
            last_body_at=asked if has_body else before.last_body_at,
            last_outcome=outcome,
            failures=0 if outcome.is_answer else before.failures + 1,
        )
    return histories


def unparsed_fetches(con: Connection) -> list[Fetch]:
    """Return the page answers and imported documents that no parser has read yet, the oldest first."""
    rows = fetch_rows(
        con,
        """SELECT f.* FROM fetches f
           WHERE f.purpose IN ('page', 'import') AND f.outcome = 'fetched'
             AND NOT EXISTS (SELECT 1 FROM parsings p WHERE p.subject_id = f.fetch_id)
           ORDER BY f.known_at, f.run_id, f.archive_offset, f.fetch_id""",
    )
    return [_fetch(r) for r in rows]


def find_fetch(con: Connection, fetch_id: str) -> Fetch | None:
    """Return the fetch of that id, or None."""
    rows = fetch_rows(con, "SELECT * FROM fetches WHERE fetch_id = ?", [fetch_id])
    return _fetch(rows[0]) if rows else None


def _fetch(row: dict[str, object]) -> Fetch:
    requested = row["requested_at"]
    assert isinstance(requested, datetime)
    kept = {k: v for k, v in row.items() if k != "known_at"}
    kept |= {"purpose": Purpose(str(row["purpose"])), "outcome": Outcome(str(row["outcome"]))}
    return Fetch(**(kept | {"requested_at": requested.replace(tzinfo=UTC)}))  # type: ignore[arg-type]  # columns are its fields
