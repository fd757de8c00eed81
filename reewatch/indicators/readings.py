"""The reading of an indicator: its state with the reason, in one plain sentence."""

from collections.abc import Mapping, Sequence
from datetime import date

from reewatch.framework import Indicator
from reewatch.indicators.states import Evidence, IndicatorState
from reewatch.observations.changes import figure_text, measure_text
from reewatch.observations.figures import Figure

#: What is missing where an indicator has no evidence.
LACKING = {
    "permit-approvals": "figure",
    "processing-investment": "commitment",
    "military-scope": "clarification",
    "tariff-schedule": "schedule",
}
STATE_WORDS = {
    "gesture": "Words only", "framework": "Agreed in principle", "binding": "Bound, not yet in effect",
    "implementing": "In effect", "verified": "Measured",
}  # fmt: skip
#: A figure older than this is said to be old.
OLD_DAYS = 45


def reading_of(
    indicator: Indicator,
    state: IndicatorState,
    figures: Sequence[Figure],
    quarrel: tuple[Figure, Figure] | None,
    day: date,
) -> str:
    """Return one sentence: what the state rests on, the latest figure, who differs, and what is missing.

    ``figures`` are the live ones, the newest first; ``quarrel`` is a pair that differs.
    """
    if state.best is None:
        lacking = f"No {LACKING[indicator.id]}" if indicator.id in LACKING else "Nothing"
        return f"{lacking} is in evidence: no report that is known feeds this indicator."
    parts = [f"{STATE_WORDS[state.state]}: {_resting_on(state.best)}"]
    if figures:
        parts.append(f"latest figure: {measure_text(figures[0])} {figure_text(figures[0])}")
    if quarrel:
        parts.append(f"accounts differ: {' against '.join(figure_text(f) for f in quarrel)}")
    elif state.disagreement:
        parts.append("the parties' accounts differ")
    parts += _missing(indicator, figures, day)
    return "; ".join(parts) + "."


def _resting_on(best: Evidence) -> str:
    voices = f"{best.origins} independent {'voice' if best.origins == 1 else 'voices'}"
    when = f", {best.on}" if best.on else ""
    return f"{best.title} ({voices}{when})"


def _missing(indicator: Indicator, figures: Sequence[Figure], day: date) -> list[str]:
    dated = [f for f in figures if f.factuality != "threatened" and (f.valid_from or f.measure == "volume")]
    if indicator.id == "tariff-schedule" and not dated:
        return ["no schedule is in evidence: no start and no volume is told"]
    if not figures or indicator.kind != "indicator":
        return []
    newest = max((f.as_of or (f.period or "").split("/")[-1] for f in figures), default="")
    since = _month(newest)
    return [f"no figure since {since}"] if since and _age(newest, day) > OLD_DAYS else []


def _month(day: str) -> str | None:
    if len(day) < len("2026-01") or not day[5:7].isdigit():
        return None
    return date(int(day[:4]), int(day[5:7]), 1).strftime("%B %Y")


def _age(on: str, day: date) -> int:
    whole = on if len(on) >= len("2026-01-01") else f"{on}-28"
    return (day - date.fromisoformat(whole[:10])).days


def age_in_days(days: Sequence[str], day: date) -> int | None:
    """Return how old the newest of some days is, None where none is told to the month."""
    told = [d for d in days if len(d) >= len("2026-01") and d[5:7].isdigit()]
    return max(0, min(_age(d, day) for d in told)) if told else None


def shown_cues(best: Evidence | None) -> list[Mapping[str, object]]:
    """Return the cues of the evidence that a state rests on, as rows of TRACKING."""
    return [{"cue": cue, "evidence": list(by)} for cue, by in best.cues.items()] if best else []
