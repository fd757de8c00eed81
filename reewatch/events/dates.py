"""The dates of an event: which of the told ones count, and how a told end is read."""

import re
from collections.abc import Sequence
from datetime import timedelta

from reewatch.days import Days, days_of, gap
from reewatch.events.factuality import is_primary
from reewatch.events.families import MEASURED, family_of, specific
from reewatch.mentions import RUNGS, DateSlot, Quantity, StoredMention
from reewatch.resolution.parties import state_of_code

#: "Through 9 November", "to the end of February", 至2026年11月10日: the day itself is still inside.
INCLUSIVE = re.compile(
    r"\bthrough\b(?! the)|\binclusive\b|up to and including|(?:until|till|to|through|at|by) the end of|"
    r"(?:last|final) day|expires? at midnight (?:on|at the end)|至\d|至[^。]{0,12}日|为止",
    re.IGNORECASE,
)
AUTHORITY_SAID = re.compile(
    r"\b(?:ministry|commission|office|department|agency|administration|bureau|white house|government|president|council|"
    r"spokes\w+|customs|representative)\b[^.;]{0,60}?\b(?:said|says|announce\w*|stat(?:ed|es)|confirm\w*|order\w*|decid\w+|"
    r"extend\w*|postpon\w+|delay\w*|mov(?:ed|es)|put (?:off|back)|sign(?:ed|s))\b",
    re.IGNORECASE,
)
#: A start is moved, on or back.
START_MOVED = re.compile(
    r"\b(?:postpon|delay|defer)\w*|\b(?:put(?:s|ting)?|push\w*) (?:off|back)\b|"
    r"\b(?:br[io]\w+|pull\w*|mov\w+) (?:forward|up|back)\b|推迟|延期|提前|延至",
    re.IGNORECASE,
)
UNITS = ("day", "month", "year")
BINDING = RUNGS.index("binding")


def told_date(members: Sequence[StoredMention], role: str) -> DateSlot | None:
    """Return the date of a role that the evidence supports: of the issuer, or of firm evidence, the one told last.

    Who tells that a start was moved knows the earlier one; of several starts in one sentence (a rule that begins in
    steps) the first counts, of several ends the last. Dates
    one day apart are one date in two time zones: the issuer's own, else the one told first.
    """
    told = [(m, slot) for m in members if m.mention.factuality != "denied" and (slot := _slot(m, role))]
    if not told:
        return None
    moved = max((t[0].published[:10] for t in told if role == "effective" and _moves_it(t[0])), default="")
    known = [t for t in told if t[0].published[:10] >= moved]
    won = max(
        known, key=lambda t: (_firmness(t[0]), _is_to_the_day(t[1]), _names_a_text(t[0]), *_freshness(t[0]), t[1].value)
    )
    twins = [t for t in known if _one_day_apart(t[1], won[1])]
    own = [t for t in twins if is_primary(t[0])]
    return (own or twins or [won])[0][1]


def _slot(stored: StoredMention, role: str) -> DateSlot | None:
    slots = [d for d in stored.mention.dates if d.role == role and days_of(d.value)]
    slots = [d for d in slots if _is_to_the_day(d)] or slots
    if not slots:
        return None
    return max(slots, key=lambda d: d.value) if role == "expires" else min(slots, key=lambda d: d.value)


def _firmness(stored: StoredMention) -> int:
    """Return 2 for the issuer's own text or word, 1 for what binds, 0 for the rest."""
    mention = stored.mention
    actor, speaker = state_of_code(mention.actor), state_of_code(mention.speaker)
    if is_primary(stored) or (actor is not None and actor == speaker) or _is_attributed(stored):
        return 2
    return int(RUNGS.index(mention.commitment) >= BINDING)


def _moves_it(stored: StoredMention) -> bool:
    """Return whether a firm telling says that the start is moved."""
    fresh = stored.mention.timeframe == "new" and _firmness(stored) > 0
    return fresh and START_MOVED.search(stored.sentence) is not None


def _is_attributed(stored: StoredMention) -> bool:
    """Return whether a report tells what an authority itself said or did, no other speaker being named."""
    return stored.mention.speaker is None and bool(AUTHORITY_SAID.search(stored.sentence))


def _names_a_text(stored: StoredMention) -> bool:
    """Return whether the sentence speaks of a legal text: its dates are those of the text."""
    return bool(specific(stored.mention.instruments))


def _is_to_the_day(slot: DateSlot) -> bool:
    days = days_of(slot.value)
    return days is not None and days.is_day


def _freshness(stored: StoredMention) -> tuple[bool, str]:
    return stored.mention.timeframe == "new", stored.published[:10]


def _one_day_apart(a: DateSlot, b: DateSlot) -> bool:
    first, second = days_of(a.value), days_of(b.value)
    return bool(first and second and first.is_day and second.is_day) and gap_of(first, second) <= 1


def gap_of(a: Days | None, b: Days | None) -> int:
    """Return the days between two ranges; 0 where one is unknown."""
    return gap(a, b) if a and b else 0


def exclusive_end(members: Sequence[StoredMention], start: str | None) -> str | None:
    """Return the day on which a told stretch is over, to the day: from a told end, else from a start and a duration.

    "Through D" and 至D日 include the day, so that the stretch is over on the day after; "until D" gives D.
    """
    slot = told_date(members, "expires")
    if slot is not None:
        days = days_of(slot.value)
        assert days is not None  # told_date gives dates only
        over = days.last if days.is_day and not _is_inclusive(slot, members) else days.last + timedelta(days=1)
        return over.isoformat()
    begun = days_of(start)
    told = [m for m in members if family_of(m.mention) == "suspend" or not START_MOVED.search(m.sentence)]
    lasting = duration_of([q for m in told for q in m.mention.quantities])
    if begun is None or not begun.is_day or lasting is None:
        return None
    return add_duration(begun.first.isoformat(), *lasting)


def _is_inclusive(slot: DateSlot, members: Sequence[StoredMention]) -> bool:
    if slot.inclusive is not None:
        return slot.inclusive
    told = [m for m in members if any(d.role == "expires" and d.value == slot.value for d in m.mention.dates)]
    return any(INCLUSIVE.search(m.sentence) for m in told)


def duration_of(quantities: Sequence[Quantity]) -> tuple[float, str] | None:
    """Return (number, unit) of a told duration, or None."""
    found = [(q.value, q.unit) for q in quantities if q.role == "duration" and q.value and q.unit in UNITS]
    return found[0] if found else None


def add_duration(day: str, number: float, unit: str) -> str:
    """Return the ISO date so many days, months or years after an ISO date; the last of a month where it is shorter."""
    days = days_of(day)
    assert days is not None
    first = days.first
    if unit == "day":
        return (first + timedelta(days=round(number))).isoformat()
    months = round(number * (12 if unit == "year" else 1)) + first.month - 1
    year, month = first.year + months // 12, months % 12 + 1
    last = days_of(f"{year:04d}-{month:02d}")
    assert last is not None
    return min(last.last, last.first + timedelta(days=first.day - 1)).isoformat()


def happened_on(members: Sequence[StoredMention], start: str | None) -> str | None:
    """Return the best date of the happening: as announced, as measured, as begun, else the day of the first news."""
    for role in ("as_of", "period") if members[0].mention.type in MEASURED else ("announced",):
        slot = told_date(members, role)
        if slot is not None:
            return slot.value
    fresh = sorted(m.published[:10] for m in members if m.mention.timeframe == "new" and m.published)
    begun, first = days_of(start), days_of(fresh[0]) if fresh else None
    if begun is not None and (first is None or begun.first < first.first):
        return start
    return fresh[0] if fresh else None
