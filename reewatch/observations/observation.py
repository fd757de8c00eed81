"""Observations of the indicators: figures that say one thing are one observation, however often it is told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reewatch.claims.speakers import is_quoted, is_unnamed, one_speaker, state_of
from reewatch.identifiers import content_id
from reewatch.mentions import RUNGS
from reewatch.observations.figures import SCOPE, VOICED, Figure, day_of

#: The evidence moves an observation's factuality up this list.
STRENGTH = ("threatened", "proposed", "scheduled", "actual")
TOLERANCE = 0.005
ROUNDED = 0.05  # "about 14 percent" is 13.5
#: A figure told again as history may be dated so many days off; as news, so many.
HISTORY_DAYS, NEWS_DAYS = 45, 3
#: One duty told with starts further apart is two.
START_DAYS = 31
#: Within so many days a report that names no country may tell of the scope that another names one for.
SCOPE_DAYS = 7
MAGNETS = {"magnets", "ndfeb_magnets", "smco_magnets"}
ALL_GOODS = {"rare_earths", "critical_minerals", "heavy_rare_earths"}
#: The same dollars are told of the plant, its magnets or their metals: goods do not tell sums apart.
MONEY = ("amount", "stake")
#: Series in which magnets, minerals and "products" must not be mixed.
SERIES_BY_GOODS = ("volume", "volume_change", "value", "price", "price_change", "share")


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
    first = min(ordered, key=lambda f: (not _is_exact(f, ordered), f.derived, ordered.index(f)))
    first = _as_bounded(first, ordered)
    told = {
        name: next((v for f in ordered if (v := getattr(f, name))), getattr(first, name))
        for name in ("basis", "population", "as_of", "period", "valid_from", "valid_to", "end_use", "stage")
    }
    named = sorted((f for f in ordered if f.speaker), key=lambda f: is_unnamed(f.speaker))
    return replace(
        first,
        **told,
        speaker=_precise([f.speaker for f in named if _state(f.speaker) == _state(named[0].speaker)]),
        actor=_precise([f.actor for f in ordered]),
        target=_precise([f.target for f in ordered]),
        items=max((f.items for f in ordered), key=lambda i: (len(set(i) - ALL_GOODS), len(i))),
        instruments=tuple(dict.fromkeys(i for f in ordered for i in f.instruments)),
        factuality=_factuality(ordered),
        commitment=max((f.commitment for f in ordered), key=RUNGS.index),
        timeframe="new" if any(f.timeframe == "new" for f in ordered) else "background",
        derived=first.derived,
        event_id=next((f.event_id for f in ordered if f.event_id), ""),
        citation=next((f.citation for f in ordered if f.citation), None),
        published=ordered[0].published,
        known_at=ordered[0].known_at,
    )


def _is_exact(figure: Figure, others: Sequence[Figure]) -> bool:
    return _as_bounded(figure, others).bound == "exact"


def _as_bounded(figure: Figure, others: Sequence[Figure]) -> Figure:
    """Return a figure with the bound that its own article gives the same number: a headline leaves out "about"."""
    if figure.bound != "exact" or figure.value is None:
        return figure
    same = [f for f in others if f.revision_id == figure.revision_id and f.value == figure.value]
    return next((replace(figure, bound=f.bound) for f in same if f.bound != "exact"), figure)


def _state(speaker: str | None) -> str:
    return (speaker or "").partition(".")[0]


def _factuality(ordered: Sequence[Figure]) -> str:
    """Return the strongest factuality; a denial counts where it is the last word and nothing was done."""
    told = [f.factuality for f in ordered if f.factuality != "denied"]
    strongest = max(told, key=STRENGTH.index) if told else "denied"
    last = max(ordered, key=lambda f: (f.published[:10], f.known_at, f.factuality == "denied"))
    if _is_called_off(last) and all(RUNGS.index(f.commitment) < RUNGS.index("in_force") for f in ordered):
        return "denied"
    return "denied" if last.factuality == "denied" and strongest != "actual" else strongest


def _is_called_off(figure: Figure) -> bool:
    """Return whether money is told that will not come: of what is put in, only what is cancelled tightens."""
    return figure.measure in MONEY and figure.direction == "tightening" and figure.factuality == "actual"


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
    return min(same, key=lambda o: (days_apart(day_of(figure), day_of(o.figure)) or 0, o.observation_id)).observation_id


#: A headline's "firms wait 74 days" over a body's "waited 74 days on average".
WAITED = {"observed", "waiting"}


def same_figure(a: Figure, b: Figure) -> bool:
    """Return whether two figures say one thing: value, basis, whose count, parties, goods, time and text agree."""
    return (
        (a.measure, a.unit, a.phase, a.value_text) == (b.measure, b.unit, b.phase, b.value_text)
        and values_agree(a, b)
        and (told_alike(a.basis, b.basis) or {a.basis, b.basis} == WAITED)
        and voices_meet(a, b)
        and parties_meet(a, b)
        and goods_meet(a, b)
        and times_meet(a, b)
        and texts_meet(a, b)
        and (a.measure != SCOPE or _one_scope(a, b))
    )


def _one_scope(a: Figure, b: Figure) -> bool:
    """Return whether two scopes may be one: what is forbidden to all is not what one country is told weeks later."""
    if (a.target is None) == (b.target is None) or set(a.instruments) & set(b.instruments):
        return True
    apart = days_apart(day_of(a) or "", day_of(b) or "")
    return a.revision_id == b.revision_id or (apart is not None and apart <= SCOPE_DAYS)


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


def told_alike(a: str | None, b: str | None) -> bool:
    """Return whether two values may be one: equal, or one untold."""
    return a is None or b is None or a == b


def voices_meet(a: Figure, b: Figure) -> bool:
    """Return whether two counts may be of one body: equal speakers, one untold, or one quoting the other."""
    if a.measure not in VOICED:
        return True
    if a.revision_id and a.revision_id == b.revision_id:
        return True  # one text tells its figure in the headline and again in the body, by whatever name
    quoted = is_quoted(b.speaker, a.sentence) or is_quoted(a.speaker, b.sentence)
    return one_speaker(a.speaker, b.speaker) or quoted


def parties_meet(a: Figure, b: Figure) -> bool:
    """Return whether two figures may be about one act: a firm in common, else the same states."""
    if a.measure in VOICED:
        return True
    firms, others = (_firms(f) for f in (a, b))
    if firms and others:
        return bool(firms & others)
    return told_alike(state_of(a.actor), state_of(b.actor)) and told_alike(state_of(a.target), state_of(b.target))


def _firms(figure: Figure) -> set[str]:
    return {c for c in (figure.actor, figure.target) if c and c.startswith("org:")}


def goods_meet(a: Figure, b: Figure) -> bool:
    """Return whether two figures may be about the same goods; series of trade and prices are never mixed."""
    if not a.items or not b.items or a.measure in MONEY:
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


def times_meet(a: Figure, b: Figure) -> bool:
    """Return whether two figures may be of one time: period, date of the figure, or start of a duty."""
    if a.period and b.period:
        return a.period == b.period
    if a.as_of and b.as_of:
        history = "background" in (a.timeframe, b.timeframe)
        apart = days_apart(a.as_of, b.as_of)
        return apart is None or apart <= (HISTORY_DAYS if history else NEWS_DAYS)
    if a.measure.startswith("tariff") and a.valid_from and b.valid_from:
        apart = days_apart(a.valid_from, b.valid_from)
        return apart is None or apart <= START_DAYS
    if a.measure.startswith("tariff") and a.basis != b.basis and not (a.items and b.items):
        # a duty on no goods in particular: which one is meant is left untold only for a while
        apart = days_apart(day_of(a) or "", day_of(b) or "")
        return apart is None or apart <= HISTORY_DAYS
    return True


def days_apart(first: str, second: str) -> int | None:
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


def texts_meet(a: Figure, b: Figure) -> bool:
    """Return whether two duties or rulings may rest on one legal text."""
    if not (a.measure.startswith("tariff") or a.measure == SCOPE) or not a.instruments or not b.instruments:
        return True
    return bool(set(a.instruments) & set(b.instruments)) or (told_alike(a.basis, b.basis) and bool(a.basis))


def is_live(observation: Mapping[str, object] | Observation) -> bool:
    """Return whether an observation counts: not superseded, not denied."""
    if isinstance(observation, Observation):
        return observation.superseded_by is None and observation.figure.factuality != "denied"
    return observation["superseded_by"] is None and observation["factuality"] != "denied"
