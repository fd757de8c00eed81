"""Articles and their revisions."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, fields
from datetime import datetime

from reewatch.articles import Completeness, Revision
from storage.lately import look_lately
from storage.rows import Connection, Row, append, fetch_rows, insert_new, listed, one_of, picked, picked_since, to_json
from storage.runs import naive

REVISION_COLUMNS = ", ".join(f"r.{f.name}" for f in fields(Revision))


def insert_revisions(con: Connection, revisions: Sequence[Revision], known_at: datetime) -> list[Revision]:
    """Append the articles and revisions that are new; return the new revisions.

    A page that goes back to an earlier text adds nothing: that text is known already. The id of a revision holds that
    of its article, so that a new article has none yet.
    """
    known = naive(known_at)
    asked = f"SELECT article_id FROM articles WHERE {one_of('article_id')}"
    old = {r[0] for r in con.execute(asked, [listed({r.article_id for r in revisions})]).fetchall()}
    there = _revisions_of(con, old)
    articles = {r.article_id: r for r in reversed(revisions) if r.article_id not in old}.values()
    told = [{"article_id": r.article_id, "url": r.url, "source_id": r.source_id, "known_at": known} for r in articles]
    append(con, "articles", told[::-1])
    new = list({r.revision_id: r for r in reversed(revisions) if r.revision_id not in there}.values())[::-1]
    stored = [
        asdict(r) | {"completeness": str(r.completeness), "paths": to_json(r.paths), "known_at": known} for r in new
    ]
    append(con, "revisions", stored)
    return new


def _revisions_of(con: Connection, article_ids: Collection[str]) -> set[str]:
    """Return the ids of the revisions of some articles: none is known before its article."""
    found: set[str] = set()

    def look(since: datetime, ids: Collection[str]) -> Collection[str]:
        condition = picked_since("revisions", since, one_of("article_id"))
        rows = con.execute(f"SELECT revision_id FROM revisions WHERE {condition}", [listed(ids)]).fetchall()
        found.update(r[0] for r in rows)
        return articles_since(con, ids, since)

    look_lately(con, article_ids, look)
    return found


def first_known(con: Connection, revision_ids: Iterable[str]) -> datetime | None:
    """Return the time (UTC, naive) at which the first of some revisions was known; None where one is not known."""
    known: dict[str, datetime] = {}

    def look(since: datetime, ids: Collection[str]) -> Collection[str]:
        condition = f"known_at >= ? AND {one_of('revision_id')}"
        rows = con.execute(f"SELECT revision_id, known_at FROM revisions WHERE {condition}", [since, listed(ids)])
        known.update(rows.fetchall())
        return known.keys()

    asked = set(revision_ids)
    look_lately(con, asked, look)
    return min(known.values()) if asked and asked <= known.keys() else None


def articles_since(con: Connection, article_ids: Collection[str], since: datetime) -> set[str]:
    """Return those of the articles that are known since a time (UTC, naive), and so are all of their revisions."""
    asked = f"SELECT article_id FROM articles WHERE known_at >= ? AND {one_of('article_id')}"
    return {r[0] for r in con.execute(asked, [since, listed(article_ids)]).fetchall()}


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
