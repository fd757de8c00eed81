"""How what is read otherwise is told: each subject as it was known and as it is known now, a change of one kind."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reewatch.changes import Change, event_weight, make_change
from reewatch.corrections import plain_value
from reewatch.observations.changes import figure_weight

#: The fields of each subject that its change tells; evidence alone is no difference.
FIELDS = {
    "event": (
        "type", "action", "factuality", "commitment", "direction", "actor", "target", "items", "stage", "end_use",
        "instruments", "quantities", "dates", "happened_on", "valid_from", "valid_to", "articles", "origins",
        "primary_source",
    ),
    "observation": (
        "indicator_id", "measure", "value", "value_text", "low", "high", "unit", "bound", "basis", "population",
        "speaker", "actor", "target", "items", "stage", "end_use", "direction", "instruments", "as_of", "period",
        "valid_from", "valid_to", "factuality", "commitment", "superseded_by", "part_of",
    ),
    "promise": (
        "by", "to", "type", "action", "items", "instruments", "made_on", "due", "slipped_from", "status",
        "answered_by", "answered_on", "withdrawn_on", "commitment",
    ),
    "indicator": ("state", "direction", "grade", "disagreement", "reading"),
}  # fmt: skip
RECORDS = ("quantities", "dates")
#: How much weighs what has no rung of its own: a legal text, an indicator, accounts of one matter.
WEIGHT = 0.5
EVIDENCE = 5

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is known of one subject, as its change tells it: ``lines`` is field -> value for people."""

    title: str
    lines: Mapping[str, str]
    event_id: str | None
    indicator_id: str | None
    significance: float
    evidence: tuple[str, ...]  # mention ids


def recoded_change(known_at: str, subject: tuple[str, str], was: Told | None, now: Told | None) -> Change | None:
    """Return the change of a subject (type, id) that is read otherwise; None where nothing that is told differs.

    ``was`` is None for what is read for the first time, ``now`` for what is read no more.
    """
    shown = now or was
    if shown is None:
        return None
    every = dict.fromkeys((*(was.lines if was else ()), *(now.lines if now else ())))
    names = [n for n in every if was is None or now is None or was.lines.get(n) != now.lines.get(n)]
    if not names:
        return None
    return make_change(
        known_at,
        "recoded",
        *subject,
        event_id=shown.event_id,
        title=shown.title,
        before=None if was is None else was.title if now is None else _lines(was, names),
        after=None if now is None else now.title if was is None else _lines(now, names),
        significance=shown.significance,
        indicator_id=shown.indicator_id,
        evidence=shown.evidence,
    )


def _lines(told: Told, names: Iterable[str]) -> str:
    return "; ".join(f"{n.replace('_', ' ')}: {told.lines.get(n, 'none')}" for n in names)


def told_of(table: str, rows: Sequence[Row], feeds: Mapping[str, str]) -> tuple[tuple[str, str], Told] | None:
    """Return (subject type, id) and what the rows of a state tell; None where there is no row.

    ``table`` is that of the store; ``feeds`` maps a type of event to its indicator.
    """
    return TELLERS[table](rows, feeds) if rows else None


def _event(rows: Sequence[Row], feeds: Mapping[str, str]) -> tuple[tuple[str, str], Told]:
    row = rows[0]
    weight = event_weight(row["type"], row["commitment"], row["factuality"], names_a_text=bool(row["instruments"]))
    told = _told(row, "event", str(row["title"]), weight, event_id=row["event_id"], indicator=feeds.get(row["type"]))
    return ("event", row["event_id"]), told


def _observation(rows: Sequence[Row], feeds: Mapping[str, str]) -> tuple[tuple[str, str], Told]:
    del feeds
    row = rows[0]
    title = f"{row['measure']} of {row['indicator_id']}: {_figure(row)}".replace("_", " ")
    weight = figure_weight(row["measure"], row["commitment"], row["factuality"])
    told = _told(row, "observation", title, weight, event_id=row["event_id"], indicator=row["indicator_id"])
    return ("observation", row["observation_id"]), told


def _figure(row: Row) -> str:
    value = row["value_text"] or row["value"]
    number = plain_value(value) if value is not None else f"{plain_value(row['low'])} to {plain_value(row['high'])}"
    return f"{number} {row['unit'] or ''}".strip()


def _promise(rows: Sequence[Row], feeds: Mapping[str, str]) -> tuple[tuple[str, str], Told]:
    row = rows[0]
    weight = event_weight(row["type"], row["commitment"], "scheduled", names_a_text=bool(row["instruments"]))
    title = f"{row['by']}: {row['what']}"
    told = _told(row, "promise", title, weight, event_id=row["event_id"], indicator=feeds.get(row["type"]))
    return ("promise", row["promise_id"]), told


def _indicator(rows: Sequence[Row], feeds: Mapping[str, str]) -> tuple[tuple[str, str], Told]:
    del feeds
    cues = rows[0]["cues"]
    found = [e for c in (json.loads(cues) if isinstance(cues, str) else cues) for e in c["evidence"]]
    row = dict(rows[0]) | {"evidence": json.dumps(found)}
    name = row["indicator_id"]
    return ("indicator", name), _told(row, "indicator", name, WEIGHT, event_id=None, indicator=name)


def _instrument(rows: Sequence[Row], feeds: Mapping[str, str]) -> tuple[tuple[str, str], Told]:
    del feeds
    lines: dict[str, str] = {}
    for row in rows:
        span = f"{row['status']} from {plain_value(row['valid_from'])} to {plain_value(row['valid_to'])}"
        part = row["part"] or "whole"
        lines[part] = f"{lines[part]}, {span}" if part in lines else span
    told = Told(
        title=f"{rows[0]['instrument_id']}: {rows[0]['title'] or 'no title known'}",
        lines=lines,
        event_id=next((r["since_event"] for r in reversed(rows) if r["since_event"]), None),
        indicator_id=None,
        significance=WEIGHT,
        evidence=_evidence(rows),
    )
    return ("instrument", rows[0]["instrument_id"]), told


def _claim(rows: Sequence[Row], feeds: Mapping[str, str]) -> tuple[tuple[str, str], Told]:
    del feeds
    told = Told(
        title=f"Accounts: {rows[0]['topic']}",
        lines={str(r["party"]): f"{r['stance']}: {r['says']}" for r in rows},
        event_id=rows[0]["event_id"],
        indicator_id=rows[0]["indicator_id"],
        significance=WEIGHT,
        evidence=_evidence(rows),
    )
    return ("event", str(rows[0]["event_id"] or rows[0]["topic_id"])), told


TELLERS: Mapping[str, Callable[[Sequence[Row], Mapping[str, str]], tuple[tuple[str, str], Told]]] = {
    "events": _event, "observations": _observation, "instruments": _instrument, "promises": _promise,
    "claims": _claim, "indicators": _indicator,
}  # fmt: skip


def _told(row: Row, subject: str, title: str, weight: float, *, event_id: str | None, indicator: str | None) -> Told:
    values = {f: json.loads(row[f]) if f in RECORDS else row[f] for f in FIELDS[subject]}
    return Told(
        title=title,
        lines={f: plain_value(v) for f, v in values.items()},
        event_id=event_id,
        indicator_id=indicator,
        significance=weight,
        evidence=_evidence([row]),
    )


def _evidence(rows: Iterable[Row]) -> tuple[str, ...]:
    pieces = [e for r in rows if r["evidence"] for e in json.loads(r["evidence"])]
    return tuple(dict.fromkeys(e["mention_id"] for e in pieces if e.get("mention_id")))[:EVIDENCE]
