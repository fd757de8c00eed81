"""Recodings: what was read of a text before, and what a later extractor or framework reads in its place."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from reewatch.articles import Revision
from reewatch.corrections import Correction
from reewatch.identifiers import content_id
from reewatch.recoding.comparing import Reading
from storage.corrections import RECODED, acts_in_effect, insert_effect, insert_rejections
from storage.mentions import mention_of_row, mention_rows
from storage.rows import Connection, fetch_rows, insert_new, listed, one_of, picked
from storage.runs import naive


def readings_of(con: Connection, revision_ids: Iterable[str]) -> dict[str, tuple[list[Reading], set[str]]]:
    """Return revision id -> (what is read in it until now, all ids that mentions of it ever had)."""
    rows = fetch_rows(
        con,
        f"""SELECT *, mention_id IN (SELECT mention_id FROM recodings) AS is_closed FROM mentions
            WHERE {picked("mentions", one_of("revision_id"))} ORDER BY revision_id, evidence_start, mention_id""",
        [listed(revision_ids)],
    )
    found: dict[str, tuple[list[Reading], set[str]]] = {}
    for row in rows:
        live, taken = found.setdefault(row["revision_id"], ([], set()))
        taken.add(row["mention_id"])
        if not row["is_closed"]:
            live.append(Reading(mention_id=row["mention_id"], mention=mention_of_row(row)))
    return found


def insert_readings(
    con: Connection,
    read: Sequence[tuple[Revision, Sequence[Reading]]],
    versions: Mapping[str, str],
    known_at: datetime,
) -> None:
    """Append mentions; ``versions`` are ``extractor_version`` and ``framework_version``."""
    common = dict(versions) | {"known_at": naive(known_at)}
    rows = [row | common for revision, readings in read for row in mention_rows(revision, readings)]
    insert_new(con, "mentions", rows, key=("mention_id",))


def insert_closed(
    con: Connection, became: Mapping[str, str | None], versions: Mapping[str, str], known_at: datetime
) -> None:
    """Append that mentions are read no more, and what is read in their place."""
    common: dict[str, Any] = dict(versions) | {"known_at": naive(known_at)}
    closed = [common | {"mention_id": old, "became": new} for old, new in became.items()]
    insert_new(con, "recodings", closed, key=("mention_id",))
    insert_rejections(con, dict.fromkeys(became, "mention"), RECODED, known_at)


def mark_as_read(
    con: Connection, read: Sequence[tuple[str, int]], versions: Mapping[str, str], known_at: datetime
) -> None:
    """Append that revisions (id, number of mentions) were read by these versions."""
    common = dict(versions) | {"known_at": naive(known_at)}
    marks = [{"revision_id": r, "mention_count": n} | common for r, n in read]
    insert_new(con, "extractions", marks, key=("revision_id", "known_at"))


def carry_over(con: Connection, became: Mapping[str, str | None], known_at: datetime) -> None:
    """Let what people decided about mentions (and about what replaces them by id) hold for what is read in their place.

    An act that is carried over is an act of the same person, time and reason, on the new id.
    """
    moved = {old: new for old, new in became.items() if new is not None and new != old}
    for act in acts_in_effect(con, moved):
        if act.act in ("correct", "confirm", "reject"):
            insert_effect(con, carried(act, moved[act.subject_id]), known_at)
    gone = fetch_rows(
        con,
        f"SELECT subject_id, correction_id FROM rejections WHERE {one_of('subject_id')} AND correction_id <> ?",
        [listed(moved), RECODED],
    )
    for row in gone:
        insert_rejections(con, {moved[row["subject_id"]]: "mention"}, row["correction_id"], known_at)


def carried(act: Correction, subject_id: str) -> Correction:
    """Return an act as it holds for another subject."""
    return replace(act, correction_id=content_id("cor", act.correction_id, subject_id), subject_id=subject_id)


def upheld(con: Connection, mention_ids: Collection[str]) -> set[str]:
    """Return those of the mentions on which, or on whose event, people decided: no version takes these away."""
    ids = listed(mention_ids)
    rows = con.execute(
        f"""WITH owner AS (SELECT mention_id, arg_max(event_id, known_at) AS event_id FROM memberships
              WHERE {one_of("mention_id")} GROUP BY mention_id),
            judged AS (SELECT subject_id FROM corrections UNION SELECT result_id FROM corrections
              UNION SELECT subject_id FROM rejections WHERE subject_type = 'mention' AND correction_id <> ?)
            SELECT mention_id FROM owner WHERE event_id IN (FROM judged)
            UNION SELECT subject_id FROM judged WHERE {one_of("subject_id")}""",
        [ids, RECODED, ids],
    ).fetchall()
    return {r[0] for r in rows}


def events_held(con: Connection, event_ids: Collection[str]) -> set[str]:
    """Return those of the events that people merged or split: who belongs to them is not for rules to say."""
    rows = con.execute(
        f"""SELECT subject_id FROM corrections WHERE act IN ('merge', 'split') AND {one_of("subject_id")}
            UNION SELECT result_id FROM corrections WHERE act IN ('merge', 'split') AND {one_of("result_id")}""",
        [listed(event_ids), listed(event_ids)],
    ).fetchall()
    return {r[0] for r in rows}


#: Table -> column of the id, of what has a row for each known state.
STATES = {
    "events": "event_id", "observations": "observation_id", "promises": "promise_id", "indicators": "indicator_id",
    "instruments": "instrument_id", "claims": "topic_id",
}  # fmt: skip
#: Those of which several rows of one known time hold together.
WHOLE = ("instruments", "claims")


def states_told(con: Connection, table: str, known_at: datetime) -> dict[str, tuple[list[dict[str, Any]], ...]]:
    """Return id -> (rows that held before, rows told at this known time) of all that a run told anew or took out."""
    column = STATES[table]
    told = _grouped(con, f"SELECT * FROM {table} WHERE known_at = ?", [naive(known_at)], column)
    gone = _taken_out(con, table, known_at)
    order = "" if table not in WHOLE else "max(known_at) OVER (PARTITION BY {c}) = known_at"
    held = (order or "row_number() OVER (PARTITION BY {c} ORDER BY known_at DESC) = 1").format(c=column)
    before = _grouped(
        con,
        f"SELECT * FROM {table} WHERE known_at < ? AND {picked(table, one_of(column))} QUALIFY {held}",
        [naive(known_at), listed({*told, *gone})],
        column,
    )
    return {i: (before.get(i, []), [] if i in gone else told.get(i, [])) for i in sorted({*told, *gone})}


def _grouped(con: Connection, sql: str, values: Sequence[Any], column: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in fetch_rows(con, sql, values):
        found.setdefault(row[column], []).append(row)
    return found


def _taken_out(con: Connection, table: str, known_at: datetime) -> set[str]:
    sql = "SELECT subject_id FROM rejections WHERE known_at = ? AND subject_type = ?"
    values: list[Any] = [naive(known_at), table.removesuffix("s")]
    if table == "events":
        sql, values = "SELECT event_id FROM event_aliases WHERE known_at = ?", values[:1]
    return {r[0] for r in con.execute(sql, values).fetchall()}


def topics_of(con: Connection, mention_ids: Iterable[str]) -> dict[str, str]:
    """Return mention id -> the topic of claims that its statement belongs to."""
    rows = con.execute(
        f"SELECT DISTINCT mention_id, topic_id FROM internal_statements WHERE {one_of('mention_id')}",
        [listed(mention_ids)],
    ).fetchall()
    return dict(rows)
