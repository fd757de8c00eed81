"""What the listing commands show: rows of the published copy as TRACKING describes them, for a known time."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from reewatch.days import days_of, seat_day
from reewatch.instruments.timelines import Stretch, next_step, parts_of, status_on
from reewatch.timestamps import format_timestamp
from storage.rows import Connection, Row, fetch_rows
from storage.runs import naive

JSON_COLUMNS = ("quantities", "dates", "evidence", "cues", "manifest")


def list_events(con: Connection, known_at: datetime, valid_at: date | None = None) -> list[dict[str, Any]]:
    """Return the events as they were known, the latest happening first; those in force on a day, where one is given."""
    rows = fetch_rows(
        con,
        """SELECT e.* EXCLUDE (known_at), f.first_known_at, e.known_at AS last_known_at FROM events_rows e
           JOIN (SELECT event_id, min(known_at) AS first_known_at, max(known_at) AS known_at FROM events_rows
                 WHERE known_at <= ? GROUP BY event_id) f ON f.event_id = e.event_id AND f.known_at = e.known_at
           WHERE e.event_id NOT IN (SELECT event_id FROM event_aliases_rows WHERE known_at <= ?)
           ORDER BY e.happened_on DESC NULLS LAST, e.event_id""",
        [naive(known_at), naive(known_at)],
    )
    return [_plain(r) for r in rows if valid_at is None or _is_in_force(r, valid_at)]


def _is_in_force(row: Row, day: date) -> bool:
    start, end = days_of(row["valid_from"] or row["happened_on"]), days_of(row["valid_to"])
    decided = row["factuality"] in ("actual", "scheduled")
    return decided and (start is None or start.first <= day) and (end is None or day < end.first)


def list_instruments(con: Connection, known_at: datetime, valid_at: date | None) -> list[dict[str, Any]]:
    """Return the status of each legal text, and of each part with one of its own, with what is due next.

    ``valid_at`` None asks for the day of ``known_at`` at each issuer's seat.
    """
    timelines: dict[str, list[Row]] = {}
    for row in _timelines(con, known_at):
        timelines.setdefault(row["instrument_id"], []).append(row)
    found: list[dict[str, Any]] = []
    for rows in timelines.values():
        day = valid_at or seat_day(known_at, rows[0]["issuer"])
        stretches = [_stretch(r) for r in rows]
        found += [told for part in parts_of(stretches) if (told := _on_day(rows, stretches, part, day))]
    return found


def _timelines(con: Connection, known_at: datetime) -> list[dict[str, Any]]:
    return fetch_rows(
        con,
        """SELECT i.* FROM instruments_rows i
           JOIN (SELECT instrument_id, max(known_at) AS known_at FROM instruments_rows WHERE known_at <= ?
                 GROUP BY instrument_id) l ON l.instrument_id = i.instrument_id AND l.known_at = i.known_at
           ORDER BY i.instrument_id, i.position""",
        [naive(known_at)],
    )


def _on_day(rows: list[Row], stretches: list[Stretch], part: str | None, day: date) -> dict[str, Any] | None:
    held = status_on(stretches, day, part)
    if held is None:
        return None
    row = _plain(rows[stretches.index(held)])
    row["next_date"], row["next_what"] = next_step(stretches, day, part)
    return row


def _stretch(row: Row) -> Stretch:
    names = ("instrument_id", "part", "status", "valid_from", "valid_to", "since_event", "rests_on")
    return Stretch(**{n: row[n] for n in names})


def instrument_history(con: Connection, instrument_id: str, known_at: datetime) -> list[dict[str, Any]]:
    """Return every stretch ever believed of a text, with the times between which it was believed."""
    rows = fetch_rows(
        con,
        """SELECT i.*, i.known_at AS known_from, l.known_to FROM instruments_rows i
           JOIN (SELECT known_at, lead(known_at) OVER (ORDER BY known_at) AS known_to FROM
                   (SELECT DISTINCT known_at FROM instruments_rows WHERE instrument_id = ? AND known_at <= ?)) l
             ON l.known_at = i.known_at
           WHERE i.instrument_id = ? ORDER BY i.known_at, i.position""",
        [instrument_id, naive(known_at), instrument_id],
    )
    told = [_plain(r) for r in rows]
    for row in told:
        row |= {"next_date": None, "next_what": None}
    return told


def list_changes(con: Connection, since: datetime, known_at: datetime) -> list[dict[str, Any]]:
    """Return the changes learned after ``since`` and not after ``known_at``, by run, the weightiest first."""
    rows = fetch_rows(
        con,
        """SELECT * FROM changes_rows WHERE known_at > ? AND known_at <= ?
           ORDER BY known_at, significance DESC, change_id""",
        [naive(since), naive(known_at)],
    )
    return [_plain(r) for r in rows]


def list_runs(con: Connection) -> list[dict[str, Any]]:
    """Return the runs, the oldest first."""
    return [_plain(r) | {"as_of": _time(r["as_of"])} for r in fetch_rows(con, "FROM runs ORDER BY as_of, run_id")]


def list_sources(con: Connection) -> list[dict[str, Any]]:
    """Return the health of each source."""
    times = ("last_asked_at", "last_answered_at")
    rows = fetch_rows(con, "FROM sources_health ORDER BY source_id")
    return [dict(r) | {t: _time(r[t]) for t in times} for r in rows]


def find_by_id(con: Connection, subject_id: str) -> list[dict[str, Any]]:
    """Return the rows of the published views that bear an id in their first column."""
    found = []
    for view, column in SUBJECTS.items():
        rows = fetch_rows(con, f'SELECT * FROM {view} WHERE "{column}" = ?', [subject_id])
        found += [{"what": view} | _renamed(_plain(row)) for row in rows]
    return found


def _renamed(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row whose own `what` (of a promise) has another name: `what` names the view in what is shown."""
    return {("promised" if name == "what" else name): value for name, value in row.items()}


SUBJECTS = {
    "runs": "run_id", "articles": "article_id", "revisions": "revision_id", "mentions": "mention_id",
    "events": "event_id", "instruments": "instrument_id", "promises": "promise_id",
    "observations": "observation_id", "indicators": "indicator_id", "changes": "change_id",
    "corrections": "correction_id", "event_aliases_rows": "event_id", "claims": "topic_id",
    "fetches_rows": "fetch_id", "recodings_rows": "mention_id", "sources_health": "source_id",
}  # fmt: skip


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
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
