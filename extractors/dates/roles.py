"""Which dates of a sentence belong to an event, and what they are for there."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from extractors.asides import is_aside, is_of_a_clause_beside, is_of_a_reaction, is_of_an_earlier_telling
from extractors.dates.finding import Dated
from extractors.dates.levels import LEVEL_BEFORE, is_of_the_level_before
from extractors.dates.moved_starts import is_of_old_start, puts_off_a_start, role_beside_a_moved_start
from extractors.dates.times import is_long_past
from extractors.dates.words import (
    ANNOUNCING,
    ARRIVED,
    BEGINNING,
    BY,
    COMPARED,
    COMPARING,
    COUNTED,
    DATELINE,
    DEFERRED,
    EFFECTING,
    ENTERED,
    ENTRY,
    EXPIRING,
    FARTHEST,
    FULL,
    LONGEST_DATELINE,
    MARGIN,
    MONTH,
    NO_ISSUER,
    NOT_EXPIRING,
    OF_A_TEXT,
    OPENING,
    ORDERED,
    QUOTA,
    REACH_OF_WHEN,
    SAID_THEN,
    SAYING,
    SET_AGAINST,
    SINCE,
    SPEECH_KINDS,
    STOPPED,
    TERM,
    TRADED,
    UNDOING,
    YEAR,
)
from extractors.ownership import Asserted, distance, head_of, is_owner
from extractors.scenes import Scene
from reewatch.mentions import DateSlot

MEASURED = ("trade_flow", "price", "licence_statistic")
INSTEAD = re.compile(
    r"\b(?:instead of|rather than|in place of|originally (?:planned |set |due |scheduled )?(?:for|on|by|from))"
    r" (?:(?:on|from|by|in|the|its|original|earlier|planned|promised) ){0,3}$",
    re.IGNORECASE,
)

#: "Brought forward from 1 October to 15 September": the first day is given up.
_SHIFTED = (
    r"\b(?:postpon|delay|defer|(?:put(?:s|ting)?|push\w*) (?:off|back)|(?:brought|bring\w*|pull\w*) forward)\w*\b"
)
SHIFTED = re.compile(_SHIFTED, re.IGNORECASE)
MOVED = re.compile(rf"(?:{_SHIFTED}|\b(?:mov|advanc)\w+\b)[^.;]*\bfrom (?:the )?$", re.IGNORECASE)
#: Before the day that a start is moved to: not the one on which somebody moved it.
TOWARDS = re.compile(r"\b(?:to|until|till|from|by|for)(?: (?:next|the|this|coming))* $", re.IGNORECASE)
#: "Firms that shipped in August without a licence": when they did, and not when they need one.
UNLICENSED = re.compile(r" without (?:an?|the|its|their|any) (?:\w+ )?(?:licen[cs]e|permit|approval)", re.IGNORECASE)
ONTO = re.compile(r",? (?:to|until|till) ")

#: Behind a year that only tells which mark is meant: "hit a 2026 high".
A_MARK = re.compile(r"(?:'s)? (?:highs?|lows?|peak|trough|record|budget|defen[cs]e bill)\b")
#: Words before a date that make it the start or the end of the sentence's only event, however far that is.
LEADING = ("effective", "expires")

#: A measure that is called by its month, and the words by which a month is a date all the same.
MEASURES = (
    "(?:controls|curbs|measures|rules?|restrictions|regime|announcements?|lists?|orders?|package|tariffs|duties|truce|"
    "deal|framework|accord|agreement)"
)
MEASURE = re.compile(rf"(?: (?!and |or |but )[a-z-]+){{0,3}} {MEASURES}\b")
OF_MEASURE = re.compile(rf"\b{MEASURES} of (?:last )?$")
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
        elsewhere = _is_of_a_text(dated, scene) or _is_beside(mine, dated, scene) or _is_given_up(dated, scene)
        role = None if elsewhere else _role(mine, dated, scene)
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


def _is_given_up(dated: Dated, scene: Scene) -> bool:
    """Return whether a date is the old one, in whose place another is told: "by 30 June instead of 31 May"."""
    before = scene.sentence[: dated.start]
    if INSTEAD.search(before[-45:]):
        return True
    return bool(ONTO.match(scene.sentence, dated.end) and MOVED.search(before))


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
    if not ahead or _said(dated, scene) or _announces(dated, scene) or len(dated.raw.split()) > 1:
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
    return bool(OF_MEASURE.search(before) or (MEASURE.match(after) and not PREPOSITION.search(before)))


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
        return _role(event, dated, scene) is not None

    led = dated.lead in LEADING and not peers and _role(mine, dated, scene) == dated.lead
    near = led or far(mine) <= FARTHEST
    return near and is_owner(mine, peers, takes=takes, far=far, margin=MARGIN)


def _before(dated: Dated, scene: Scene, reach: int = 60) -> str:
    return scene.sentence[max(0, dated.start - reach) : dated.start]


def _compared(dated: Dated, scene: Scene) -> bool:
    before = _before(dated, scene)
    found = COMPARED.search(before)
    return bool(found and COMPARING.search(before[: found.start()])) or bool(SET_AGAINST.search(before))


def _said(dated: Dated, scene: Scene) -> bool:
    """Return whether a day dates the telling and not the event."""
    before = _before(dated, scene, 45)
    if len(dated.value) != FULL:
        return bool(SAID_THEN.search(before))
    return dated.kind in SPEECH_KINDS and bool(SAYING.search(before))


def _role(mine: Asserted, dated: Dated, scene: Scene) -> str | None:
    reader = READERS.get(mine.type, _act)
    return reader(mine, dated, scene)


def _trade_flow(mine: Asserted, dated: Dated, scene: Scene) -> str | None:
    if dated.kind in (*COUNTED, *SPEECH_KINDS, "atonce"):
        return None
    if STOPPED.search(scene.sentence[slice(*mine.trigger)]):
        return "effective"
    if len(dated.value) == FULL:
        return (
            "announced"
            if re.search(
                r"\b(?:out|released|published|showed|reported|announced|data|figures)\b",
                _before(dated, scene, 35),
                re.IGNORECASE,
            )
            else None
        )
    if _compared(dated, scene) or is_of_the_level_before(dated, scene, _before(dated, scene)):
        return None
    return "period"


def _inherited(scene: Scene) -> dict[tuple[str, str], DateSlot]:
    """Return the period that the sentences before measured, for one that goes on without naming it."""
    earlier = scene.previous
    while earlier:
        periods = [
            d
            for d in earlier.dates
            if len(d.value) == MONTH and not _compared(d, earlier) and d.kind in ("m", "my", "months", "mrel")
        ]
        if periods and TRADED.search(earlier.sentence):
            last = periods[-1] if earlier.previous else periods[0]
            return {("period", last.value): DateSlot(role="period", value=last.value, raw=None, found="inferred")}
        earlier = earlier.previous
    return {}


def _price(mine: Asserted, dated: Dated, scene: Scene) -> str | None:
    if dated.kind in COUNTED:
        return None
    if len(dated.value) == FULL:
        return "as_of"
    before = _before(dated, scene)
    at_first = LEVEL_BEFORE.search(before)
    if _compared(dated, scene) or at_first or re.search(r"\b(?:since|of|from) (?:the )?$", before):
        return None
    if TERM.search(before) and mine.factuality != "actual" and dated.kind != "feast":
        return "deadline"
    return "period"


def _licence_statistic(_mine: Asserted, dated: Dated, scene: Scene) -> str | None:
    before = _before(dated, scene)
    if re.search(r"\bsince(?: \w+)? $", before) or dated.kind in COUNTED or LEVEL_BEFORE.search(before):
        return None
    if dated.kind in ("season", "relunit") and re.search(r"\bfrom $", before):
        return None
    dated_itself = any(d.kind not in SPEECH_KINDS and len(d.value) > YEAR for d in scene.dates)
    if dated.kind in SPEECH_KINDS and SAYING.search(before) and (dated_itself or not scene.figures):
        return None
    if len(dated.value) == YEAR or dated.kind in ("quarter", "half", "months", "firstmonths"):
        return "period"
    return "as_of"


def _capacity(mine: Asserted, dated: Dated, scene: Scene) -> str | None:
    before = _before(dated, scene)
    if _compared(dated, scene):
        return None
    if _said(dated, scene):
        return "announced"
    measured: tuple[str, ...] = ("quarter", "half", "threemonths", "months", "firstmonths")
    if mine.action == "expanded" and mine.factuality == "actual":
        measured += ("relunit", "m", "my", "y", "mrel")
    if mine.action in ("expanded", "halted") and (dated.kind in measured or "quarter" in dated.raw):
        return "period"
    if mine.factuality != "actual" and TERM.search(before) and re.search(r"promis|pledg|commit|undertak|vow", before):
        return "deadline"
    return "effective"


def _money(mine: Asserted, dated: Dated, scene: Scene) -> str | None:
    before = _before(dated, scene)
    if EXPIRING.search(before) and not NOT_EXPIRING.search(before):
        return "expires"
    if mine.action == "purchased" and mine.factuality == "actual" and dated.kind == "relunit":
        return "period"
    if TERM.search(before) or BY.match(dated.raw) or dated.kind == "within":
        return "as_of" if mine.factuality == "actual" and mine.type == "stockpile" else "deadline"
    if EFFECTING.search(before[-25:]):
        return "effective"
    if _announces(dated, scene):
        return "announced" if mine.action != "closed" or dated.kind not in SPEECH_KINDS else None
    if mine.action in ("closed", "cancelled", "purchased", "released"):
        return "announced" if _said(dated, scene) else "effective"
    ahead = scene.published is not None and dated.value > scene.published.isoformat()[: len(dated.value)]
    return "effective" if ahead else "announced"


def _deal(mine: Asserted, dated: Dated, scene: Scene) -> str | None:
    before = _before(dated, scene)
    if EXPIRING.search(before) and not NOT_EXPIRING.search(before):
        return "expires"
    if dated.kind == "within" or TERM.search(before):
        return "deadline"
    if BY.match(dated.raw):
        return "deadline"
    if mine.type == "trade_deal" and (mine.action == "implemented" or EFFECTING.search(before[-25:])):
        return "effective"
    if mine.factuality in ("proposed", "scheduled") and not _said(dated, scene):
        return None if re.search(r"\bsince $", before) else "effective"
    if mine.type == "enforcement" and mine.action != "alleged_breach" and len(dated.value) < FULL:
        return "effective"
    return "announced"


def _act(mine: Asserted, dated: Dated, scene: Scene) -> str | None:
    """Return the role of a date for an act of state: a control, a duty, a licence, a scope."""
    before = _before(dated, scene)
    if is_of_old_start(mine, dated, scene, before):
        return None
    if puts_off_a_start(mine, scene):
        return role_beside_a_moved_start(dated, scene, before)
    if dated.kind == "within":
        return "effective" if BEGINNING.search(before) else None
    if ORDERED.search(scene.sentence[: dated.start]):
        return "announced"
    if _undone(mine, dated, scene) or UNLICENSED.match(scene.sentence, dated.end):
        return None
    if EXPIRING.search(before) and not NOT_EXPIRING.search(before):
        deferred = mine.action in ("imposed", "expanded", "raised", "cut") and DEFERRED.search(before)
        return "effective" if deferred or mine.action == "ended" else "expires"
    if (TERM.search(before) or BY.match(dated.raw)) and mine.factuality != "actual":
        return "deadline"
    return _day_of_an_act(mine, dated, scene)


def _day_of_an_act(mine: Asserted, dated: Dated, scene: Scene) -> str | None:
    """Return announced or effective, or period for a quota; None where the date is only that of a report."""
    before = _before(dated, scene)
    quota = mine.type == "export_control" and QUOTA.search(scene.sentence)
    if (
        quota
        and re.search(r"\b(?:from|than|above|below|over|on) (?:those of |that of )?$", before)
        and dated.value < (scene.published or date.max).isoformat()[: len(dated.value)]
    ):
        return None  # a year compared with
    if quota and re.search(
        r"\b(?:months|half-year|half year|quarters?|weeks) (?:from|starting|beginning)(?: in| with)? $", before
    ):
        return "period"  # how long the quota runs
    if mine.action == "struck_down" or (quota and dated.kind in ("y", "relunit", "half", "quarter")):
        return "announced" if mine.action == "struck_down" else "period"
    if _said(dated, scene):
        return None if NO_ISSUER.search(_before(dated, scene, 90)) else "announced"
    if mine.type == "licence" and SINCE.search(before[-25:]):
        return None
    if dated.kind in SPEECH_KINDS and SHIFTED.search(scene.sentence) and not TOWARDS.search(before):
        return "announced"
    if EFFECTING.search(before[-22:]) or dated.kind == "atonce":
        return "effective"
    arrived = ARRIVED.search(scene.sentence[slice(*mine.trigger)])
    granted = mine.type == "licence" and mine.action != "revoked" and not arrived
    fresh = mine.type == "export_control" and _is_of_a_decision(mine, dated, scene)
    return "announced" if granted or fresh or _announces(dated, scene) else "effective"


def _is_of_a_decision(mine: Asserted, dated: Dated, scene: Scene) -> bool:
    """Return whether the day of a control is that on which a state decided: it changes one, or a chronicle tells it.

    What is newly imposed applies from a day, and is told with that; what is widened, lifted or put off is announced.
    """
    if dated.start <= ENTRY and scene.sentence[dated.end : dated.end + 1] == ":":
        return True
    return len(dated.value) == FULL and mine.action != "imposed"


def _undone(mine: Asserted, dated: Dated, scene: Scene) -> bool:
    """Return whether a date tells when that began which the event undoes: "suspend the steps it took on April 2"."""
    before = _before(dated, scene)
    if mine.factuality != "actual" and re.search(r"\b(?:since|after) $", before) and not ENTERED.search(before):
        return True
    if mine.action not in UNDOING:
        return False
    if OF_A_TEXT.search(before):
        return True
    if EXPIRING.search(before) and not re.search(r"\bhad\b", before):
        return False
    syntax, word = scene.syntax, head_of(scene.syntax, (dated.start, dated.end))
    trigger = head_of(syntax, mine.trigger)
    if word is None or trigger is None:
        return False
    for governor in (word, *syntax.governors(word.index)):
        if governor.index == trigger.index:
            return False
        if governor.dep in ("relcl", "acl"):
            noun = syntax.words[governor.head]
            inside = {w.index for w in syntax.subtree(governor.index)}
            return noun.pos in ("NOUN", "PROPN") and trigger.index not in inside
    return False


def _announces(dated: Dated, scene: Scene) -> bool:
    """Return whether the verb that a date stands with announces: "on Monday signed an order", "dated June 4"."""
    before = _before(dated, scene)
    if re.search(r"\bfor $", before):
        return False
    word = head_of(scene.syntax, (dated.start, dated.end))
    if word is not None:
        for governor in scene.syntax.governors(word.index):
            if governor.pos in ("VERB", "AUX"):
                return bool(ANNOUNCING.fullmatch(governor.text)) or bool(ANNOUNCING.search(_clause(dated, scene)))
    return bool(ANNOUNCING.search(_clause(dated, scene)))


def _clause(dated: Dated, scene: Scene) -> str:
    """Return the words of the clause before a date, or behind it where it opens the clause."""
    before = re.split(r"[;:,]| and | but | which | that ", _before(dated, scene, 55))[-1]
    if len(before.split()) > 1:
        return before
    return re.split(r"[;:]| and | but ", scene.sentence[dated.end : dated.end + 60])[0]


READERS = {
    "trade_flow": _trade_flow, "price": _price, "licence_statistic": _licence_statistic, "capacity": _capacity,
    "investment": _money, "stockpile": _money, "trade_deal": _deal, "partnership": _deal, "enforcement": _deal,
}  # fmt: skip
