"""Figures in series: which later figure takes an earlier one's place, corrects it, holds it as a part, or differs."""

import re
from collections.abc import Sequence

from reewatch.claims.speakers import one_speaker, state_of
from reewatch.days import days_of
from reewatch.observations.figures import SCOPE, VOICED, Figure, day_of, voice_of
from reewatch.observations.observation import (
    HISTORY_DAYS,
    STRENGTH,
    Observation,
    consistent,
    days_apart,
    goods_class,
    goods_meet,
    parties_meet,
    same_figure,
    texts_meet,
    times_meet,
    told_alike,
    values_agree,
    voices_meet,
)
from reewatch.resolution.goods import GENERAL, meet

#: What a later telling adds to, and does not replace.
NEVER_REPLACED = ("amount", "capacity", "stake", SCOPE)
CORRECTION = re.compile(r"\bcorrect(?:s|ed|ion|ing)\b|\berrat\w+|\bmisstated\b|\bwrongly\b|更正", re.IGNORECASE)


def superseded(series: Sequence[Observation]) -> dict[str, str]:
    """Return observation id -> the id of the figure that took its place, for observations of one voice and measure.

    A later count replaces an earlier one; a month's volume is replaced only by another figure for that month; money,
    capacity and scope by nothing but a correction.
    """
    ordered = sorted(series, key=lambda o: (day_of(o.figure), o.figure.known_at, o.figure.published, o.observation_id))
    replaced: dict[str, str] = {}
    if not any(may_be_replaced(o.figure) for o in ordered):
        return replaced
    steps = _told_in_steps(ordered)
    for position, earlier in enumerate(ordered):
        stepped = earlier.figure.revision_id in steps
        later = next(
            (
                o
                for o in ordered[position + 1 :]
                if _replaces(o.figure, earlier.figure) and not (stepped and _leaves_the_step(o.figure, earlier.figure))
            ),
            None,
        )
        if later is not None:
            replaced[earlier.observation_id] = later.observation_id
    return replaced


def _told_in_steps(series: Sequence[Observation]) -> set[str]:
    """Return the texts that tell a duty in steps, each with a start of its own."""
    starts: dict[str, set[str]] = {}
    for o in series:
        if o.figure.measure.startswith("tariff") and o.figure.valid_from:
            starts.setdefault(o.figure.revision_id, set()).add(o.figure.valid_from)
    return {revision for revision, days in starts.items() if len(days) > 1}


def _leaves_the_step(later: Figure, step: Figure) -> bool:
    """Return whether a later figure tells of another step of a duty: one before it, or one that is still to come."""
    if not later.valid_from or not step.valid_from or later.value == step.value:
        return False
    month = len("2027-02")
    if later.valid_from[:month] == step.valid_from[:month]:
        return False
    return step.valid_from > later.valid_from or later.factuality != "actual"


def may_be_replaced(figure: Figure) -> bool:
    """Return whether a later figure can take a figure's place: it has a voice and tells something that moves."""
    return voice_of(figure) is not None and figure.measure not in NEVER_REPLACED


def _replaces(later: Figure, earlier: Figure) -> bool:
    voice = voice_of(later)
    if voice is None or not may_be_replaced(later):
        return False
    if later.revision_id and later.revision_id == earlier.revision_id and day_of(later) == day_of(earlier):
        return False  # one text tells both: two things, and neither in the other's place
    duty = later.measure.startswith("tariff")
    if duty and (_weight(later) < _weight(earlier) or later.basis != earlier.basis):
        return False
    if (later.period or earlier.period) and later.period != earlier.period and not _follows(later, earlier):
        return False
    return (
        later.factuality != "denied"
        and one_speaker(voice, voice_of(earlier))
        and one_series(later, earlier)
        and bool(day_of(later))
    )


def _follows(later: Figure, earlier: Figure) -> bool:
    """Return whether a count of licensing is for a later time: how things stand, where months of trade add up."""
    return later.measure in VOICED and day_of(later) > day_of(earlier)


def _weight(figure: Figure) -> int:
    return STRENGTH.index(figure.factuality) if figure.factuality in STRENGTH else -1


def one_series(a: Figure, b: Figure, *, whoever: bool = False) -> bool:
    """Return whether two figures belong to one series: the same thing measured, at another time or by another.

    ``whoever`` passes over the other side, whom a figure is about.
    """
    return (
        (a.measure, a.unit) == (b.measure, b.unit)
        and told_alike(a.basis, b.basis)
        and (whoever or _one_target(a, b))
        and _one_goods(a, b)
        and (not a.measure.startswith("tariff") or told_alike(state_of(a.actor), state_of(b.actor)))
        and texts_meet(a, b)
    )


def _one_goods(a: Figure, b: Figure) -> bool:
    """Return whether two figures are of one kind of goods.

    What is counted at two times by the same words but for "magnets" or "rare earths" is one count of licensing.
    """
    if not a.items or not b.items or goods_class(a) == goods_class(b):
        return True
    general = {*a.items, *b.items} <= GENERAL
    return general and a.measure in VOICED and day_of(a) != day_of(b) and meet(a.items, b.items)


def _one_target(a: Figure, b: Figure) -> bool:
    """Return whether two figures are about one other side; what is shipped to all is no figure of one of them."""
    x, y = state_of(a.target), state_of(b.target)
    return x == y if a.measure.startswith("volume") else told_alike(x, y)


def corrects(new: Figure, observation: Observation, kept: Sequence[Figure]) -> bool:
    """Return whether a figure puts another right: a later text of the same article, or one that says so.

    ``kept`` are all figures of the new text: what it still tells is not corrected.
    """
    old = observation.figure
    if new.known_at < old.known_at or values_agree(new, old) or not _could_replace(new, old):
        return False
    texts = {f.revision_id for f in observation.members if f.article_id and f.article_id == new.article_id}
    if texts and new.revision_id not in texts:
        still = any(same_figure(f, old) for f in kept)
        return not still and _slots(kept, old) == 1
    return bool(CORRECTION.search(new.sentence)) and times_meet(new, old) and new.known_at > old.known_at


def _could_replace(new: Figure, old: Figure) -> bool:
    return (
        (new.measure, new.unit, new.phase) == (old.measure, old.unit, old.phase)
        and told_alike(new.basis, old.basis)
        and voices_meet(new, old)
        and parties_meet(new, old)
        and goods_meet(new, old)
    )


def _slots(kept: Sequence[Figure], old: Figure) -> int:
    return len({(f.value, f.low, f.high) for f in kept if _could_replace(f, old)})


def disagreements(live: Sequence[Observation]) -> list[tuple[str, str]]:
    """Return the pairs of live observations in which two speakers tell one measure of one period differently."""
    ordered = sorted(live, key=lambda o: o.observation_id)
    return [
        (one.observation_id, other.observation_id)
        for position, one in enumerate(ordered)
        for other in ordered[position + 1 :]
        if differ(one.figure, other.figure)
    ]


def differ(a: Figure, b: Figure) -> bool:
    """Return whether two speakers give different figures for one measure and period."""
    voices = [voice_of(f) or f.speaker for f in (a, b)]
    if None in voices or one_speaker(voices[0], voices[1]) or a.measure == SCOPE:
        return False
    if a.measure in ("amount", "capacity", "stake") and a.event_id != b.event_id:
        return False
    voiced = a.measure in VOICED  # two bodies differ also where they count other applicants
    return one_series(a, b, whoever=voiced) and _one_time(a, b) and not _compatible_values(a, b)


def _one_time(a: Figure, b: Figure) -> bool:
    if a.period and b.period:
        return a.period == b.period
    if a.period or b.period:
        return a.measure in VOICED and (_lies_in(a, b) or _lies_in(b, a))
    if not day_of(a) or not day_of(b):
        return False
    apart = days_apart(day_of(a), day_of(b))
    return apart is not None and apart <= HISTORY_DAYS


def _lies_in(count: Figure, other: Figure) -> bool:
    """Return whether a count as of a day is within the months that another one counts."""
    day, span = days_of(day_of(count)), [days_of(v) for v in (other.period or "").split("/")]
    if count.period or day is None or not span or span[0] is None or span[-1] is None:
        return False
    return span[0].first <= day.first and day.last <= span[-1].last


def _compatible_values(a: Figure, b: Figure) -> bool:
    return values_agree(a, b) or consistent(a, b) or consistent(b, a)
