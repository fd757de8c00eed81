"""Politeness towards hosts: spacing, concurrency, Retry-After, and hosts given up for the run."""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from reewatch.errors import ReewatchError
from reewatch.settings import FetchSettings

#: Fetches in a row that got no response at all, after which a host is not asked again in this run.
GIVEN_UP_AFTER = 2


class HostGivenUpError(ReewatchError):
    """A host was silent too often in this run to be asked again."""


def retry_after_seconds(value: str | None, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for (RFC 9110: seconds or an HTTP date), or None."""
    if not value:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return max(0.0, (moment - now).total_seconds())


class HostGates:
    """One gate a host: so many requests at once, and so long between the starts of two."""

    def __init__(self, settings: FetchSettings) -> None:
        """Gates with the settings' concurrency and spacing; spacing may be raised for a host."""
        self._settings = settings
        self._slots: defaultdict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(settings.host_concurrency)
        )
        self._next_start: defaultdict[str, float] = defaultdict(float)
        self._least: defaultdict[str, float] = defaultdict(float)
        self._silent: defaultdict[str, int] = defaultdict(int)
        self._all = asyncio.Semaphore(settings.concurrency)

    def require_spacing(self, host: str, seconds: float) -> None:
        """Keep at least that many seconds between two requests to a host (a robots.txt asks for it)."""
        self._least[host] = max(self._least[host], seconds)

    def note_fetch(self, host: str, *, answered: bool) -> None:
        """Count whether a fetch, with all its attempts, got any response from a host."""
        self._silent[host] = 0 if answered else self._silent[host] + 1

    def is_given_up(self, host: str) -> bool:
        """Return whether a host was silent so often that it is left alone for this run."""
        return self._silent[host] >= GIVEN_UP_AFTER

    @asynccontextmanager
    async def turn(self, host: str, spacing: float | None) -> AsyncIterator[None]:
        """Wait for a host's turn and hold it for one request."""
        async with self._slots[host]:
            seconds = max(self._least[host], self._settings.spacing_seconds if spacing is None else spacing)
            start = max(time.monotonic(), self._next_start[host])
            self._next_start[host] = start + seconds
            await asyncio.sleep(start - time.monotonic())
            async with self._all:
                yield
