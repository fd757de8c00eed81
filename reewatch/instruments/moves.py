"""What an event does to the legal texts that it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reewatch.days import days_of, is_day
from reewatch.events.dates import BINDING, duration_of
from reewatch.events.event import Event
from reewatch.events.factuality import is_primary
from reewatch.events.families import FOUNDING, LEGAL_TYPES, RULING, family_of, specific
from reewatch.instruments.acting_texts import acting_texts, is_taken_back, names_number
from reewatch.instruments.parts import part_told
from reewatch.mentions import RUNGS, StoredMention
from reewatch.resolution.parties import state_of_code
from reewatch.resolution.second_readings import is_learned

#: What a family of acts does to the text that it acts upon; a family that is not named touches a text that stands.
STATUS_OF = {
    "impose": "in_force", "reinstated": "in_force", "prolong": "in_force", "prohibited": "in_force",
    "suspend": "suspended", "lifted": "revoked", "ended": "revoked", "struck_down": "revoked",
}  # fmt: skip
RAN_OUT = re.compile(r"\b(?:expir|laps|run out|ran out|running out|sunset)|失效|到期|届满", re.IGNORECASE)
SPARED = re.compile(r"\b(?:exempt|exclu[sd]|carve|waive[dr])", re.IGNORECASE)
NUMBERED_PART = re.compile(r"\d|第[一二三四五六七八九十百]")
PAUSED = re.compile(r"\b(?:suspen|paus|truce|moratori|postpon|delay|stay)", re.IGNORECASE)
#: What ends without anybody ending it, in the active voice.
ENDS_ITSELF = re.compile(
    r"\b(?:ends|expires|lapses|runs out|runs until|(?:will|to|would|due to|set to) (?:end|expire|lapse|run out)|"
    r"(?:ending|expiring|lapsing) on)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A status that an event gives to a text, or to a part of it, from a day on."""

    status: str
    start: str | None
    end: str | None  # exclusive
    part: str | None
    event_id: str
    told_on: str
    rests_on: str
    start_told_on: str = ""  # the first day on which this start was told
    announced_on: str | None = None
    only_announced: bool = False  # its start is not told, or nobody who could said so
    is_dated: bool = True  # its start is told, not taken from the day of the news
    is_weak: bool = False  # it shows that the text stands, and moves nothing
    prolongs: bool = False
    prolongs_by: tuple[float, str] | None = None


def moves_of(instrument_id: str, event: Event) -> list[Move]:
    """Return what an event does to a text; threats, denials, proposals and rumours do nothing.

    But for what is denied by revoking the text that told it: "revoked the order and with it the cut".
    """
    if event.type not in LEGAL_TYPES or event.factuality not in ("actual", "scheduled"):
        return _taken_back(instrument_id, event)
    if event.commitment == "speculation" or _stands_in(instrument_id, event):
        return []
    return _done(instrument_id, event)


def _done(instrument_id: str, event: Event) -> list[Move]:
    """Return what an act that is done or decided does to a text."""
    family = family_of(_strongest(event).mention)
    acting = _acts(instrument_id, event, family)
    status = "in_force" if acting else None if _only_spares(event) else STATUS_OF.get(family)
    part = None if acting else _part(instrument_id, event.members)
    if status is None or all(is_learned(m) for m in event.members):  # two times in three right: a lead, no more
        return [_move(event, "in_force", None, start=None, end=None, is_weak=True)]
    if event.factuality == "scheduled" and not _executes_itself(event):
        return [_announced(event, part)] if family in FOUNDING else []
    if status == "revoked" and (end := _own_end(event)):
        return [_runs_until(event, part, end)]
    founds = family in FOUNDING or acting  # a text that cuts or suspends exists from the day on which it was issued
    return _decided(event, family, _ended(event, status), part, founds=founds)


def _taken_back(instrument_id: str, event: Event) -> list[Move]:
    """Return that a text is revoked by which an act was told that is now denied."""
    denied = [m for m in event.members if m.mention.factuality == "denied" == event.factuality]
    gone = [m.published[:10] for m in denied if is_taken_back(instrument_id, m.sentence)]
    return [_move(event, "revoked", None, start=min(gone), end=None)] if gone and event.type in LEGAL_TYPES else []


def _acts(instrument_id: str, event: Event, family: str) -> bool:
    """Return whether a text does the act; a court strikes down what its ruling names, and rules by no other text."""
    if family in FOUNDING or (family == "struck_down" and not instrument_id.startswith(RULING)):
        return False
    return instrument_id in acting_texts(event.members)


def _only_spares(event: Event) -> bool:
    """Return whether what is prolonged is that some goods are spared: the text itself stands."""
    told = [m.sentence for m in event.members if m.mention.action == "extended"]
    return bool(told) and any(SPARED.search(t) for t in told) and not any(PAUSED.search(t) for t in told)


def _decided(event: Event, family: str, status: str, part: str | None, *, founds: bool) -> list[Move]:
    start = first_day(event.valid_from)
    told = _told_on(event)
    is_dated = any(d.role in ("effective", "announced") for d in event.dates)
    prolongs = any(m.mention.action == "extended" for m in event.members)
    if event.factuality == "scheduled" and start is None and not (prolongs and is_day(event.valid_to)):
        return [_announced(event, part)] if status == "in_force" and family in FOUNDING else []
    if start is None:
        start = first_day(event.happened_on)
    end = event.valid_to if status in ("suspended", "in_force") and is_day(event.valid_to) else None
    move = _move(
        event,
        status,
        part,
        start=start,
        end=end,
        is_dated=is_dated or family == "reinstated",
        announced_on=told if status == "in_force" and founds else None,
        prolongs=prolongs,
        prolongs_by=duration_of([q for m in event.members for q in m.mention.quantities]) if prolongs else None,
    )
    return [move]


def _own_end(event: Event) -> str | None:
    """Return the day on which a text is told to end by itself: "the surcharge ends on 24 July", with that day ahead."""
    if event.factuality != "scheduled" or event.action == "struck_down":
        return None
    told = [m for m in event.members if ENDS_ITSELF.search(m.sentence)]
    days = [d.value for m in told for d in m.mention.dates if d.role in ("effective", "expires") and is_day(d.value)]
    return max((d for d in days if d > _told_on(event)), default=None)


def _runs_until(event: Event, part: str | None, end: str) -> Move:
    """Return the move of what is told with its own end: it stands until then, and nobody says what follows."""
    began = [d.value for d in event.dates if d.role == "effective" and is_day(d.value) and d.value < _told_on(event)]
    return _move(event, "in_force", part, start=min(began, default=_told_on(event)), end=end)


def _announced(event: Event, part: str | None) -> Move:
    return _move(
        event, "in_force", part, start=None, end=None, announced_on=_told_on(event) or None, only_announced=True
    )


def _move(event: Event, status: str, part: str | None, *, start: str | None, end: str | None, **told: object) -> Move:
    reported = event.factuality == "actual"
    return Move(
        status=status,
        start=start,
        end=end,
        part=part,
        event_id=event.event_id,
        told_on=_told_on(event),
        start_told_on=_start_told_on(event, start),
        rests_on="reported" if reported or told.get("only_announced") else "own_terms",
        **told,  # type: ignore[arg-type]  # the record's own fields, checked by it
    )


def _strongest(event: Event) -> StoredMention:
    of_action = [m for m in event.members if m.mention.action == event.action]
    return (of_action or list(event.members))[0]


def _ended(event: Event, status: str) -> str:
    """Return ``expired`` where what ended ran out by its own terms."""
    if status == "revoked" and event.action != "struck_down" and any(RAN_OUT.search(m.sentence) for m in event.members):
        return "expired"
    return status


def _told_on(event: Event) -> str:
    """Return the day on which the act was announced, else first told."""
    decided = [m for m in event.members if m.mention.factuality in ("actual", "scheduled")] or event.members
    announced = [d.value for m in decided for d in m.mention.dates if d.role == "announced" and is_day(d.value)]
    fresh = [m.published[:10] for m in decided if m.mention.timeframe == "new" and m.published]
    begins = first_day(event.valid_from)
    early = [a for a in announced if begins is None or a <= begins]
    return min([*early, *fresh], default="")


def _start_told_on(event: Event, start: str | None) -> str:
    """Return the first day on which a start was told as news, else that of the act itself."""
    told = [
        m.published[:10]
        for m in event.members
        if m.mention.timeframe == "new"
        and m.published
        and any(d.role == "effective" and first_day(d.value) == start for d in m.mention.dates)
    ]
    return min(told, default=_told_on(event))


def first_day(value: str | None) -> str | None:
    """Return the first day of a date told to the day or month; a quarter or year alone is no day."""
    days = days_of(value)
    if days is None or (days.last - days.first).days > 31:  # noqa: PLR2004  a month
        return None
    return days.first.isoformat()


def _executes_itself(event: Event) -> bool:
    """Return whether a start was told by who can start it: in a binding text, or in the issuer's own words."""
    if RUNGS.index(event.commitment) >= BINDING:
        return True
    return any(is_primary(m) or _own_word(m) for m in event.members if m.mention.factuality in ("scheduled", "actual"))


def _own_word(stored: StoredMention) -> bool:
    actor, speaker = state_of_code(stored.mention.actor), state_of_code(stored.mention.speaker)
    return actor is not None and actor == speaker


def _stands_in(instrument_id: str, event: Event) -> bool:
    """Return whether an id only names the statute of a text that the event names by its own number."""
    own = specific(event.instruments)
    if instrument_id in own or not own:
        return False
    return family_of(_strongest(event).mention) in FOUNDING


def _part(instrument_id: str, members: Sequence[StoredMention]) -> str | None:
    """Return the part that most tellings of a text speak of, None for the whole.

    Of what is undone, who names the text by its number tells what is meant; headlines, and sentences that were lent
    the text, say less: "court annuls scrap rule" over an article of it.
    """
    naming = [m for m in members if instrument_id in m.mention.instruments]
    for told in (
        [m for m in naming if names_number(instrument_id, m.sentence)],
        [m for m in naming if not _is_head(m)],
    ):
        if told and any(part_told(m) for m in told):
            return _most_told(told)
    return _most_told(naming)


def _most_told(told: Sequence[StoredMention]) -> str | None:
    parts = [(p, m) for m in told if (p := part_told(m))]
    news = [p for p, m in parts if m.mention.timeframe == "new"] or [p for p, _ in parts]
    numbered = [p for p in news if NUMBERED_PART.search(p)] or news  # who tells it again may name one article of two
    return max(numbered, key=numbered.count) if parts and 2 * len(parts) >= len(told) else None


def _is_head(stored: StoredMention) -> bool:
    return stored.sentence.strip() == stored.title.strip()
