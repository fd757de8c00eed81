"""What the commands on figures, promises, claims and indicators show, for a known time."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from reewatch.timestamps import format_timestamp
from storage.rows import Connection, fetch_rows
from storage.runs import naive

JSON_COLUMNS = ("evidence", "cues")


def list_observations(con: Connection, known_at: datetime) -> list[dict[str, Any]]:
    """Return the observations as they were known, superseded ones too, with the time at which each was first known."""
    rows = fetch_rows(
        con,
        """SELECT o.* REPLACE (f.known_at AS known_at) FROM observations_rows o
           JOIN (SELECT observation_id, min(known_at) AS known_at, max(known_at) AS last_known_at FROM observations_rows
                 WHERE known_at <= ? GROUP BY observation_id) f
             ON f.observation_id = o.observation_id AND f.last_known_at = o.known_at
           WHERE o.observation_id NOT IN (SELECT subject_id FROM rejections_rows WHERE known_at <= ?)
           ORDER BY o.indicator_id, o.measure, f.known_at, o.observation_id""",
        [naive(known_at), naive(known_at)],
    )
    return [_with_scope(plain_row(r)) for r in rows]


def _with_scope(row: dict[str, Any]) -> dict[str, Any]:
    scope = row.pop("value_text")
    return row if scope is None else row | {"value": scope}


def list_claims(con: Connection, known_at: datetime, subject: str | None) -> list[dict[str, Any]]:
    """Return the claims as they were known; ``subject`` is an event or a legal text, None all."""
    rows = fetch_rows(
        con,
        """SELECT * FROM claims_rows WHERE known_at <= ? AND (? IS NULL OR event_id = ? OR list_contains(event_ids, ?)
             OR list_contains(instruments, ?))
             AND topic_id NOT IN (SELECT subject_id FROM rejections_rows WHERE known_at <= ?)
           QUALIFY known_at = max(known_at) OVER (PARTITION BY topic_id) ORDER BY topic, topic_id, stance, party""",
        [naive(known_at), subject, subject, subject, subject, naive(known_at)],
    )
    return plain_rows(rows)


def indicator_moves(con: Connection, known_at: datetime) -> dict[str, str | None]:
    """Return indicator id -> the time at which its state, direction, grade or disagreement last moved."""
    rows = fetch_rows(
        con,
        """WITH told AS (
             SELECT indicator_id, known_at, (state, direction, grade, disagreement) IS DISTINCT FROM
               lag((state, direction, grade, disagreement)) OVER (PARTITION BY indicator_id ORDER BY known_at)
               AS is_move
             FROM indicators_rows WHERE known_at <= ?)
           SELECT indicator_id, max(known_at) AS changed_at FROM told WHERE is_move GROUP BY indicator_id""",
        [naive(known_at)],
    )
    return {r["indicator_id"]: _time(r["changed_at"]) for r in rows}


def plain_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as JSON can hold it: JSON columns parsed, times as UTC ISO 8601."""
    told = dict(row)
    for name, value in row.items():
        if name in JSON_COLUMNS and isinstance(value, str):
            told[name] = json.loads(value)
        elif isinstance(value, datetime):
            told[name] = _time(value)
    return told


def _time(value: datetime | None) -> str | None:
    return None if value is None else format_timestamp(value.replace(tzinfo=UTC))


def plain_rows(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return rows as JSON can hold them."""
    return [plain_row(r) for r in rows]
