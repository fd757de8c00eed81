"""Maintenance: archives read through, and what killed runs left aside cleared away."""

from datetime import datetime, timedelta
from pathlib import Path

from fetching.archive_reading import read_fetches
from flows.workplace import Workplace
from reewatch.errors import ArchiveError

#: Archives are read through for as long after their run; older ones do not change any more.
CHECKED = timedelta(days=15)
#: What stands aside for longer belongs to nobody any more.
SCRATCH = timedelta(days=2)


def damaged_archives(place: Workplace, now: datetime) -> list[str]:
    """Return a line on each archive of the last days that cannot be read to its end."""
    damaged = []
    for path in sorted(place.archive.glob("*.warc.gz")):
        if _age(path, now) < CHECKED:
            try:
                for _ in read_fetches(path):
                    pass
            except ArchiveError as error:
                damaged.append(f"{path.name}: {error}")
    return damaged


def clear_scratch(place: Workplace, now: datetime) -> int:
    """Remove files that were written aside and never renamed; return how many."""
    left = [*place.digests.glob("*.part"), *place.root.glob(".heartbeat.json.*")]
    old = [p for p in left if _age(p, now) > SCRATCH]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _age(path: Path, now: datetime) -> timedelta:
    return timedelta(seconds=now.timestamp() - path.stat().st_mtime)
