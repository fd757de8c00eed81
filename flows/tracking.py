"""From tonight's mentions to what changed: events, legal texts, figures, indicators; rules decide, storage keeps."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from reewatch.articles import Revision
from reewatch.changes import Change, event_changes, instrument_changes, observation_change
from reewatch.events import Event, build_event, resolve
from reewatch.framework import Baseline, Framework
from reewatch.identifiers import content_id
from reewatch.indicators import state_of
from reewatch.instruments import Stretch, status_on, timeline
from reewatch.mentions import StoredMention
from reewatch.observations import disagree, observations_of
from reewatch.runs import Run
from reewatch.timestamps import format_timestamp
from storage.changes import insert_changes
from storage.copies import insert_voices, voices_of
from storage.events import (
    candidates_for,
    event_ids_of_types,
    events_with_instrument,
    evidence_of,
    insert_events,
    insert_membership,
    members_of,
)
from storage.indicators import insert_states
from storage.instruments import insert_timeline, known_instruments, latest_timeline
from storage.observations import (
    figures_of,
    insert_baselines,
    insert_observations,
    known_observations,
    previous_figure,
)
from storage.rows import Connection, to_json


def group_copies(con: Connection, revisions: Sequence[Revision], *, known_at: datetime) -> None:
    """Give each new revision its voice."""
    insert_voices(con, revisions, known_at)


def track(
    con: Connection, run: Run, mentions: Sequence[StoredMention], framework: Framework, *, baseline: bool
) -> list[Change]:
    """Work out what tonight's mentions, and the passing of time, changed; store all of it and return the changes."""
    if baseline and not known_instruments(con):
        _start_from_history(con, framework, run.as_of)
    touched = _resolve(con, mentions, run.as_of)
    changes: list[Change] = []
    for event_id, before in touched.items():
        after = _event(con, event_id)
        insert_events(con, [after], run.as_of)
        indicator = next((i.id for i in framework.indicators if after.type in i.types), None)
        changes += event_changes(format_timestamp(run.as_of), before, after, indicator)
        changes += _observe(con, after, framework, run.as_of)
    changes += _move_instruments(con, touched, framework, run.as_of)
    _judge_indicators(con, framework, run.as_of)
    insert_changes(con, changes, run.as_of)
    return changes


def _start_from_history(con: Connection, framework: Framework, known_at: datetime) -> None:
    insert_baselines(con, framework.baselines, known_at)
    titles = {i.instrument_id: i for i in framework.instruments}
    for instrument_id, stretches in _baseline_timelines(framework.baselines).items():
        known = titles[instrument_id]
        told = {"title": known.title, "issuer": known.issuer, "items": list(known.items), "evidence": "[]"}
        insert_timeline(con, timeline(instrument_id, (), stretches), known_at, **told)


def _baseline_timelines(baselines: Sequence[Baseline]) -> dict[str, list[Stretch]]:
    timelines: dict[str, list[Stretch]] = {}
    for b in baselines:
        if b.baseline == "status" and b.instrument_id and b.status and b.part is None:
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


def _resolve(con: Connection, mentions: Sequence[StoredMention], known_at: datetime) -> dict[str, Event | None]:
    """Give each mention its event; return the touched events as they were known before (None: not at all)."""
    before: dict[str, Event | None] = {}
    for mention in mentions:
        event_id = resolve(mention, candidates_for(con, mention)) or content_id("evt", mention.mention_id)
        if event_id not in before:
            before[event_id] = _event(con, event_id) if members_of(con, event_id) else None
        insert_membership(con, mention, event_id, known_at)
    return before


def _event(con: Connection, event_id: str) -> Event:
    members = members_of(con, event_id)
    return build_event(event_id, members, voices_of(con, [m.revision_id for m in members]))


def _observe(con: Connection, event: Event, framework: Framework, known_at: datetime) -> list[Change]:
    found = observations_of(event, framework.indicators)
    known = known_observations(con, [o.observation_id for o in found])
    fresh = [o for o in found if o.observation_id not in known]
    four = {i.id for i in framework.indicators if i.kind == "indicator"}
    stamp = format_timestamp(known_at)
    changes = [observation_change(stamp, o, previous_figure(con, o)) for o in fresh if o.indicator_id in four]
    insert_observations(con, fresh, known_at)
    return changes


def _move_instruments(
    con: Connection, touched: dict[str, Event | None], framework: Framework, known_at: datetime
) -> list[Change]:
    """Work out anew the texts that touched events name, and log every status that began since it was last looked at."""
    named = {i for event_id in touched for i in _event(con, event_id).instruments}
    baselines = _baseline_timelines(framework.baselines) if _has_baseline(con) else {}
    titles = {i.instrument_id: i for i in framework.instruments}
    changes: list[Change] = []
    for instrument_id in sorted(named | set(known_instruments(con))):
        old = latest_timeline(con, instrument_id, known_at)
        events = [_event(con, e) for e in events_with_instrument(con, instrument_id)] if instrument_id in named else []
        new = timeline(instrument_id, events, baselines.get(instrument_id, ())) if instrument_id in named else old
        known = titles.get(instrument_id)
        title = known.title if known else (events[0].title if events else instrument_id)
        if new != old:
            evidence = evidence_of([m for e in events for m in e.members][:10])
            items = list(dict.fromkeys(i for e in events for i in e.items)) or (list(known.items) if known else [])
            issuer = known.issuer if known else next((e.actor for e in events if e.actor), None)
            told = {"title": title, "issuer": issuer, "items": items, "evidence": to_json(evidence)}
            insert_timeline(con, new, known_at, **told)
        day = known_at.date()
        before = status_on(old, _last_looked(con, known_at)) if old else None
        mention_ids = [m.mention_id for e in events for m in e.members][:5]
        changes += instrument_changes(
            format_timestamp(known_at), before, status_on(new, day), f"{instrument_id}: {title}", mention_ids
        )
    return changes


def _has_baseline(con: Connection) -> bool:
    row = con.execute("SELECT count(*) FROM observations WHERE citation IS NOT NULL").fetchone()
    return bool(row and row[0])


def _last_looked(con: Connection, known_at: datetime) -> date:
    row = con.execute(
        "SELECT max(as_of) FROM runs WHERE status = 'derived' AND as_of < ?",
        [known_at.astimezone(UTC).replace(tzinfo=None)],
    ).fetchone()
    looked: datetime = row[0] if row and row[0] else known_at
    return looked.date()


def _judge_indicators(con: Connection, framework: Framework, known_at: datetime) -> None:
    states = []
    for indicator in framework.indicators:
        events = [_event(con, e) for e in event_ids_of_types(con, indicator.types)]
        disagreement = disagree(figures_of(con, indicator.id))
        states.append(state_of(indicator, events, disagreement=disagreement))
    insert_states(con, states, known_at)
