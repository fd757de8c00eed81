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


@contextmanager
def run_lock(path: Path, *, what: str, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold the lock at ``path`` for the body; ``what`` says what is running, for whoever meets the lock.

    Raises LockHeldError, naming the holder, when another process still holds it after ``wait_seconds``.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        _take(file, time.monotonic() + wait_seconds, path)
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
    holder: dict[str, object] = {}
    with suppress(OSError, ValueError):  # the holder may be writing its name just now
        holder = json.loads(path.read_text(encoding="utf-8"))
    if not holder:
        return f"another run holds the lock {path}."
    return (
        f"another run holds the lock {path}: {holder['what']}, process {holder['pid']} on {holder['host']}, "
        f"since {holder['since']}."
    )
