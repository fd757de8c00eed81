"""The analysts' copy: a database with commented views, Parquet and checksums, swapped in by one rename."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from reewatch.errors import StoreError
from storage.connection import Connection, connect
from storage.migrations import SQL

#: In this order: what views call and rest on, the views, what calls views, what is said of the base tables.
SCHEMA = (SQL / "functions", SQL / "latest", SQL / "views", SQL / "macros", SQL / "comments")
DATABASE_NAME = "reewatch.duckdb"
KEPT_COPIES = 3
#: What the store may keep in memory while its copy is built.
ASIDE = "128MB"
#: A join of what the other files hold, and larger than all of them.
NOT_AS_PARQUET = ("evidence",)
#: Tables whose names begin so, and the record of migrations, are the store's own business.
INTERNAL = "internal_"


def published_path(data_dir: Path) -> Path:
    """Return the analysts' database of the last run that was published.

    Raises StoreError where nothing was published yet.
    """
    path = data_dir / "published" / "current" / DATABASE_NAME
    if not path.exists():
        raise StoreError(f"{data_dir}: nothing is published yet. Remedy: run `reewatch nightly` or `reewatch import`.")
    return path.resolve()


def is_published(data_dir: Path) -> bool:
    """Return whether any run was published yet."""
    return (data_dir / "published" / "current" / DATABASE_NAME).exists()


def publish(con: Connection, data_dir: Path, run_id: str) -> Path:
    """Build ``published/<run_id>`` from the store and point ``published/current`` at it; return the folder.

    Readers that hold an older copy open keep it. Built aside and renamed whole, so a kill leaves nothing half done.
    """
    published = data_dir / "published"
    published.mkdir(parents=True, exist_ok=True)
    for left in published.glob(".building-*"):
        shutil.rmtree(left)
    folder = published / run_id
    if not folder.exists():
        building = Path(tempfile.mkdtemp(prefix=".building-", dir=published))
        _build(con, building)
        building.chmod(0o755)
        building.rename(folder)
    _point(published / "current", run_id)
    _forget_old(published, run_id)
    return folder


def _build(con: Connection, building: Path) -> None:
    """Copy the store's file and take out what is its own business: several times as fast as copying its rows."""
    database = building / DATABASE_NAME
    con.execute("CHECKPOINT")
    shutil.copyfile(_file_of(con), database)
    with _stepping_aside(con) as limit:
        copy = connect(database, read_only=False)
        try:
            copy.execute("SET memory_limit = ?", [limit])
            _leave_out_internals(copy)
            create_views(copy)
            copy.execute("CHECKPOINT")
            _write_parquet(copy, building / "parquet")
        finally:
            copy.close()
    _write_checksums(building)


@contextmanager
def _stepping_aside(con: Connection) -> Iterator[str]:
    """Let the store give up what it keeps in memory while its copy is built; yields what it may keep otherwise.

    Each database keeps what it read in a memory of its own, so that two of them would take twice as much.
    """
    limit = str(con.execute("SELECT current_setting('memory_limit')").fetchall()[0][0])
    with suppress(duckdb.OutOfMemoryException):  # more than that is in use: the store keeps what it has
        con.execute("SET memory_limit = ?", [ASIDE])
    try:
        yield limit
    finally:
        con.execute("SET memory_limit = ?", [limit])


def _file_of(con: Connection) -> Path:
    rows = con.execute("SELECT path FROM duckdb_databases() WHERE database_name = current_database()").fetchall()
    return Path(str(rows[0][0]))


def _leave_out_internals(copy: Connection) -> None:
    public = public_tables(copy)
    tables = copy.execute("SELECT table_name FROM duckdb_tables() ORDER BY table_name").fetchall()
    for (table,) in tables:
        if table in public:
            copy.execute(f"ALTER TABLE {table} RENAME TO {table_name(table)}")
        else:
            copy.execute(f"DROP TABLE {table}")


def public_tables(con: Connection) -> list[str]:
    """Return the names of the base tables that analysts may see."""
    rows = con.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() "
        "AND NOT starts_with(table_name, ?) AND table_name <> 'migrations' ORDER BY table_name",
        [INTERNAL],
    ).fetchall()
    return [r[0] for r in rows]


def table_name(table: str) -> str:
    """Return the name of a base table in the published copy, where the plain nouns are the views'."""
    return f"{table}_rows"


def create_views(con: Connection) -> None:
    """Create the documented views of the published copy, and the macros that ask it on two clocks.

    Views may rest on one another: a file whose views are not there yet waits for those that bring them.
    """
    for folder in SCHEMA:
        waiting = sorted(folder.glob("*.sql"))
        while waiting:
            left = [file for file in waiting if not _created(con, file)]
            if left == waiting:
                con.execute(left[0].read_text(encoding="utf-8"))  # tells what it lacks
            waiting = left
    _comment_columns(con)


def _created(con: Connection, file: Path) -> bool:
    try:
        con.execute(file.read_text(encoding="utf-8"))
    except duckdb.CatalogException:
        return False
    return True


def _comment_columns(con: Connection) -> None:
    """Say of a base table's column what the views say of it."""
    rows = con.execute((SQL / "published" / "columns_to_comment.sql").read_text(encoding="utf-8")).fetchall()
    for table, column, comment in rows:
        told = str(comment).replace("'", "''")
        con.execute(f"COMMENT ON COLUMN {table}.\"{column}\" IS '{told}'")


def view_names(con: Connection) -> list[str]:
    """Return the names of the views of a published copy."""
    rows = con.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY view_name").fetchall()
    return [r[0] for r in rows]


def _write_parquet(con: Connection, folder: Path) -> None:
    folder.mkdir()
    con.execute("SET preserve_insertion_order = false")  # what is sorted in its view stays so; the rest need not wait
    for view in view_names(con):
        if view in NOT_AS_PARQUET:
            continue
        con.execute(f"COPY (FROM {view}) TO '{_quoted(folder / f'{view}.parquet')}' (FORMAT parquet)")


def _write_checksums(building: Path) -> None:
    lines = [f"{_file_hash(p)}  {p.relative_to(building)}" for p in _files(building)]
    (building / "SHA256SUMS").write_text("\n".join(lines) + "\n", encoding="utf-8")


def damaged_files(folder: Path) -> list[str]:
    """Return a line on each file of a published folder that is missing, or not as it was written."""
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    damaged = []
    for line in lines:
        told, name = line.split("  ", 1)
        path = folder / name
        if not path.is_file():
            damaged.append(f"{path}: missing")
        elif _file_hash(path) != told:
            damaged.append(f"{path}: not as it was written")
    return damaged


def _files(folder: Path) -> Iterator[Path]:
    return (p for p in sorted(folder.rglob("*")) if p.is_file())


def _file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _point(pointer: Path, run_id: str) -> None:
    aside = pointer.with_name(".current-new")
    aside.unlink(missing_ok=True)
    aside.symlink_to(run_id)
    os.replace(aside, pointer)  # noqa: PTH105  the one call that is atomic by contract


def _forget_old(published: Path, current: str) -> None:
    copies = [p for p in published.glob("run-*") if p.is_dir() and p.name != current]
    copies.sort(key=lambda p: p.stat().st_mtime)
    for copy in copies[: -(KEPT_COPIES - 1)]:
        shutil.rmtree(copy)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
