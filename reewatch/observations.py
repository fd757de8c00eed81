"""Observations of the indicators: figures that say one thing are one observation, however often it is told."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reewatch.figures import SCOPE, VOICED, Figure, day_of, voice_of
from reewatch.identifiers import content_id
from reewatch.mentions import RUNGS
from reewatch.speakers import is_quoted, is_unnamed, one_speaker, state_of

#: The evidence moves an observation's factuality up this list.
STRENGTH = ("threatened", "proposed", "scheduled", "actual")
TOLERANCE = 0.005
ROUNDED = 0.05  # "about 14 percent" is 13.5
#: A figure told again as history may be dated so many days off; as news, so many.
HISTORY_DAYS, NEWS_DAYS = 45, 3
#: One duty told with starts further apart is two.
START_DAYS = 31
MAGNETS = {"magnets", "ndfeb_magnets", "smco_magnets"}
ALL_GOODS = {"rare_earths", "critical_minerals", "heavy_rare_earths"}
#: Series in which magnets, minerals and "products" must not be mixed.
SERIES_BY_GOODS = ("volume", "volume_change", "value", "price", "price_change", "share")
CORRECTION = re.compile(r"\bcorrect(?:s|ed|ion|ing)\b|\berrat\w+|\bmisstated\b|\bwrongly\b|更正", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One observation (TRACKING, ``observations``): its figures, the earliest first, and what they say together."""

    observation_id: str
    figure: Figure
    members: tuple[Figure, ...]
    superseded_by: str | None = None
    part_of: str | None = None


def observation_of(members: Sequence[Figure], observation_id: str | None = None) -> Observation:
    """Return the observation that figures make up, whatever their order; it is named after the first.

    Raises ValueError where there are none.
    """
    if not members:
        raise ValueError("an observation rests on at least one figure")
    unique = {f.figure_id: f for f in members}
    ordered = tuple(sorted(unique.values(), key=lambda f: (f.known_at, f.published, f.url, f.figure_id)))
    return Observation(
        observation_id=observation_id or content_id("obs", ordered[0].figure_id),
        figure=_merged(ordered),
        members=ordered,
    )


def _merged(ordered: Sequence[Figure]) -> Figure:
    """Return what figures say together: the exact before the rounded, the named before the unnamed, the told first."""
    first = min(ordered, key=lambda f: (f.bound != "exact", f.derived, ordered.index(f)))
    told = {
        name: next((v for f in ordered if (v := getattr(f, name))), getattr(first, name))
        for name in ("basis", "population", "as_of", "period", "valid_from", "valid_to", "end_use", "stage")
    }
    named = sorted((f for f in ordered if f.speaker), key=lambda f: is_unnamed(f.speaker))
    return replace(
        first,
        **told,
        speaker=named[0].speaker if named else None,
        actor=_precise([f.actor for f in ordered]),
        target=_precise([f.target for f in ordered]),
        items=max((f.items for f in ordered), key=lambda i: (len(set(i) - ALL_GOODS), len(i))),
        instruments=tuple(dict.fromkeys(i for f in ordered for i in f.instruments)),
        factuality=_factuality(ordered),
        commitment=max((f.commitment for f in ordered), key=RUNGS.index),
        timeframe="new" if any(f.timeframe == "new" for f in ordered) else "background",
        derived=all(f.derived for f in ordered),
        event_id=ordered[0].event_id,
        published=ordered[0].published,
        known_at=ordered[0].known_at,
    )


def _factuality(ordered: Sequence[Figure]) -> str:
    """Return the strongest factuality; a denial counts where it is the last word and nothing was done."""
    told = [f.factuality for f in ordered if f.factuality != "denied"]
    strongest = max(told, key=STRENGTH.index) if told else "denied"
    last = max(ordered, key=lambda f: (f.published[:10], f.known_at, f.factuality == "denied"))
    return "denied" if last.factuality == "denied" and strongest != "actual" else strongest


def _precise(codes: Sequence[str | None]) -> str | None:
    told = [c for c in codes if c]
    return max(told, key=lambda c: ("." in c or ":" in c, -told.index(c))) if told else None


def resolve(figure: Figure, candidates: Iterable[Observation]) -> str | None:
    """Return the id of the observation that a figure restates, None where it is a new one.

    With several, the one dated closest wins, then the lower id.
    """
    same = [o for o in candidates if same_figure(figure, o.figure) or _rounds(figure, o)]
    if not same:
        return None
    return min(same, key=lambda o: (_apart(day_of(figure), day_of(o.figure)) or 0, o.observation_id)).observation_id


def same_figure(a: Figure, b: Figure) -> bool:
    """Return whether two figures say one thing: value, basis, whose count, parties, goods, time and text agree."""
    return (
        (a.measure, a.unit, a.phase, a.value_text) == (b.measure, b.unit, b.phase, b.value_text)
        and values_agree(a, b)
        and _told_alike(a.basis, b.basis)
        and _voices_meet(a, b)
        and _parties_meet(a, b)
        and _goods_meet(a, b)
        and _times_meet(a, b)
        and _texts_meet(a, b)
    )


def values_agree(a: Figure, b: Figure) -> bool:
    """Return whether two values are equal within what is told; a scope has none."""
    if a.measure == SCOPE:
        return (a.factuality == "denied") == (b.factuality == "denied")
    if a.value is None or b.value is None:
        return (a.low, a.high, a.value) == (b.low, b.high, b.value)
    tolerance = ROUNDED if "about" in (a.bound, b.bound) or a.derived != b.derived else TOLERANCE
    return abs(a.value - b.value) <= tolerance * max(abs(a.value), abs(b.value))


def _rounds(figure: Figure, observation: Observation) -> bool:
    """Return whether one of the two only rounds what the same text, or the same speaker that day, tells exactly."""
    other = observation.figure
    if (figure.measure, figure.unit, figure.phase) != (other.measure, other.unit, other.phase):
        return False
    texts = {f.revision_id for f in observation.members}
    together = figure.revision_id in texts and one_speaker(figure.speaker, other.speaker)
    one_count = figure.speaker is not None and figure.speaker == other.speaker and day_of(figure) == day_of(other)
    return (together or one_count) and (consistent(figure, other) or consistent(other, figure))


def consistent(rough: Figure, exact: Figure) -> bool:
    """Return whether a bounded or ranged figure holds of another."""
    if exact.value is None:
        return False
    if rough.value is None:
        return rough.low is not None and rough.high is not None and rough.low <= exact.value <= rough.high
    if rough.bound == "at_least":
        return exact.value >= rough.value
    return rough.bound == "at_most" and exact.value <= rough.value


def _told_alike(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a == b


def _voices_meet(a: Figure, b: Figure) -> bool:
    if a.measure not in VOICED:
        return True
    quoted = is_quoted(b.speaker, a.sentence) or is_quoted(a.speaker, b.sentence)
    return one_speaker(a.speaker, b.speaker) or quoted


def _parties_meet(a: Figure, b: Figure) -> bool:
    if a.measure in VOICED:
        return True
    firms, others = (_firms(f) for f in (a, b))
    if firms and others:
        return bool(firms & others)
    return _told_alike(state_of(a.actor), state_of(b.actor)) and _told_alike(state_of(a.target), state_of(b.target))


def _firms(figure: Figure) -> set[str]:
    return {c for c in (figure.actor, figure.target) if c and c.startswith("org:")}


def _goods_meet(a: Figure, b: Figure) -> bool:
    if not a.items or not b.items:
        return True
    if a.measure in SERIES_BY_GOODS and not a.basis == b.basis == "price_floor":
        return goods_class(a) == goods_class(b)
    return bool(set(a.items) & set(b.items)) or bool(ALL_GOODS & {*a.items, *b.items}) or _both_magnets(a, b)


def goods_class(figure: Figure) -> str:
    """Return the series that goods belong to: magnets, all rare earths together, or the very elements."""
    items = set(figure.items)
    if items & MAGNETS:
        return "magnets"
    return ",".join(sorted(items - ALL_GOODS)) or ",".join(sorted(items))


def _both_magnets(a: Figure, b: Figure) -> bool:
    return bool(MAGNETS & set(a.items)) and bool(MAGNETS & set(b.items))


def _times_meet(a: Figure, b: Figure) -> bool:
    if a.period and b.period:
        return a.period == b.period
    if a.as_of and b.as_of:
        history = "background" in (a.timeframe, b.timeframe)
        apart = _apart(a.as_of, b.as_of)
        return apart is None or apart <= (HISTORY_DAYS if history else NEWS_DAYS)
    if a.measure.startswith("tariff") and a.valid_from and b.valid_from:
        apart = _apart(a.valid_from, b.valid_from)
        return apart is None or apart <= START_DAYS
    return True


def _apart(first: str, second: str) -> int | None:
    """Return the days between two dates; 0 where the shorter holds the other, None where that cannot be said."""
    length = min(len(first), len(second))
    if length and first[:length] == second[:length]:
        return 0
    if min(len(first), len(second)) < len("2026-01"):
        return None
    days = [_a_day(v) for v in (first, second)]
    return None if None in days else abs((days[0] - days[1]).days)  # type: ignore[operator]  # None is ruled out


def _a_day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10] if len(value) >= len("2026-01-01") else f"{value}-15")
    except ValueError:
        return None


def _texts_meet(a: Figure, b: Figure) -> bool:
    if not (a.measure.startswith("tariff") or a.measure == SCOPE) or not a.instruments or not b.instruments:
        return True
    return bool(set(a.instruments) & set(b.instruments)) or _told_alike(a.basis, b.basis) and bool(a.basis)


def superseded(series: Sequence[Observation]) -> dict[str, str]:
    """Return observation id -> the id of the figure that took its place, for observations of one voice and measure.

    A later count replaces an earlier one; a month's volume is replaced only by another figure for that month; money,
    capacity and scope by nothing but a correction.
    """
    ordered = sorted(series, key=lambda o: (day_of(o.figure), o.figure.known_at, o.figure.published, o.observation_id))
    replaced: dict[str, str] = {}
    for position, earlier in enumerate(ordered):
        later = next((o for o in ordered[position + 1 :] if _replaces(o.figure, earlier.figure)), None)
        if later is not None:
            replaced[earlier.observation_id] = later.observation_id
    return replaced


def _replaces(later: Figure, earlier: Figure) -> bool:
    voice = voice_of(later)
    if voice is None or later.measure in ("amount", "capacity", "stake", SCOPE):
        return False
    if later.measure.startswith("tariff") and _weight(later) < _weight(earlier):
        return False
    if (later.period or earlier.period) and later.period != earlier.period:
        return False
    return (
        later.factuality != "denied"
        and one_speaker(voice, voice_of(earlier))
        and one_series(later, earlier)
        and bool(day_of(later))
    )


def _weight(figure: Figure) -> int:
    return STRENGTH.index(figure.factuality) if figure.factuality in STRENGTH else -1


def one_series(a: Figure, b: Figure) -> bool:
    """Return whether two figures belong to one series: the same thing measured, at another time or by another."""
    return (
        (a.measure, a.unit) == (b.measure, b.unit)
        and _told_alike(a.basis, b.basis)
        and _told_alike(state_of(a.target), state_of(b.target))
        and (not a.items or not b.items or goods_class(a) == goods_class(b))
        and (not a.measure.startswith("tariff") or _told_alike(state_of(a.actor), state_of(b.actor)))
        and _texts_meet(a, b)
    )


def corrects(new: Figure, observation: Observation, kept: Sequence[Figure]) -> bool:
    """Return whether a figure puts another right: a later text of the same article, or one that says so.

    ``kept`` are all figures of the new text: what it still tells is not corrected.
    """
    old = observation.figure
    if values_agree(new, old) or not _could_replace(new, old):
        return False
    texts = {f.revision_id for f in observation.members if f.article_id == new.article_id}
    if texts and new.revision_id not in texts:
        still = any(same_figure(f, old) for f in kept)
        return not still and _slots(kept, old) == 1
    return bool(CORRECTION.search(new.sentence)) and _times_meet(new, old) and new.known_at > old.known_at


def _could_replace(new: Figure, old: Figure) -> bool:
    return (
        (new.measure, new.unit, new.phase) == (old.measure, old.unit, old.phase)
        and _told_alike(new.basis, old.basis)
        and _voices_meet(new, old)
        and _parties_meet(new, old)
        and _goods_meet(new, old)
    )


def _slots(kept: Sequence[Figure], old: Figure) -> int:
    return len({(f.value, f.low, f.high) for f in kept if _could_replace(f, old)})


def part_of(observation: Observation, neighbours: Sequence[Observation]) -> str | None:
    """Return the id of the total in which an observation is counted; ``neighbours`` share a text with it.

    Approvals count in the applications of the same count; money in the sum of which the same sentence says that it
    is a part; what goes to one country in what goes to all.
    """
    figure = observation.figure
    if figure.measure in ("approved", "pending", "denied"):
        totals = [o for o in neighbours if o.figure.measure == "applications" and _one_count(observation, o)]
    elif figure.measure == "amount":
        totals = [o for o in neighbours if o.figure.measure == "amount" and _holds(o, observation)]
    elif figure.measure == "volume" and figure.target:
        totals = [o for o in neighbours if o.figure.measure == "volume" and not o.figure.target
                  and o.figure.period == figure.period and goods_class(o.figure) == goods_class(figure)]  # fmt: skip
    else:
        return None
    larger = [o for o in totals if _size(o) > _size(observation)]
    return min(larger, key=lambda o: (_size(o), o.observation_id)).observation_id if larger else None


def _one_count(part: Observation, total: Observation) -> bool:
    shared = {f.mention_id for f in part.members} & {f.mention_id for f in total.members}
    same_speaker = bool(part.figure.speaker) and part.figure.speaker == total.figure.speaker
    return bool(shared) or (same_speaker and day_of(part.figure) == day_of(total.figure))


PART_WORDS = re.compile(
    r"\bof which\b|\bincluding\b|\bincludes?\b|\bcompris\w+|\bconsist\w+|\bmade up of\b|\bpart of\b|\bpackage\b|其中|包括",
    re.IGNORECASE,
)


def _holds(total: Observation, part: Observation) -> bool:
    shared = {f.mention_id for f in total.members} & {f.mention_id for f in part.members}
    return total.figure.unit == part.figure.unit and any(
        PART_WORDS.search(f.sentence) for f in part.members if f.mention_id in shared
    )


def _size(observation: Observation) -> float:
    figure = observation.figure
    return next((n for n in (figure.value, figure.high, figure.low) if n is not None), 0.0)


def disagreements(live: Sequence[Observation]) -> list[tuple[str, str]]:
    """Return the pairs of live observations in which two speakers tell one measure of one period differently."""
    found = []
    ordered = sorted(live, key=lambda o: o.observation_id)
    for position, one in enumerate(ordered):
        for other in ordered[position + 1 :]:
            if differ(one.figure, other.figure):
                found.append((one.observation_id, other.observation_id))
    return found


def differ(a: Figure, b: Figure) -> bool:
    """Return whether two speakers give different figures for one measure and period."""
    voices = [voice_of(f) or f.speaker for f in (a, b)]
    if None in voices or one_speaker(voices[0], voices[1]) or a.measure == SCOPE:
        return False
    if a.measure in ("amount", "capacity", "stake") and a.event_id != b.event_id:
        return False
    return one_series(a, b) and _one_time(a, b) and not _compatible_values(a, b)


def _one_time(a: Figure, b: Figure) -> bool:
    if a.period or b.period:
        return a.period == b.period
    if not day_of(a) or not day_of(b):
        return False
    apart = _apart(day_of(a), day_of(b))
    return apart is not None and apart <= HISTORY_DAYS


def _compatible_values(a: Figure, b: Figure) -> bool:
    return values_agree(a, b) or consistent(a, b) or consistent(b, a)


def is_live(observation: Mapping[str, object] | Observation) -> bool:
    """Return whether an observation counts: not superseded, not denied."""
    if isinstance(observation, Observation):
        return observation.superseded_by is None and observation.figure.factuality != "denied"
    return observation["superseded_by"] is None and observation["factuality"] != "denied"
