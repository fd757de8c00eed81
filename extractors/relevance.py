"""Whether a document is about what is watched, and so earns reading: a cheap first pass over its words."""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache, reduce
from itertools import islice
from operator import or_

from extractors.caseless import Caseless
from extractors.glances import in_plain
from extractors.pieces import demands_of
from extractors.triggers.rules import load_relevance, load_topics

Pattern = re.Pattern[str] | Caseless

#: How many words of places and of business must stand around the goods; more where the goods are named but once. The
#: numbers are those of a text of so many words: a shorter one needs fewer, in proportion.
TYPICAL_WORDS = 130
LEAST_WORLD, LEAST_WORLD_IF_NAMED_ONCE = 5, 8
#: Fewer where the headline names the goods and the text does so again and again.
LEAST_WORLD_IF_ALL_ABOUT_THEM, NAMED_THROUGHOUT = 3, 3
NAMED_OFTEN = 2
#: Up to so many times other goods may be named, whatever is watched beside them.
OTHERS_NAMED = 5
#: How often the trade war must be named where the goods are not.
LEAST_WAR = 3
#: How often duties must be named beside a statute.
LEAST_DUTIES = 2
#: What a document holds one of if it is about anything that is watched, be it goods, the trade war, a text or a firm.
ANY_OF = ("goods", "war", "control_text", "firm")
GOODS, WAR, CONTROL_TEXT, FIRM = (1 << place for place in range(len(ANY_OF)))
#: What is known of words is forgotten beyond so many, so that noise takes no memory.
MOST_WORDS = 50_000
#: How often a pastime must be named, in the headline as well, for a document to be about that.
LEAST_HOBBY = 2


def title_of(text: str) -> str:
    """Return the headline of a text: its first line."""
    return text.lstrip().partition("\n")[0]


def is_relevant(text: str, title: str) -> bool:
    """Return whether a document is about the goods and their trade, or about duties between the two powers.

    What most documents fail is asked first.
    """
    plain = in_plain(text)
    hints = hints_of(plain)
    return bool(hints) and _is_about_the_trade(text, title, plain, hints)


def _is_about_the_trade(text: str, title: str, plain: str, hints: int) -> bool:
    topics, words = load_topics(), load_relevance()
    goods = _count(topics, "goods", text, plain, enough=NAMED_THROUGHOUT) if hints & GOODS else 0
    war = _count(words, "war", text, plain, enough=LEAST_WAR) if hints & WAR else 0
    other = not goods and (
        (bool(hints & CONTROL_TEXT) and _is_about_a_known_control(text, plain))
        or (bool(hints & FIRM) and _is_about_public_money(text, plain))
    )
    listed = not goods and not other and bool(hints & FIRM) and _is_about_a_listed_firm(text, plain)
    share = min(1.0, len(text.split()) / TYPICAL_WORDS) if goods or war or other or listed else 1.0
    at_war = war >= math.ceil(LEAST_WAR * share) and bool(
        words["one_power"].search(text) and words["other_power"].search(text)
    )
    if not (goods or at_war or other or listed or _is_about_duties_by_statute(text, war)):
        return False
    if topics["off"].search(title) and not topics["goods"].search(title) and not _opens_with_goods(text):
        return False
    if words["hobby"].search(title) and _count(words, "hobby", text, plain) >= LEAST_HOBBY:
        return False
    if _is_more_about_others(text, plain):
        return False
    in_title = bool(topics["goods"].search(title))
    funded = words["lender"].search(text) is not None
    least = (
        LEAST_WORLD
        if goods > 1 or at_war or in_title or listed or other or (goods and funded)
        else LEAST_WORLD_IF_NAMED_ONCE
    )
    enough = math.ceil(least * share)
    business = _count(words, "business", text, plain, enough=enough)
    world = business
    for name in ("places", *(["of_named_goods"] if in_title else [])):
        world += _count(words, name, text, plain, enough=enough) if world < enough else 0
    if business and world >= enough:
        return True
    throughout = in_title and goods >= NAMED_THROUGHOUT
    least = LEAST_WORLD_IF_ALL_ABOUT_THEM if throughout else LEAST_WORLD
    return _is_in_a_phrase_of_the_trade(text, plain, (business, world), math.ceil(least * share))


def _is_more_about_others(text: str, plain: str) -> bool:
    """Return whether other goods are named again and again, and far more often than what is watched."""
    topics = load_topics()
    if _count(topics, "off", text, plain, enough=OTHERS_NAMED + 1) <= OTHERS_NAMED:
        return False
    watched = 2 * _count(topics, "goods", text, plain) + _count(load_relevance(), "war", text, plain)
    return _count(topics, "off", text, plain) > max(OTHERS_NAMED, watched)


def hints_of(plain: str) -> int:
    """Return which of ``ANY_OF`` a text in plain letters may hold, a bit each in their order; it may hold no other."""
    return reduce(or_, set(map(_hints().__getitem__, plain.split())), 0)


class _Hints(dict[str, int]):
    """By word, of which of ``ANY_OF`` it may be a part: most words were met before, and are part of none."""

    def __init__(self, parts: Sequence[Collection[str]]) -> None:
        """``parts`` are pieces of words; a match of the pattern at that place holds one of them within a word."""
        super().__init__()
        self._parts = parts

    def __missing__(self, word: str) -> int:
        if len(self) > MOST_WORDS:
            self.clear()
        found = sum(1 << place for place, parts in enumerate(self._parts) if any(part in word for part in parts))
        self[word] = found
        return found


@cache
def _hints() -> _Hints:
    patterns: dict[str, Pattern] = {**load_topics(), **load_relevance()}
    demands = (_demands(patterns[name].pattern, patterns[name].flags) for name in ANY_OF)
    return _Hints([_ends(told[0]) for told in demands])


def _ends(pieces: Collection[str]) -> set[str]:
    """Return the first or the last words of pieces, whichever are fewer: "export" of all that is done with exports."""
    return min(({piece.split()[side] for piece in pieces} for side in (-1, 0)), key=len)


def _is_in_a_phrase_of_the_trade(text: str, plain: str, met: tuple[int, int], enough: int) -> bool:
    """Return whether the goods stand in a phrase of the trade, so that words of other walks of life count as well.

    ``met`` are the words of business, and of business and places, that were met.
    """
    words = load_relevance()
    if not words["trade_phrase"].search(text):
        return False
    common = _count(words, "common", text, plain)
    return met[0] + common > 0 and met[1] + common >= enough


def _is_about_a_known_control(text: str, plain: str) -> bool:
    """Return whether a text without goods speaks of an announcement of the trade ministry, and of nothing else."""
    topics, words = load_topics(), load_relevance()
    if not _may_hold(words["control_text"], plain) or not words["control_text"].search(text):
        return False
    others = words["other_text"].search(text) or topics["off"].search(text)
    return bool(words["export_word"].search(text)) and not others


def _is_about_public_money(text: str, plain: str) -> bool:
    """Return whether a text without goods speaks of a public lender and a firm of the trade, and of nothing else."""
    topics, words = load_topics(), load_relevance()
    if not _may_hold(words["firm"], plain):
        return False
    return bool(words["lender"].search(text) and words["firm"].search(text)) and not topics["off"].search(text)


def _is_about_a_listed_firm(text: str, plain: str) -> bool:
    """Return whether a text without goods speaks of a firm of the trade on a state's list, and of nothing else."""
    topics, words = load_topics(), load_relevance()
    if not _may_hold(words["firm"], plain) or not _may_hold(words["listing"], plain):
        return False
    return bool(words["listing"].search(text) and words["firm"].search(text)) and not topics["off"].search(text)


def _opens_with_goods(text: str) -> bool:
    """Return whether the first paragraph below the headline is more about the goods than about others."""
    topics = load_topics()
    lead = next((p for p in text.lstrip().split("\n")[1:] if p.strip()), "")
    goods = len(topics["goods"].findall(lead))
    return goods > 0 and goods >= len(topics["off"].findall(lead))


def _is_about_duties_by_statute(text: str, war: int) -> bool:
    """Return whether a text speaks of duties under a statute that is used on all goods, and not of one trade's."""
    topics, words = load_topics(), load_relevance()
    return war >= LEAST_DUTIES and bool(words["statute"].search(text)) and not topics["off"].search(text)


def named_often(text: str) -> bool:
    """Return whether a text names the goods so often that what it does not say otherwise is about them."""
    return sum(1 for _ in islice(load_topics()["goods"].finditer(text), NAMED_OFTEN)) == NAMED_OFTEN


def _count(patterns: Mapping[str, Pattern], name: str, text: str, plain: str, *, enough: int | None = None) -> int:
    """Return how often a text holds a pattern; it is not counted beyond ``enough``."""
    found = patterns[name].finditer(text) if _may_hold(patterns[name], plain) else ()
    return sum(1 for _ in islice(found, enough))


def _may_hold(pattern: Pattern, plain: str) -> bool:
    """Return whether a text in plain letters has a piece of each set that a match must hold one of."""
    return all(any(map(plain.__contains__, pieces)) for pieces in _demands(pattern.pattern, pattern.flags))


@cache
def _demands(pattern: str, flags: int) -> list[frozenset[str]]:
    return demands_of(re.compile(pattern, flags))
