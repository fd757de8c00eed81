"""What the report asks of a published copy beyond the listings: figures, moves, sentences in their context."""

from typing import Any

from storage.connection import Connection
from storage.ledger_listings import plain_rows
from storage.migrations import SQL
from storage.rows import fetch_rows

#: Characters of the text on either side of a sentence.
CONTEXT = 240
MOST_SENTENCES = 40


def indicator_history(con: Connection) -> list[dict[str, Any]]:
    """Return the moves of each indicator, the oldest first."""
    return plain_rows(fetch_rows(con, "FROM indicator_history ORDER BY indicator_id, known_from"))


def figures(con: Connection, most: int) -> list[dict[str, Any]]:
    """Return the newest figures of each indicator and measure, at most so many of each, the newest first."""
    return plain_rows(
        fetch_rows(
            con,
            """FROM observations QUALIFY row_number() OVER (PARTITION BY indicator_id, measure, basis, unit
                 ORDER BY coalesce(as_of, period) DESC NULLS LAST, observation_id) <= ?
               ORDER BY indicator_id, measure, coalesce(as_of, period) DESC NULLS LAST, observation_id""",
            [most],
        )
    )


def timelines(con: Connection) -> list[dict[str, Any]]:
    """Return the timeline of each legal text as it is known now."""
    return plain_rows(fetch_rows(con, "FROM instruments ORDER BY instrument_id, part NULLS FIRST, position"))


def latest_changes(con: Connection, most: int) -> list[dict[str, Any]]:
    """Return the latest changes, the latest run first, the weightiest of each first."""
    return plain_rows(
        fetch_rows(con, "FROM changes ORDER BY known_at DESC, significance DESC, change_id LIMIT ?", [most])
    )


def latest_events(con: Connection, most: int) -> list[dict[str, Any]]:
    """Return the events, the latest happening first, at most so many."""
    return plain_rows(fetch_rows(con, "FROM events ORDER BY happened_on DESC NULLS LAST, event_id LIMIT ?", [most]))


def sentences(con: Connection, events: int) -> list[dict[str, Any]]:
    """Return the sentences behind so many latest events, each in its context."""
    sql = (SQL / "report" / "sentences.sql").read_text(encoding="utf-8")
    rows = fetch_rows(con, sql, {"events": events, "context": CONTEXT, "most": MOST_SENTENCES})
    return plain_rows(rows)


def count_of(con: Connection, view: str) -> int:
    """Return how many rows one of our views has."""
    return int(con.execute(f"SELECT count(*) FROM {view}").fetchall()[0][0])
