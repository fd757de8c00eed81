"""Figures that are parts: approvals of applications, a loan of a package, a first payment of its loan."""

import re
from collections.abc import Sequence

from reewatch.observations.bases import span_in
from reewatch.observations.figures import day_of
from reewatch.observations.observation import Observation, goods_class, parties_meet


def part_of(observation: Observation, neighbours: Sequence[Observation]) -> str | None:
    """Return the id of the total in which an observation is counted; ``neighbours`` share a text with it.

    Approvals count in the applications of the same count; money in the sum of which the same sentence says that it
    is a part; what goes to one country in what goes to all.
    """
    figure = observation.figure
    if figure.measure in ("approved", "pending", "denied"):
        totals = [o for o in neighbours if o.figure.measure == "applications" and _one_count(observation, o)]
    elif figure.measure == "amount":
        sums = [o for o in neighbours if o.figure.measure == "amount"]
        totals = [o for o in sums if _holds(o, observation) or _adds_up(o, observation, sums)]
        totals = totals or [o for o in sums if _is_drawn_on(o, observation)]
    elif figure.measure == "volume" and figure.target:
        totals = [o for o in neighbours if o.figure.measure == "volume" and not o.figure.target
                  and o.figure.period == figure.period and goods_class(o.figure) == goods_class(figure)]  # fmt: skip
    else:
        return None
    larger = [o for o in totals if _size(o) > _size(observation)]
    return min(larger, key=lambda o: (_size(o), o.observation_id)).observation_id if larger else None


def _one_count(part: Observation, total: Observation) -> bool:
    shared = _mentions(part) & _mentions(total)
    same_speaker = bool(part.figure.speaker) and part.figure.speaker == total.figure.speaker
    return bool(shared) or (same_speaker and day_of(part.figure) == day_of(total.figure))


#: Sums add up where they meet the total within this share of it.
EXACT = 0.005
PART_WORDS = re.compile(
    r"\bof which\b|\bincluding\b|\bincludes?\b|\bcompris\w+|\bconsist\w+|\bmade up\b|\bpart of\b|\bpackage\b|其中|包括",
    re.IGNORECASE,
)
#: "Drawn 40 million under its 275 million loan", "40 million, the first draw on its loan of 275 million".
DRAWN_FROM = re.compile(
    r"^ (?:\w+ ){0,2}(?:of|under|from|out of) (?:its|the|their|a|an|that|this) \D{0,20}$|"
    r"^[^.;]{0,60}\b(?:draw\w*|tranche|instal?ment|payment|slice) (?:on|of|under|from|out of) "
    r"(?:its|the|their|a|an|that|this) \D{0,40}$",
    re.IGNORECASE,
)
#: What is paid out of a sum that was lent or granted before: a draw, a tranche, "40 million of its loan".
DRAWN = re.compile(
    r"\b(?:drew|drawn|draws?|draw-?downs?|drawing|tranches?|instal?lments?|disburs\w+|paid out|pays out)\b|"
    r"\b(?:first|second|third|fourth|initial|next|final|last) (?:[\w$€£.,-]+ ){0,3}?"
    r"(?:payment|advance|slice|portion|part)\b|"
    r"\b(?:of|on|under|from) (?:its|the|that|this|their) (?:[\w-]+ ){0,3}(?:loan|credit|grant|facility|award)\b|"
    r"提款|首笔|放款",
    re.IGNORECASE,
)
LENT = ("loan", "grant", None)
#: What behind a number makes it the sum of others of its sentence.
BUNDLE = re.compile(r"^[ -](?:\w+[ -]){0,2}(?:package|bundle|total)\b", re.IGNORECASE)


def _holds(total: Observation, part: Observation) -> bool:
    """Return whether a sentence that tells both says that one is counted in the other."""
    shared = _mentions(part) & _mentions(total)
    told = [f for f in part.members if f.mention_id in shared]
    return total.figure.unit == part.figure.unit and any(
        _says_part(f.sentence, span_in(total.figure, f.sentence), span_in(f, f.sentence)) for f in told
    )


def _says_part(sentence: str, total: tuple[int, int] | None, part: tuple[int, int] | None) -> bool:
    """Return whether a sentence sets a part against its total: words of parts between them, or "40 of its 275"."""
    if total is None or part is None:
        return bool(PART_WORDS.search(sentence))
    between = sentence[min(total[1], part[1]) : max(total[0], part[0])]
    if PART_WORDS.search(between) or (part < total and DRAWN_FROM.match(between)):
        return True
    return bool(BUNDLE.match(sentence[total[1] :]))


def _is_drawn_on(total: Observation, part: Observation) -> bool:
    """Return whether a part is told as paid out of what another sentence, or an earlier step, tells as lent."""
    if total.figure.unit != part.figure.unit or not parties_meet(total.figure, part.figure):
        return False
    bases = {total.figure.basis, part.figure.basis}
    alike = len(bases - {None}) <= 1 and bases <= set(LENT)
    if not alike or _mentions(total) & _mentions(part):
        return False
    return part.figure.commitment == "in_force" and _is_told_as(DRAWN, part) and not _is_told_as(DRAWN, total)


def _is_told_as(pattern: re.Pattern[str], observation: Observation) -> bool:
    return any(pattern.search(f.sentence) for f in observation.members)


def _adds_up(total: Observation, part: Observation, sums: Sequence[Observation]) -> bool:
    """Return whether the sums of one sentence, the part among them, make up a larger one that the same text tells.

    To the dollar, or, where the sentence speaks of parts, no more than it.
    """
    if total.figure.unit != part.figure.unit or not parties_meet(total.figure, part.figure):
        return False
    in_sentence = [o for o in sums if o is not total and _mentions(o) & _mentions(part)]
    beside = [o for o in in_sentence if o.figure.unit == part.figure.unit]
    together = sum(_size(o) for o in (part, *beside))
    texts = {f.revision_id for f in total.members} & {f.revision_id for f in part.members if f.revision_id}
    if not texts or not beside:
        return False
    apart = not _mentions(total) & _mentions(part)  # of one sentence, what it says of its sums decides
    spoken = apart and any(PART_WORDS.search(f.sentence) for f in part.members)
    return abs(together - _size(total)) <= EXACT * _size(total) or (spoken and together < _size(total))


def _mentions(observation: Observation) -> set[str]:
    return {f.mention_id for f in observation.members if f.mention_id}


def _size(observation: Observation) -> float:
    figure = observation.figure
    return next((n for n in (figure.value, figure.high, figure.low) if n is not None), 0.0)
