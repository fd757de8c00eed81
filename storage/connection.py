"""Opening the DuckDB files: migrations applied, settings fixed, locks told in plain words."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from reewatch.errors import LockHeldError, StoreError
from storage.migrations import LEDGER_MIGRATIONS, STORE_MIGRATIONS, apply_migrations, require_current

Connection = duckdb.DuckDBPyConnection
LEDGER_WAIT_SECONDS = 10.0


def open_store(path: Path, *, read_only: bool = False) -> Connection:
    """Return a connection to the base store, made and migrated where needed.

    Raises LockHeldError where another process has it open, StoreError where it is missing (read only), damaged or
    of a newer reewatch.
    """
    return _open(path, STORE_MIGRATIONS, read_only=read_only)


def open_ledger(path: Path, *, read_only: bool = False, wait_seconds: float = LEDGER_WAIT_SECONDS) -> Connection:
    """Return a connection to the ledger of human acts and deliveries; errors as for open_store.

    Nobody keeps the ledger open for long, so one who meets another waits for up to ``wait_seconds``.
    """
    until = time.monotonic() + wait_seconds
    while True:
        try:
            return _open(path, LEDGER_MIGRATIONS, read_only=read_only)
        except LockHeldError:
            if time.monotonic() >= until:
                raise
            time.sleep(0.02)


def _open(path: Path, migrations: Path, *, read_only: bool) -> Connection:
    if read_only and not path.exists():
        raise StoreError(f"{path}: there is no store. Remedy: run `reewatch nightly` or `reewatch import` first.")
    path.parent.mkdir(parents=True, exist_ok=True)
    con = connect(path, read_only=read_only)
    try:
        if read_only:
            require_current(con, migrations, path)
        else:
            apply_migrations(con, migrations, path)
    except Exception:
        con.close()
        raise
    return con


def connect(path: Path, *, read_only: bool) -> Connection:
    """Return a plain connection whose zone is UTC; errors in plain words."""
    try:
        con = duckdb.connect(str(path), read_only=read_only)
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise LockHeldError(f"{path} is open in another process. Remedy: wait for it to end. ({error})") from error
        raise StoreError(f"{path} cannot be opened: {error}") from error
    except duckdb.Error as error:
        raise StoreError(f"{path} is no DuckDB file of this version: {error}") from error
    return con


@contextmanager
def transaction(con: Connection) -> Iterator[None]:
    """Run the body in one transaction: all of it is kept, or nothing."""
    con.execute("BEGIN TRANSACTION")
    try:
        yield
    except BaseException:
        con.execute("ROLLBACK")
        raise
    con.execute("COMMIT")
