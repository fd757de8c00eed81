"""What changed about the promises: made, moved, kept, taken back, or past their day."""

from collections.abc import Sequence
from dataclasses import dataclass

from reewatch.changes import BACKGROUND, RUNG_WEIGHT, TYPE_WEIGHT, Change, make_change
from reewatch.promises.due_dates import last_day
from reewatch.promises.promise import Promise, Standing

#: How much each kind weighs beside the promise's own rung and type.
KIND_WEIGHT = {"new": 0.8, "met": 0.9, "overdue": 1.0, "delayed": 0.9, "brought_forward": 0.8, "withdrawn": 1.0}
#: A promise weighs at least this once something becomes of it: that it was kept is news whatever its rung.
LEAST = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseStep:
    """A promise as it was known before (None: not at all), and as it is known now, with both standings."""

    before: Promise | None
    was: Standing | None
    after: Promise
    now: Standing
    background: bool


def promise_changes(known_at: str, steps: Sequence[PromiseStep], indicators: dict[str, str]) -> list[Change]:
    """Return the changes of promises; ``indicators`` maps a type of event to what it feeds."""
    changes = []
    for step in steps:
        kind = _kind(step)
        if kind is not None:
            changes.append(_change(known_at, kind, step, indicators.get(step.after.type)))
    return changes


def _kind(step: PromiseStep) -> str | None:
    if step.before is None or step.was is None:
        return "new" if step.now.status in ("open", "unknown") else step.now.status
    if step.now.status != step.was.status and step.now.status in ("met", "overdue", "withdrawn"):
        return step.now.status
    old, new = last_day(step.before.due), last_day(step.after.due)
    if step.after.slipped_from == step.before.due and old and new and old != new:
        return "delayed" if new > old else "brought_forward"
    return None


def _change(known_at: str, kind: str, step: PromiseStep, indicator_id: str | None) -> Change:
    promise = step.after
    return make_change(
        known_at,
        kind,
        "promise",
        promise.promise_id,
        event_id=promise.answered_by if kind == "met" else promise.event_id,
        title=f"{promise.by}: {promise.what}",
        before=_told(step.before, step.was) if step.before and step.was else None,
        after=_told(promise, step.now),
        significance=(
            BACKGROUND if step.background and kind == "new" else promise_weight(kind, promise.commitment, promise.type)
        ),
        indicator_id=indicator_id,
        evidence=tuple(e["mention_id"] for e in promise.evidence[-5:]),
    )


def promise_weight(kind: str, rung: str, event_type: str) -> float:
    """Return how much it weighs that a promise of a rung and a type was made, moved, kept or not kept, 0 to 1."""
    weight = RUNG_WEIGHT[rung] * TYPE_WEIGHT[event_type] * KIND_WEIGHT[kind]
    return round(weight if kind == "new" else max(weight, LEAST), 3)


def _told(promise: Promise, standing: Standing) -> str:
    since = f" since {standing.since}" if standing.since and standing.status != "open" else ""
    return f"{standing.status}{since}, due {promise.due}"
