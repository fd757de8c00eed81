"""A glance at a text before many patterns are searched in it: which of them can match at all.

Of each pattern it is known which pieces of text a match must hold one of ("tariff", "dut", "lev"), and often one of
others as well ("week", "month"); of each word met before, which of all these sets it holds a piece of. What the words
of a text have together tells which few of a hundred patterns are worth the search. A glance may err by letting a
pattern through, never by holding one back.
"""

import re
from collections.abc import Hashable, Iterable, Mapping
from typing import Generic, TypeVar

from extractors.pieces import Patterned, demands_of, rarity, worth

Key = TypeVar("Key", bound=Hashable)

#: Runs of characters that are compared; a longer piece is known by its rarest run.
LONGEST_RUN = 3
#: What is known of words is forgotten beyond so many, so that noise takes no memory.
MOST_WORDS = 50_000
#: So many texts are known at a time: a sentence is looked at for many purposes, and those after it look back.
LAST_TEXTS = 256
NOTHING: frozenset[int] = frozenset()
#: Letters that match others without case though their lower case is their own, or of two characters.
ODD_CASES = {0x130: "i", 0x131: "i", 0x17F: "s"}


class _Known:
    """Which sets of pieces texts hold one of, by word: most words of a text were in others before it."""

    def __init__(self) -> None:
        self._numbers: dict[frozenset[str], int] = {}
        self._by_run: dict[str, list[tuple[str, int]]] = {}
        self._of_word: dict[str, frozenset[int]] = {}
        self._of_text: dict[str, frozenset[int]] = {}

    def numbers_of(self, pieces: frozenset[str]) -> list[int]:
        """Return the numbers of the sets that a set of pieces comes to, word by word; new ones where it has none yet.

        A text that holds "day ago" or "week before" has a word that ends in "day" or "week", and one that begins with
        "ago" or "before".
        """
        sides = {frozenset(_words_of(piece)[side] for piece in pieces): None for side in (0, -1)}
        return [self._number_of(side) for side in sorted(sides, key=worth, reverse=True)]

    def asked_by(self, demands: Iterable[frozenset[str]]) -> frozenset[int]:
        """Return the numbers of all sets that a text must hold one piece of each of."""
        return frozenset(number for pieces in demands for number in self.numbers_of(pieces))

    def may_hold(self, text: str, asked: frozenset[int]) -> bool:
        """Return whether a text may hold what is asked for; it may where it was not glanced at before."""
        seen = self._of_text.get(text)
        return seen is None or asked <= seen

    def _number_of(self, parts: frozenset[str]) -> int:
        if parts not in self._numbers:
            number = self._numbers[parts] = len(self._numbers)
            for part in parts:
                self._by_run.setdefault(_rarest_run(part), []).append((part, number))
            self._of_word.clear()
            self._of_text.clear()
        return self._numbers[parts]

    def seen_in(self, text: str) -> frozenset[int]:
        """Return the sets of pieces of which a text holds one, by their numbers; kept for the last few texts."""
        seen = self._of_text.get(text)
        if seen is None:
            if len(self._of_text) >= LAST_TEXTS:
                self._of_text.clear()
            known = self._of_word
            words = [known[word] if word in known else self._look_at(word) for word in in_plain(text).split()]
            seen = self._of_text[text] = NOTHING.union(*words)
        return seen

    def _look_at(self, word: str) -> frozenset[int]:
        if len(self._of_word) > MOST_WORDS:
            self._of_word.clear()
        padded = f" {word} "
        runs = {padded[i : i + size] for size in range(1, LONGEST_RUN + 1) for i in range(len(padded) - size + 1)}
        held = (pair for run in runs & self._by_run.keys() for pair in self._by_run[run])
        found = self._of_word[word] = frozenset(number for piece, number in held if piece in padded)
        return found


def _words_of(piece: str) -> list[str]:
    """Return the words of a piece of text, a blank at the side on which another follows or a blank stood."""
    return re.findall(r" ?[^ ]+ ?", re.sub(r"\s+", "  ", piece))


KNOWN = _Known()


class Glance(Generic[Key]):
    """Tells which of many patterns may match a text."""

    def __init__(self, patterns: Mapping[Key, Patterned]) -> None:
        """``patterns`` are by any key; their order is kept."""
        self._keys = tuple(patterns)
        self._always: list[int] = []  # places of keys of which nothing is known
        self._by_first: dict[int, list[tuple[int, frozenset[int]]]] = {}  # places, with the other sets that they ask
        for place, pattern in enumerate(patterns.values()):
            demands = demands_of(pattern)
            if demands:
                first = KNOWN.numbers_of(demands[0])[0]
                self._by_first.setdefault(first, []).append((place, KNOWN.asked_by(demands) - {first}))
            else:
                self._always.append(place)
        self._firsts = frozenset(self._by_first)

    def possible(self, text: str) -> list[Key]:
        """Return the keys of the patterns that may match a text, in their order."""
        seen = KNOWN.seen_in(text)
        found = self._always.copy()
        for first in self._firsts & seen:
            found += [place for place, others in self._by_first[first] if others <= seen]
        found.sort()
        return [self._keys[place] for place in found]


def in_plain(text: str) -> str:
    """Return a text in lower case, its digits of whatever script as those of ours."""
    if text.isascii():
        return text.lower()
    return "".join(str(int(c)) if c.isdecimal() else c for c in text.translate(ODD_CASES).lower())


def _rarest_run(piece: str) -> str:
    return max((piece[i : i + LONGEST_RUN] for i in range(max(1, len(piece) - LONGEST_RUN + 1))), key=rarity)
