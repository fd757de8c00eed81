"""Which dates of a sentence belong to an event, and what they are for there."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from extractors.asides import is_aside, is_of_a_clause_beside, is_of_a_reaction, is_of_an_earlier_telling
from extractors.dates.around import is_compared, is_of_an_announcement, is_of_the_telling
from extractors.dates.finding import Dated
from extractors.dates.moved_starts import is_given_up, is_of_old_end
from extractors.dates.role_readers import role_for
from extractors.dates.times import is_long_past
from extractors.dates.words import (
    DATELINE,
    FARTHEST,
    LONGEST_DATELINE,
    MARGIN,
    MONTH,
    OPENING,
    REACH_OF_WHEN,
    SPEECH_KINDS,
    TRADED,
    YEAR,
)
from extractors.ownership import Asserted, distance, is_owner
from extractors.scenes import Scene
from reewatch.mentions import DateSlot

MEASURED = ("trade_flow", "price", "licence_statistic")

#: Behind a year that only tells which mark is meant: "hit a 2026 high".
A_MARK = re.compile(r"(?:'s)? (?:highs?|lows?|peak|trough|record|budget|defen[cs]e bill)\b")
#: Words before a date that make it the start or the end of the sentence's only event, however far that is.
LEADING = ("effective", "expires")

#: A measure that is called by its month, and the words by which a month is a date all the same.
MEASURES = (
    "(?:controls|curbs|measures|rules?|restrictions|regime|announcements?|lists?|orders?|package|tariffs|duties|truce|"
    "deal|framework|accord|agreement)"
)
MEASURE = re.compile(rf"(?:'s|’s)?(?: (?!and |or |but )[a-z-]+){{0,3}} {MEASURES}\b")
OF_MEASURE = re.compile(rf"\b{MEASURES} of (?:last )?$")
#: A period that an earlier sentence has named, and this one counts in months.
SEVERAL_MONTHS = re.compile(
    r"\b(?:in|over|for|during|across) (?:the|those|these|all) (?:three|six|3|6) months\b|"
    r"\b(?:in|over|for|during) (?:that|the) (?:half[- ]year|half|quarter|period)\b",
    re.IGNORECASE,
)
#: Where and when another accord came about: "the levels settled in Geneva in May".
MADE_THEN = re.compile(
    r"\b(?:deal|truce|accord|agreement|consensus|pact|understanding|levels?|terms|framework|bargain|arrangement),? "
    r"(?:that (?:was|were) |which (?:was|were) )?(?P<made>struck|settled|reached|agreed|sealed|concluded|made|forged|"
    r"hammered out)(?: (?:in|at) [A-Z]\w+(?: [A-Z]\w+)?)?,? (?:(?:in|on|at|last|this|early|late) )*$"
)
PREPOSITION = re.compile(
    r"\b(?:in|since|from|of|by|until|till|through|during|after|before|for|on|to|between|and|last|this|next|late|early|"
    r"mid|every)[ -]$",
    re.IGNORECASE,
)


def dates_of(mine: Asserted, scene: Scene, peers: Sequence[Asserted] = ()) -> tuple[DateSlot, ...]:
    """Return the dates that belong to an event, each in the role that its words or the type give it.

    ``peers`` are the other events of the sentence: a date that one of them could take goes to the nearest.
    """
    slots: dict[tuple[str, str], DateSlot] = {}
    shared: dict[tuple[str, str], DateSlot] = {}
    for dated in scene.dates:
        elsewhere = (
            _is_of_a_text(dated, scene)
            or _is_of_another_deal(mine, dated, scene)
            or _is_beside(mine, dated, scene)
            or is_given_up(dated, scene)
            or is_of_old_end(mine, dated, scene)
        )
        role = None if elsewhere else role_for(mine, dated, scene)
        if role is None or (dated.kind == "atonce" and slots):
            continue
        slot = _slot(_coming(mine, dated, scene), role, scene)
        if _owns(mine, peers, dated, scene):
            slots.setdefault((role, slot.value), slot)
        elif _is_shared(mine, dated, scene) or (role == "period" and _is_opposed(mine, peers)):
            shared.setdefault((role, slot.value), slot)
    slots = slots or shared
    if (
        mine.type == "trade_flow"
        and mine.factuality == "actual"
        and not any(r in ("period", "effective") for r, _ in slots)
    ):
        slots |= _inherited(scene)
    return tuple(slots.values())


def _is_beside(mine: Asserted, dated: Dated, scene: Scene) -> bool:
    """Return whether a date is that of another happening, told beside the event or of a reaction to it."""
    place = (dated.start, dated.end)
    if is_of_a_reaction(scene.syntax, place, mine.trigger) or is_of_a_clause_beside(scene.syntax, place, mine.trigger):
        return True
    if mine.type in MEASURED and is_of_an_earlier_telling(scene.syntax, place, mine.trigger):
        return True
    if dated.kind == "anchored" and mine.trigger[1] <= dated.start:
        return True  # "four months after it gave a letter" is when the letter was given
    if not is_long_past(dated, scene.published):
        return False
    return is_aside(scene.syntax, (dated.start, dated.end), mine.trigger)


def _coming(mine: Asserted, dated: Dated, scene: Scene) -> Dated:
    """Return a weekday as the coming one, for what is ahead and told in the present: "comes down on Wednesday"."""
    ahead = mine.factuality == "scheduled" and dated.kind == "weekday" and scene.published is not None
    if (
        not ahead
        or is_of_the_telling(dated, scene)
        or is_of_an_announcement(dated, scene)
        or len(dated.raw.split()) > 1
    ):
        return dated
    day = date.fromisoformat(dated.value)
    return replace(dated, value=(day + timedelta(days=7)).isoformat()) if day < (scene.published or day) else dated


def _is_shared(mine: Asserted, dated: Dated, scene: Scene) -> bool:
    """Return whether a date serves more than one event: it opens the sentence, or a "when" hangs on it."""
    if dated.start < OPENING and mine.trigger[0] > dated.end:
        return True
    if mine.type == "licence_statistic" and sum(d.kind not in SPEECH_KINDS for d in scene.dates) == 1:
        return True  # the one day of a sentence is that of all its counts
    when = re.match(r",? (?:when|as|while) ", scene.sentence[dated.end :])
    return bool(when) and dated.end < mine.trigger[0] < dated.end + REACH_OF_WHEN


def _is_opposed(mine: Asserted, peers: Sequence[Asserted]) -> bool:
    """Return whether a peer tells the other way of the same trade: up on the month, down on the year."""
    return any(p.type == mine.type == "trade_flow" and {p.action, mine.action} == {"rose", "fell"} for p in peers)


def _slot(dated: Dated, role: str, scene: Scene) -> DateSlot:
    before = scene.sentence[max(0, dated.start - 25) : dated.start].lower()
    inclusive = ("through" in before or "inclusive" in before) if role == "expires" else None
    return DateSlot(role=role, value=dated.value, raw=dated.raw, found=dated.found, inclusive=inclusive)


def _is_of_a_text(dated: Dated, scene: Scene) -> bool:
    """Return whether a date names a thing ("No. 61 of 2025", "the October controls"), or is a dateline's."""
    if len(dated.value) == YEAR and A_MARK.match(scene.sentence, dated.end):
        return True
    if len(dated.value) == YEAR and any(c.start <= dated.start < c.end for c in scene.instruments):
        return True
    return _is_dateline(dated, scene) or _names_a_measure(dated, scene)


def _names_a_measure(dated: Dated, scene: Scene) -> bool:
    """Return whether a month only tells which measure is meant: "its October rare earth controls"."""
    before, after = scene.sentence[: dated.start], scene.sentence[dated.end :]
    is_month = len(dated.value) == len("2026-11") and dated.value[5] not in "QH"
    if not is_month:
        return False
    if OF_MEASURE.search(before):
        return True
    owned = after.startswith(("'s", "’s"))  # "under June's deal"
    return bool(MEASURE.match(after)) and (owned or not PREPOSITION.search(before))


def _is_of_another_deal(mine: Asserted, dated: Dated, scene: Scene) -> bool:
    """Return whether a date tells when an accord was made that the event only rests on."""
    made = MADE_THEN.search(scene.sentence[: dated.start])
    return made is not None and not made.start() <= mine.trigger[0] < made.end()


def _is_dateline(dated: Dated, scene: Scene) -> bool:
    before, after = scene.sentence[: dated.start], scene.sentence[dated.end : dated.end + 8]
    return (
        dated.start < LONGEST_DATELINE
        and bool(re.match(r"\W{0,3}(?:[-–—]|\(|/PRN)", after))
        and bool(not before or DATELINE.match(before))
    )


def _owns(mine: Asserted, peers: Sequence[Asserted], dated: Dated, scene: Scene) -> bool:
    span = (dated.start, dated.end)

    def far(event: Asserted) -> float:
        return distance(scene.syntax, scene.sentence, span, event.trigger)

    def takes(event: Asserted) -> bool:
        return role_for(event, dated, scene) is not None

    led = dated.lead in LEADING and not peers and role_for(mine, dated, scene) == dated.lead
    near = led or far(mine) <= FARTHEST
    return near and is_owner(mine, peers, takes=takes, far=far, margin=MARGIN)


def _measures(dated: Dated, *, several: bool) -> bool:
    """Return whether a date is a month; or, where the sentence speaks of several together, a half or a quarter."""
    if several:
        return dated.kind in ("half", "quarter") and len(dated.value) == MONTH
    return len(dated.value) == MONTH and dated.kind in ("m", "my", "months", "mrel")


def _inherited(scene: Scene) -> dict[tuple[str, str], DateSlot]:
    """Return the period that the sentences before measured, for one that goes on without naming it."""
    several = SEVERAL_MONTHS.search(scene.sentence)
    earlier = scene.previous
    while earlier:
        periods = [d for d in earlier.dates if not is_compared(d, earlier) and _measures(d, several=bool(several))]
        if periods and TRADED.search(earlier.sentence):
            last = periods[-1] if earlier.previous else periods[0]
            return {("period", last.value): DateSlot(role="period", value=last.value, raw=None, found="inferred")}
        earlier = earlier.previous
    return {}
