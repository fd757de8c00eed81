"""The sentences that a subject rests on, each in its text, from a published copy."""

from collections.abc import Sequence
from typing import Any

from storage.corrections import RECODED
from storage.rows import Connection, fetch_rows


def tellings_of(con: Connection, mention_ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return mentions in the order of their ids as given, each with the text and the address that it stands in."""
    rows = fetch_rows(
        con,
        """SELECT m.*, r.text, r.url, r.title AS article_title, r.published, r.publisher FROM mentions_rows m
           JOIN revisions_rows r USING (revision_id) WHERE list_contains(?, m.mention_id)""",
        [list(mention_ids)],
    )
    order = {m: n for n, m in enumerate(mention_ids)}
    return sorted(rows, key=lambda r: order[r["mention_id"]])


def gone_because(con: Connection, subject_id: str) -> str:
    """Return why a subject of a published copy is no more, in one line; empty where it is live."""
    merged = con.execute("SELECT merged_into, why FROM event_aliases_rows WHERE event_id = ?", [subject_id]).fetchall()
    for into, why in merged:
        said = f": {why}" if why else ""
        return f"merged into {into}{said}" if into else _unread(why, f"rejected{said}")
    row = con.execute("SELECT correction_id FROM rejections_rows WHERE subject_id = ?", [subject_id]).fetchone()
    return _unread(row[0], "rejected") if row else ""


def _unread(why: str, otherwise: str) -> str:
    return "not read any more by the present extractor and framework" if why == RECODED else otherwise


def event_of_mention(con: Connection, mention_id: str) -> str | None:
    """Return the event that a mention belongs to in a published copy, None where it belongs to none."""
    row = con.execute(
        "SELECT event_id FROM memberships_rows WHERE mention_id = ? ORDER BY known_at DESC LIMIT 1", [mention_id]
    ).fetchone()
    return None if row is None else str(row[0])
