"""Legal texts through their statuses: stretches of the world's time, each resting on what was told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reewatch.events import Event

#: What an event does to the texts that it names; None: nothing.
STATUS_OF = {
    "imposed": "in_force", "expanded": "in_force", "raised": "in_force", "reinstated": "in_force",
    "enforced": "in_force", "suspended": "suspended", "paused": "suspended", "extended": "suspended",
    "lifted": "revoked", "ended": "revoked", "struck_down": "revoked", "cut": "in_force", "exempted": "in_force",
    "prohibited": "in_force", "eased": "in_force",
}  # fmt: skip
#: Types whose events move legal texts.
LEGAL_TYPES = ("export_control", "tariff", "military_scope")
ENDS = ("suspended",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One status of one text for a stretch of days; ``valid_to`` is exclusive, None is open."""

    instrument_id: str
    part: str | None
    status: str
    valid_from: str | None
    valid_to: str | None
    since_event: str | None
    rests_on: str


def timeline(instrument_id: str, events: Sequence[Event], baseline: Sequence[Stretch] = ()) -> list[Stretch]:
    """Return the whole timeline of a text, in order of the world's time, unknown tails included.

    A status holds from its start until the next begins, or until the end that was told; what follows a told end
    without a report is ``unknown``. Threats, denials, proposals and mere talk move nothing.
    """
    moves = [m for e in _in_order(events) if (m := _move(instrument_id, e))]
    stretches = list(baseline)
    for move in moves:
        stretches = _laid_over(stretches, move)
    return _with_tails(stretches)


def status_on(stretches: Sequence[Stretch], day: date) -> Stretch | None:
    """Return the stretch that holds on a day; before the first there is none."""
    text = day.isoformat()
    holding = [s for s in stretches if (s.valid_from or "") <= text and (s.valid_to is None or text < s.valid_to)]
    return holding[-1] if holding else None


def _in_order(events: Sequence[Event]) -> list[Event]:
    return sorted(events, key=lambda e: (e.happened_on or "", e.members[0].known_at, e.event_id))


def _move(instrument_id: str, event: Event) -> Stretch | None:
    status = STATUS_OF.get(event.action)
    if event.type not in LEGAL_TYPES or status is None or event.factuality not in ("actual", "scheduled"):
        return None
    start = event.valid_from or event.happened_on
    if start is None or len(start) < len("2026-01-01"):
        start = event.members[0].published[:10] or None
    end = _exclusive_end(event) if status in ENDS else None
    if event.factuality == "scheduled" and status == "in_force" and event.valid_from is None:
        status = "announced"
    return Stretch(
        instrument_id=instrument_id,
        part=None,
        status=status,
        valid_from=start,
        valid_to=end,
        since_event=event.event_id,
        rests_on="reported" if event.factuality == "actual" else "own_terms",
    )


def _exclusive_end(event: Event) -> str | None:
    """Return the day on which a stretch is over: "through D" includes the day, "until D" does not."""
    for slot in reversed(event.dates):
        if slot.role == "expires" and len(slot.value) == len("2026-01-01"):
            day = date.fromisoformat(slot.value) + timedelta(days=1 if slot.inclusive else 0)
            return day.isoformat()
    return None


def _laid_over(stretches: list[Stretch], move: Stretch) -> list[Stretch]:
    """Return the stretches with a later report laid over them: a renewed suspension prolongs the one before."""
    last = stretches[-1] if stretches else None
    if last and last.status == move.status and (move.valid_to is None or move.valid_to == last.valid_to):
        return stretches  # told again
    if last and last.status == move.status == "suspended":
        return [*stretches[:-1], replace(last, valid_to=move.valid_to, since_event=move.since_event)]
    before = [_cut(s, move.valid_from) for s in stretches]
    kept = [s for s in before if s is not None]
    announced = _announced_before(move)
    return [*kept, *announced, move]


def _cut(stretch: Stretch, start: str | None) -> Stretch | None:
    if start is None:
        return stretch
    if (stretch.valid_from or "") >= start:
        return None
    if stretch.valid_to is None or stretch.valid_to > start:
        return replace(stretch, valid_to=start)
    return stretch


def _announced_before(move: Stretch) -> list[Stretch]:
    """Return the stretch in which a text exists and is not yet in force."""
    if move.status != "in_force" or move.rests_on != "own_terms":
        return []
    return [replace(move, status="announced", valid_from=None, valid_to=move.valid_from, rests_on="reported")]


def _with_tails(stretches: list[Stretch]) -> list[Stretch]:
    out: list[Stretch] = []
    for position, stretch in enumerate(stretches):
        out.append(stretch)
        following = stretches[position + 1].valid_from if position + 1 < len(stretches) else None
        if stretch.valid_to is not None and (following is None or following > stretch.valid_to):
            tail = replace(stretch, status="unknown", valid_from=stretch.valid_to, valid_to=following)
            out.append(replace(tail, since_event=None, rests_on="own_terms"))
    return out


def next_step(stretches: Sequence[Stretch], day: date) -> tuple[str | None, str | None]:
    """Return (date, what) of what is due next after a day, (None, None) where nothing is told."""
    ahead = [s for s in stretches if s.valid_from and s.valid_from > day.isoformat()]
    if not ahead:
        return None, None
    coming = min(ahead, key=lambda s: s.valid_from or "")
    held = status_on(stretches, day)
    ends = "suspension ends" if held and held.status == "suspended" else "expires"
    return coming.valid_from, "takes effect" if coming.status == "in_force" else ends
