"""The state of each indicator: how firm its live evidence is, which way it points, and the sentence that says so.

The grade is explained in docs/change_tracking.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reewatch.events import Event
from reewatch.framework import Indicator
from reewatch.mentions import RUNGS

STATE_OF_RUNG = {
    "speculation": "gesture", "statement": "gesture", "framework": "framework", "binding": "binding",
    "in_force": "implementing", "verified": "verified",
}  # fmt: skip
LIVE = ("actual", "scheduled", "proposed", "threatened")
#: Points of substance, by cue; 100 at the most.
POINTS = {"instrument": 25, "effective_date": 20, "expiry": 10, "second_origin": 15, "primary_text": 15, "measured": 15}
#: Without a primary text or a numbered instrument nothing is more than half substance.
CAP_WITHOUT_TEXT = 50
CAP_ANONYMOUS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorState:
    """One indicator at a known time (TRACKING, ``indicators``)."""

    indicator_id: str
    reading: str
    state: str
    direction: str
    grade: int
    cues: tuple[tuple[str, str], ...]  # cue and the event that earned it
    disagreement: bool


def state_of(indicator: Indicator, events: Sequence[Event], *, disagreement: bool) -> IndicatorState:
    """Return the state that the events which feed an indicator give it."""
    live = [e for e in events if e.type in indicator.types and e.factuality in LIVE]
    if not live:
        what = "schedule" if indicator.id == "tariff-schedule" else "evidence"
        reading = f"No {what} is in evidence: no report feeds this indicator."
        return IndicatorState(
            indicator_id=indicator.id,
            reading=reading,
            state="no_evidence",
            direction="unchanged",
            grade=0,
            cues=(),
            disagreement=False,
        )
    best = max(live, key=lambda e: (RUNGS.index(e.commitment), e.happened_on or "", e.event_id))
    cues = substance_cues(best)
    reading = (
        f"{STATE_OF_RUNG[best.commitment].capitalize()}: {best.title}, told by {best.origins} "
        f"independent {'voice' if best.origins == 1 else 'voices'}{_when(best)}."
    )
    return IndicatorState(
        indicator_id=indicator.id,
        reading=reading,
        state=STATE_OF_RUNG[best.commitment],
        direction=_direction(live),
        grade=grade_of(best),
        cues=tuple((c, best.event_id) for c in cues),
        disagreement=disagreement,
    )


def substance_cues(event: Event) -> list[str]:
    """Return the cues of substance that an event has earned."""
    roles = {d.role for d in event.dates}
    held = {
        "instrument": bool(event.instruments),
        "effective_date": "effective" in roles,
        "expiry": "expires" in roles,
        "second_origin": event.origins > 1,
        "primary_text": event.primary_source,
        "measured": event.commitment == "verified",
    }
    return [cue for cue, earned in held.items() if earned]


def grade_of(event: Event) -> int:
    """Return the grade of substance, 0 to 100: the points of its cues, capped by what it rests on."""
    cues = substance_cues(event)
    points = sum(POINTS[c] for c in cues)
    if event.commitment == "speculation":
        return min(points, CAP_ANONYMOUS)
    return points if {"instrument", "primary_text"} & set(cues) else min(points, CAP_WITHOUT_TEXT)


def _direction(events: Sequence[Event]) -> str:
    latest = sorted(events, key=lambda e: e.happened_on or "")[-5:]
    ways = {e.direction for e in latest if e.direction != "neutral"}
    return "mixed" if len(ways) > 1 else ways.pop() if ways else "unchanged"


def _when(event: Event) -> str:
    return f", {event.happened_on}" if event.happened_on else ""
