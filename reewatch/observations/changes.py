"""What is new about observations: a figure told first, moved against the one before, corrected, or contradicted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reewatch.changes import BACKGROUND, FACTUALITY_WEIGHT, Change, make_change, rung_weight
from reewatch.days import days_of, gap
from reewatch.mentions import RUNGS
from reewatch.observations.figures import SCOPE, Figure
from reewatch.observations.observation import STRENGTH, Observation

#: How much a measure weighs beside the others, before rung and factuality.
MEASURE_WEIGHT = {
    "approval_rate": 1.0, "tariff_rate": 1.0, "tariff_change": 0.95, SCOPE: 0.95, "amount": 0.85, "capacity": 0.7,
    "approved": 0.7, "applications": 0.6, "pending": 0.6, "denied": 0.7, "processing_time": 0.85, "volume_change": 0.7,
    "volume": 0.7,
}  # fmt: skip
OTHER_WEIGHT = 0.5


def observation_changes(
    known_at: str,
    after: Sequence[Observation],
    before: Mapping[str, Mapping[str, object]],
    corrected: Mapping[str, str],
) -> list[Change]:
    """Return the changes that tonight's observations are.

    ``before`` are the last known rows of those that were known; a figure that is only told again is none.
    ``corrected`` maps an observation to the one that puts it right.
    """
    replaces = {o.superseded_by: o for o in after if o.superseded_by}
    corrections = set(corrected.values())
    changes = []
    for observation in after:
        row = before.get(observation.observation_id)
        if row is None and observation.figure.known_at == known_at:
            old = replaces.get(observation.observation_id)
            kind = _kind(old, observation, is_correction=observation.observation_id in corrections)
            if old is not None and (moved := _moved_start(old.figure, observation.figure)):
                changes += _moved_step(known_at, moved, old, observation)
                continue
            changes.append(_change(known_at, kind, observation, figure_text(old.figure) if old else None))
        elif row is not None and (moved := _moved(row, observation.figure)):
            changes.append(_change(known_at, moved, observation, f"{row['factuality']}, {row['commitment']}"))
    return changes


def _moved_start(old: Figure, new: Figure) -> str | None:
    """Return ``delayed`` or ``brought_forward`` where a level of a duty, still to come, has another start."""
    was, now = days_of(old.valid_from), days_of(new.valid_from)
    ahead = "actual" not in (old.factuality, new.factuality) and new.factuality != "denied"
    if not new.measure.startswith("tariff") or old.value != new.value or not ahead or was is None or now is None:
        return None
    return None if gap(was, now) <= 1 else "delayed" if now.first > was.first else "brought_forward"


def _moved_step(known_at: str, kind: str, old: Observation, new: Observation) -> list[Change]:
    """Return the change of a figure whose start moved, and that of the event that told it as one step of several."""
    was, now = (f"{figure_text(o.figure)} from {o.figure.valid_from}" for o in (old, new))
    moved = replace(_change(known_at, kind, new, was), after=now)
    if not old.figure.event_id or old.figure.event_id == new.figure.event_id:
        return [moved]
    return [
        moved,
        make_change(
            known_at, kind, "event", old.figure.event_id, event_id=new.figure.event_id, title=moved.title, before=was,
            after=now, significance=moved.significance, indicator_id=moved.indicator_id, evidence=moved.evidence,
        ),
    ]  # fmt: skip


def _kind(old: Observation | None, new: Observation, *, is_correction: bool) -> str:
    if is_correction:
        return "corrected"
    if old is None or old.figure.value is None or new.figure.value is None or old.figure.value == new.figure.value:
        return "new"
    return "raised" if new.figure.value > old.figure.value else "lowered"


def _moved(row: Mapping[str, object], figure: Figure) -> str | None:
    """Return whether the factuality of a known figure moved: up, down, or to a denial; a rung alone is the event's."""
    was, now = str(row["factuality"]), figure.factuality
    if was == now:
        return None
    if now == "denied":
        return "withdrawn"
    return "raised" if was == "denied" or STRENGTH.index(now) > STRENGTH.index(was) else "lowered"


def _change(known_at: str, kind: str, observation: Observation, before: str | None) -> Change:
    figure = observation.figure
    moved = before is not None and "," in before and before.split(",")[0] in FACTUALITY_WEIGHT
    after = f"{figure.factuality}, {figure.commitment}" if moved else figure_text(figure)
    return make_change(
        known_at,
        kind,
        "observation",
        observation.observation_id,
        event_id=figure.event_id,
        title=f"{measure_text(figure)}: {figure_text(figure)}{_unless_actual(figure)}",
        before=before,
        after=after,
        significance=_significance(figure),
        indicator_id=figure.indicator_id,
        evidence=tuple(f.mention_id for f in observation.members[:5]),
    )


def _unless_actual(figure: Figure) -> str:
    """Return how far a figure has come where it is no fact, as the titles of events have it."""
    return "" if figure.factuality == "actual" else f" [{figure.factuality}]"


def _significance(figure: Figure) -> float:
    if figure.timeframe == "background":
        return BACKGROUND
    return figure_weight(figure.measure, figure.commitment, figure.factuality)


def figure_weight(measure: str, rung: str, factuality: str) -> float:
    """Return how much a figure of a measure, a rung and a factuality weighs, 0 to 1."""
    weight = rung_weight(rung if rung in RUNGS else "statement", factuality)
    return round(weight * MEASURE_WEIGHT.get(measure, OTHER_WEIGHT) * FACTUALITY_WEIGHT[factuality] * 0.9, 3)


def measure_text(figure: Figure) -> str:
    """Return what is measured, in plain words: ``tariff rate (s301)``, ``military scope``."""
    if figure.measure == SCOPE:
        return "military scope"
    basis = f" ({figure.basis.replace('_', ' ')})" if figure.basis else ""
    return f"{figure.measure.replace('_', ' ')}{basis}"


def figure_text(figure: Figure) -> str:
    """Return a figure in a short line: the number plain, its unit, its day, and who says so."""
    if figure.measure == SCOPE:
        goods = f" {', '.join(figure.items)}".replace("_", " ") if figure.items else ""
        return f"{(figure.value_text or '').replace('_', ' ')}{goods}{_said(figure)}"
    if figure.value is None:
        number = f"{plain_number(figure.low)} to {plain_number(figure.high)}"
    else:
        bound = {"about": "about ", "at_least": "at least ", "at_most": "at most "}.get(figure.bound, "")
        number = f"{bound}{plain_number(figure.value)}"
    unit = {"": "", "count": "", "percent": " percent", "pp": " points"}.get(figure.unit or "", f" {figure.unit}")
    return f"{number}{unit}{_said(figure)}"


def _said(figure: Figure) -> str:
    when = figure.as_of or figure.period
    return (f", {figure.speaker}" if figure.speaker else "") + (f", {when}" if when else "")


def plain_number(value: float | None) -> str:
    """Return a number without exponent or needless zeros: 320000000, 13.5."""
    if value is None:
        return "?"
    return f"{value:.6f}".rstrip("0").rstrip(".")
