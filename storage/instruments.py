"""Legal texts: the whole timeline of each, at each time at which it was known anew."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from reewatch.instruments.timelines import Stretch
from storage.rows import Connection, fetch_rows, insert_new, to_json
from storage.runs import naive

COLUMNS = ("instrument_id", "part", "status", "valid_from", "valid_to", "since_event", "rests_on")
#: The timeline of each text that was known last.
LATEST = """SELECT i.* FROM instruments i JOIN (
    SELECT instrument_id, max(known_at) AS known_at FROM instruments GROUP BY instrument_id) l
    ON l.instrument_id = i.instrument_id AND l.known_at = i.known_at"""


def insert_timeline(
    con: Connection,
    stretches: Sequence[Stretch],
    known_at: datetime,
    *,
    evidence: Mapping[str | None, Sequence[Mapping[str, str]]],
    **told: Any,
) -> None:
    """Append a text's timeline as it is known now.

    ``evidence`` is event id -> evidence list, of None for what rests on no event; ``told`` are title, issuer,
    items, and the citation of what was known before the first night.
    """
    rows = [
        {c: getattr(s, c) for c in COLUMNS}
        | told
        | {"evidence": to_json(list(evidence.get(s.since_event) or evidence.get(None) or ()))}
        | {"position": n, "known_at": naive(known_at), "citation": None if s.since_event else told["citation"]}
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


def has_instruments(con: Connection) -> bool:
    """Return whether the store holds any legal text."""
    return bool(con.execute("SELECT 1 FROM instruments LIMIT 1").fetchone())


def instruments_due(con: Connection, since: date, until: date) -> list[str]:
    """Return the ids of the texts of which a status begins after one day and not after another."""
    rows = con.execute(
        f"SELECT DISTINCT instrument_id FROM ({LATEST}) WHERE valid_from > ? AND valid_from <= ? "
        "ORDER BY instrument_id",
        [since.isoformat(), until.isoformat()],
    ).fetchall()
    return [r[0] for r in rows]


def details_of(con: Connection, instrument_id: str) -> dict[str, Any]:
    """Return title, issuer and items of a text as last stored; empty where it is not known."""
    rows = fetch_rows(
        con,
        "SELECT title, issuer, items FROM instruments WHERE instrument_id = ? ORDER BY known_at DESC LIMIT 1",
        [instrument_id],
    )
    return rows[0] if rows else {}
