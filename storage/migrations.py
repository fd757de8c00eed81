"""Numbered, forward-only migrations: SQL files, each applied with its record in one transaction."""

from pathlib import Path

import duckdb

from reewatch.errors import StoreError
from reewatch.identifiers import content_hash

SQL = Path(__file__).parent / "sql"
STORE_MIGRATIONS = SQL / "store"
LEDGER_MIGRATIONS = SQL / "ledger"

RECORD = """CREATE TABLE IF NOT EXISTS migrations (
    version INTEGER NOT NULL, name VARCHAR NOT NULL, sql_hash VARCHAR NOT NULL)"""


def migration_files(folder: Path) -> list[tuple[int, Path]]:
    """Return (number, file) in order; the number is what stands before the first underscore."""
    return sorted((int(p.name.split("_", 1)[0]), p) for p in folder.glob("*.sql"))


def apply_migrations(con: duckdb.DuckDBPyConnection, folder: Path, path: Path) -> None:
    """Apply what is not applied yet.

    Raises StoreError where the file was written by a newer reewatch, or an applied migration was edited since.
    """
    con.execute(RECORD)
    applied = _applied(con)
    files = migration_files(folder)
    _refuse_unknown(applied, files, path)
    for version, file in files:
        if version in applied:
            continue
        sql = file.read_text(encoding="utf-8")
        con.execute("BEGIN TRANSACTION")
        try:
            con.execute(sql)
            con.execute("INSERT INTO migrations VALUES (?, ?, ?)", [version, file.name, content_hash(sql)])
        except BaseException:
            con.execute("ROLLBACK")
            raise
        con.execute("COMMIT")


def require_current(con: duckdb.DuckDBPyConnection, folder: Path, path: Path) -> None:
    """Raise StoreError where a store that is only read is not of this very version."""
    files = migration_files(folder)
    try:
        applied = _applied(con)
    except duckdb.CatalogException as error:
        raise StoreError(f"{path} is no reewatch store.") from error
    _refuse_unknown(applied, files, path)
    if len(applied) < len(files):
        raise StoreError(f"{path} was written by an older reewatch. Remedy: run `reewatch nightly` once.")


def schema_version(folder: Path = STORE_MIGRATIONS) -> int:
    """Return the number of the newest migration."""
    return migration_files(folder)[-1][0]


def _applied(con: duckdb.DuckDBPyConnection) -> dict[int, str]:
    return dict(con.execute("SELECT version, sql_hash FROM migrations").fetchall())


def _refuse_unknown(applied: dict[int, str], files: list[tuple[int, Path]], path: Path) -> None:
    known = {version: content_hash(file.read_text(encoding="utf-8")) for version, file in files}
    for version, sql_hash in applied.items():
        if version not in known:
            raise StoreError(f"{path} was written by a newer reewatch (migration {version}). Remedy: update reewatch.")
        if known[version] != sql_hash:
            raise StoreError(f"{path}: migration {version} was edited after it was applied. Remedy: write a new one.")
