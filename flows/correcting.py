"""A correction from the ledger to its effect: what it touches is worked out anew, in a run of its own."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from fetching.archive import ArchiveWriter
from flows.nights import Night
from flows.refiguring import settle_figures, withdraw_figures
from flows.resolving import event_of
from flows.tracking import consequences
from flows.workplace import Workplace
from reewatch.changes import Change, make_change, significance_of
from reewatch.corrections import Correction, founded_by_split, plain_value
from reewatch.errors import ClockError, UsageError
from reewatch.events.event import Event, EventStep
from reewatch.framework import Framework
from reewatch.mentions import mention_to_json
from reewatch.runs import RunKind, make_run
from reewatch.timestamps import format_timestamp
from storage.changes import insert_changes
from storage.connection import open_ledger, open_store, transaction
from storage.corrections import acts_until, copy_acts, insert_act, insert_effect, insert_rejections, pending
from storage.events import (
    events_of_mentions,
    followed_by,
    insert_events,
    insert_memberships,
    insert_merges,
    was_merged,
)
from storage.manifests import manifest_of
from storage.mentions import mentions_of
from storage.places import (
    Place,
    copy_places,
    found_in,
    insert_places,
    is_known,
    kept_places,
    places_of,
    subjects_of,
)
from storage.rows import Connection
from storage.runs import last_clock, record_status
from storage.subjects import latest_row, promises_resting_on, restate

#: What the passing of time, or another framework, changes in a run of corrections stays what it is; all else follows
#: from a person's act.
PASSING = ("took_effect", "overdue", "expired_unreported", "recoded")
#: How much a correction weighs where no event tells.
WEIGHT = 0.5


@dataclass(slots=True)
class Effects:
    """What acts touched, while they are put into effect."""

    known_at: datetime
    before: dict[str, Event | None] = field(default_factory=dict)  # touched events as they were known
    gone: set[str] = field(default_factory=set)  # events that are no more
    told: list[tuple[Correction, str, str]] = field(default_factory=list)  # (act, before, after) for the change log

    def touch(self, con: Connection, event_id: str) -> Event:
        """Note an event as it is before anything is done to it, and return it."""
        known = self.before.get(event_id) or event_of(con, event_id)
        self.before.setdefault(event_id, known)
        return known


def prepare_corrections(night: Night, acts: Sequence[Correction]) -> Night:
    """Keep acts made at one moment in the ledger and return the run that puts them into effect.

    The caller holds the run lock. Raises ClockError where the clock is not after the store's last, UsageError where a
    subject is unknown; then none of the acts is kept.
    """
    con = open_store(night.workplace.store)
    try:
        last = last_clock(con)
        if last is not None and night.run.as_of <= last:
            raise ClockError(
                f"the clock {format_timestamp(night.run.as_of)} is not after the store's last, "
                f"{format_timestamp(last)}. Remedy: give a later --as-of."
            )
        for act in acts:
            _require_known(con, act)
        places = [p for a in acts for p in places_of(con, a)]
    finally:
        con.close()
    _keep(night.workplace, acts, places)
    run = make_run(RunKind.CORRECT, night.run.as_of, input_hash=",".join(a.correction_id for a in acts))
    corrected = replace(night, run=run, sources=())
    night.workplace.prepare()
    with ArchiveWriter(corrected.archive_path, run=run, header=corrected.archive_header):
        pass  # the header alone lets a replay find the run; what it did is in the ledger
    return corrected


def _keep(place: Workplace, acts: Sequence[Correction], places: Sequence[Mapping[str, Any]]) -> None:
    ledger = open_ledger(place.ledger)
    try:
        with transaction(ledger):
            for act in acts:
                insert_act(ledger, act)
            insert_places(ledger, places)
    finally:
        ledger.close()


def _require_known(con: Connection, correction: Correction) -> None:
    leaving: list[str] = correction.value if correction.act == "split" else []
    for subject in subjects_of(correction):
        if not is_known(con, subject):
            raise UsageError(f"{subject!r} is no id of what can be corrected. Remedy: take an id from a listing.")
    if leaving:
        owners = events_of_mentions(con, leaving)
        if set(owners.values()) != {correction.subject_id} or len(owners) < len(leaving):
            raise UsageError("the mentions are not all of that event. Remedy: see `reewatch show EVENT`.")
        if len(event_of(con, correction.subject_id).members) <= len(leaving):
            raise UsageError("no mention would be left in the event. Remedy: split off fewer.")


def _can_take_effect(con: Connection, act: Correction) -> bool:
    """Return whether the store holds what an act names, and it is still to be done."""
    if not all(is_known(con, s) for s in subjects_of(act)):
        return False
    if act.act == "merge":
        return bool(act.subject_id != act.value)
    if act.act == "split":
        owner = events_of_mentions(con, act.value)
        return set(owner.values()) == {act.subject_id} and len(event_of(con, act.subject_id).members) > len(owner)
    return True


def take_ledger(place: Workplace, path: Path) -> None:
    """Take the acts of another ledger into that of a workplace; what is there already stays."""
    place.prepare()
    other, ledger = open_ledger(path, read_only=True), open_ledger(place.ledger)
    try:
        copy_acts(ledger, other)
        copy_places(ledger, other)
    finally:
        other.close()
        ledger.close()


def put_in_effect(night: Night) -> None:
    """Put the acts that the ledger holds up to the run's clock into effect, in one transaction."""
    ledger = open_ledger(night.workplace.ledger)
    try:
        acts = acts_until(ledger, night.run.as_of)
        places = kept_places(ledger, acts)
    finally:
        ledger.close()
    con = open_store(night.workplace.store)
    try:
        with transaction(con):
            waiting = [as_known(con, a, places) for a in pending(con, acts)]
            apply_acts(con, waiting, night.framework, night.run.as_of)
            manifest = manifest_of(con, night.run, versions={"framework": night.framework.version})
            record_status(con, night.run, "derived", manifest)
    finally:
        con.close()


def as_known(con: Connection, act: Correction, places: Mapping[tuple[str, str], Sequence[Place]]) -> Correction:
    """Return an act on the ids by which the store knows what it names.

    A store that another extractor read knows it by other ids, which stand in the same places; what is found in none
    keeps its id, and waits.
    """
    now = {}
    for subject in subjects_of(act):
        kept = places.get((act.correction_id, subject), ())
        found = None if is_known(con, subject) or not kept else found_in(con, subject, kept)
        now[subject] = found or subject
    value = act.value
    if act.act == "merge":
        value = now[act.value]
    elif act.act == "split":
        value = sorted({now[m] for m in act.value})
    return replace(act, subject_id=now[act.subject_id], value=value)


def apply_acts(con: Connection, acts: Sequence[Correction], framework: Framework, known_at: datetime) -> list[Change]:
    """Put acts into effect and return what they changed; an act on what the store does not hold waits."""
    effects = Effects(known_at)
    for act in acts:
        if _can_take_effect(con, act):
            EFFECTS[act.act](con, act, effects)
    steps = _steps(con, effects)
    gone = [e for i in sorted(effects.gone) if (e := effects.before.get(i))]
    reread = withdraw_figures(con, steps, effects.before.values(), framework, known_at)
    changes = [_logged(con, c, effects) for c in effects.told]
    followed = consequences(con, steps, framework, known_at, reread=reread, gone=gone)
    settle_figures(con, reread, known_at)
    texts = {i for e in (*effects.before.values(), *(s.after for s in steps)) if e for i in e.instruments}
    changes += [_as_corrected(c, known_at, texts) for c in followed]
    insert_changes(con, changes, known_at)
    return changes


def _steps(con: Connection, effects: Effects) -> list[EventStep]:
    steps = []
    for event_id, before in effects.before.items():
        if event_id not in effects.gone:
            after = replace(event_of(con, event_id), follows=followed_by(con, event_id))
            steps.append(EventStep(before=before, after=after))
    insert_events(con, [s.after for s in steps], effects.known_at)
    return steps


def _correct(con: Connection, act: Correction, effects: Effects) -> None:
    assert act.field is not None  # checked when it was made
    if act.subject_type in ("event", "mention"):
        was = _event_value(con, act, effects)
    else:
        row = latest_row(con, act.subject_id)
        assert row is not None  # looked up before
        was = row[act.field]
    insert_effect(con, act, effects.known_at, before=was)
    if act.subject_type in ("observation", "promise"):
        restate(con, act.subject_id, {act.field: act.value}, effects.known_at)
    effects.told.append((act, f"{act.field}: {plain_value(was)}", f"{act.field}: {plain_value(act.value)}"))


def _event_value(con: Connection, act: Correction, effects: Effects) -> Any:
    """Return the value until now, and note the event as touched."""
    if act.subject_type == "event":
        event = effects.touch(con, act.subject_id)
        if act.field in ("quantities", "dates"):
            return mention_to_json(replace(event.members[0].mention, **{act.field: getattr(event, act.field)}))[
                act.field
            ]
        value = getattr(event, str(act.field))
        return list(value) if isinstance(value, tuple) else value
    for event_id in events_of_mentions(con, [act.subject_id]).values():
        effects.touch(con, event_id)
    stored = mentions_of(con, [act.subject_id])
    return mention_to_json(stored[0].mention)[str(act.field)] if stored else None


def _merge(con: Connection, act: Correction, effects: Effects) -> None:
    one, other = effects.touch(con, act.subject_id), effects.touch(con, str(act.value))
    kept, gone = sorted((one, other), key=lambda e: (e.members[0].known_at, e.event_id))
    insert_memberships(con, {kept.event_id: gone.members}, effects.known_at)
    insert_merges(con, {gone.event_id: kept.event_id}, effects.known_at, why=act.why)
    insert_effect(con, act, effects.known_at, result_id=kept.event_id)
    effects.gone.add(gone.event_id)
    effects.told.append((act, f"two events: {kept.title}; {gone.title}", f"one event: {kept.title}"))


def _split(con: Connection, act: Correction, effects: Effects) -> None:
    event = effects.touch(con, act.subject_id)
    founded = founded_by_split(act.value, lambda i: i == act.subject_id or was_merged(con, i))
    leaving = [m for m in event.members if m.mention_id in act.value]
    insert_memberships(con, {founded: leaving}, effects.known_at)
    insert_effect(con, act, effects.known_at, result_id=founded)
    effects.before[founded] = None
    effects.told.append((act, f"one event: {event.title}", f"two events: {len(leaving)} mentions are {founded}"))


def _reject(con: Connection, act: Correction, effects: Effects) -> None:
    going = {act.subject_id: act.subject_type}
    if act.subject_type in ("event", "mention"):
        owner = {act.subject_id: act.subject_id}
        if act.subject_type == "mention":
            owner = events_of_mentions(con, [act.subject_id])
        for event_id in owner.values():
            event = effects.touch(con, event_id)
            leaving = [m.mention_id for m in event.members if act.subject_id in (event_id, m.mention_id)]
            going |= dict.fromkeys(leaving, "mention")
            if len(leaving) == len(event.members):
                effects.gone.add(event_id)
                going[event_id] = "event"
                insert_merges(con, {event_id: None}, effects.known_at, why=act.why)
        going |= dict.fromkeys(promises_resting_on(con, list(going)), "promise")
    insert_rejections(con, going, act.correction_id, effects.known_at)
    insert_effect(con, act, effects.known_at)
    effects.told.append((act, act.subject_type, "rejected"))


def _confirm(con: Connection, act: Correction, effects: Effects) -> None:
    insert_effect(con, act, effects.known_at)


EFFECTS: Mapping[str, Callable[[Connection, Correction, Effects], None]] = {
    "correct": _correct, "merge": _merge, "split": _split, "reject": _reject, "confirm": _confirm,
}  # fmt: skip


def _logged(con: Connection, told: tuple[Correction, str, str], effects: Effects) -> Change:
    act, was, now = told
    event_id = act.subject_id if act.subject_type == "event" else None
    if act.subject_type == "mention":
        event_id = next(iter(events_of_mentions(con, [act.subject_id]).values()), None)
    event = effects.before.get(event_id or "")
    by = f"{now}, by {act.who}: {act.why}"
    return make_change(
        format_timestamp(effects.known_at),
        "corrected",
        "event" if event_id else act.subject_type,
        event_id or act.subject_id,
        event_id=event_id,
        title=event.title if event else _title(con, act.subject_id),
        before=was,
        after=by,
        significance=significance_of(event, background=False) if event else WEIGHT,
        indicator_id=None,
        evidence=tuple(m.mention_id for m in event.members[:3]) if event else (),
    )


def _title(con: Connection, subject_id: str) -> str:
    row = latest_row(con, subject_id) or {}
    return str(row.get("what") or f"{row.get('measure', subject_id)} of {row.get('indicator_id', '?')}")


def _as_corrected(change: Change, known_at: datetime, texts: Collection[str]) -> Change:
    """Return a consequence of a correction as such: nothing happened in the world. ``texts`` are those touched."""
    if change.kind in PASSING or (change.subject_type == "instrument" and change.subject_id not in texts):
        return change
    names = ("event_id", "title", "before", "after", "significance", "indicator_id", "evidence")
    told = {n: getattr(change, n) for n in names}
    return make_change(format_timestamp(known_at), "corrected", change.subject_type, change.subject_id, **told)
