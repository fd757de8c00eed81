"""Mentions, each in its place."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from reewatch.articles import Revision
from reewatch.corrections import corrected_mention
from reewatch.identifiers import content_id
from reewatch.instruments.lending import Lent
from reewatch.mentions import Mention, StoredMention, mention_from_json, mention_to_json
from reewatch.recoding.comparing import Reading
from reewatch.timestamps import format_timestamp
from storage.corrections import field_corrections, rejected
from storage.lately import lately, look_lately
from storage.revisions import first_known
from storage.rows import Connection, Row, fetch_rows, insert_new, listed, one_of, picked_since, to_json
from storage.runs import naive

SCALARS = ("type", "action", "factuality", "timeframe", "commitment", "direction", "actor", "target", "speaker")
LISTS = ("items", "stage", "instruments")
RECORDS = ("quantities", "dates", "cues")


def mention_ids(revision_id: str, mentions: Sequence[Mention]) -> list[str]:
    """Return the id of each mention of a revision; equal mentions are told apart by their ordinal."""
    seen: dict[str, int] = {}
    ids = []
    for mention in mentions:
        value = mention_to_json(mention)
        value.pop("cues"), value.pop("rule")
        key = to_json(value)
        ordinal = seen[key] = seen.get(key, -1) + 1
        ids.append(content_id("men", revision_id, value, ordinal))
    return ids


def insert_mentions(
    con: Connection,
    read: Sequence[tuple[Revision, Sequence[Mention]]],
    *,
    extractor_version: str,
    framework_version: str,
    known_at: datetime,
) -> int:
    """Append the mentions of each revision and mark it as read; return how many mentions were new."""
    versions = {"extractor_version": extractor_version, "framework_version": framework_version}
    common = versions | {"known_at": naive(known_at)}
    marks = [{"revision_id": r.revision_id, "mention_count": len(ms)} | common for r, ms in read]
    insert_new(con, "extractions", marks, key=("revision_id", "known_at"))
    told = [(r, readings_in(r, ms)) for r, ms in read]
    rows = [row | common for revision, readings in told for row in mention_rows(revision, readings)]
    since = first_known(con, [r.revision_id for r, _ in read])  # no mention is known before its text
    return insert_new(con, "mentions", rows, key=("mention_id", "extractor_version"), since=since)


def readings_in(revision: Revision, mentions: Sequence[Mention]) -> list[Reading]:
    """Return the mentions of a revision with their ids."""
    ids = mention_ids(revision.revision_id, mentions)
    return [Reading(mention_id=i, mention=m) for i, m in zip(ids, mentions, strict=True)]


def mention_rows(revision: Revision, readings: Sequence[Reading]) -> list[dict[str, Any]]:
    """Return the rows of a revision's mentions, without versions and known time."""
    rows = []
    for reading in readings:
        mention = reading.mention
        value = mention_to_json(mention)
        row = {n: value[n] for n in (*SCALARS, *LISTS, "end_use", "rule")}
        row |= {n: to_json(value[n]) for n in RECORDS}
        row |= {
            "mention_id": reading.mention_id,
            "revision_id": revision.revision_id,
            "article_id": revision.article_id,
            "sentence": revision.text[mention.evidence.start : mention.evidence.end],
            "evidence_start": mention.evidence.start,
            "evidence_end": mention.evidence.end,
            "trigger_start": mention.trigger.start,
            "trigger_end": mention.trigger.end,
        }
        rows.append(row)
    return rows


#: The mentions that a condition picks, each with its place, of texts known since a time. Every table is cut down before
#: any are joined: left to itself, DuckDB does not know how few they are, and joins whole tables.
SELECT = """WITH told AS MATERIALIZED (SELECT * FROM mentions m WHERE {condition}),
    texts AS MATERIALIZED (SELECT revision_id, url, title, published, publisher, known_at AS told_at FROM revisions
      WHERE {texts}),
    spoken AS MATERIALIZED (SELECT * EXCLUDE (known_at) FROM voices WHERE {voices}
      QUALIFY row_number() OVER (PARTITION BY revision_id ORDER BY known_at DESC) = 1),
    lent AS MATERIALIZED (SELECT * FROM internal_lent WHERE mention_id IN (SELECT mention_id FROM told))
    SELECT m.*, r.url, r.title, r.published, r.publisher, r.told_at, v.voice_id, v.credits, v.issuer,
      v.headline_texts, v.article_texts, v.own_start, l.instruments AS lent, l.start_day,
      l.factuality AS lent_factuality, l.commitment AS lent_commitment
    FROM told m JOIN texts r USING (revision_id) LEFT JOIN spoken v USING (revision_id)
    LEFT JOIN lent l USING (mention_id)"""
OF_TOLD = "revision_id IN (SELECT revision_id FROM told)"
#: What is shown of mentions as evidence.
PIECES = """WITH told AS MATERIALIZED (SELECT mention_id, article_id, revision_id, sentence, evidence_start
      FROM mentions WHERE {told}),
    texts AS MATERIALIZED (SELECT revision_id, url, published FROM revisions WHERE {texts})
    SELECT * FROM told JOIN texts USING (revision_id)"""


def mentions_of_run(con: Connection, known_at: datetime) -> list[StoredMention]:
    """Return the mentions that the run with this clock learned, in a settled order."""
    counted = con.execute("SELECT count(*) FROM mentions WHERE known_at = ?", [naive(known_at)]).fetchall()
    rows: list[Row] = []
    for since in lately(con):
        rows = _placed(con, "m.known_at = ?", naive(known_at), since)
        if len(rows) >= counted[0][0]:
            break
    return _as_corrected(con, rows)


def mentions_of(con: Connection, mention_ids: Iterable[str], *, with_lent: bool = True) -> list[StoredMention]:
    """Return the mentions of those ids, in a settled order; with what their articles lend them, or without."""
    rows: list[Row] = []

    def look(since: datetime, ids: Collection[str]) -> Collection[str]:
        found = _placed(con, picked_since("mentions", since, one_of("mention_id")), listed(ids), since)
        rows.extend(found)
        return [r["mention_id"] for r in found]

    look_lately(con, mention_ids, look)
    return _as_corrected(con, rows if with_lent else [dict(r) | {"lent": None} for r in rows])


def pieces_of(con: Connection, mention_ids: Iterable[str]) -> list[dict[str, str]]:
    """Return the evidence list of mentions, in a settled order; also of those that are read no more."""
    rows: list[Row] = []

    def look(since: datetime, ids: Collection[str]) -> Collection[str]:
        told = picked_since("mentions", since, one_of("mention_id"))
        texts = picked_since("revisions", since, OF_TOLD)
        rows.extend(found := fetch_rows(con, PIECES.format(told=told, texts=texts), [listed(ids)]))
        return [r["mention_id"] for r in found]

    look_lately(con, mention_ids, look)
    return [{n: r[n] for n in ("mention_id", "article_id", "url", "sentence")} for r in sorted(rows, key=_place)]


def _placed(con: Connection, condition: str, value: datetime | str | None, since: datetime) -> list[Row]:
    """Return the mentions that a condition picks of texts known since a time; no voice is older than its text."""
    texts, voices = (picked_since(table, since, OF_TOLD) for table in ("revisions", "voices"))
    return list(fetch_rows(con, SELECT.format(condition=condition, texts=texts, voices=voices), [value]))


def _place(row: Row) -> tuple[str, str, int, str]:
    return row["published"], row["url"], row["evidence_start"], row["mention_id"]


def _as_corrected(con: Connection, rows: Sequence[Row]) -> list[StoredMention]:
    """Return the mentions of rows as people corrected them, without those that they rejected."""
    rows = sorted(rows, key=_place)
    ids = [r["mention_id"] for r in rows]
    gone, fields = rejected(con, ids), field_corrections(con, ids)
    kept = [stored_mention(r) for r in rows if r["mention_id"] not in gone]
    return [corrected_mention(m, fields.get(m.mention_id, {})) for m in kept]


def stored_mention(row: Row) -> StoredMention:
    """Return the mention of a row of mentions joined with its revision and the voice of this."""
    stored = StoredMention(
        mention_id=row["mention_id"],
        revision_id=row["revision_id"],
        article_id=row["article_id"],
        url=row["url"],
        title=row["title"],
        sentence=row["sentence"],
        published=row["published"],
        known_at=format_timestamp(row["told_at"].replace(tzinfo=UTC)),
        voice_id=row["voice_id"] or row["revision_id"],
        credits=tuple(row["credits"] or ()),
        issuer=row["issuer"],
        headline_texts=tuple(row["headline_texts"] or ()),
        article_texts=tuple(row["article_texts"] or ()),
        own_start=row["own_start"],
        publisher=row["publisher"],
        extractor_version=row["extractor_version"],
        framework_version=row["framework_version"],
        mention=mention_of_row(row),
    )
    return stored if row["lent"] is None else _lent(row).to(stored)


def _lent(row: Row) -> Lent:
    return Lent(
        texts=tuple(row["lent"]),
        start=row["start_day"],
        factuality=row["lent_factuality"],
        commitment=row["lent_commitment"],
    )


def mention_of_row(row: Row) -> Mention:
    """Return what a row of mentions asserts."""
    value = {n: row[n] for n in (*SCALARS, *LISTS, "end_use", "rule")}
    value |= {n: json.loads(row[n]) for n in RECORDS}
    value["evidence"] = {"start": row["evidence_start"], "end": row["evidence_end"]}
    value["trigger"] = {"start": row["trigger_start"], "end": row["trigger_end"]}
    return mention_from_json(value)


def lent_to(con: Connection, mention_ids: Sequence[str]) -> dict[str, Lent]:
    """Return mention id -> what its article lends it, where that is anything."""
    rows = fetch_rows(
        con,
        f"""SELECT mention_id, instruments AS lent, start_day, factuality AS lent_factuality,
              commitment AS lent_commitment FROM internal_lent WHERE {one_of("mention_id")}""",
        [listed(mention_ids)],
    )
    return {r["mention_id"]: _lent(r) for r in rows}


def insert_lent(con: Connection, lent: Mapping[str, Lent]) -> None:
    """Append what articles lend to sentences, by mention id."""
    rows = [
        {
            "mention_id": mention_id,
            "instruments": list(x.texts),
            "start_day": x.start,
            "factuality": x.factuality,
            "commitment": x.commitment,
        }
        for mention_id, x in lent.items()
    ]
    insert_new(con, "internal_lent", rows, key=("mention_id",))
