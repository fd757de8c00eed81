"""Events that a person may find to be one happening with another: what they share, most first.

Wider than what resolution compares by itself, since a person looks where its rules found nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from reewatch.days import days_of, gap
from reewatch.events.families import specific

#: What two events share -> how much it speaks for one happening. Judged, not measured: it only orders a list.
POINTS = {"legal text": 3.0, "actor": 1.0, "action": 1.0, "target": 0.5, "goods": 0.5, "time": 1.5, "figure": 1.0}
#: Days within which two tellings may be of one time.
NEAR = 14
LEAST = 2.0
MOST = 12


def merge_candidates(event: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the likeliest of other events: ``event_id``, ``title``, ``happened_on``, ``articles``, ``shared``.

    All are rows of TRACKING ``events``. One of another type counts only where both name the same legal text.
    """
    found = []
    for other in others:
        shared = shared_by(event, other)
        points = sum(POINTS[s] for s in shared)
        if other["event_id"] == event["event_id"] or points < LEAST:
            continue
        if other["type"] == event["type"] or "legal text" in shared:
            told = {n: other[n] for n in ("event_id", "title", "happened_on", "articles")}
            found.append((-points, other["event_id"], told | {"shared": shared}))
    return [row for _, _, row in sorted(found, key=lambda f: f[:2])[:MOST]]


def shared_by(a: Mapping[str, Any], b: Mapping[str, Any]) -> list[str]:
    """Return the names of what two events share."""
    same = {
        "legal text": bool(specific(a["instruments"]) & specific(b["instruments"])),
        "actor": a["actor"] is not None and a["actor"] == b["actor"],
        "action": a["action"] == b["action"],
        "target": a["target"] is not None and a["target"] == b["target"],
        "goods": bool(set(a["items"]) & set(b["items"])),
        "time": _is_near(a, b),
        "figure": bool(_figures(a) & _figures(b)),
    }
    return [name for name, is_shared in same.items() if is_shared]


def _is_near(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    one, other = days_of(a["happened_on"]), days_of(b["happened_on"])
    return one is not None and other is not None and gap(one, other) <= NEAR


def _figures(event: Mapping[str, Any]) -> set[tuple[str, float, str]]:
    return {(q["role"], q["value"], q["unit"]) for q in event["quantities"] if q["value"] is not None}
