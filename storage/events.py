"""Events: who belongs to which, and each state of each event as it was known."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from reewatch.events.event import Event
from reewatch.events.matters import matter_keys
from reewatch.mentions import StoredMention
from reewatch.resolution.deciding import block_keys
from reewatch.timestamps import parse_timestamp
from storage.lately import EVER, look_lately, look_since_born
from storage.mentions import mentions_of
from storage.rows import (
    Connection,
    append,
    fetch_rows,
    insert_new,
    key_number,
    listed,
    one_of,
    one_of_numbers,
    picked,
    picked_since,
    to_json,
)
from storage.runs import naive


def events_by_key(con: Connection, keys: Collection[str]) -> dict[str, set[str]]:
    """Return block key -> ids of the live events that bear it, of those keys that some event bears."""
    names = {key_number(k): k for k in keys}
    rows = con.execute(
        f"""SELECT DISTINCT event_key, event_id FROM internal_event_keys
            WHERE {picked("internal_event_keys", one_of_numbers("event_key"))}
              AND event_id NOT IN (SELECT event_id FROM event_aliases)""",
        [listed(names)],
    ).fetchall()
    found: dict[str, set[str]] = {}
    for number, event_id in rows:
        found.setdefault(names[number], set()).add(event_id)
    return found


def members_of_events(con: Connection, event_ids: Collection[str]) -> dict[str, list[StoredMention]]:
    """Return event id -> the mentions that belong to it.

    The membership of a mention is the one told last: a merge moves it. What moved it is no older than what it moved.
    """
    asked = set(event_ids)
    first = con.execute(
        f"SELECT min(known_at) FROM internal_event_clocks WHERE {one_of_numbers('event_key')}",
        [listed(key_number(e) for e in asked)],
    ).fetchall()
    if first[0][0] is None:
        return {}
    known = picked_since("memberships", first[0][0], "event_id IN (FROM asked_ids)")
    joined = _joined(con, f"SELECT mention_id, known_at FROM memberships WHERE {known}", asked)
    owner = _told_last(con, {m for m, _ in joined}, min(known for _, known in joined)) if joined else {}
    members: dict[str, list[StoredMention]] = {}
    for mention in mentions_of(con, [m for m, e in owner.items() if e in asked]):
        members.setdefault(owner[mention.mention_id], []).append(mention)
    return members


def _told_last(con: Connection, mention_ids: Collection[str], since: datetime) -> dict[str, str]:
    """Return mention id -> the event that it was last told to belong to, since a time."""
    told = picked_since("memberships", since, "mention_id IN (FROM asked_ids)")
    sql = f"SELECT mention_id, arg_max(event_id, known_at) FROM memberships WHERE {told} GROUP BY 1"
    return dict(_joined(con, sql, mention_ids))


def _joined(con: Connection, sql: str, ids: Iterable[str]) -> list[tuple[Any, ...]]:
    import pyarrow as pa  # noqa: PLC0415  half a second, which commands that only read need not wait

    con.register("asked_ids", pa.table({"id": pa.array(sorted(set(ids)), type=pa.string())}))
    try:
        return con.execute(sql).fetchall()
    finally:
        con.unregister("asked_ids")


def members_of(con: Connection, event_id: str) -> list[StoredMention]:
    """Return the mentions that belong to an event."""
    return members_of_events(con, [event_id]).get(event_id, [])


def insert_memberships(con: Connection, joined: Mapping[str, Sequence[StoredMention]], known_at: datetime) -> None:
    """Append which mentions belong to which event from now on, and the keys under which later ones find it."""
    told = [(event_id, mention) for event_id, mentions in joined.items() for mention in mentions]
    rows = [{"mention_id": m.mention_id, "event_id": e, "known_at": naive(known_at)} for e, m in told]
    insert_new(con, "memberships", rows, key=("mention_id", "event_id", "known_at"))
    clocks = [{"event_key": key_number(e), "known_at": naive(known_at)} for e in joined]
    append(con, "internal_event_clocks", clocks)
    keys = {(k, e) for e, m in told for k in (*block_keys(m), *matter_keys(m))}
    numbered = [{"event_key": key_number(k), "event_id": e} for k, e in sorted(keys)]
    append(con, "internal_event_keys", numbered)


def insert_merges(
    con: Connection,
    merged: Mapping[str, str] | Mapping[str, None] | Mapping[str, str | None],
    known_at: datetime,
    *,
    why: str = "one happening",
) -> None:
    """Append (event id -> the event that it turned out to be, or None where a person rejected it)."""
    rows = [
        {"event_id": gone, "merged_into": kept, "why": why, "known_at": naive(known_at)}
        for gone, kept in merged.items()
    ]
    insert_new(con, "event_aliases", rows, key=("event_id",))


def insert_events(con: Connection, events: Sequence[Event], known_at: datetime) -> None:
    """Append the state of each event as it is known now; one that is as it was before adds nothing."""
    latest = _latest_rows(con, events)
    rows = [r for e in events if (r := _row(e)) != latest.get(e.event_id)]
    insert_new(con, "events", [r | {"known_at": naive(known_at)} for r in rows], key=("event_id", "known_at"))


def _latest_rows(con: Connection, events: Iterable[Event]) -> dict[str, dict[str, Any]]:
    """Return event id -> its last known state; there is none from before the first text that tells of it."""
    found: dict[str, dict[str, Any]] = {}

    def look(since: datetime, ids: Collection[str]) -> Collection[str]:
        rows = fetch_rows(
            con,
            f"SELECT * EXCLUDE (known_at) FROM events WHERE {picked_since('events', since, one_of('event_id'))} "
            "QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY known_at DESC) = 1",
            [listed(ids)],
        )
        found.update({r["event_id"]: r for r in rows})
        return found.keys()

    told = {e.event_id: [m.known_at for m in e.members] for e in events}
    look_since_born(con, {i: naive(parse_timestamp(min(t))) if t else EVER for i, t in told.items()}, look)
    return found


def evidence_of(members: Iterable[StoredMention]) -> list[dict[str, str]]:
    """Return the evidence list of TRACKING for mentions."""
    return [
        {"mention_id": m.mention_id, "article_id": m.article_id, "url": m.url, "sentence": m.sentence} for m in members
    ]


def _row(event: Event) -> dict[str, Any]:
    row: Mapping[str, Any] = {k: getattr(event, k) for k in event.__slots__ if k not in ("members", "corrected")}
    nested = {
        "quantities": to_json([asdict(q) for q in event.quantities]),
        "dates": to_json([asdict(d) for d in event.dates]),
        "evidence": to_json(evidence_of(event.members)),
    }
    lists = {name: list(row[name]) for name in ("items", "stage", "instruments")}
    return dict(row) | lists | nested


def events_with_instruments(con: Connection, instrument_ids: Collection[str]) -> dict[str, list[str]]:
    """Return legal text -> ids of the live events whose latest state names it."""
    named = con.execute(
        f"""WITH naming AS (SELECT rowid AS place, unnest(instruments) AS instrument_id FROM events)
            SELECT DISTINCT event_id FROM events
            WHERE rowid IN (SELECT place FROM naming WHERE {one_of("instrument_id")})""",
        [listed(instrument_ids)],
    ).fetchall()
    found: dict[str, list[str]] = {}
    for event_id, told in sorted(_latest_texts(con, [r[0] for r in named]).items()):
        for instrument_id in set(told) & set(instrument_ids):
            found.setdefault(instrument_id, []).append(event_id)
    return found


def _latest_texts(con: Connection, event_ids: Iterable[str]) -> dict[str, list[str]]:
    """Return event id -> the legal texts that its latest state names, for those of the events that are live."""
    found: dict[str, list[str]] = {}

    def look(since: datetime, ids: Collection[str]) -> Collection[str]:
        rows = con.execute(
            f"""SELECT event_id, arg_max(instruments, known_at) FROM events
                WHERE {picked_since("events", since, one_of("event_id"))} GROUP BY event_id""",
            [listed(ids)],
        ).fetchall()
        found.update(rows)
        return found.keys()

    look_lately(con, event_ids, look)
    gone = con.execute(f"SELECT event_id FROM event_aliases WHERE {one_of('event_id')}", [listed(found)]).fetchall()
    return {e: told for e, told in found.items() if (e,) not in gone}


def is_live_event(con: Connection, event_id: str) -> bool:
    """Return whether the store holds an event that was neither merged nor rejected."""
    row = con.execute(
        "SELECT 1 FROM events WHERE event_id = ? AND event_id NOT IN (SELECT event_id FROM event_aliases) LIMIT 1",
        [event_id],
    ).fetchone()
    return row is not None


def events_of_mentions(con: Connection, mention_ids: Iterable[str]) -> dict[str, str]:
    """Return mention id -> the event that it belongs to: what was told last is found among the latest first."""
    owner: dict[str, str] = {}

    def look(since: datetime, ids: Collection[str]) -> Collection[str]:
        owner.update(_told_last(con, ids, since))
        return owner.keys()

    look_lately(con, mention_ids, look)
    return owner


def followed_by(con: Connection, event_id: str) -> str | None:
    """Return the earlier step that an event was last said to follow."""
    row = con.execute(
        "SELECT follows FROM events WHERE event_id = ? ORDER BY known_at DESC LIMIT 1", [event_id]
    ).fetchone()
    return row[0] if row else None


def event_ids_of_types(con: Connection, types: Sequence[str]) -> list[str]:
    """Return the ids of all live events of some types."""
    rows = con.execute(
        "SELECT DISTINCT event_id FROM events WHERE list_contains(?, type) "
        "AND event_id NOT IN (SELECT event_id FROM event_aliases) ORDER BY event_id",
        [list(types)],
    ).fetchall()
    return [r[0] for r in rows]


def was_merged(con: Connection, event_id: str) -> bool:
    """Return whether an event went into another, or was rejected."""
    rows = con.execute("SELECT count(*) FROM event_aliases WHERE event_id = ?", [event_id]).fetchall()
    return bool(rows[0][0])
