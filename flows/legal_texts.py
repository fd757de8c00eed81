"""Legal texts: the history known before the first night, and the statuses that events and dates move."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from flows.observing import observe_baselines
from flows.promising import insert_baseline_promises
from flows.refiguring import Reread
from flows.resolving import events_of
from reewatch.changes import Change
from reewatch.days import seat_day
from reewatch.events.event import Event, EventStep
from reewatch.framework import Baseline, Framework, KnownInstrument
from reewatch.instruments.changes import TextStep, instrument_changes
from reewatch.instruments.names import issuer_of_id, name_of_id
from reewatch.instruments.pauses import events_above, moves_on, pauses_told
from reewatch.instruments.timelines import Stretch, timeline
from reewatch.recoding.telling import recoded_change, told_of
from reewatch.timestamps import format_timestamp
from storage.events import events_with_instruments, evidence_of
from storage.instruments import (
    details_of,
    has_instruments,
    insert_timeline,
    instruments_due,
    latest_timeline,
)
from storage.rows import Connection
from storage.runs import last_looked, other_framework

#: Mentions shown as evidence of a status.
SHOWN = 10


def start_from_history(con: Connection, framework: Framework, known_at: datetime) -> None:
    """Store what was known before the first night, where the store holds no legal text yet."""
    if has_instruments(con):
        return
    baselines = known_baselines(framework, known_at)
    observe_baselines(con, baselines, known_at)
    insert_baseline_promises(con, baselines, known_at)
    known = {i.instrument_id: i for i in framework.instruments}
    cited = _citations(baselines)
    for instrument_id, stretches in _baseline_timelines(baselines).items():
        told = _details(known[instrument_id], instrument_id, ()) | {"citation": cited.get(instrument_id)}
        insert_timeline(con, timeline(instrument_id, (), stretches), known_at, evidence={}, **told)


def known_baselines(framework: Framework, known_at: datetime) -> list[Baseline]:
    """Return the facts that were known when a store begins: one that plays old nights must not know what came later."""
    return [b for b in framework.baselines if b.told_by(known_at.date().isoformat())]


def _baseline_timelines(baselines: Sequence[Baseline]) -> dict[str, list[Stretch]]:
    timelines: dict[str, list[Stretch]] = {}
    for b in baselines:
        if b.baseline == "status" and b.instrument_id and b.status:
            stretch = Stretch(
                instrument_id=b.instrument_id,
                part=b.part,
                status=b.status,
                valid_from=b.valid_from,
                valid_to=b.valid_to,
                since_event=None,
                rests_on="reported",
            )
            timelines.setdefault(b.instrument_id, []).append(stretch)
    return timelines


def _citations(baselines: Sequence[Baseline]) -> dict[str, str]:
    """Return instrument id -> the sources of its statuses known before the first night."""
    found: dict[str, list[str]] = {}
    for b in baselines:
        if b.baseline == "status" and b.instrument_id:
            found.setdefault(b.instrument_id, []).append(b.citation)
    return {i: "; ".join(dict.fromkeys(told)) for i, told in found.items()}


def move_instruments(
    con: Connection,
    steps: Sequence[EventStep],
    framework: Framework,
    known_at: datetime,
    *,
    reread: Reread,
    gone: Sequence[Event] = (),
) -> list[Change]:
    """Work out anew the texts that touched events name; log what is new and every status that began since the last run.

    Texts that no event touched are looked at only where one of their dates passed; ``gone`` are events that a person
    merged or rejected. In a recoding no time passes.
    """
    looked_at, now = reread.world_at or last_looked(con, known_at), reread.day_of(known_at)
    named = {i for s in steps for e in (s.before, s.after) if e is not None for i in e.instruments}
    named |= {i for e in gone for i in e.instruments}
    day = timedelta(days=1)
    due = instruments_due(con, looked_at.date() - day, now.date() + day)
    baselines = (
        _baseline_timelines(known_baselines(framework, _first_clock(con, known_at))) if _has_baseline(con) else {}
    )
    known = {i.instrument_id: i for i in framework.instruments}
    cited = _citations(framework.baselines)
    changes: list[Change] = []
    if reread.world_at is not None:  # a recoding, perhaps with other baselines
        named |= baselines.keys()
    rebasing = reread.world_at is None and other_framework(con, known_at, framework.version)
    naming = _naming(con, named | set(due))
    pauses = pauses_told(e for events in naming.values() for e in events)
    under = {t for text in named for t in pauses.get(text, ())}
    naming |= _naming(con, (under | pauses.keys()) - naming.keys())
    earlier = {s.after.event_id: s.before for s in steps}
    for instrument_id in sorted(named | under | set(due)):
        old = latest_timeline(con, instrument_id, known_at)
        events = list(naming.get(instrument_id, ()))
        new = old
        if instrument_id in named | under:
            moves = moves_on(instrument_id, events, pauses, naming)
            new = timeline(instrument_id, moves, baselines.get(instrument_id, ())) or _nothing_left(old)
        events += events_above(instrument_id, pauses, naming)
        told = _details(known.get(instrument_id), instrument_id, events)
        told["citation"] = cited.get(instrument_id) if instrument_id in baselines else None
        if new != old:
            insert_timeline(con, new, known_at, evidence=_evidence(events), **told)
        if old and rebasing and instrument_id in named:
            was = {i: [e for x in told if (e := earlier.get(x.event_id, x)) is not None] for i, told in naming.items()}
            then_moves = moves_on(instrument_id, was.get(instrument_id, []), pauses, was)
            then = timeline(instrument_id, then_moves, baselines.get(instrument_id, ())) or old
            changes += _recoded(format_timestamp(known_at), str(told["title"]), old, then)
            old = then
        issuer = told["issuer"] or issuer_of_id(instrument_id)
        step = TextStep(
            instrument_id=instrument_id,
            title=f"{instrument_id}: {told['title'] or details_of(con, instrument_id).get('title')}",
            before=old,
            after=new,
            looked=seat_day(looked_at, str(issuer) if issuer else None),
            today=seat_day(now, str(issuer) if issuer else None),
            background=all(m.mention.timeframe == "background" for e in events for m in e.members),
            indicator_id=_indicator(framework, events),
            evidence={e.event_id: tuple(m.mention_id for m in e.members[:SHOWN]) for e in events},
        )
        changes += instrument_changes(format_timestamp(known_at), step)
    return changes


def _naming(con: Connection, texts: Collection[str]) -> dict[str, list[Event]]:
    """Return text -> the events that name it, of some texts."""
    if not texts:
        return {}
    found = events_with_instruments(con, set(texts))
    told_by = events_of(con, {e for ids in found.values() for e in ids})
    return {text: [told_by[e] for e in found.get(text, ())] for text in texts}


def _recoded(stamp: str, title: str, old: Sequence[Stretch], then: Sequence[Stretch]) -> list[Change]:
    """Return that another framework makes another history of what was known of a text."""
    told = [
        told_of("instruments", [asdict(s) | {"title": title, "evidence": None} for s in side], {})
        for side in (old, then)
    ]
    (subject, was), (_, now) = [t for t in told if t is not None]  # neither side is empty
    change = recoded_change(stamp, subject, was, now)
    return [change] if change else []


def _nothing_left(old: Sequence[Stretch]) -> list[Stretch]:
    """Return that nothing is known any more of a text whose evidence was withdrawn."""
    return [
        Stretch(
            instrument_id=s.instrument_id,
            part=None,
            status="unknown",
            valid_from=None,
            valid_to=None,
            since_event=None,
            rests_on="reported",
        )
        for s in old[:1]
    ]


def _details(known: KnownInstrument | None, instrument_id: str, events: Sequence[Event]) -> dict[str, object]:
    """Return title, issuer and items of a text: as the framework knows it, else as its id and events tell."""
    items = list(dict.fromkeys(i for e in events for i in e.items)) or (list(known.items) if known else [])
    title = known.title if known else name_of_id(instrument_id)
    issuer = known.issuer if known else issuer_of_id(instrument_id)
    return {"title": title, "issuer": issuer, "items": items}


def _evidence(events: Iterable[Event]) -> dict[str | None, list[dict[str, str]]]:
    told: dict[str | None, list[dict[str, str]]] = {e.event_id: evidence_of(e.members[:SHOWN]) for e in events}
    return told | {None: [row for rows in told.values() for row in rows][:SHOWN]}


def _indicator(framework: Framework, events: Iterable[Event]) -> str | None:
    types = [e.type for e in events]
    return next((i.id for i in framework.indicators if any(t in i.types for t in types)), None)


def _first_clock(con: Connection, known_at: datetime) -> datetime:
    """Return the clock at which the store began."""
    row = con.execute("SELECT min(known_at) FROM observations WHERE citation IS NOT NULL").fetchone()
    first: datetime | None = row[0] if row else None
    return first.replace(tzinfo=UTC) if first else known_at


def _has_baseline(con: Connection) -> bool:
    row = con.execute("SELECT count(*) FROM observations WHERE citation IS NOT NULL").fetchone()
    return bool(row and row[0])
