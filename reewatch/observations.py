"""Observations of the indicators: figures with their speakers, each told once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reewatch.events import Event
from reewatch.framework import Indicator
from reewatch.identifiers import content_id
from reewatch.mentions import Quantity, StoredMention

SCOPE = "scope"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One figure of one speaker (TRACKING, ``observations``)."""

    observation_id: str
    indicator_id: str
    measure: str
    quantity: Quantity | None
    value_text: str | None  # of a scope: the action
    event: Event
    source: StoredMention
    speaker: str | None
    as_of: str | None
    period: str | None


def observations_of(event: Event, indicators: Iterable[Indicator]) -> list[Observation]:
    """Return the observations that an event's mentions yield; the same figure of the same speaker is one.

    A figure told without a speaker and one that a speaker is told to have given are one, where all else is equal.
    """
    feeds = [i for i in indicators if event.type in i.types]
    found: dict[str, Observation] = {}
    for indicator in feeds:
        for stored in event.members:
            for observation in _of_mention(event, stored, indicator):
                found.setdefault(observation.observation_id, observation)
    return list(found.values())


def _of_mention(event: Event, stored: StoredMention, indicator: Indicator) -> list[Observation]:
    mention = stored.mention
    dates = {slot.role: slot.value for slot in mention.dates}
    as_of, period = dates.get("as_of"), dates.get("period")
    if SCOPE in indicator.measures:
        scope: list[object] = [indicator.id, SCOPE, event.action, event.actor, event.target, sorted(event.items)]
        return [_make(scope, event, stored, indicator, measure=SCOPE, as_of=as_of, period=period)]
    out = []
    for quantity in mention.quantities:
        if quantity.role in indicator.measures:
            figure = [quantity.value, quantity.low, quantity.high, quantity.unit]
            when = as_of or period or stored.published[:7]
            goods = sorted(mention.items)
            identity: list[object] = [indicator.id, quantity.role, figure, _speaker(stored), goods, when]
            out.append(_make(identity, event, stored, indicator, quantity=quantity, as_of=as_of, period=period))
    return out


def _make(
    identity: Sequence[object],
    event: Event,
    stored: StoredMention,
    indicator: Indicator,
    *,
    quantity: Quantity | None = None,
    measure: str | None = None,
    as_of: str | None,
    period: str | None,
) -> Observation:
    return Observation(
        observation_id=content_id("obs", *identity),
        indicator_id=indicator.id,
        measure=measure or (quantity.role if quantity else ""),
        quantity=quantity,
        value_text=event.action if quantity is None else None,
        event=event,
        source=stored,
        speaker=_speaker(stored),
        as_of=as_of,
        period=period,
    )


def _speaker(stored: StoredMention) -> str | None:
    return stored.mention.speaker


def disagree(rows: Iterable[Mapping[str, object]]) -> bool:
    """Return whether two speakers give different figures for one measure and period."""
    told: dict[tuple[object, object], set[tuple[object, object]]] = {}
    for row in rows:
        if row["measure"] == SCOPE or row["speaker"] is None:
            continue
        when = str(row["as_of"] or row["period"] or "")[:7]
        told.setdefault((row["measure"], when), set()).add((row["speaker"], row["value"]))
    return any(len({s for s, _ in figures}) > 1 and len({v for _, v in figures}) > 1 for figures in told.values())
