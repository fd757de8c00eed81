"""What a person should look at first: how unsure the reading of an event is, times how much it weighs.

The formula and its reasons stand in docs/change_tracking.md, "The review queue".
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reewatch.changes import FACTUALITY_WEIGHT, TYPE_WEIGHT
from reewatch.days import days_of, gap
from reewatch.events.families import LEGAL_TYPES, specific
from reewatch.resolution.parties import state_of_code

#: Reason -> the chance that it alone makes a reading wrong. Judged by what corrections are about, not measured.
DOUBT = {
    "told otherwise": 0.5,  # one mention denies what another asserts
    "figures differ": 0.4,
    "dates differ": 0.4,
    "one origin": 0.35,
    "parties differ": 0.3,
    "speculation": 0.3,
    "unknown legal text": 0.3,
    "actions differ": 0.2,
    "no legal text": 0.2,
    "no date": 0.2,
    "statement only": 0.15,
}
#: Days after which an event weighs half as much in the queue.
HALF_LIFE = 180
TOLERANCE = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One reason to look at an event, with what it rests on in plain words."""

    reason: str
    detail: str


def review_rows(
    events: Sequence[Mapping[str, Any]],
    mentions: Mapping[str, Mapping[str, Any]],
    known_texts: Collection[str],
    today: date,
) -> list[dict[str, Any]]:
    """Return the queue, what matters most first.

    ``events`` are rows of TRACKING ``events``; ``mentions`` is mention id -> its contract JSON; ``known_texts`` are the
    legal texts that the framework knows.
    """
    rows = [_row(e, [mentions[i] for i in _members(e) if i in mentions], known_texts, today) for e in events]
    return sorted((r for r in rows if r["reasons"]), key=lambda r: (-r["priority"], r["event_id"]))


def _members(event: Mapping[str, Any]) -> list[str]:
    return [e["mention_id"] for e in event["evidence"]]


def _row(
    event: Mapping[str, Any], told: Sequence[Mapping[str, Any]], known_texts: Collection[str], today: date
) -> dict[str, Any]:
    doubts = [d for rule in RULES if (d := rule(event, told))]
    strange = sorted(i for i in specific(event["instruments"]) if i not in known_texts)
    doubts += [Doubt(reason="unknown legal text", detail=", ".join(strange))] if strange else []
    weight, uncertainty = weight_of(event, today), uncertainty_of([d.reason for d in doubts])
    return {
        "event_id": event["event_id"],
        "title": event["title"],
        "priority": round(uncertainty * weight, 3),
        "uncertainty": round(uncertainty, 3),
        "weight": round(weight, 3),
        "reasons": [{"reason": d.reason, "doubt": DOUBT[d.reason], "detail": d.detail} for d in doubts],
        "evidence": event["evidence"],
    }


def uncertainty_of(reasons: Sequence[str]) -> float:
    """Return the chance that at least one of independent reasons makes the reading wrong."""
    right = 1.0
    for reason in reasons:
        right *= 1 - DOUBT[reason]
    return 1 - right


def weight_of(event: Mapping[str, Any], today: date) -> float:
    """Return how much an event weighs, 0 to 1: its type and factuality, halved with every half-life of its age.

    The rung is left out: what a low rung may hide is why one looks.
    """
    weight = TYPE_WEIGHT[event["type"]] * FACTUALITY_WEIGHT[event["factuality"]]
    days = days_of(event["happened_on"])
    age = max(0, (today - days.last).days) if days else 0
    return float(weight * 0.5 ** (age / HALF_LIFE))


def _one_origin(event: Mapping[str, Any], told: Sequence[Mapping[str, Any]]) -> Doubt | None:
    del told
    if event["origins"] > 1 or event["primary_source"]:
        return None
    return Doubt(reason="one origin", detail=f"{event['articles']} articles, 1 independent voice, no primary text")


def _low_rung(event: Mapping[str, Any], told: Sequence[Mapping[str, Any]]) -> Doubt | None:
    del told
    reason = {"speculation": "speculation", "statement": "statement only"}.get(event["commitment"])
    return Doubt(reason=reason, detail=f"{event['factuality']}, {event['commitment']}") if reason else None


def _told_otherwise(event: Mapping[str, Any], told: Sequence[Mapping[str, Any]]) -> Doubt | None:
    del event
    words = {m["factuality"] for m in told}
    return Doubt(reason="told otherwise", detail=", ".join(sorted(words))) if "denied" in words and words - {"denied"} \
        else None  # fmt: skip


def _actions(event: Mapping[str, Any], told: Sequence[Mapping[str, Any]]) -> Doubt | None:
    del event
    actions = sorted({m["action"] for m in told})
    return Doubt(reason="actions differ", detail=", ".join(actions)) if len(actions) > 1 else None


def _parties(event: Mapping[str, Any], told: Sequence[Mapping[str, Any]]) -> Doubt | None:
    del event
    for side in ("actor", "target"):
        codes = sorted({s for m in told if m[side] and (s := state_of_code(m[side]))})
        if len(codes) > 1:
            return Doubt(reason="parties differ", detail=f"{side}: {', '.join(codes)}")
    return None


def _figures(event: Mapping[str, Any], told: Sequence[Mapping[str, Any]]) -> Doubt | None:
    del event
    values: dict[tuple[str, str, str | None], set[float]] = {}
    for mention in told:
        for q in mention["quantities"]:
            if q["value"] is not None:
                values.setdefault((q["role"], q["unit"], q["basis"]), set()).add(q["value"])
    for (role, unit, _), found in sorted(values.items(), key=str):
        if max(found) - min(found) > TOLERANCE * max(abs(v) for v in found):
            numbers = ", ".join(f"{v:.10g}" for v in sorted(found))
            return Doubt(reason="figures differ", detail=f"{role.replace('_', ' ')}: {numbers} {unit}")
    return None


def _dates(event: Mapping[str, Any], told: Sequence[Mapping[str, Any]]) -> Doubt | None:
    del event
    for role in ("effective", "expires"):
        values = sorted({d["value"] for m in told for d in m["dates"] if d["role"] == role})
        ranges = [r for v in values if (r := days_of(v))]
        if any(gap(a, b) > 1 for a in ranges for b in ranges):
            return Doubt(reason="dates differ", detail=f"{role}: {', '.join(values)}")
    return None


def _no_text(event: Mapping[str, Any], told: Sequence[Mapping[str, Any]]) -> Doubt | None:
    del told
    firm = event["commitment"] in ("binding", "in_force") and event["type"] in LEGAL_TYPES
    if not firm or event["instruments"]:
        return None
    return Doubt(reason="no legal text", detail=f"{event['commitment']}, and no text is named")


def _no_date(event: Mapping[str, Any], told: Sequence[Mapping[str, Any]]) -> Doubt | None:
    del told
    return None if event["happened_on"] else Doubt(reason="no date", detail="no sentence tells when")


RULES: tuple[Callable[[Mapping[str, Any], Sequence[Mapping[str, Any]]], Doubt | None], ...] = (
    _told_otherwise, _figures, _dates, _one_origin, _parties, _low_rung, _actions, _no_text, _no_date,
)  # fmt: skip
