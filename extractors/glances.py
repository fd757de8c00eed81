"""A glance at a text before many patterns are searched in it: which of them can match at all.

Of each pattern it is known which pieces of text a match must hold one of ("tariff", "dut", "lev"), and often one of
others as well ("week", "month"); of each word met before, which of all these sets it holds a piece of. What the words
of a text have together tells which few of a hundred patterns are worth the search. A glance may err by letting a
pattern through, never by holding one back.
"""

import math
import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

from extractors.pieces import Patterned, chance, demands_by_branch, demands_of, rarity, worth

Key = TypeVar("Key", bound=Hashable)

#: Runs of characters that are compared; a longer piece is known by its rarest run.
LONGEST_RUN = 3
#: What is known of words is forgotten beyond so many, so that noise takes no memory.
MOST_WORDS = 50_000
#: So many texts are known at a time: a sentence is looked at for many purposes, and those after it look back.
LAST_TEXTS = 256
#: Of pieces that a sentence holds so often by chance no alternative asks: they would be looked for in vain.
BY_CHANCE = 1.0
NOTHING: frozenset[int] = frozenset()
#: Letters that match others without case though their lower case is their own, or of two characters.
ODD_CASES = {0x130: "i", 0x131: "i", 0x17F: "s"}


class _Known:
    """Which sets of pieces texts hold one of, by word: most words of a text were in others before it."""

    def __init__(self) -> None:
        self._numbers: dict[frozenset[str], int] = {}
        self._by_run: dict[str, dict[str, frozenset[int]]] = {}  # by the rarest run of a piece, the sets that it is of
        self._of_word = _Words(self._look_at)
        self._of_text: dict[str, frozenset[int]] = {}

    def number_of(self, pieces: frozenset[str]) -> int:
        """Return the number of the set that tells most of those that a set of pieces comes to, word by word."""
        return self._number_of(_sides_of(pieces)[0])

    def asked_by(self, demands: Iterable[frozenset[str]], *, by_chance: float = math.inf) -> frozenset[int]:
        """Return the numbers of all sets that a text must hold one piece of each of.

        What a sentence holds ``by_chance`` as often, or more often, is not asked.
        """
        sides = (side for pieces in demands for side in _sides_of(pieces))
        return frozenset(self._number_of(side) for side in sides if chance(side) < by_chance)

    def may_hold(self, text: str, asked: frozenset[int]) -> bool:
        """Return whether a text may hold what is asked for; it may where it was not glanced at before."""
        seen = self._of_text.get(text)
        return seen is None or asked <= seen

    def _number_of(self, parts: frozenset[str]) -> int:
        if parts not in self._numbers:
            number = self._numbers[parts] = len(self._numbers)
            for part in parts:
                pieces = self._by_run.setdefault(_rarest_run(part), {})
                pieces[part] = pieces.get(part, NOTHING) | {number}
            self._of_word.clear()
            self._of_text.clear()
        return self._numbers[parts]

    def seen_in(self, text: str) -> frozenset[int]:
        """Return the sets of pieces of which a text holds one, by their numbers; kept for the last few texts."""
        seen = self._of_text.get(text)
        if seen is None:
            if len(self._of_text) >= LAST_TEXTS:
                self._of_text.clear()
            seen = self._of_text[text] = NOTHING.union(*map(self._of_word.__getitem__, in_plain(text).split()))
        return seen

    def _look_at(self, word: str) -> frozenset[int]:
        padded = f" {word} "
        places = range(len(padded))
        runs = self._by_run.keys() & {padded[i : i + size] for size in range(1, LONGEST_RUN + 1) for i in places}
        return NOTHING.union(*[ns for run in runs for piece, ns in self._by_run[run].items() if piece in padded])


class _Words(dict[str, frozenset[int]]):
    """What is known of words: most of a text were in others before it."""

    def __init__(self, look_at: Callable[[str], frozenset[int]]) -> None:
        super().__init__()
        self._look_at = look_at

    def __missing__(self, word: str) -> frozenset[int]:
        if len(self) > MOST_WORDS:
            self.clear()
        found = self[word] = self._look_at(word)
        return found


def _sides_of(pieces: frozenset[str]) -> list[frozenset[str]]:
    """Return the sets that a set of pieces comes to, word by word; the most telling first.

    A text that holds "day ago" or "week before" has a word that ends in "day" or "week", and one that begins with
    "ago" or "before".
    """
    sides = {frozenset(_words_of(piece)[side] for piece in pieces) for side in (0, -1)}
    return sorted(sides, key=worth, reverse=True)


def _words_of(piece: str) -> list[str]:
    """Return the words of a piece of text, a blank at the side on which another follows or a blank stood."""
    return re.findall(r" ?[^ ]+ ?", re.sub(r"\s+", "  ", piece))


KNOWN = _Known()


class Glance(Generic[Key]):
    """Tells which of many patterns may match a text."""

    def __init__(self, patterns: Mapping[Key, Patterned], *, by_branch: bool = False) -> None:
        """``patterns`` are by any key; their order is kept.

        ``by_branch``: each of the alternatives of a pattern is looked for by itself, which is worth it where they are
        phrases that are met seldom.
        """
        self._keys = tuple(patterns)
        self._always: set[int] = set()  # places of keys of which nothing is known
        self._by_first: dict[int, list[tuple[int, frozenset[int]]]] = {}  # places, with the other sets that they ask
        for place, pattern in enumerate(patterns.values()):
            for demands in demands_by_branch(pattern) if by_branch else [demands_of(pattern)]:
                if demands:
                    first = KNOWN.number_of(demands[0])
                    others = KNOWN.asked_by(demands, by_chance=BY_CHANCE if by_branch else math.inf)
                    self._by_first.setdefault(first, []).append((place, others - {first}))
                else:
                    self._always.add(place)
        self._firsts = frozenset(self._by_first)

    def possible(self, text: str) -> list[Key]:
        """Return the keys of the patterns that may match a text, in their order."""
        seen = KNOWN.seen_in(text)
        found = self._always.copy()
        for first in self._firsts & seen:
            found.update([place for place, others in self._by_first[first] if others <= seen])
        return [self._keys[place] for place in sorted(found)]


def in_plain(text: str) -> str:
    """Return a text in lower case, its digits of whatever script as those of ours."""
    if text.isascii():
        return text.lower()
    return "".join(str(int(c)) if c.isdecimal() else c for c in text.translate(ODD_CASES).lower())


def _rarest_run(piece: str) -> str:
    return max((piece[i : i + LONGEST_RUN] for i in range(max(1, len(piece) - LONGEST_RUN + 1))), key=rarity)
