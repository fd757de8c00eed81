"""Each new mention finds its event or founds one; the touched events are worked out anew."""

from collections.abc import Sequence
from datetime import datetime

from reewatch.changes import Change, event_changes
from reewatch.events import Event, EventStep, build_event, resolve
from reewatch.framework import Framework
from reewatch.identifiers import content_id
from reewatch.mentions import StoredMention
from reewatch.timestamps import format_timestamp
from storage.copies import voices_of
from storage.events import candidates_for, insert_events, insert_membership, members_of
from storage.rows import Connection


def resolve_events(
    con: Connection, mentions: Sequence[StoredMention], framework: Framework, known_at: datetime
) -> tuple[list[EventStep], list[Change]]:
    """Give each mention its event, store the touched events anew; return their steps and what changed about them."""
    before = _join(con, mentions, known_at)
    steps = [EventStep(before=was, after=event_of(con, event_id)) for event_id, was in before.items()]
    insert_events(con, [s.after for s in steps], known_at)
    changes: list[Change] = []
    for step in steps:
        indicator = next((i.id for i in framework.indicators if step.after.type in i.types), None)
        changes += event_changes(format_timestamp(known_at), step.before, step.after, indicator)
    return steps, changes


def _join(con: Connection, mentions: Sequence[StoredMention], known_at: datetime) -> dict[str, Event | None]:
    """Give each mention its event; return the touched events as they were known before (None: not at all)."""
    before: dict[str, Event | None] = {}
    for mention in mentions:
        event_id = resolve(mention, candidates_for(con, mention)) or content_id("evt", mention.mention_id)
        if event_id not in before:
            before[event_id] = event_of(con, event_id) if members_of(con, event_id) else None
        insert_membership(con, mention, event_id, known_at)
    return before


def event_of(con: Connection, event_id: str) -> Event:
    """Return an event as its members, so far as the store has them, tell of it."""
    members = members_of(con, event_id)
    return build_event(event_id, members, voices_of(con, [m.revision_id for m in members]))
