"""The state of each indicator: how firm its live evidence is, which way it points, and how much substance it has.

The formula of the grade is explained in docs/change_tracking.md.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from reewatch.claims.speakers import state_of
from reewatch.framework import Indicator
from reewatch.mentions import RUNGS
from reewatch.observations.figures import Figure

STATE_OF_RUNG = {
    "speculation": "gesture", "statement": "gesture", "framework": "framework", "binding": "binding",
    "in_force": "implementing", "verified": "verified",
}  # fmt: skip
STATES = ("no_evidence", "gesture", "framework", "binding", "implementing", "verified")
#: Points of substance, by cue; 100 in all.
POINTS = {
    "instrument": 20, "effective_date": 15, "expiry": 5, "issuing_body": 10, "obliging_verb": 10, "other_side": 15,
    "enforcement": 10, "measured": 15,
}  # fmt: skip
#: Without an issuer's own text nothing has more substance than this; with one unnamed source, than that.
CAP_WITHOUT_TEXT = 60
CAP_ANONYMOUS = 15
OBLIGING = re.compile(
    r"\bshall\b|\bmust\b|\bbinding\b|\brequir(?:e|es|ed)\b|\boblig\w+|\bmandat\w+|\bprohibit\w*|应当|必须|不得|禁止",
    re.IGNORECASE,
)
ENFORCING = re.compile(
    r"snap[- ]?back|\bpenalt\w+|\bverif\w+|\binspect\w+|\benforcement\b|\bmonitoring\b|\bsanction\w*|处罚|核查|追究",
    re.IGNORECASE,
)
STAYS = re.compile(
    r"\b(?:stays?|stayed|remains?|remained|unchanged|continues? to (?:apply|be|require|hold))\b|"
    r"仍为|仍然|保持不变|继续有效|继续实施",
    re.IGNORECASE,
)
#: The way that things go is read from the latest moves: so many, and not older than this beside the newest.
LATEST_MOVES, MOVE_DAYS = 5, 90
#: A figure moving up means this; measures that are not named mean nothing by moving.
UP_MEANS = {
    "approval_rate": "easing", "approved": "easing", "denied": "tightening", "processing_time": "tightening",
    "tariff_rate": "tightening", "price": "tightening", "volume": "easing", "volume_change": "easing",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One event, or one fact known before the first night, on which a state rests."""

    evidence_id: str
    factuality: str
    commitment: str
    direction: str
    on: str  # its day, as precise as known; "" where nothing tells
    title: str
    origins: int
    has_text: bool  # an issuer's own text is among its evidence
    cues: Mapping[str, tuple[Mapping[str, Any], ...]]  # cue -> what earned it


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorState:
    """One indicator for the clocks asked (TRACKING, ``indicators``), but for its reading."""

    indicator_id: str
    state: str
    direction: str
    grade: int
    best: Evidence | None
    disagreement: bool


def event_evidence(event: Mapping[str, Any]) -> Evidence:
    """Return the evidence that an event is; ``event`` has the fields of TRACKING, ``events``."""
    return Evidence(
        evidence_id=event["event_id"],
        factuality=event["factuality"],
        commitment=event["commitment"],
        direction="neutral" if _only_stays(event["evidence"]) else event["direction"],
        on=_latest_day(event),
        title=event["title"],
        origins=event["origins"],
        has_text=event["primary_source"],
        cues=_cues_of(event),
    )


def _latest_day(event: Mapping[str, Any]) -> str:
    """Return the day of the last step of an event: of what is done, its start if that is later."""
    on = event["happened_on"] or ""
    start = event.get("valid_from") or ""
    return max(on, start) if event["factuality"] == "actual" and len(start) >= len("2026-01") else on


def _only_stays(told: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether all that is told is that something stays as it is: that moves nothing."""
    return bool(told) and all(STAYS.search(e["sentence"]) for e in told)


def _cues_of(event: Mapping[str, Any]) -> dict[str, tuple[Mapping[str, Any], ...]]:
    told = tuple(event["evidence"])
    roles = {d["role"] for d in event["dates"]}
    earned = {
        "instrument": told[:1] if event["instruments"] else (),
        "effective_date": told[:1] if "effective" in roles else (),
        "expiry": told[:1] if "expires" in roles else (),
        "issuing_body": told[:1] if "." in (event["actor"] or "") else (),
        "obliging_verb": _saying(told, OBLIGING),
        "enforcement": told[:1] if event["type"] == "enforcement" else _saying(told, ENFORCING),
        "other_side": tuple(event.get("other_side") or ()),
        "measured": told[:1] if event["commitment"] == "verified" else (),
    }
    return {cue: by for cue, by in earned.items() if by}


def _saying(told: Sequence[Mapping[str, Any]], pattern: re.Pattern[str]) -> tuple[Mapping[str, Any], ...]:
    return tuple(e for e in told if pattern.search(e["sentence"]))[:1]


def is_live(event: Mapping[str, Any], day: date, over: Sequence[str] = ()) -> bool:
    """Return whether an event still counts on a day: not denied, not ended, not undone with its legal text.

    ``over`` are the texts that are revoked or expired that day: what imposed them counts no more, what ended them does.
    """
    if event["factuality"] == "denied":
        return False
    if event["factuality"] == "actual" and (event["happened_on"] or "")[:10] > day.isoformat():
        return False
    if event["valid_to"] and len(event["valid_to"]) == len("2026-01-01") and event["valid_to"] <= day.isoformat():
        return False
    ending = event["action"] in ("lifted", "ended", "struck_down", "suspended", "paused")
    return ending or not event["instruments"] or not set(event["instruments"]) <= set(over)


def state_of_indicator(
    indicator: Indicator,
    live: Sequence[Evidence],
    trends: Sequence[tuple[str, str]] = (),
    *,
    disagreement: bool = False,
) -> IndicatorState:
    """Return the state that live evidence gives an indicator.

    ``trends`` are (day, direction) of figures that moved against the ones before them.
    """
    best = max(live, key=_firmness) if live else None
    return IndicatorState(
        indicator_id=indicator.id,
        state=STATE_OF_RUNG[best.commitment] if best else "no_evidence",
        direction=_direction([(e.on, e.direction) for e in live] + list(trends)),
        grade=grade_of(best) if best else 0,
        best=best,
        disagreement=disagreement and best is not None,
    )


def _firmness(evidence: Evidence) -> tuple[int, int, str, str]:
    return RUNGS.index(evidence.commitment), grade_of(evidence), evidence.on, evidence.evidence_id


def grade_of(evidence: Evidence) -> int:
    """Return the grade of substance, 0 to 100: the points of its cues, capped by what it rests on."""
    points = sum(POINTS[c] for c in evidence.cues)
    if evidence.commitment == "speculation" and evidence.origins <= 1:
        return min(points, CAP_ANONYMOUS)
    return points if evidence.has_text else min(points, CAP_WITHOUT_TEXT)


def _direction(moves: Sequence[tuple[str, str]]) -> str:
    told = sorted((on, way) for on, way in moves if way in ("tightening", "easing"))
    if not told:
        return "unchanged"
    oldest = _days_before(told[-1][0])
    ways = {way for on, way in told[-LATEST_MOVES:] if on[:10] >= oldest}
    return "mixed" if len(ways) > 1 else ways.pop()


def _days_before(on: str) -> str:
    try:
        return (date.fromisoformat(on[:10]) - timedelta(days=MOVE_DAYS)).isoformat()
    except ValueError:
        return on[:4]


def trend_of(old: Figure, new: Figure) -> str | None:
    """Return which way a figure points that took another's place, None where the move says nothing."""
    up = UP_MEANS.get(new.measure)
    if up is None or old.value is None or new.value is None or old.value == new.value:
        return None
    down = "tightening" if up == "easing" else "easing"
    return up if new.value > old.value else down


def other_side(parties: Sequence[str], actor: str | None) -> list[str]:
    """Return the parties that affirm an act without being the one who acts."""
    own = state_of(actor)
    return sorted({p for p in parties if p not in (own, "text")})
