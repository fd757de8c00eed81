"""An iCalendar (RFC 5545) of deadlines and promises: one all-day entry a matter, whose UID stays when its day moves."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from digests.wording import clean
from reewatch.days import days_of
from reewatch.digest.contents import Coming
from reewatch.identifiers import content_id


def calendar_of(coming: Iterable[Coming], domain: str, now: datetime) -> bytes:
    """Return the calendar of what has a last day; ``domain`` ends the UIDs."""
    calendar = Calendar()
    calendar.add("prodid", "-//reewatch//deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "reewatch: deadlines and promises")
    for entry in coming:
        days = days_of(entry.day)
        if days is not None:
            calendar.add_component(_event(entry, days.last, domain, now))
    return bytes(calendar.to_ical())


def _event(entry: Coming, day: date, domain: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{content_id('cal', entry.subject_id, entry.part, _matter(entry))}@{domain}")
    event.add("dtstamp", now)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", clean(f"{entry.what}: {entry.title}"))
    precision = "" if entry.day == day.isoformat() else f" Told as {entry.day}."
    event.add("description", clean(f"{entry.title}.{precision} reewatch show {entry.subject_id}"))
    event.add("transp", "TRANSPARENT")
    return event


def _matter(entry: Coming) -> str:
    """Return what an entry is about, whether its day is ahead or past: a promise is one matter all along."""
    return "promise" if entry.what in ("promise due", "overdue") else entry.what
