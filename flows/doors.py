"""The other doors: an Atom feed of changes, and an iCalendar of deadlines and promises."""

from datetime import datetime, timedelta

from digests.calendars import calendar_of
from digests.feeds import atom_of
from flows.digest_sections import Desk, coming_dates
from reewatch.digest.selection import NO_NEWS
from storage.digests import last_published, reported_changes

FEED_DAYS = 30
MOST_ENTRIES = 200
#: Below this a change is not worth an entry of a feed.
LEAST_SIGNIFICANCE = 0.15


def atom_feed(at: Desk, now: datetime, since: datetime | None) -> bytes:
    """Return the Atom feed of the changes since a time (exclusive); default: the 30 days before the last run."""
    until = last_published(at.published, now) or now
    start = until - timedelta(days=FEED_DAYS) if since is None else since + timedelta(microseconds=1)
    found = reported_changes(at.published, start, until)
    news = [c for c in found if c.significance >= LEAST_SIGNIFICANCE and c.kind not in NO_NEWS and not c.is_history]
    latest = sorted(news, key=lambda c: (c.known_at, c.significance), reverse=True)[:MOST_ENTRIES]
    return atom_of(latest, dict(at.names), now)


def deadline_calendar(at: Desk, now: datetime) -> bytes:
    """Return the iCalendar of all that is coming and of what is overdue."""
    learned = last_published(at.published, now) or now
    return calendar_of(coming_dates(at, now), at.letterhead.domain, learned)
