"""Where what acts name stands in its texts: kept in the ledger, found again in a store that was read otherwise."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from reewatch.corrections import Correction
from storage.events import events_of_mentions, is_live_event, members_of
from storage.figures import figures_told_by
from storage.promises import promises_told_by
from storage.rows import Connection, fetch_rows, insert_new, listed, one_of
from storage.subjects import latest_row

#: So many sentences of one subject are kept.
MOST = 20

Place = Mapping[str, Any]


def is_known(con: Connection, subject_id: str) -> bool:
    """Return whether the store holds a subject; an event that was neither merged nor rejected."""
    if subject_id.startswith("evt-"):
        return is_live_event(con, subject_id)
    return latest_row(con, subject_id) is not None


def subjects_of(act: Correction) -> list[str]:
    """Return all ids that an act names."""
    others: list[str] = [act.value] if act.act == "merge" else list(act.value) if act.act == "split" else []
    return [act.subject_id, *others]


def places_of(con: Connection, act: Correction) -> list[dict[str, Any]]:
    """Return where everything that an act names stands, as rows of the ledger."""
    rows: list[dict[str, Any]] = []
    for subject in dict.fromkeys(subjects_of(act)):
        row = latest_row(con, subject) or {}
        ids = _mentions_behind(con, subject, row)[:MOST]
        told = fetch_rows(
            con,
            f"""SELECT mention_id, revision_id, type, evidence_start, evidence_end FROM mentions
                WHERE {one_of("mention_id")}""",
            [listed(ids)],
        )
        for found in told:
            place = {"correction_id": act.correction_id, "subject_id": subject, "measure": row.get("measure")}
            rows.append(place | {"position": ids.index(found.pop("mention_id"))} | found)
    return rows


def _mentions_behind(con: Connection, subject: str, row: Mapping[str, Any]) -> list[str]:
    if subject.startswith("men-"):
        return [subject]
    if subject.startswith("evt-"):
        return [m.mention_id for m in members_of(con, subject)]
    return [e["mention_id"] for e in json.loads(row.get("evidence") or "[]") if e.get("mention_id")]


def insert_places(ledger: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Append places to the ledger."""
    insert_new(ledger, "places", rows, key=("correction_id", "subject_id", "position"))


def copy_places(ledger: Connection, other: Connection) -> None:
    """Append the places of another ledger that this one lacks."""
    insert_places(ledger, fetch_rows(other, "FROM places"))


def kept_places(ledger: Connection, acts: Sequence[Correction]) -> dict[tuple[str, str], list[Place]]:
    """Return (act, subject) -> its places, in order."""
    rows = fetch_rows(
        ledger,
        f"SELECT * FROM places WHERE {one_of('correction_id')} ORDER BY correction_id, subject_id, position",
        [listed(a.correction_id for a in acts)],
    )
    found: dict[tuple[str, str], list[Place]] = {}
    for row in rows:
        found.setdefault((row["correction_id"], row["subject_id"]), []).append(row)
    return found


def found_in(con: Connection, subject_id: str, places: Sequence[Place]) -> str | None:
    """Return the id of what stands in the places of a subject now; None where nothing does."""
    mentions = [m for p in places if (m := _mention_in(con, p))]
    if subject_id.startswith("men-"):
        return mentions[0] if mentions else None
    if subject_id.startswith("evt-"):
        owner = events_of_mentions(con, mentions)
        return next((owner[m] for m in mentions if m in owner and is_live_event(con, owner[m])), None)
    if subject_id.startswith("obs-"):
        told = figures_told_by(con, mentions)
        return next((o for o, f in told if f.measure == places[0]["measure"]), None)
    return next(iter(promises_told_by(con, mentions, ())), None)


def _mention_in(con: Connection, place: Place) -> str | None:
    """Return the live mention of the place's type in its sentence, or in one that overlaps with it."""
    rows = con.execute(
        """SELECT mention_id FROM mentions WHERE revision_id = $revision_id AND type = $type
             AND evidence_start < $evidence_end AND $evidence_start < evidence_end
             AND mention_id NOT IN (SELECT mention_id FROM recodings)
           ORDER BY abs(evidence_start - $evidence_start) + abs(evidence_end - $evidence_end), trigger_start, mention_id
           LIMIT 1""",
        {n: place[n] for n in ("revision_id", "type", "evidence_start", "evidence_end")},
    ).fetchall()
    return str(rows[0][0]) if rows else None
