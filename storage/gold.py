"""What people judged, in a published copy: mentions with their acts, and the revisions that hold them."""

from collections.abc import Sequence
from typing import Any

from storage.rows import Connection, fetch_rows


def judged_mentions(con: Connection) -> list[dict[str, Any]]:
    """Return the rows of the mentions that a person corrected, confirmed or rejected, with ``is_rejected``."""
    return fetch_rows(
        con,
        """SELECT m.*, m.mention_id IN (SELECT subject_id FROM rejections_rows) AS is_rejected FROM mentions_rows m
           WHERE m.mention_id IN (SELECT subject_id FROM corrections_rows WHERE subject_type = 'mention')
             AND m.mention_id NOT IN (SELECT mention_id FROM recodings_rows)
           ORDER BY m.revision_id, m.evidence_start, m.mention_id""",
    )


def documents_of(con: Connection, revision_ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return revisions as documents of the contract, each with how many mentions were read in it."""
    return fetch_rows(
        con,
        """SELECT r.revision_id AS doc_id, r.url, r.publisher AS source, r.title, r.published, r.language, r.text,
                  (SELECT count(*) FROM mentions_rows m WHERE m.revision_id = r.revision_id
                     AND m.mention_id NOT IN (SELECT mention_id FROM recodings_rows)) AS mention_count
           FROM revisions_rows r WHERE list_contains(?, r.revision_id) ORDER BY r.published, r.url, r.revision_id""",
        [list(revision_ids)],
    )
