"""Corrections: the acts of people in the ledger, and what of them is in effect in the store."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from reewatch.corrections import Correction, corrected_row, last_values
from reewatch.timestamps import format_timestamp, parse_timestamp
from storage.rows import Connection, Row, fetch_rows, insert_new, listed, one_of, to_json
from storage.runs import naive

#: What takes out what is read no more, in the place of the id of a correction.
RECODED = "recoded"
#: Ids that a person rejected, or that rested on nothing else. ``suffix`` is "_rows" in a published copy.
REJECTED = "SELECT subject_id FROM rejections{suffix}"


def insert_act(ledger: Connection, correction: Correction) -> None:
    """Append an act to the ledger."""
    row = {n: getattr(correction, n) for n in ("correction_id", "subject_id", "act", "field", "why", "who")}
    row |= {"value": to_json(correction.value), "made_at": naive(parse_timestamp(correction.made_at))}
    insert_new(ledger, "corrections", [row], key=("correction_id",))


def acts_until(ledger: Connection, moment: datetime) -> list[Correction]:
    """Return the acts made up to a moment, in their order."""
    rows = fetch_rows(ledger, "SELECT * FROM corrections WHERE made_at <= ? ORDER BY made_at, correction_id",
                      [naive(moment)])  # fmt: skip
    return [_correction(r) for r in rows]


def _correction(row: Row) -> Correction:
    plain = {n: row[n] for n in ("correction_id", "act", "subject_id", "field", "why", "who")}
    value = json.loads(row["value"]) if row["value"] is not None else None
    return Correction(**plain, value=value, made_at=format_timestamp(row["made_at"].replace(tzinfo=UTC)))


def copy_acts(ledger: Connection, other: Connection) -> int:
    """Append the acts of another ledger that this one lacks; return how many."""
    return insert_new(ledger, "corrections", fetch_rows(other, "FROM corrections"), key=("correction_id",))


def pending(con: Connection, acts: Iterable[Correction]) -> list[Correction]:
    """Return the acts that no run has put into effect in the store."""
    done = {r[0] for r in con.execute("SELECT correction_id FROM corrections").fetchall()}
    return [a for a in acts if a.correction_id not in done]


def insert_effect(
    con: Connection, correction: Correction, known_at: datetime, *, before: Any = None, result_id: str | None = None
) -> None:
    """Append that an act is in effect from a known time on."""
    row = {n: getattr(correction, n) for n in ("correction_id", "act", "subject_type", "subject_id", "field", "why")}
    row |= {"who": correction.who, "value": to_json(correction.value), "before": to_json(before)}
    row |= {"result_id": result_id, "made_at": naive(parse_timestamp(correction.made_at)), "known_at": naive(known_at)}
    insert_new(con, "corrections", [row], key=("correction_id",))


def acts_in_effect(con: Connection, ids: Collection[str]) -> list[Correction]:
    """Return the acts on some subjects that are in effect in the store, the oldest first."""
    rows = fetch_rows(
        con,
        f"""SELECT correction_id, act, subject_id, field, value, why, who, made_at FROM corrections
            WHERE {one_of("subject_id")} ORDER BY made_at, correction_id""",
        [listed(ids)],
    )
    return [_correction(r) for r in rows]


def insert_rejections(con: Connection, ids: Mapping[str, str], correction_id: str, known_at: datetime) -> None:
    """Append ids (id -> what it names) that a rejection takes out."""
    rows = [
        {"subject_id": i, "subject_type": kind, "correction_id": correction_id, "known_at": naive(known_at)}
        for i, kind in ids.items()
    ]
    insert_new(con, "rejections", rows, key=("subject_id",))


def rejected(con: Connection, ids: Collection[str]) -> set[str]:
    """Return those of the ids that are rejected."""
    rows = con.execute(f"{REJECTED.format(suffix='')} WHERE {one_of('subject_id')}", [listed(ids)]).fetchall()
    return {r[0] for r in rows}


def field_corrections(con: Connection, ids: Collection[str], *, suffix: str = "") -> dict[str, dict[str, Any]]:
    """Return subject id -> field -> corrected value, for those of the ids that people corrected."""
    rows = fetch_rows(
        con,
        f"SELECT correction_id, act, subject_id, field, value, why, who, made_at FROM corrections{suffix} "
        f"WHERE act = 'correct' AND {one_of('subject_id')}",
        [listed(ids)],
    )
    return last_values(_correction(r) for r in rows)


def corrected_rows(con: Connection, rows: Sequence[Row], column: str) -> list[dict[str, Any]]:
    """Return rows that are about to be stored, with the fields that people corrected in their place."""
    fixed = field_corrections(con, [r[column] for r in rows])
    return [corrected_row(r, fixed.get(r[column], {})) for r in rows]


def split_pairs(con: Connection, event_ids: Collection[str]) -> set[frozenset[str]]:
    """Return the pairs of events that people took apart, of which one is among these."""
    rows = con.execute(
        "SELECT subject_id, result_id FROM corrections WHERE act = 'split' "
        f"AND ({one_of('subject_id')} OR {one_of('result_id')})",
        [listed(event_ids), listed(event_ids)],
    ).fetchall()
    return {frozenset(r) for r in rows}


def corrections_shown(con: Connection, known_at: datetime) -> dict[str, list[dict[str, Any]]]:
    """Return subject id -> the corrections of it in a published copy, as they were known: by whom, when and why."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in list_corrections(con, known_at):
        told = {n: row[n] for n in ("correction_id", "act", "field", "before", "value", "who", "made_at", "why")}
        for subject in {row["subject_id"], row["result_id"] or row["subject_id"]}:
            found.setdefault(subject, []).append(told)
    return found


def with_corrections(con: Connection, rows: Sequence[Row], column: str, known_at: datetime) -> list[dict[str, Any]]:
    """Return rows of a listing, each with the ``corrections`` of its subject and of the mentions that it rests on."""
    shown = corrections_shown(con, known_at)
    if not shown:
        return [dict(r) | {"corrections": []} for r in rows]
    told = []
    for row in rows:
        evidence = [e["mention_id"] for e in row.get("evidence") or () if isinstance(e, dict) and "mention_id" in e]
        ids = dict.fromkeys((row.get(column), *evidence))
        told.append(dict(row) | {"corrections": [c for i in ids for c in shown.get(str(i), ())]})
    return told


def judged_subjects(con: Connection, known_at: datetime) -> set[str]:
    """Return the ids that people had confirmed or corrected, in a published copy."""
    rows = con.execute(
        "SELECT subject_id FROM corrections_rows WHERE act IN ('confirm', 'correct') AND known_at <= ?",
        [naive(known_at)],
    ).fetchall()
    return {r[0] for r in rows}


def list_corrections(con: Connection, known_at: datetime) -> list[dict[str, Any]]:
    """Return the audit trail of a published copy, the oldest first."""
    rows = fetch_rows(
        con,
        "SELECT * FROM corrections_rows WHERE known_at <= ? ORDER BY known_at, made_at, correction_id",
        [naive(known_at)],
    )
    return [
        dict(r)
        | {n: json.loads(r[n]) if r[n] is not None else None for n in ("before", "value")}
        | {n: format_timestamp(r[n].replace(tzinfo=UTC)) for n in ("made_at", "known_at")}
        for r in rows
    ]
