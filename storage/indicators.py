"""What the indicators rest on for the clocks that are asked, and the states as they were known.

The same questions are put to the store by a run and to the published copy by a listing: ``suffix`` is "" for the one
and "_rows" for the other.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reewatch.framework import Indicator
from reewatch.mentions import RUNGS
from reewatch.observations.figures import Figure
from storage.rows import Connection, fetch_rows, insert_new, listed, one_of, picked_since
from storage.runs import naive

#: How many events and figures a state is read from: the firmest, and the latest.
MOST = 200
#: How many more states are looked through for words, each time that those before did not hold enough.
WIDER = 8


def rungs_told(con: Connection, *, suffix: str) -> set[tuple[str, str]]:
    """Return each (type, rung) that some state of an event has: what is not there need not be looked for."""
    return set(con.execute(f"SELECT DISTINCT type, commitment FROM events{suffix}").fetchall())


def events_feeding(
    con: Connection, indicator: Indicator, known_at: datetime, rungs: Collection[tuple[str, str]], *, suffix: str
) -> list[dict[str, Any]]:
    """Return the firmest and the latest events that feed an indicator, as they were known; ``rungs`` as `rungs_told`.

    They are picked by any state of theirs, which needs no ordering of the whole table, and then read as they stand:
    that is known no earlier than any state of theirs.
    """
    if not indicator.types:
        return []
    told = {rung for type_, rung in rungs if type_ in indicator.types}
    if not told:
        return []
    feeding = Feeding(indicator.types, indicator.words, naive(known_at), f"events{suffix}")
    firmest: list[int] = []
    for rung in sorted(told, key=RUNGS.index, reverse=True):
        firmest += _rows_picked(con, feeding, MOST - len(firmest), rung=rung)
        if len(firmest) >= MOST:
            break
    picked_rows = sorted({*firmest, *_rows_picked(con, feeding, MOST)})
    states = _by_row(con, feeding.table, "event_id, known_at", picked_rows)
    if not states:
        return []
    since = min(known for _, known in states)
    rows = fetch_rows(
        con,
        f"""SELECT * FROM (SELECT * FROM events{suffix}
              WHERE {picked_since(feeding.table, since, one_of("event_id"))} AND known_at <= ?
                AND event_id NOT IN (SELECT event_id FROM event_aliases{suffix} WHERE known_at <= ?)
              QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY known_at DESC) = 1)
            WHERE factuality <> 'denied' ORDER BY event_id""",
        [listed({i for i, _ in states}), naive(known_at), naive(known_at)],
    )
    return [dict(r) | {n: json.loads(r[n]) for n in ("dates", "quantities", "evidence")} for r in rows]


@dataclass(frozen=True, slots=True)
class Feeding:
    """Which states of events may feed an indicator: of some types, telling some words, known until a time."""

    types: Sequence[str]
    words: str | None
    known_at: datetime
    table: str


def _rows_picked(con: Connection, feeding: Feeding, most: int, rung: str | None = None) -> list[int]:
    """Return the row ids of the latest states that feed an indicator, of one rung or of any, at most so many.

    Words are looked for in the latest states first, and in more only where these do not hold enough: the evidence of
    a whole store is long.
    """
    asked, batch = most, most
    condition = f"known_at <= ? AND factuality <> 'denied' AND type IN ({', '.join('?' * len(feeding.types))})"
    condition += " AND commitment = ?" if rung else ""
    while True:
        found = con.execute(
            f"""SELECT rowid FROM {feeding.table} WHERE {condition}
                ORDER BY happened_on DESC NULLS LAST, event_id LIMIT ?""",
            [feeding.known_at, *feeding.types, *([rung] if rung else []), batch],
        ).fetchall()
        rows = [r[0] for r in found]
        if not feeding.words:
            return rows
        tells = "rowid, regexp_matches(CAST(evidence AS VARCHAR), ?, 'i')"
        told = _by_row(con, feeding.table, tells, rows, feeding.words)
        kept = {row for row, is_told in told if is_told}
        if len(kept) >= asked or len(rows) < batch:
            return [r for r in rows if r in kept][:asked]
        batch *= WIDER


def _by_row(con: Connection, table: str, columns: str, rows: Sequence[int], *values: Any) -> list[tuple[Any, ...]]:
    """Return columns of the rows of those ids."""
    ids = "SELECT CAST(unnest(string_split(?, chr(31))) AS BIGINT)"
    return con.execute(
        f"SELECT {columns} FROM {table} WHERE rowid IN ({ids})", [*values, listed(map(str, rows))]
    ).fetchall()


def texts_over(con: Connection, known_at: datetime, day: date, *, suffix: str) -> list[str]:
    """Return the legal texts that are revoked or expired on a day, as was known."""
    rows = con.execute(
        f"""SELECT DISTINCT i.instrument_id FROM instruments{suffix} i
            JOIN (SELECT instrument_id, max(known_at) AS known_at FROM instruments{suffix} WHERE known_at <= ?
                  GROUP BY instrument_id) l ON l.instrument_id = i.instrument_id AND l.known_at = i.known_at
            WHERE i.part IS NULL AND i.status IN ('revoked', 'expired') AND coalesce(i.valid_from, '') <= ?
              AND (i.valid_to IS NULL OR i.valid_to > ?) ORDER BY 1""",
        [naive(known_at), day.isoformat(), day.isoformat()],
    ).fetchall()
    return [r[0] for r in rows]


def texts_standing(con: Connection, known_at: datetime, day: date, *, suffix: str) -> list[dict[str, Any]]:
    """Return the stretches that hold on a day of legal texts known before the first night and moved by no event."""
    return fetch_rows(
        con,
        f"""SELECT i.instrument_id, i.title, i.status, i.valid_from, i.valid_to FROM instruments{suffix} i
            JOIN (SELECT instrument_id, max(known_at) AS known_at FROM instruments{suffix} WHERE known_at <= ?
                  GROUP BY instrument_id) l ON l.instrument_id = i.instrument_id AND l.known_at = i.known_at
            WHERE i.since_event IS NULL AND i.status IN ('announced', 'in_force', 'suspended') AND i.part IS NULL
              AND coalesce(i.valid_from, '') <= ? AND (i.valid_to IS NULL OR i.valid_to > ?) ORDER BY 1, i.position""",
        [naive(known_at), day.isoformat(), day.isoformat()],
    )


def figures_feeding(con: Connection, indicator_id: str, known_at: datetime, *, suffix: str) -> list[dict[str, Any]]:
    """Return the latest observations of an indicator, superseded ones too, as they were known; the newest first.

    Which states are the latest is asked of those from a day on that enough of them reach; how a figure stands now is
    known no earlier than any state of it.
    """
    told = {"indicator": indicator_id, "known": naive(known_at)}
    picked_states = con.execute(
        f"""WITH newest AS ({_of_day("as_of >= $day", "as_of", suffix)}
              UNION ALL {_of_day("as_of IS NULL AND coalesce(period, '') >= $day", "coalesce(period, '')", suffix)})
            SELECT observation_id, known_at FROM newest
            WHERE observation_id NOT IN (SELECT subject_id FROM rejections{suffix} WHERE known_at <= $known)
            ORDER BY day DESC, known_at DESC, observation_id LIMIT {MOST}""",
        told | {"day": _day_of_enough(con, told, suffix)},
    ).fetchall()
    if not picked_states:
        return []
    since = min(known for _, known in picked_states)
    return fetch_rows(
        con,
        f"""SELECT * FROM observations{suffix}
            WHERE {picked_since(f"observations{suffix}", since, one_of("observation_id"))} AND known_at <= ?
            QUALIFY row_number() OVER (PARTITION BY observation_id ORDER BY known_at DESC) = 1
            ORDER BY coalesce(as_of, period, '') DESC, known_at DESC, observation_id""",
        [listed({i for i, _ in picked_states}), naive(known_at)],
    )


def _of_day(condition: str, day: str, suffix: str) -> str:
    return f"""SELECT observation_id, known_at, {day} AS day FROM observations{suffix}
        WHERE indicator_id = $indicator AND known_at <= $known AND {condition}"""


def _day_of_enough(con: Connection, told: Mapping[str, Any], suffix: str) -> str:
    """Return a day (ISO) from which on an indicator has `MOST` states that nobody rejected; "" where there are fewer.

    The latest of a plain column are found without reading the rest of the table.
    """
    batch = MOST
    while True:
        rows = con.execute(
            f"""WITH newest AS (SELECT as_of, observation_id FROM observations{suffix}
                  WHERE indicator_id = $indicator AND known_at <= $known AND as_of IS NOT NULL
                  ORDER BY as_of DESC LIMIT {batch})
                SELECT as_of, observation_id IN (SELECT subject_id FROM rejections{suffix} WHERE known_at <= $known)
                FROM newest ORDER BY as_of DESC""",
            told,
        ).fetchall()
        kept = [as_of for as_of, is_gone in rows if not is_gone]
        if len(kept) >= MOST:
            return str(kept[MOST - 1])
        if len(rows) < batch:
            return ""
        batch *= WIDER


def claims_on_events(
    con: Connection, event_ids: Collection[str], known_at: datetime, *, suffix: str
) -> dict[str, list[dict[str, Any]]]:
    """Return event id -> the claims on it, as they were known; silence is none.

    What is claimed of an event now is known no earlier than the first claim on it.
    """
    asked = {"ids": listed(event_ids), "known": naive(known_at)}
    topics = con.execute(
        f"""SELECT topic_id, min(known_at) FROM (
              SELECT topic_id, known_at, unnest(event_ids) AS event_id FROM claims{suffix} WHERE known_at <= $known)
            WHERE event_id IN (SELECT unnest(string_split($ids, chr(31)))) GROUP BY topic_id""",
        asked,
    ).fetchall()
    if not topics:
        return {}
    since = min(known for _, known in topics)
    rows = fetch_rows(
        con,
        f"""SELECT party, stance, event_ids, evidence FROM (SELECT * FROM claims{suffix}
              WHERE {picked_since(f"claims{suffix}", since, one_of("topic_id"))} AND known_at <= ?
                AND topic_id NOT IN (SELECT subject_id FROM rejections{suffix} WHERE known_at <= ?)
              QUALIFY known_at = max(known_at) OVER (PARTITION BY topic_id))
            WHERE stance <> 'silent' ORDER BY topic_id, party""",
        [listed(t for t, _ in topics), naive(known_at), naive(known_at)],
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        for event_id in row["event_ids"]:
            found.setdefault(event_id, []).append(dict(row) | {"evidence": json.loads(row["evidence"])})
    return found


def figure_of_row(row: Mapping[str, Any]) -> Figure:
    """Return the figure that a row of observations tells, so that rules can compare it."""
    told = {n: row[n] for n in FIGURE_COLUMNS}
    lists = {n: tuple(row[n]) for n in ("items", "stage", "instruments")}
    placed = {"figure_id": row["observation_id"], "event_id": row["event_id"] or "", "timeframe": "new",
              "published": row["as_of"] or "", "known_at": row["known_at"].isoformat(),
              "direction": row["direction"] or "neutral"}  # fmt: skip
    blank = dict.fromkeys(("mention_id", "revision_id", "article_id", "phase", "url", "sentence"), "")
    return Figure(**(told | lists | placed | blank))


FIGURE_COLUMNS = (
    "indicator_id", "measure", "value", "value_text", "low", "high", "unit", "bound", "basis", "population", "speaker",
    "actor", "target", "end_use", "as_of", "period", "valid_from", "valid_to", "factuality", "commitment", "derived",
)  # fmt: skip


def latest_states(con: Connection) -> dict[str, dict[str, Any]]:
    """Return indicator id -> its last stored state."""
    rows = fetch_rows(
        con,
        """SELECT * FROM indicators
           QUALIFY row_number() OVER (PARTITION BY indicator_id ORDER BY known_at DESC) = 1""",
    )
    return {r["indicator_id"]: r for r in rows}


def insert_states(con: Connection, rows: Sequence[Mapping[str, Any]], known_at: datetime) -> None:
    """Append states; each row has the columns of ``indicators`` but for the known time."""
    insert_new(
        con, "indicators", [dict(r) | {"known_at": naive(known_at)} for r in rows], key=("indicator_id", "known_at")
    )
