"""``query`` reads the published copy and nothing else: no file, no other database, no setting, nothing written."""

from pathlib import Path

import pytest

from reewatch.errors import UsageError
from storage.publishing import published_path
from storage.query import run_query

HOSTILE = (
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_blob('/etc/hostname')",
    "SELECT * FROM glob('/*')",
    "SELECT * FROM parquet_scan('/tmp/x.parquet')",
    "SELECT * FROM read_json('/etc/passwd')",
    "FROM '/etc/passwd'",
    "FROM 'file.csv'",
    "SELECT getenv('HOME')",
    "ATTACH '/tmp/other.duckdb'",
    "ATTACH ':memory:' AS other",
    "DETACH reewatch",
    "INSTALL httpfs",
    "LOAD fts",
    "LOAD '/tmp/evil.duckdb_extension'",
    "COPY events TO '/tmp/out.csv'",
    "COPY (SELECT 1) TO '/dev/stdout'",
    "EXPORT DATABASE '/tmp/out'",
    "IMPORT DATABASE '/tmp/in'",
    "SET memory_limit = '9GB'",
    "SET enable_external_access = true",
    "RESET memory_limit",
    "PRAGMA enable_profiling",
    "CREATE TABLE x AS SELECT 1",
    "CREATE TEMP TABLE x AS SELECT 1",
    "CREATE MACRO f() AS 1",
    "INSERT INTO events_rows SELECT * FROM events_rows",
    "UPDATE events_rows SET title = ''",
    "DELETE FROM events_rows",
    "DROP VIEW events",
    "ALTER TABLE events_rows RENAME TO e",
    "CALL pragma_version()",
    "VACUUM",
    "CHECKPOINT",
    "BEGIN",
    "SELECT 1; DROP VIEW events",
    "SELECT 1; SELECT 2",
    "",
    "-- nothing",
    "SELEC 1",
)


@pytest.fixture(scope="module")
def path(newsroom_root: Path) -> Path:
    return published_path(newsroom_root)


@pytest.mark.parametrize("sql", HOSTILE)
def test_what_is_no_question_to_the_copy_is_refused(path: Path, sql: str) -> None:
    before = path.read_bytes()
    with pytest.raises(UsageError):
        run_query(path, sql)
    assert path.read_bytes() == before
    assert not Path("/tmp/out.csv").exists()


@pytest.mark.parametrize(
    "sql", ["SELECT 1 AS n", "FROM deadlines", "DESCRIBE events", "SHOW TABLES", "EXPLAIN FROM events"]
)
def test_questions_are_answered(path: Path, sql: str) -> None:
    assert run_query(path, sql).num_columns > 0


def test_an_endless_question_ends(path: Path) -> None:
    with pytest.raises(UsageError, match="longer than"):
        run_query(path, "SELECT sum(hash(a.range * b.range)) FROM range(1000000) a, range(1000000) b", seconds=0.3)


def test_a_huge_answer_is_refused(path: Path) -> None:
    with pytest.raises(UsageError, match="more than 1000 rows"):
        run_query(path, "FROM range(1000000)", most=1000)


def test_a_question_that_needs_too_much_memory_says_so(path: Path) -> None:
    with pytest.raises(UsageError, match="Out of Memory"):
        run_query(path, "SELECT list(repeat('x', 1000)) FROM range(10000000)")
