"""The ledger of promises: each state of each, as it was known."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from reewatch.framework import Baseline
from reewatch.identifiers import content_id
from reewatch.promises.promise import Promise, Standing
from storage.rows import SEPARATOR, Connection, fetch_rows, insert_new, listed, one_of, to_json
from storage.runs import naive

PLAIN = (
    "promise_id", "by", "to", "what", "type", "action", "family", "made_on", "due", "told_on", "slipped_from",
    "answered_by", "answered_on", "withdrawn_on", "commitment", "event_id", "citation",
)  # fmt: skip
STATE = """split_part("by", '.', 1)"""
FORGOTTEN = timedelta(days=400)
PAST_DUE = "status = 'open' AND (due <= ? OR contains(due, 'Q') OR contains(due, 'H'))"
LATEST = "QUALIFY row_number() OVER (PARTITION BY promise_id ORDER BY known_at DESC) = 1"


def standing_promises(
    con: Connection, states: Iterable[str], types: Iterable[str], known_at: datetime
) -> dict[str, tuple[Promise, Standing]]:
    """Return promise id -> (promise, standing as stored) of what these states and firms promised of these types.

    Kept ones too, since they are told again; but not what was due, and last told, more than `FORGOTTEN` ago.
    """
    since = (known_at - FORGOTTEN).date().isoformat()
    rows = fetch_rows(
        con,
        f"""SELECT * FROM promises WHERE {one_of(STATE)} AND {one_of("type")}
              AND promise_id NOT IN (SELECT subject_id FROM rejections)
              AND (due >= ? OR coalesce(told_on, '') >= ?) {LATEST} ORDER BY promise_id""",
        [listed(set(states)), listed(set(types)), since, since],
    )
    return _promises(rows)


def promises_past_due(con: Connection, day: str) -> dict[str, tuple[Promise, Standing]]:
    """Return the promises stored as open of which some due day may lie before a day (ISO)."""
    rows = fetch_rows(
        con,
        f"""SELECT * FROM promises WHERE rowid IN (SELECT arg_max(rowid, known_at) FROM promises
              GROUP BY promise_id HAVING bool_or({PAST_DUE}) AND arg_max({PAST_DUE}, known_at))
            AND promise_id NOT IN (SELECT subject_id FROM rejections) ORDER BY promise_id""",
        [day, day],
    )
    return _promises(rows)


def promises_by_id(con: Connection, ids: Iterable[str]) -> dict[str, tuple[Promise, Standing]]:
    """Return promise id -> (promise, standing as stored), for those ids."""
    rows = fetch_rows(con, f"SELECT * FROM promises WHERE {one_of('promise_id')} {LATEST}", [listed(set(ids))])
    return _promises(rows)


def promises_told_by(con: Connection, mention_ids: Iterable[str], event_ids: Iterable[str]) -> list[str]:
    """Return the ids of the promises that rest on one of these mentions, or are answered by one of these events."""
    rows = con.execute(
        f"""WITH held AS (FROM promises WHERE promise_id NOT IN (SELECT subject_id FROM rejections) {LATEST}),
            told AS (SELECT promise_id, unnest(evidence->>'$[*].mention_id') AS mention_id FROM held)
            SELECT promise_id FROM told WHERE {one_of("mention_id")}
            UNION SELECT promise_id FROM held WHERE {one_of("answered_by")} ORDER BY 1""",
        [listed(set(mention_ids)), listed(set(event_ids))],
    )
    return [r[0] for r in rows.fetchall()]


def insert_promises(con: Connection, promises: Sequence[tuple[Promise, Standing]], known_at: datetime) -> None:
    """Append the state of each promise."""
    rows = [promise_row(p, s) | {"known_at": naive(known_at)} for p, s in promises]
    insert_new(con, "promises", rows, key=("promise_id", "known_at"))


def promise_row(promise: Promise, standing: Standing) -> dict[str, Any]:
    """Return the row of a promise, without its known time."""
    return {name: getattr(promise, name) for name in PLAIN} | {
        "items": list(promise.items),
        "instruments": list(promise.instruments),
        "status": standing.status,
        "status_since": standing.since,
        "evidence": to_json(list(promise.evidence)),
    }


def promise_of_row(row: Mapping[str, Any]) -> Promise:
    """Return the promise of a row; its standing is worked out apart."""
    return Promise(
        **{name: row[name] for name in PLAIN},
        items=tuple(row["items"]),
        instruments=tuple(row["instruments"]),
        evidence=tuple(json.loads(row["evidence"])),
    )


def _promises(rows: Sequence[Mapping[str, Any]]) -> dict[str, tuple[Promise, Standing]]:
    return {r["promise_id"]: (promise_of_row(r), Standing(status=r["status"], since=r["status_since"])) for r in rows}


def promise_rows(con: Connection, known_at: datetime) -> list[dict[str, Any]]:
    """Return the rows of a published copy: each promise as it was known then, with its first known time."""
    return fetch_rows(
        con,
        f"""SELECT * EXCLUDE (known_at, first_known_at), first_known_at AS known_at FROM (
              SELECT *, min(known_at) OVER (PARTITION BY promise_id) AS first_known_at FROM promises_rows
              WHERE known_at <= ? AND promise_id NOT IN (SELECT subject_id FROM rejections_rows WHERE known_at <= ?)
              {LATEST}) ORDER BY due, promise_id""",
        [naive(known_at), naive(known_at)],
    )


def answering_events(con: Connection, promises: Sequence[Promise]) -> dict[str, set[str]]:
    """Return promise id -> ids of the events, known already, of its type and promiser, that may have answered it."""
    asked = {(p.type, p.by.split(".")[0], p.made_on or "") for p in promises}
    if not asked:
        return {}
    types, states, days = zip(*sorted(asked), strict=True)
    rows = con.execute(
        """WITH asked AS MATERIALIZED (SELECT unnest(string_split($types, chr(31))) AS type,
              unnest(string_split($states, chr(31))) AS state, unnest(string_split($days, chr(31))) AS made_on),
            done AS MATERIALIZED (SELECT event_id, type, split_part(actor, '.', 1) AS state, happened_on FROM events
              WHERE type IN (SELECT unnest(string_split($types, chr(31)))) AND factuality IN ('actual', 'scheduled')
                AND (happened_on IS NULL OR happened_on >= $since))
            SELECT DISTINCT a.type, a.state, a.made_on, event_id FROM done e JOIN asked a
              ON e.type = a.type AND (e.state IS NULL OR e.state = a.state)
                AND (e.happened_on IS NULL OR e.happened_on >= a.made_on)
            WHERE event_id NOT IN (SELECT event_id FROM event_aliases)""",
        {"types": SEPARATOR.join(types), "states": SEPARATOR.join(states), "days": SEPARATOR.join(days),
         "since": min(days)},
    ).fetchall()  # fmt: skip
    found: dict[tuple[str, ...], set[str]] = {}
    for *key, event_id in rows:
        found.setdefault(tuple(key), set()).add(event_id)
    return {p.promise_id: found.get((p.type, p.by.split(".")[0], p.made_on or ""), set()) for p in promises}


def baseline_promises(baselines: Sequence[Baseline]) -> list[Promise]:
    """Return the promises known before the first night; their evidence is their citation."""
    return [
        Promise(
            promise_id=content_id("prm", b.model_dump()), by=b.by or "", to=b.target, what=b.what or "",
            type=b.type or "", action=b.action or "", family=b.action or "", items=b.items,
            instruments=(b.instrument_id,) if b.instrument_id else (), made_on=b.made_on, due=b.due or "",
            told_on=b.made_on or "", slipped_from=None, commitment=b.commitment, event_id=None, evidence=(),
            citation=b.citation,
        )
        for b in baselines if b.baseline == "promise"
    ]  # fmt: skip
