"""A store of so many articles in minutes: one night is played, and copies of all its rows are laid under earlier days.

Copies bear ids and keys of their own, as other happenings of other months would: a night decides the same over any
number of them, so that what differs is what the size of the store costs. All days that they tell move with them.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from duckdb.sqltypes import BIGINT, VARCHAR

from evaluation.scale.nights import correct, play
from reewatch.framework import Framework
from storage.connection import Connection, open_store
from storage.rows import key_number, table_columns

FIRST = datetime(2026, 3, 2, 5, tzinfo=UTC)
#: People look through a night on its morning.
MORNING = timedelta(hours=3)
#: Tables that do not grow with the articles.
KEPT = ("polled_sources", "internal_run_durations")
#: Told by the memberships once more: a copied event is looked for by the number of its own id.
CLOCKS = "internal_event_clocks"
#: Every so many nights legal texts move, and so many nights in a row tell of the same ones.
TEXTS_MOVE, SAME_TEXTS = 25, 100
#: Columns that name content, and the keys under which it is found.
SALTED = (
    "run_id", "article_id", "revision_id", "mention_id", "event_id", "voice_id", "observation_id", "figure_id",
    "promise_id", "topic_id", "change_id", "subject_id", "fetch_id", "sentence_key", "event_key", "figure_key",
    "series_key", "topic_key", "observation_key", "merged_into", "follows", "superseded_by", "part_of",
    "answered_by", "correction_id", "result_id",
)  # fmt: skip
#: Lists of such names: earlier happenings are about other texts.
LISTS = ("instruments", "event_ids", "latest")
#: Moments, and days as text (some only roughly told: those stay).
MOMENTS = ("known_at", "as_of", "made_at")
DAYS = (
    "published", "happened_on", "valid_from", "valid_to", "as_of", "made_on", "due", "told_on", "slipped_from",
    "answered_on", "withdrawn_on", "status_since", "said_on", "newest_on",
)  # fmt: skip
#: Ids within the evidence of a row.
NAMED = '"(article_id|mention_id)":"([^"]+)"'
#: What became of the copies' promises, of which the night itself knows none that fell due: one in three was kept.
FALLEN_DUE = """INSERT INTO promises BY NAME SELECT * EXCLUDE (kept) REPLACE (
      CASE WHEN kept THEN 'met' ELSE 'overdue' END AS status,
      CASE WHEN kept THEN due ELSE CAST(CAST(due AS DATE) + 1 AS VARCHAR) END AS status_since,
      CASE WHEN kept THEN event_id END AS answered_by, CASE WHEN kept THEN due END AS answered_on,
      CAST(due AS DATE) + INTERVAL 29 HOUR AS known_at)
    FROM (SELECT *, hash(promise_id) % 3 = 0 AS kept FROM promises
      QUALIFY row_number() OVER (PARTITION BY promise_id ORDER BY known_at DESC) = 1)
    WHERE due < ? ORDER BY due, promise_id"""
#: Copies that are written at once: few enough to stay in memory, and each slice holds the days of its own.
SLICE = 40


def build(folder: Path, articles: int, *, night: int, framework: Framework, memory: str) -> Path:
    """Lay out ``folder``/store.duckdb with so many articles (three mentions each) in nights of ``night``."""
    folder.mkdir(parents=True, exist_ok=True)
    base, path = folder / "one_night.duckdb", folder / "store.duckdb"
    con = open_store(base)
    try:
        play(con, FIRST, framework, first=0, count=night)
        correct(con, FIRST + MORNING, framework)
    finally:
        con.close()
    con = open_store(path)
    try:
        con.execute(f"SET memory_limit = '{memory}'")
        con.execute(f"ATTACH '{base}' AS one (READ_ONLY)")
        _grow(con, max(articles // night, 1))
        _number_events(con)
        con.execute(FALLEN_DUE, [FIRST.date().isoformat()])
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
        if table == CLOCKS:
            continue
        if table not in KEPT:
            told = ", ".join(_copied(name, kind) for name, kind in columns.items())
            seldom = f"WHERE k % {TEXTS_MOVE} = 0" if table == "instruments" else ""
            for last in range(times - 1, 0, -SLICE):
                first = max(last - SLICE + 1, 1)
                con.execute(
                    f"INSERT INTO {table} SELECT {told} FROM one.{table}, range(?, ?) copies(k) {seldom}",
                    [first, last + 1],
                )
        con.execute(f"INSERT INTO {table} FROM one.{table}")


def _number_events(con: Connection) -> None:
    """Note when each event, copies too, gained members."""
    con.create_function("key_number", key_number, [VARCHAR], BIGINT)
    con.execute(
        f"""INSERT INTO {CLOCKS} BY NAME
            SELECT key_number(event_id) AS event_key, known_at
            FROM (SELECT DISTINCT event_id, known_at FROM memberships) ORDER BY known_at"""
    )
    con.remove_function("key_number")


def _copied(name: str, kind: str) -> str:
    """Return the SQL of a column of copy ``k``."""
    column = f'"{name}"'
    told = column
    if name in SALTED and kind == "VARCHAR":
        told = f"{column} || '-' || k"
    elif name in SALTED and kind == "BIGINT":
        told = f"CAST(hash({column}, k) >> 1 AS BIGINT)"
    elif name == "instrument_id":
        told = f"{column} || '-' || k // {SAME_TEXTS}"
    elif name in LISTS:
        told = f"list_transform({column}, i -> i || '-' || k)"
    elif name == "by":  # firms come and go, governments stay
        told = f"CASE WHEN starts_with({column}, 'org:') THEN {column} || '-' || k ELSE {column} END"
    elif name == "evidence":
        told = f"CAST(regexp_replace(CAST({column} AS VARCHAR), '{NAMED}', '\"\\1\":\"\\2-' || k || '\"', 'g') AS JSON)"
    elif name in MOMENTS and kind == "TIMESTAMP":
        told = f"{column} - to_days(k::INTEGER)"
    elif name in DAYS and kind == "VARCHAR":
        told = f"coalesce(CAST(TRY_CAST({column} AS DATE) - k::INTEGER AS VARCHAR), {column})"
    return f"{told} AS {column}"
