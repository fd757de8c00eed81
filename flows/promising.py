"""The ledger of promises: what was promised tonight, what was answered, what fell due."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import Any

from flows.refiguring import Reread
from flows.resolving import events_of
from reewatch.changes import Change
from reewatch.days import seat_day
from reewatch.events.event import Event, EventStep
from reewatch.framework import Baseline, Framework
from reewatch.promises.acts import Acts, acts_of
from reewatch.promises.answers import answer_to, withdrawal_of
from reewatch.promises.changes import PromiseStep, promise_changes
from reewatch.promises.promise import Promise, Standing, find_promise, joined, place_of_telling, promise_in, standing_on
from reewatch.promises.schedules import Timelines, may_move_start
from reewatch.timestamps import format_timestamp
from storage.instruments import latest_timeline
from storage.ledger_listings import plain_rows
from storage.promises import (
    answering_events,
    baseline_promises,
    insert_promises,
    promise_of_row,
    promise_rows,
    promises_by_id,
    promises_past_due,
    standing_promises,
)
from storage.rows import Connection

Known = dict[str, tuple[Promise, Standing]]


def keep_promises(
    con: Connection, steps: Sequence[EventStep], framework: Framework, known_at: datetime, *, reread: Reread
) -> list[Change]:
    """Store new promises and moved ones, and those whose day passed; return the changes of their statuses.

    ``reread`` brings promises of which mentions were read anew.
    """
    stamp, today = format_timestamp(known_at), reread.day_of(known_at)
    told = _told_tonight(steps, stamp, reread)
    before = _known_near(con, steps, told, today) | promises_by_id(con, reread.promises)
    now = _restated(told, {i: p for i, (p, _) in before.items()} | dict(reread.promises))
    timelines = cache(partial(latest_timeline, con, known_at=known_at))
    tonight = acts_of([s.after for s in steps])
    fresh = (now.keys() - before.keys()) | reread.promises.keys()
    asked = [p for i, p in now.items() if (i in fresh or _is_asked_again(p, tonight)) and not _is_settled(p, tonight)]
    earlier = _earlier_events(con, asked, tonight)
    now = {i: _answered(p, tonight, earlier.get(i, ()), timelines) for i, p in now.items()}
    moved = [s for i, p in sorted(now.items()) if (s := _step(p, before.get(i), today, steps))]
    insert_promises(con, [(s.after, s.now) for s in moved], known_at)
    feeds = {t: i.id for i in reversed(framework.indicators) for t in i.types if not i.words}
    return promise_changes(stamp, moved, feeds)


def _told_tonight(steps: Sequence[EventStep], stamp: str, reread: Reread) -> list[Promise]:
    """Return the promises that tonight's mentions make or restate, the earliest published first; one a sentence."""
    told: dict[tuple[str, str, str], tuple[tuple[str, str, tuple[bool, int], str], Promise]] = {}
    for step in steps:
        for stored in step.after.members:
            promise = promise_in(stored, step.after.event_id) if reread.tells(stored, stamp) else None
            if promise is not None:
                order = (stored.published, stored.url, place_of_telling(stored), promise.promise_id)
                key = (stored.revision_id, str(stored.mention.evidence.start), promise.due)
                if key not in told or order < told[key][0]:
                    told[key] = (order, promise)
    return [p for _, p in sorted(told.values(), key=lambda t: t[0])]


def _known_near(con: Connection, steps: Sequence[EventStep], told: Sequence[Promise], known_at: datetime) -> Known:
    """Return what is in the ledger of those who promise or act tonight, and what may have fallen due."""
    acting = {c for s in steps for m in s.after.members for c in (m.mention.actor, m.mention.target, m.issuer) if c}
    states = {c.split(".")[0] for c in (*acting, *(p.by for p in told))}
    tomorrow = (known_at.date() + timedelta(days=1)).isoformat()
    types = {m.mention.type for s in steps for m in s.after.members} | {"investment", "capacity"}
    return standing_promises(con, states, types, known_at) | promises_past_due(con, tomorrow)


def _restated(told: Sequence[Promise], known: dict[str, Promise]) -> dict[str, Promise]:
    """Return the ledger with tonight's tellings: joined to what they restate, or new."""
    now = dict(known)
    for promise in told:
        found = find_promise(promise, list(now.values()))
        if found is None:
            now[promise.promise_id] = promise
        elif not {e["mention_id"] for e in promise.evidence} <= {e["mention_id"] for e in found.evidence}:
            now[found.promise_id] = joined(found, promise)
    return now


def _is_settled(promise: Promise, tonight: Acts) -> bool:
    return bool(promise.withdrawn_on) or (promise.answered_by is not None and not _is_asked_again(promise, tonight))


def _is_asked_again(promise: Promise, tonight: Acts) -> bool:
    """Return whether an answer may rest on a schedule that tonight moved."""
    return promise.answered_by is not None and may_move_start(promise, tonight.events)


def _earlier_events(con: Connection, promises: Sequence[Promise], tonight: Acts) -> dict[str, list[Event]]:
    """Return promise id -> the events, known already and not touched tonight, that may have answered it."""
    near = answering_events(con, promises)
    for promise in promises:
        near[promise.promise_id] |= {promise.answered_by} if promise.answered_by else set()
    touched = {e.event_id for e in tonight.events}
    told = events_of(con, {e for ids in near.values() for e in ids} - touched)
    return {i: [told[e] for e in sorted(ids) if e in told] for i, ids in near.items()}


def _answered(promise: Promise, tonight: Acts, earlier: Sequence[Event], timelines: Timelines) -> Promise:
    """Return a promise with what answers it: an event of tonight, or, for one told late, any that is known.

    An answer that rests on a schedule is looked at again when tonight moved a legal text.
    """
    if _is_settled(promise, tonight):
        return promise
    acts = tonight.with_events(earlier) if earlier else tonight
    if promise.answered_by is not None:
        same = [e for e in acts.events if e.event_id == promise.answered_by]
        kept = answer_to(promise, acts_of(same), timelines)
        if kept is not None:
            ahead = (promise.answered_on or "") < kept.on
            return replace(promise, answered_on=kept.on) if ahead else promise
        promise = replace(promise, answered_by=None, answered_on=None)
    kept = answer_to(promise, acts, timelines)
    if kept is not None:
        return replace(promise, answered_by=kept.event_id, answered_on=kept.on)
    back = withdrawal_of(promise, acts, timelines)
    return replace(promise, withdrawn_on=back.on) if back else promise


def _step(
    promise: Promise, before: tuple[Promise, Standing] | None, known_at: datetime, steps: Iterable[EventStep]
) -> PromiseStep | None:
    """Return how a promise moved tonight, None where it stands as it stood."""
    today = seat_day(known_at, promise.by)
    now = standing_on(promise, today, today)
    if before is not None and before[0] == promise and before[1] == now:
        return None
    tonight = {e["mention_id"] for e in promise.evidence}
    told = [m.mention.timeframe for s in steps for m in s.after.members if m.mention_id in tonight]
    return PromiseStep(
        before=before[0] if before else None,
        was=before[1] if before else None,
        after=promise,
        now=now,
        background=bool(told) and all(t == "background" for t in told),
    )


def insert_baseline_promises(con: Connection, baselines: Sequence[Baseline], known_at: datetime) -> None:
    """Store the promises known before the first night, as they stand on it."""
    promises = baseline_promises(baselines)
    days = {p.promise_id: seat_day(known_at, p.by) for p in promises}
    rows = [(p, standing_on(p, days[p.promise_id], days[p.promise_id])) for p in promises]
    insert_promises(con, rows, known_at)


def ledger_rows(con: Connection, known_at: datetime, valid_at: date | None) -> list[dict[str, Any]]:
    """Return the rows of TRACKING, ``promises``, from a published copy: statuses for the clocks that are asked."""
    rows = []
    for row in promise_rows(con, known_at):
        promise = promise_of_row(row)
        known = seat_day(known_at, promise.by)
        day = valid_at or known
        if valid_at is not None and promise.made_on and promise.made_on[:10] > day.isoformat():
            continue
        standing = standing_on(promise, day, known)
        kept = standing.status == "met"
        hidden = ("family", "told_on", "answered_on", "withdrawn_on")
        shown = {k: v for k, v in row.items() if k not in hidden}
        told = {"status": standing.status, "status_since": standing.since}
        rows.append(shown | told | {"answered_by": promise.answered_by if kept else None})
    return plain_rows(rows)
