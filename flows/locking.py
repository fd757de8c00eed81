"""The run lock: one run at a time, released by the operating system when its holder dies."""

import fcntl
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from reewatch.errors import LockHeldError
from reewatch.timestamps import format_timestamp

#: Whoever only asks who holds a lock has it for an instant; nobody is turned away for that.
INSTANT_SECONDS = 0.5


@contextmanager
def run_lock(path: Path, *, what: str, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold the lock at ``path`` for the body; ``what`` says what is running, for whoever meets the lock.

    Raises LockHeldError, naming the holder, when another process still holds it after ``wait_seconds``.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        _take(file, time.monotonic() + max(wait_seconds, INSTANT_SECONDS), path)
        file.seek(0)
        file.truncate()
        json.dump(_holder(what), file)
        file.flush()
        try:
            yield
        finally:
            file.seek(0)
            file.truncate()
            file.flush()
            fcntl.flock(file, fcntl.LOCK_UN)


def lock_holder(path: Path) -> dict[str, object] | None:
    """Return who holds the lock (what, pid, host, since; empty where he has not said so yet); None where nobody does.

    What a dead holder wrote stands in the file still; only the operating system knows whether the lock is held.
    """
    if not path.exists():
        return None
    with path.open(encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _written(path)
        fcntl.flock(file, fcntl.LOCK_UN)
    return None


def _take(file: IO[str], until: float, path: Path) -> None:
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= until:
                raise LockHeldError(f"{_describe(path)} Remedy: wait for it to end, or end it.") from error
            time.sleep(0.05)
        else:
            return


def _holder(what: str) -> dict[str, object]:
    now = format_timestamp(datetime.now(UTC).replace(microsecond=0))
    return {"what": what, "pid": os.getpid(), "host": socket.gethostname(), "since": now}


def _describe(path: Path) -> str:
    holder = _written(path)
    if not holder:
        return f"another run holds the lock {path}."
    return (
        f"another run holds the lock {path}: {holder['what']}, process {holder['pid']} on {holder['host']}, "
        f"since {holder['since']}."
    )


def _written(path: Path) -> dict[str, object]:
    with suppress(OSError, ValueError):  # the holder may be writing its name just now
        return dict(json.loads(path.read_text(encoding="utf-8")))
    return {}
