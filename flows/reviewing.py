"""The review queue, from a published copy."""

from datetime import datetime
from typing import Any

from reewatch.corrections import corrected_slots
from reewatch.framework import Framework
from reewatch.mentions import mention_to_json
from reewatch.review import review_rows
from storage.corrections import field_corrections, judged_subjects
from storage.listings import list_events
from storage.mentions import mention_of_row
from storage.rows import Connection, fetch_rows


def review_queue(con: Connection, framework: Framework, known_at: datetime) -> list[dict[str, Any]]:
    """Return the events that nobody has judged yet, what matters most first, as they were known."""
    judged = judged_subjects(con, known_at)
    events = [e for e in list_events(con, known_at) if not _is_judged(e, judged)]
    ids = sorted({e["mention_id"] for event in events for e in event["evidence"]})
    rows = fetch_rows(con, "SELECT * FROM mentions_rows WHERE list_contains(?, mention_id)", [ids])
    fields = field_corrections(con, ids, suffix="_rows")
    told = {r["mention_id"]: corrected_slots(mention_of_row(r), fields.get(r["mention_id"], {})) for r in rows}
    mentions = {i: mention_to_json(m) for i, m in told.items()}
    texts = {i.instrument_id for i in framework.instruments}
    return review_rows(events, mentions, texts, known_at.date())


def _is_judged(event: dict[str, Any], judged: set[str]) -> bool:
    return event["event_id"] in judged or {e["mention_id"] for e in event["evidence"]} <= judged
