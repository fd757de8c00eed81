"""Events: who belongs to which, and each state of each event as it was known."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from reewatch.events import Event, block_keys
from reewatch.mentions import StoredMention
from storage.mentions import mentions_of
from storage.rows import Connection, insert_new, to_json
from storage.runs import naive


def candidates_for(con: Connection, mention: StoredMention) -> list[tuple[str, list[StoredMention]]]:
    """Return (event id, members) of the events that share a block key with a mention."""
    rows = con.execute(
        "SELECT DISTINCT event_id FROM internal_event_keys WHERE list_contains(?, event_key) ORDER BY event_id",
        [block_keys(mention)],
    ).fetchall()
    return [(event_id, members_of(con, event_id)) for (event_id,) in rows]


def members_of(con: Connection, event_id: str) -> list[StoredMention]:
    """Return the mentions that belong to an event."""
    rows = con.execute("SELECT mention_id FROM memberships WHERE event_id = ?", [event_id]).fetchall()
    return mentions_of(con, [r[0] for r in rows])


def insert_membership(con: Connection, mention: StoredMention, event_id: str, known_at: datetime) -> None:
    """Append that a mention belongs to an event, and the keys under which later ones find it."""
    row = {"mention_id": mention.mention_id, "event_id": event_id, "known_at": naive(known_at)}
    insert_new(con, "memberships", [row], key=("mention_id",))
    keys = [{"event_key": k, "event_id": event_id} for k in block_keys(mention)]
    insert_new(con, "internal_event_keys", keys, key=("event_key", "event_id"))


def insert_events(con: Connection, events: Sequence[Event], known_at: datetime) -> None:
    """Append the state of each event as it is known now."""
    insert_new(con, "events", [_row(e) | {"known_at": naive(known_at)} for e in events], key=("event_id", "known_at"))


def evidence_of(members: Sequence[StoredMention]) -> list[dict[str, str]]:
    """Return the evidence list of TRACKING for mentions."""
    return [
        {"mention_id": m.mention_id, "article_id": m.article_id, "url": m.url, "sentence": m.sentence} for m in members
    ]


def _row(event: Event) -> dict[str, Any]:
    row: Mapping[str, Any] = {k: getattr(event, k) for k in event.__slots__ if k != "members"}
    nested = {
        "quantities": to_json([asdict(q) for q in event.quantities]),
        "dates": to_json([asdict(d) for d in event.dates]),
        "evidence": to_json(evidence_of(event.members)),
    }
    lists = {name: list(row[name]) for name in ("items", "stage", "instruments")}
    return dict(row) | lists | nested | {"follows": None}


def events_with_instrument(con: Connection, instrument_id: str) -> list[str]:
    """Return the ids of the events whose latest state names a legal text."""
    rows = con.execute(
        "SELECT DISTINCT event_id FROM events WHERE list_contains(instruments, ?) ORDER BY event_id", [instrument_id]
    ).fetchall()
    return [r[0] for r in rows]


def event_ids_of_types(con: Connection, types: Sequence[str]) -> list[str]:
    """Return the ids of all events of some types."""
    rows = con.execute(
        "SELECT DISTINCT event_id FROM events WHERE list_contains(?, type) ORDER BY event_id", [list(types)]
    ).fetchall()
    return [r[0] for r in rows]
