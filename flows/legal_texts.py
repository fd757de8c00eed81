"""Legal texts: the history known before the first night, and the statuses that events and dates move."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from flows.resolving import event_of
from reewatch.changes import Change, instrument_changes
from reewatch.events import EventStep
from reewatch.framework import Baseline, Framework
from reewatch.instruments import Stretch, status_on, timeline
from reewatch.timestamps import format_timestamp
from storage.events import events_with_instrument, evidence_of
from storage.instruments import insert_timeline, known_instruments, latest_timeline
from storage.observations import insert_baselines
from storage.rows import Connection, to_json


def start_from_history(con: Connection, framework: Framework, known_at: datetime) -> None:
    """Store what was known before the first night, where the store holds no legal text yet."""
    if known_instruments(con):
        return
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


def move_instruments(
    con: Connection, steps: Sequence[EventStep], framework: Framework, known_at: datetime
) -> list[Change]:
    """Work out anew the texts that touched events name, and log every status that began since it was last looked at."""
    named = {i for step in steps for i in step.after.instruments}
    baselines = _baseline_timelines(framework.baselines) if _has_baseline(con) else {}
    titles = {i.instrument_id: i for i in framework.instruments}
    changes: list[Change] = []
    for instrument_id in sorted(named | set(known_instruments(con))):
        old = latest_timeline(con, instrument_id, known_at)
        events = (
            [event_of(con, e) for e in events_with_instrument(con, instrument_id)] if instrument_id in named else []
        )
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
