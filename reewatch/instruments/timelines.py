"""Legal texts through their statuses: stretches of the world's time, each resting on what was told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reewatch.events.dates import add_duration
from reewatch.instruments.moves import Move

STATUSES = ("announced", "in_force", "suspended", "expired", "revoked", "unknown")
#: A prolongation told so many days after the end still prolongs.
LATE_DAYS = 45


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


def timeline(instrument_id: str, moves: Iterable[Move], baseline: Sequence[Stretch] = ()) -> list[Stretch]:
    """Return the whole timeline of a text and of its parts, in order of the world's time, unknown tails included.

    A status holds from its start until the next begins, or until the end that was told; what follows a told end
    without a report is ``unknown``. The order of the moves makes no difference.
    """
    told = list(moves)
    current = [_unless_overtaken(m, told) for m in told]
    ordered = sorted(current, key=lambda m: (m.is_weak, m.start or "", m.told_on, m.event_id))
    named = {m.part for m in ordered if m.part} | {s.part for s in baseline if s.part}
    parts: list[str | None] = [None, *sorted(named)]
    out: list[Stretch] = []
    for part in parts:
        stretches = [s for s in baseline if s.part == part]
        of_part = [m for m in ordered if m.part == part]
        for move in of_part:
            stretches = _laid_over(instrument_id, stretches, move)
        out += _with_tails(_without_repeats(stretches))
    return _whole_beside_parts(out)


def _unless_overtaken(move: Move, told: Iterable[Move]) -> Move:
    """Return a move; of a start that a later suspension or end covers, the announcement only.

    The start that a text gave itself does not end what was decided later about it; a start told anew does.
    """
    start = move.start
    if move.status != "in_force" or start is None or move.announced_on is None:
        return move
    overtaken = any(
        m.status in ("suspended", "revoked")
        and m.part in (None, move.part)
        and m.start is not None
        and m.start <= start < (m.end or "9")
        and m.told_on >= move.start_told_on
        for m in told
    )
    return replace(move, start=None, end=None, only_announced=True) if overtaken else move


def status_on(stretches: Iterable[Stretch], day: date, part: str | None = None) -> Stretch | None:
    """Return the stretch of a part (None: the whole) that holds on a day; before the first there is none."""
    text = day.isoformat()
    holding = [
        s
        for s in stretches
        if s.part == part and (s.valid_from or "") <= text and (s.valid_to is None or text < s.valid_to)
    ]
    return holding[-1] if holding else None


def parts_of(stretches: Iterable[Stretch]) -> list[str | None]:
    """Return the parts that a timeline tells of, the whole (None) first."""
    return sorted({s.part for s in stretches}, key=lambda p: (p is not None, p or ""))


def _laid_over(instrument_id: str, stretches: list[Stretch], move: Move) -> list[Stretch]:
    """Return the stretches with a move laid over them."""
    if move.only_announced:
        return stretches or [_stretch(instrument_id, move, "announced", move.announced_on, None)]
    if stretches and (move.is_weak or move.start is None):
        return stretches
    last = stretches[-1] if stretches else None
    if last and last.status == move.status:
        return _prolonged(instrument_id, stretches, last, move)
    if last and last.status == "suspended" and move.status == "in_force" and not move.is_dated:
        return stretches  # a control called to mind is not one put back in force
    told = _told(instrument_id, move, stretches)
    return [*_cut_at(stretches, told[0].valid_from), *told]


def _prolonged(instrument_id: str, stretches: list[Stretch], last: Stretch, move: Move) -> list[Stretch]:
    """Return the stretches with a status told again: with a new end it is prolonged or cut short; else nothing."""
    end = move.end
    if move.prolongs_by and end is None and last.valid_to:
        end = add_duration(last.valid_to, *move.prolongs_by)
    over = last.valid_to is not None and move.start is not None and move.start > last.valid_to
    if over and not _soon_after(last.valid_to, move):
        return [*stretches, _stretch(instrument_id, move, move.status, move.start, end)]
    if end is None or end == last.valid_to:
        return stretches
    if move.status == "in_force" and last.valid_to is None and not move.is_dated:
        return stretches
    return [*stretches[:-1], replace(last, valid_to=end, since_event=move.event_id)]


def _soon_after(end: str | None, move: Move) -> bool:
    if end is None or move.start is None or not move.prolongs:
        return False
    return (date.fromisoformat(move.start) - date.fromisoformat(end)).days <= LATE_DAYS


def _told(instrument_id: str, move: Move, before: Sequence[Stretch]) -> list[Stretch]:
    """Return what a move adds: the status, after the stretch in which it was announced and not yet in force."""
    begun = _stretch(instrument_id, move, move.status, move.start, move.end)
    if move.status != "in_force" or move.announced_on is None or (move.start and move.announced_on >= move.start):
        return [begun]
    if any(s.status in ("in_force", "suspended") for s in before):
        return [begun]
    ahead = replace(begun, status="announced", valid_from=move.announced_on, valid_to=move.start, rests_on="reported")
    return [ahead, begun]


def _stretch(instrument_id: str, move: Move, status: str, start: str | None, end: str | None) -> Stretch:
    return Stretch(
        instrument_id=instrument_id,
        part=move.part,
        status=status,
        valid_from=start,
        valid_to=end,
        since_event=move.event_id,
        rests_on=move.rests_on,
    )


def _cut_at(stretches: Iterable[Stretch], start: str | None) -> list[Stretch]:
    """Return what remains of stretches before a day."""
    if start is None:
        return []
    kept = [s for s in stretches if (s.valid_from or "") < start]
    return [replace(s, valid_to=start) if s.valid_to is None or s.valid_to > start else s for s in kept]


def _without_repeats(stretches: Iterable[Stretch]) -> list[Stretch]:
    out: list[Stretch] = []
    for stretch in stretches:
        if out and out[-1].status == stretch.status and out[-1].valid_to == stretch.valid_from is not None:
            out[-1] = replace(out[-1], valid_to=stretch.valid_to)
        else:
            out.append(stretch)
    return out


def _with_tails(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return the stretches with an ``unknown`` one after each told end that nothing follows at once."""
    out: list[Stretch] = []
    for position, stretch in enumerate(stretches):
        out.append(stretch)
        following = stretches[position + 1].valid_from if position + 1 < len(stretches) else None
        if stretch.valid_to is not None and (following is None or following > stretch.valid_to):
            tail = replace(stretch, status="unknown", valid_from=stretch.valid_to, valid_to=following)
            out.append(replace(tail, rests_on="own_terms"))
    return out


def _whole_beside_parts(stretches: list[Stretch]) -> list[Stretch]:
    """Return the timeline with a row for the whole where only parts were told of: the rest of it stands."""
    if not stretches or any(s.part is None for s in stretches):
        return stretches
    first = stretches[0]
    status = "announced" if first.status == "announced" else "in_force"
    return [replace(first, part=None, status=status, valid_from=None, valid_to=None, rests_on="reported"), *stretches]


def next_step(stretches: Iterable[Stretch], day: date, part: str | None = None) -> tuple[str | None, str | None]:
    """Return (date, what) of what is due next after a day, (None, None) where nothing is told."""
    of_part = [s for s in stretches if s.part == part]
    ahead = [s for s in of_part if s.valid_from and s.valid_from > day.isoformat()]
    if not ahead:
        return None, None
    coming = min(ahead, key=lambda s: s.valid_from or "")
    held = status_on(of_part, day, part)
    if coming.status == "suspended":
        return coming.valid_from, "suspension begins"
    if held and held.status == "suspended":
        return coming.valid_from, "suspension ends"
    return coming.valid_from, "takes effect" if coming.status == "in_force" else "expires"
