"""Legal texts: the whole timeline of each, at each time at which it was known anew."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reewatch.instruments import Stretch
from storage.rows import Connection, fetch_rows, insert_new
from storage.runs import naive

COLUMNS = ("instrument_id", "part", "status", "valid_from", "valid_to", "since_event", "rests_on")


def insert_timeline(con: Connection, stretches: Sequence[Stretch], known_at: datetime, **told: Any) -> None:
    """Append a text's timeline as it is known now; ``told`` are title, issuer, items and evidence (JSON text)."""
    rows = [
        {c: getattr(s, c) for c in COLUMNS} | told | {"position": n, "known_at": naive(known_at)}
        for n, s in enumerate(stretches)
    ]
    insert_new(con, "instruments", rows, key=("instrument_id", "part", "position", "known_at"))


def latest_timeline(con: Connection, instrument_id: str, known_at: datetime) -> list[Stretch]:
    """Return a text's timeline as it was known at a time."""
    rows = fetch_rows(
        con,
        f"""SELECT {", ".join(COLUMNS)} FROM instruments WHERE instrument_id = ? AND known_at = (
                SELECT max(known_at) FROM instruments WHERE instrument_id = ? AND known_at <= ?)
            ORDER BY position""",
        [instrument_id, instrument_id, naive(known_at)],
    )
    return [Stretch(**r) for r in rows]


def known_instruments(con: Connection) -> list[str]:
    """Return the ids of the texts that have a timeline."""
    rows = con.execute("SELECT DISTINCT instrument_id FROM instruments ORDER BY instrument_id").fetchall()
    return [r[0] for r in rows]


def details_of(con: Connection, instrument_id: str) -> dict[str, Any]:
    """Return title, issuer, items and evidence of a text as last stored."""
    rows = fetch_rows(
        con,
        "SELECT title, issuer, items, evidence FROM instruments WHERE instrument_id = ? ORDER BY known_at DESC LIMIT 1",
        [instrument_id],
    )
    return rows[0] if rows else {"title": None, "issuer": None, "items": [], "evidence": "[]"}
