"""Each new mention finds its event or founds one; the touched events are worked out anew."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from reewatch.changes import Change
from reewatch.event_changes import event_changes
from reewatch.events import Event, EventStep, build_event
from reewatch.factuality import is_primary
from reewatch.families import specific
from reewatch.framework import Framework
from reewatch.identifiers import content_id
from reewatch.lending import lent_texts, with_lent
from reewatch.matters import earlier_step, matter_keys
from reewatch.mentions import StoredMention
from reewatch.resolution import Candidate, block_keys, resolve, search_keys
from reewatch.timestamps import format_timestamp
from storage.events import (
    events_by_key,
    insert_events,
    insert_memberships,
    insert_merges,
    members_of,
    members_of_events,
)
from storage.mentions import insert_lent_texts
from storage.rows import Connection


@dataclass(slots=True)
class Blocks:
    """The events near tonight's mentions: who belongs to them, and the keys that find them."""

    members: dict[str, list[StoredMention]]
    by_key: dict[str, set[str]]
    joined: dict[str, list[StoredMention]] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)

    def candidates(self, mention: StoredMention) -> list[Candidate]:
        """Return the events that share a block with a mention."""
        ids = {e for k in search_keys(mention) for e in self.by_key.get(k, ())}
        return [Candidate(e, self.members[e]) for e in sorted(ids) if e in self.members]

    def add(self, mention: StoredMention, event_id: str) -> None:
        """Let a mention join an event, so that the next ones find it there."""
        self.members.setdefault(event_id, []).append(mention)
        self.joined.setdefault(event_id, []).append(mention)
        for key in (*block_keys(mention), *matter_keys(mention)):
            self.by_key.setdefault(key, set()).add(event_id)

    def merge(self, gone: str, kept: str) -> None:
        """Move everything of one event to another."""
        self.joined.pop(gone, None)
        for mention in self.members.pop(gone):
            self.add(mention, kept)
        self.merged = {g: kept if k == gone else k for g, k in self.merged.items()} | {gone: kept}


def resolve_events(
    con: Connection, mentions: Sequence[StoredMention], framework: Framework, known_at: datetime
) -> tuple[list[EventStep], list[Change]]:
    """Give each mention its event, store the touched events anew; return their steps and what changed about them."""
    lent = lent_texts(mentions)
    insert_lent_texts(con, lent)
    mentions = with_lent(mentions, lent)
    blocks = _blocks_near(con, mentions)
    before = {e: build_event(e, members) for e, members in blocks.members.items() if members}
    for mention in sorted(mentions, key=_order):
        event_id, same = resolve(mention, blocks.candidates(mention))
        kept = event_id or content_id("evt", mention.mention_id)
        blocks.add(mention, kept)
        for gone in same:
            blocks.merge(*_older_last(gone, kept, before))
            kept = blocks.merged.get(kept, kept)
    insert_memberships(con, blocks.joined, known_at)
    insert_merges(con, {g: k for g, k in blocks.merged.items() if g in before}, known_at)
    steps = [EventStep(before=before.get(e), after=_with_step_before(blocks, e)) for e in blocks.joined]
    insert_events(con, [s.after for s in steps], known_at)
    return steps, _changes(steps, framework, known_at)


def _blocks_near(con: Connection, mentions: Iterable[StoredMention]) -> Blocks:
    keys = {k for m in mentions for k in (*search_keys(m), *matter_keys(m))}
    by_key = events_by_key(con, keys)
    return Blocks(members_of_events(con, {e for ids in by_key.values() for e in ids}), by_key)


def _order(stored: StoredMention) -> tuple[bool, bool, bool, str, str, int, str]:
    """Legal texts first, then issuers' own words, then news, so that vaguer words find what they speak of.

    The order of documents within a night makes no difference.
    """
    mention = stored.mention
    return (
        not specific(mention.instruments),
        not is_primary(stored),
        mention.timeframe != "new",
        stored.published,
        stored.url,
        mention.evidence.start,
        stored.mention_id,
    )


def _older_last(a: str, b: str, before: dict[str, Event]) -> tuple[str, str]:
    """Return (the event that goes, the event that stays): the one known first stays."""
    known = {e: before[e].members[0].known_at if e in before else "9" for e in (a, b)}
    stays = min((a, b), key=lambda e: (known[e], e))
    return (b, a) if stays == a else (a, b)


def _with_step_before(blocks: Blocks, event_id: str) -> Event:
    event = build_event(event_id, blocks.members[event_id])
    keys = {k for m in event.members for k in matter_keys(m)}
    near = {e for k in keys for e in blocks.by_key.get(k, ()) if e in blocks.members and e != event_id}
    return replace(event, follows=earlier_step(event, [build_event(e, blocks.members[e]) for e in sorted(near)]))


def _changes(steps: Iterable[EventStep], framework: Framework, known_at: datetime) -> list[Change]:
    changes: list[Change] = []
    for step in steps:
        indicator = next((i.id for i in framework.indicators if step.after.type in i.types), None)
        changes += event_changes(format_timestamp(known_at), step, indicator)
    return changes


def event_of(con: Connection, event_id: str) -> Event:
    """Return an event as its members, so far as the store has them, tell of it."""
    return build_event(event_id, members_of(con, event_id))
