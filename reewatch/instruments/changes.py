"""What a run learned anew about a legal text, and which of its dates passed since the run before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reewatch.changes import BACKGROUND, Change, make_change
from reewatch.instruments.timelines import Stretch, parts_of, status_on

WEIGHT = {
    "new": 0.5, "took_effect": 0.95, "suspended": 0.95, "resumed": 0.95, "withdrawn": 0.95, "extended": 0.9,
    "expired_unreported": 0.9, "delayed": 0.85, "brought_forward": 0.85,
}  # fmt: skip
#: What was in force so long before a text was first heard of is its history, not what the run learned.
FRESH_DAYS = 14
KIND_OF_STATUS = {
    "suspended": "suspended", "revoked": "withdrawn", "expired": "withdrawn", "unknown": "expired_unreported",
    "announced": "delayed",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStep:
    """A legal text as it was known at the run before and as it is known now."""

    instrument_id: str
    title: str
    before: Sequence[Stretch]
    after: Sequence[Stretch]
    looked: date  # the day, at the issuer's seat, of the run before
    today: date
    background: bool  # all that names it is background
    indicator_id: str | None
    evidence: dict[str, tuple[str, ...]]  # event id -> mention ids


def instrument_changes(known_at: str, step: TextStep) -> list[Change]:
    """Return the changes of a text: what is known otherwise of the day of the run before, then each date since."""
    changes: list[Change] = []
    for part in parts_of([*step.before, *step.after]):
        first_heard = not any(s.part == part for s in step.before)
        pairs = _first(step, part) if first_heard else _otherwise(step, part)
        since = (
            max(step.looked, step.today - timedelta(days=FRESH_DAYS))
            if not first_heard
            else (step.today - timedelta(days=FRESH_DAYS))
        )
        passed = [
            (kind, was, now) for kind, was, now in _passed(step, part, since)
            if not (first_heard and now.status in ("announced", "in_force"))
        ]  # fmt: skip
        changes += [_change(known_at, step, kind, was, now) for kind, was, now in [*pairs, *passed]]
    return changes


def _first(step: TextStep, part: str | None) -> list[tuple[str, Stretch | None, Stretch]]:
    """Return that a text, or a part of one, is heard of for the first time; a whole beside its parts is no news."""
    now = status_on(step.after, step.today, part) or next((s for s in step.after if s.part == part), None)
    return [("new", None, now)] if now else []


def _otherwise(step: TextStep, part: str | None) -> list[tuple[str, Stretch | None, Stretch]]:
    """Return how the day of the run before is known otherwise than it was then."""
    was, now = status_on(step.before, step.looked, part), status_on(step.after, step.looked, part)
    if now is None or was == now:
        return []
    if was is not None and was.status == now.status:
        kind = _kind_of_moved_end(was, now)
        return [(kind, was, now)] if kind else []
    return [(_kind(was, now), was, now)]


def _kind_of_moved_end(was: Stretch, now: Stretch) -> str | None:
    if was.valid_to is None or now.valid_to is None or was.valid_to == now.valid_to:
        return None
    later = now.valid_to > was.valid_to
    if now.status == "announced":
        return "delayed" if later else "brought_forward"
    return "extended" if later else "brought_forward"


def _passed(step: TextStep, part: str | None, since: date) -> list[tuple[str, Stretch | None, Stretch]]:
    """Return each status that began after ``since``, up to today."""
    of_part = [s for s in step.after if s.part == part]
    begun = [s for s in of_part if s.valid_from and since.isoformat() < s.valid_from <= step.today.isoformat()]
    pairs = []
    for stretch in begun:
        eve = date.fromisoformat(stretch.valid_from or "") - timedelta(days=1)
        was = status_on(of_part, eve, part)
        if was is None or was.status != stretch.status:
            pairs.append((_kind(was, stretch), was, stretch))
    return pairs


def _kind(was: Stretch | None, now: Stretch) -> str:
    if was is None and now.status in ("announced", "in_force"):
        return "new"
    if was is not None and was.status == "unknown" and now.status == "suspended":
        return "extended"
    if now.status == "in_force":
        return "took_effect" if was is None or was.status == "announced" else "resumed"
    return KIND_OF_STATUS[now.status]


def _change(known_at: str, step: TextStep, kind: str, was: Stretch | None, now: Stretch) -> Change:
    part = f", {now.part}" if now.part else ""
    weight = BACKGROUND if step.background and kind == "new" else WEIGHT[kind]
    return make_change(
        known_at,
        kind,
        "instrument",
        step.instrument_id,
        event_id=now.since_event,
        title=f"{step.title}{part}",
        before=status_text(was),
        after=status_text(now),
        significance=weight,
        indicator_id=step.indicator_id,
        evidence=step.evidence.get(now.since_event or "", ()),
    )


def status_text(stretch: Stretch | None) -> str | None:
    """Return a status in a short line with its days; a part is named."""
    if stretch is None:
        return None
    part = f"{stretch.part}: " if stretch.part else ""
    start = f" from {stretch.valid_from}" if stretch.valid_from else ""
    end = f" until {stretch.valid_to}" if stretch.valid_to else ""
    return f"{part}{stretch.status}{start}{end}"
