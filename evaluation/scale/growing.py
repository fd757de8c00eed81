"""A store of so many articles in minutes: one night is played, and copies of all its rows are laid under earlier days.

Copies bear ids and keys of their own, as other happenings of other months would: a night decides the same over any
number of them, so that what differs is what the size of the store costs.
"""

from datetime import UTC, datetime
from pathlib import Path

from evaluation.scale.nights import play
from reewatch.framework import Framework
from storage.connection import Connection, open_store
from storage.rows import table_columns

FIRST = datetime(2026, 3, 2, 5, tzinfo=UTC)
#: Tables that do not grow with the articles: legal texts, states of indicators, runs.
KEPT = ("runs", "instruments", "indicators", "polled_sources", "internal_run_durations")
#: Columns that name content, and the keys under which it is found.
SALTED = (
    "article_id", "revision_id", "mention_id", "event_id", "voice_id", "observation_id", "figure_id", "promise_id",
    "topic_id", "change_id", "subject_id", "fetch_id", "sentence_key", "event_key", "figure_key", "series_key",
    "topic_key", "merged_into",
)  # fmt: skip
#: Copies that are written at once: few enough to stay in memory, and each slice holds the days of its own.
SLICE = 40


def build(folder: Path, articles: int, *, night: int, framework: Framework, memory: str) -> Path:
    """Lay out ``folder``/store.duckdb with so many articles (three mentions each) in nights of ``night``."""
    folder.mkdir(parents=True, exist_ok=True)
    base, path = folder / "one_night.duckdb", folder / "store.duckdb"
    con = open_store(base)
    try:
        play(con, FIRST, framework, first=0, count=night)
    finally:
        con.close()
    con = open_store(path)
    try:
        con.execute(f"SET memory_limit = '{memory}'")
        con.execute(f"ATTACH '{base}' AS one (READ_ONLY)")
        _grow(con, max(articles // night, 1))
        con.execute("DETACH one")
        con.execute("CHECKPOINT")
    finally:
        con.close()
    base.unlink()
    return path


def _grow(con: Connection, times: int) -> None:
    """Copy every table of the attached night, the oldest copy first, the night itself last."""
    tables = con.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()").fetchall()
    for table in sorted(t for (t,) in tables if t != "migrations"):
        columns = table_columns(con, table)
        if table not in KEPT:
            told = ", ".join(_copied(name, kind) for name, kind in columns.items())
            for last in range(times - 1, 0, -SLICE):
                first = max(last - SLICE + 1, 1)
                con.execute(
                    f"INSERT INTO {table} SELECT {told} FROM one.{table}, range(?, ?) copies(k)", [first, last + 1]
                )
        con.execute(f"INSERT INTO {table} FROM one.{table}")


def _copied(name: str, kind: str) -> str:
    if name in SALTED and kind == "VARCHAR":
        return f'"{name}" || \'-\' || k AS "{name}"'
    if name in SALTED and kind == "BIGINT":
        return f'CAST(hash("{name}", k) >> 1 AS BIGINT) AS "{name}"'
    if name == "instruments":  # earlier happenings are about other texts
        return "list_transform(instruments, i -> i || '-' || k) AS instruments"
    return f'"{name}" - to_days(k::INTEGER) AS "{name}"' if name == "known_at" else f'"{name}"'
