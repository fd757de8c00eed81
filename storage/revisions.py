"""Articles and their revisions."""

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime

from reewatch.articles import Completeness, Revision
from storage.rows import Connection, Row, fetch_rows, insert_new, listed, one_of, picked, to_json
from storage.runs import naive

REVISION_COLUMNS = ", ".join(f"r.{f.name}" for f in fields(Revision))


def insert_revisions(con: Connection, revisions: Sequence[Revision], known_at: datetime) -> list[Revision]:
    """Append the articles and revisions that are new; return the new revisions.

    A page that goes back to an earlier text adds nothing: that text is known already.
    """
    known = naive(known_at)
    ids = [r.revision_id for r in revisions]
    rows = con.execute(f"SELECT revision_id FROM revisions WHERE {one_of('revision_id')}", [listed(ids)]).fetchall()
    there = {r[0] for r in rows}
    articles = [
        {"article_id": r.article_id, "url": r.url, "source_id": r.source_id, "known_at": known} for r in revisions
    ]
    insert_new(con, "articles", articles, key=("article_id",))
    new = list({r.revision_id: r for r in reversed(revisions) if r.revision_id not in there}.values())[::-1]
    stored = [
        asdict(r) | {"completeness": str(r.completeness), "paths": to_json(r.paths), "known_at": known} for r in new
    ]
    insert_new(con, "revisions", stored, key=("revision_id",))
    return new


def record_parsings(
    con: Connection, parsed: Sequence[tuple[str, str | None, str]], parser_version: str, known_at: datetime
) -> None:
    """Append (fetch or entry id, revision id or None, problem or "") for what was read."""
    rows = [
        {"subject_id": s, "parser_version": parser_version, "revision_id": r, "problem": p, "known_at": naive(known_at)}
        for s, r, p in parsed
    ]
    insert_new(con, "parsings", rows, key=("subject_id", "parser_version"))


def unextracted_revisions(con: Connection) -> list[Revision]:
    """Return the revisions that no extractor has read yet, in the order in which they came."""
    rows = fetch_rows(
        con,
        f"""SELECT {REVISION_COLUMNS} FROM revisions r
            WHERE {picked("revisions", "revision_id NOT IN (SELECT revision_id FROM extractions)")}
            ORDER BY r.known_at, r.published, r.url, r.revision_id""",
    )
    return [_revision(r) for r in rows]


#: The revisions whose last reading is of another extractor or framework than the ones that are asked about.
OUTDATED = """SELECT revision_id FROM (SELECT revision_id, arg_max(extractor_version, known_at) AS extractor,
    arg_max(framework_version, known_at) AS framework FROM extractions GROUP BY revision_id)
    WHERE extractor <> ? OR framework <> ?"""


def outdated_revisions(con: Connection, versions: tuple[str, str], most: int | None) -> list[Revision]:
    """Return revisions that were last read by other versions than these (extractor, framework), the latest first."""
    rows = fetch_rows(
        con,
        f"""SELECT {REVISION_COLUMNS} FROM revisions r WHERE {picked("revisions", f"revision_id IN ({OUTDATED})")}
            ORDER BY r.known_at DESC, r.published DESC, r.url, r.revision_id LIMIT ?""",
        [*versions, most],
    )
    return [_revision(r) for r in rows]


def count_outdated(con: Connection, versions: tuple[str, str]) -> int:
    """Return how many revisions were last read by other versions than these (extractor, framework)."""
    rows = con.execute(f"SELECT count(*) FROM ({OUTDATED})", list(versions)).fetchall()
    return int(rows[0][0])


def find_revision(con: Connection, revision_id: str) -> Revision | None:
    """Return the revision of that id, or None."""
    rows = fetch_rows(con, f"SELECT {REVISION_COLUMNS} FROM revisions r WHERE revision_id = ?", [revision_id])
    return _revision(rows[0]) if rows else None


def _revision(row: Row) -> Revision:
    return Revision(
        **(dict(row) | {"completeness": Completeness(row["completeness"]), "paths": json.loads(row["paths"])})
    )
