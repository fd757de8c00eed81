"""Each new mention finds its event or founds one; the touched events are worked out anew."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from reewatch.changes import Change
from reewatch.corrections import corrected_event
from reewatch.events.changes import event_changes
from reewatch.events.event import Event, EventStep
from reewatch.events.matters import earlier_step, matter_keys
from reewatch.framework import Framework
from reewatch.instruments.lending import lent_by_articles, with_lent
from reewatch.mentions import StoredMention
from reewatch.resolution.blocks import Blocks
from reewatch.resolution.deciding import search_keys
from reewatch.timestamps import format_timestamp
from storage.corrections import field_corrections, split_pairs
from storage.events import (
    events_by_key,
    insert_events,
    insert_memberships,
    insert_merges,
    members_of,
    members_of_events,
)
from storage.mentions import insert_lent
from storage.rows import Connection
from storage.waiting import let_wait, wait_no_more, waiting_near


def resolve_events(
    con: Connection, mentions: Sequence[StoredMention], framework: Framework, known_at: datetime
) -> tuple[list[EventStep], list[Change], frozenset[str]]:
    """Give each mention its event, store the touched events anew; return their steps and what changed about them.

    The last are the ids of earlier mentions that waited for a second sentence and are borne out by now.
    """
    lent = lent_by_articles(mentions)
    insert_lent(con, lent)
    told = with_lent(mentions, lent)
    waiting, second = waiting_near(con, told)
    told += waiting
    blocks = blocks_near(con, told)
    blocks.second = second
    before = {e: blocks.event(e) for e in blocks.members}
    blocks.join(told)
    insert_memberships(con, blocks.joined, known_at)
    heard = keep_waiting(con, blocks, {m.mention_id for m in waiting})
    insert_merges(con, {g: k for g, k in blocks.merged.items() if g in before}, known_at)
    now = {e: before[e] if e in before and e not in blocks.joined else blocks.event(e) for e in blocks.members}
    steps = [EventStep(before=before.get(e), after=with_step_before(blocks, now, e)) for e in blocks.joined]
    insert_events(con, [s.after for s in steps], known_at)
    return steps, _changes(steps, framework, known_at), heard


def keep_waiting(con: Connection, blocks: Blocks, waiting: Collection[str]) -> frozenset[str]:
    """Let tonight's faint mentions wait for a second sentence; return those that waited and have an event now."""
    let_wait(con, [m for m in blocks.faint if m.mention_id not in waiting], blocks.second)
    heard = frozenset(m.mention_id for told in blocks.joined.values() for m in told if m.mention_id in waiting)
    wait_no_more(con, heard)
    return heard


def blocks_near(con: Connection, mentions: Iterable[StoredMention], touched: Collection[str] = ()) -> Blocks:
    """Return the events that mentions may speak of, and those that are touched anyhow, as the store has them."""
    keys = {k for m in mentions for k in (*search_keys(m), *matter_keys(m))}
    by_key = events_by_key(con, keys)
    near = {e for ids in by_key.values() for e in ids} | set(touched)
    return Blocks(
        members_of_events(con, near),
        by_key,
        fields=field_corrections(con, near),
        apart=split_pairs(con, near),
    )


def with_step_before(blocks: Blocks, now: Mapping[str, Event], event_id: str) -> Event:
    """Return an event with the earlier step that it follows; ``now`` holds every event near, as it is known now."""
    event = now[event_id]
    near = blocks.neighbours(event_id, {k for m in event.members for k in matter_keys(m)})
    return replace(event, follows=earlier_step(event, [now[e] for e in near]))


def _changes(steps: Iterable[EventStep], framework: Framework, known_at: datetime) -> list[Change]:
    changes: list[Change] = []
    for step in steps:
        indicator = next((i.id for i in framework.indicators if step.after.type in i.types), None)
        changes += event_changes(format_timestamp(known_at), step, indicator)
    return changes


def events_of(con: Connection, event_ids: Collection[str]) -> dict[str, Event]:
    """Return event id -> event, as for one, with one look-up for all."""
    members, fields = members_of_events(con, event_ids), field_corrections(con, event_ids)
    return {e: corrected_event(e, told, fields.get(e, {})) for e, told in members.items()}


def event_of(con: Connection, event_id: str) -> Event:
    """Return an event as its members, so far as the store has them, tell of it."""
    return corrected_event(event_id, members_of(con, event_id), field_corrections(con, [event_id]).get(event_id, {}))
