"""Full-text search over articles and sentences: a DuckDB file of its own beside the published copy.

It is built after a copy is published and swapped in by itself, so that no night waits for it; until then the older
one answers, and says whose text it holds. DuckDB's own extension `fts` ranks (BM25); it comes as a package, not from
the network.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

import duckdb
import duckdb_extension_fts

from reewatch.errors import StoreError, UsageError
from reewatch.timestamps import format_timestamp
from reewatch.words import marked, searchable
from storage.connection import Connection, connect
from storage.migrations import SQL
from storage.publishing import published_path
from storage.rows import fetch_rows

TABLES = ("articles", "sentences")
LONGEST_QUESTION = 200
MOST_FOUND = 1000
#: What parts words: all but Latin letters, figures and Chinese characters.
BREAKS = r"[^a-z0-9\x{3400}-\x{9fff}]+"
POINTER = "search.duckdb"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One article (``kind`` article, ``found_id`` a revision) or sentence (``found_id`` a mention) that was found.

    ``pieces`` are the words around the place in order, each with whether it was asked for; ``known_at`` is UTC.
    """

    kind: str
    found_id: str
    article_id: str
    event_id: str | None
    url: str
    title: str
    published: str | None
    known_at: str
    score: float
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a search found, and whose text it looked at: the run that the index holds, and whether that is the last."""

    run_id: str
    is_current: bool
    found: tuple[Found, ...]


def build_index(data_dir: Path) -> Path:
    """Build the index of the published copy and swap it in; return its file. One that is there already is kept.

    Raises StoreError where nothing is published. A kill leaves the older index standing.
    """
    copy = published_path(data_dir)
    run_id = copy.parent.name
    folder = data_dir / "published" / "search"
    folder.mkdir(exist_ok=True)
    path = folder / f"{run_id}.duckdb"
    if not path.exists():
        building = folder / f".{run_id}.{os.getpid()}.building"
        building.unlink(missing_ok=True)
        _build(copy, building, run_id)
        building.replace(path)
    _swap(data_dir / "published" / POINTER, path)
    for left in folder.iterdir():
        if left != path:
            left.unlink(missing_ok=True)
    return path


def _build(copy: Path, building: Path, run_id: str) -> None:
    with _searching(building, read_only=False) as con:
        con.execute(f"ATTACH '{_quoted(copy)}' AS published (READ_ONLY)")
        for statement in (SQL / "search" / "build.sql").read_text(encoding="utf-8").split(";\n"):
            if statement.strip():
                con.execute(statement)
        con.execute("INSERT INTO about VALUES (?)", [run_id])
        for table in TABLES:
            _split_chinese(con, table)
            con.execute(
                f"PRAGMA create_fts_index('{table}', 'number', 'words', stemmer='porter', stopwords='none', "
                f"ignore='{BREAKS}', strip_accents=1, lower=1)"
            )
            con.execute(f"ALTER TABLE {table} DROP COLUMN words")
        con.execute("DETACH published")
        con.execute("CHECKPOINT")


def _split_chinese(con: Connection, table: str) -> None:
    """Write Chinese, which has no spaces, as pairs of characters; the other texts stay as they are."""
    rows = con.execute(
        f"SELECT number, words FROM {table} WHERE regexp_matches(words, '[\\x{{3400}}-\\x{{9fff}}]')"
    ).fetchall()
    if rows:
        con.executemany(f"UPDATE {table} SET words = ? WHERE number = ?", [(searchable(w), n) for n, w in rows])


def search(data_dir: Path, words: str, limit: int = 20) -> Answer:
    """Return the articles and sentences that hold all the words, the best first; any of them, where none holds all.

    Raises UsageError for a question of no words or of more than LONGEST_QUESTION characters, StoreError where there is
    no index yet.
    """
    if not searchable(words) or len(words) > LONGEST_QUESTION:
        raise UsageError(f"a search is for 1 to {LONGEST_QUESTION} characters of words, letters or figures.")
    pointer = data_dir / "published" / POINTER
    if not pointer.exists():
        raise StoreError(f"{data_dir}: there is no search index yet. Remedy: run `reewatch search --build`.")
    with _searching(pointer.resolve(), read_only=True) as con:
        run_id = str(con.execute("SELECT run_id FROM about").fetchall()[0][0])
        stems = _stems(con, searchable(words))
        rows = _matching(con, searchable(words), min(limit, MOST_FOUND))
    current = published_path(data_dir).parent.name
    return Answer(run_id=run_id, is_current=run_id == current, found=tuple(_found(r, stems) for r in rows))


def _matching(con: Connection, words: str, limit: int) -> list[dict[str, Any]]:
    sql = (SQL / "search" / "matching.sql").read_text(encoding="utf-8")
    for conjunctive in (1, 0):
        rows = fetch_rows(con, sql, {"words": words, "conjunctive": conjunctive, "at_most": limit})
        if rows:
            return rows
    return []


def _stems(con: Connection, words: str) -> tuple[str, ...]:
    rows = con.execute("SELECT DISTINCT stem(unnest(string_split(?, ' ')), 'porter')", [words]).fetchall()
    return tuple(sorted(str(r[0]) for r in rows if r[0]))


def _found(row: dict[str, Any], stems: Sequence[str]) -> Found:
    told = {n: row[n] for n in ("kind", "found_id", "article_id", "event_id", "url", "title", "published", "score")}
    known_at = format_timestamp(row["known_at"].replace(tzinfo=UTC))
    return Found(**told, known_at=known_at, pieces=marked(row["text"], stems))


@contextmanager
def _searching(path: Path, *, read_only: bool) -> Iterator[Connection]:
    con = connect(path, read_only=read_only)
    try:
        con.execute(f"LOAD '{_quoted(_extension())}'")
        yield con
    except duckdb.Error as error:
        raise StoreError(f"{path.name}: the search failed: {error}. Remedy: `reewatch search --build`.") from error
    finally:
        con.close()


def _extension() -> Path:
    """Return the file of the extension for this DuckDB, from its package."""
    folders = [Path(p) for p in duckdb_extension_fts.__path__]
    found = [f for folder in folders for f in sorted(folder.rglob("fts.duckdb_extension"))]
    if not found:
        raise StoreError("the extension `fts` of DuckDB is missing. Remedy: `make setup`.")
    return found[0]


def _swap(pointer: Path, path: Path) -> None:
    aside = pointer.with_name(f".{pointer.name}.{os.getpid()}")
    aside.unlink(missing_ok=True)
    aside.symlink_to(path.relative_to(pointer.parent))
    aside.replace(pointer)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
