"""When a subscriber was last written to."""

from datetime import UTC, datetime

from storage.rows import Connection


def last_queued(con: Connection, subscriber: str, kind: str, period: str | None) -> datetime | None:
    """Return when the last message of a kind was put into the outbox for a subscriber; None where none ever was.

    ``period`` bounds it to one day, week or run.
    """
    row = con.execute(
        "SELECT max(queued_at) FROM outbox WHERE subscriber = ? AND kind = ? AND (? IS NULL OR period = ?)",
        [subscriber, kind, period, period],
    ).fetchone()
    return row[0].replace(tzinfo=UTC) if row and row[0] else None
