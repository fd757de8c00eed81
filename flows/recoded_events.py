"""Events of which mentions were read anew: each keeps its id, or leads to the one that tells of it now."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from flows.resolving import blocks_near, keep_waiting, with_step_before
from reewatch.events.event import Event, EventStep
from reewatch.identifiers import content_id
from reewatch.recoding.comparing import Recoding
from reewatch.resolution.blocks import Blocks
from storage.corrections import RECODED, acts_in_effect, field_corrections, insert_effect
from storage.events import insert_events, insert_memberships, insert_merges
from storage.mentions import mentions_of
from storage.recodings import carried, events_held
from storage.rows import Connection
from storage.waiting import wait_no_more, waiting_near

Became = Mapping[str, str | None]


def resolve_anew(
    con: Connection, recoded: Recoding, before: Mapping[str, Event], owner: Mapping[str, str], known_at: datetime
) -> tuple[list[EventStep], list[Event], frozenset[str]]:
    """Give what is read for the first time its event; return the steps of the touched events, and those that are gone.

    The last are the ids of mentions that waited for a second sentence and are borne out by what is read now.

    ``before`` are the events that lost a mention, as they were; ``owner`` is mention -> event of what was closed.
    """
    new, became = mentions_of(con, recoded.added), recoded.became
    wait_no_more(con, became)
    waiting, second = waiting_near(con, new)
    blocks = blocks_near(con, [*new, *waiting], before)
    blocks.second = second
    known = {e: blocks.event(e) for e in blocks.members} | dict(before)
    places = _order_of(before, owner)
    held = events_held(con, before)
    placed = {became[old]: e for old, e in owner.items() if e in held}
    for mention in (m for m in new if m.mention_id in placed):
        blocks.place(mention, placed[mention.mention_id])
    anew = [m for m in new if m.mention_id not in placed]
    blocks.join([*anew, *waiting], beside=mentions_of(con, recoded.kept))
    for event_id in sorted(before, key=lambda e: (before[e].members[0].known_at, e)):
        told_in = _where(blocks, places[event_id], became)
        if event_id not in blocks.members and event_id not in blocks.merged and told_in and told_in not in known:
            blocks.rename(told_in, event_id)  # what founded it is told there
    insert_memberships(con, blocks.joined, known_at)
    heard = keep_waiting(con, blocks, {m.mention_id for m in waiting})
    merges: dict[str, str | None] = {g: k for g, k in blocks.merged.items() if g in known}
    merges |= {e: _where(blocks, places[e], became) for e in before if e not in blocks.members and e not in merges}
    insert_merges(con, merges, known_at, why=RECODED)
    _carry_over(con, merges, known_at)
    blocks.fields = field_corrections(con, blocks.members)
    touched = sorted({*blocks.joined, *(e for e in before if e in blocks.members)})
    now = {e: blocks.event(e) if e in touched else known[e] for e in blocks.members}
    steps = [EventStep(before=known.get(e), after=with_step_before(blocks, now, e)) for e in touched]
    insert_events(con, [s.after for s in steps], known_at)
    return steps, [known[g] for g in sorted(merges)], heard


def _order_of(before: Mapping[str, Event], owner: Mapping[str, str]) -> dict[str, list[str]]:
    """Return event -> the mentions that it lost: the one that founded it first, then as they were known."""
    lost: dict[str, list[str]] = {e: [] for e in before}
    for mention_id, event_id in owner.items():
        lost.setdefault(event_id, []).append(mention_id)
    known = {m.mention_id: n for e in before.values() for n, m in enumerate(e.members)}

    def place(event_id: str, mention_id: str) -> tuple[bool, int, str]:
        return content_id("evt", mention_id) != event_id, known.get(mention_id, len(known)), mention_id

    return {e: sorted(ids, key=partial(place, e)) for e, ids in lost.items()}


def _where(blocks: Blocks, lost: Sequence[str], became: Became) -> str | None:
    """Return the event in which what an event lost is told now; None where it is not read any more."""
    now = {m.mention_id: e for e, told in blocks.joined.items() for m in told}
    return next((now[new] for old in lost if (new := became[old]) in now), None)


def _carry_over(con: Connection, merges: Mapping[str, str | None], known_at: datetime) -> None:
    """Let what people said of an event hold for the one that tells of it now."""
    moved = {gone: kept for gone, kept in merges.items() if kept is not None}
    for act in acts_in_effect(con, moved):
        if act.act in ("correct", "confirm"):
            insert_effect(con, carried(act, moved[act.subject_id]), known_at)
