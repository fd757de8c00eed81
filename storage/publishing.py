"""The analysts' copy: a database with commented views, Parquet and checksums, swapped in by one rename."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from reewatch.errors import StoreError
from storage.connection import Connection, connect
from storage.migrations import SQL

VIEWS = SQL / "views"
MACROS = SQL / "macros"
DATABASE_NAME = "reewatch.duckdb"
KEPT_COPIES = 3
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
    database = building / DATABASE_NAME
    con.execute(f"ATTACH '{_quoted(database)}' AS copy_to_publish")
    try:
        for table in public_tables(con):
            con.execute(f"CREATE TABLE copy_to_publish.{table_name(table)} AS FROM {table}")
    finally:
        con.execute("DETACH copy_to_publish")
    copy = connect(database, read_only=False)
    try:
        create_views(copy)
        _write_parquet(copy, building / "parquet")
        copy.execute("CHECKPOINT")
    finally:
        copy.close()
    _write_checksums(building)


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
    """Create the documented views of the published copy, and the macros that ask it on two clocks."""
    for file in (*sorted(VIEWS.glob("*.sql")), *sorted(MACROS.glob("*.sql"))):
        con.execute(file.read_text(encoding="utf-8"))


def view_names(con: Connection) -> list[str]:
    """Return the names of the views of a published copy."""
    rows = con.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY view_name").fetchall()
    return [r[0] for r in rows]


def _write_parquet(con: Connection, folder: Path) -> None:
    folder.mkdir()
    for view in view_names(con):
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
