"""A glance at a text before many patterns are searched in it: which of them can match at all.

Of each pattern it is known which pieces of text a match must hold one of ("tariff", "dut", "lev"), and often one of
others as well ("week", "month"); of a text, which short runs of characters it has. What the two have in common tells,
in one pass, which few of a hundred patterns are worth the search. A glance may err by letting a pattern through, never
by holding one back.
"""

import math
import re
import warnings
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Generic, Protocol, TypeVar

with warnings.catch_warnings():  # the only way to the parsed form of a pattern that the library has
    warnings.simplefilter("ignore", DeprecationWarning)
    import sre_constants as sre
    import sre_parse

Key = TypeVar("Key", bound=Hashable)

#: Runs of characters that are compared; a longer piece is known by its rarest run.
LONGEST_RUN = 3
#: No more pieces are multiplied out of the alternatives of a pattern.
MOST_PIECES = 64
#: Nor are more sets of pieces than these asked for: each costs at every glance.
MOST_DEMANDS = 3
#: What is known of words is forgotten beyond so many, so that noise takes no memory.
MOST_WORDS = 50_000
#: So many texts are known at a time: a sentence is looked at for many purposes, and those after it look back.
LAST_TEXTS = 256
NOTHING: frozenset[int] = frozenset()
#: Letters that match others without case though their lower case is their own, or of two characters.
ODD_CASES = {0x130: "i", 0x131: "i", 0x17F: "s"}
#: Characters of English from the most frequent on: of a piece, the run of the rarest tells most.
BY_FREQUENCY = " etaoinsrhldcumfpgwybvkxjqz"
#: How often the first of these stands in a text, and how much rarer each of the next is.
MOST_FREQUENT, RARER = 0.17, 0.87
#: Words that stand in every other sentence, whatever their letters; and how many characters a sentence has.
EVERYWHERE = frozenset({
    "the", "of", "and", "to", "in", "a", "for", "on", "that", "is", "with", "by", "as", "at", "from", "it", "be", "are",
    "was", "has", "have", "its", "an", "not",
})  # fmt: skip
SENTENCE = 120


class Patterned(Protocol):
    """A compiled pattern: its text and flags."""

    @property
    def pattern(self) -> str:
        """The text that was compiled."""

    @property
    def flags(self) -> int:
        """The flags that it was compiled with."""


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
        return [self._number_of(side) for side in sorted(sides, key=_worth, reverse=True)]

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
            words = [known.get(word) or self._look_at(word) for word in in_plain(text).split()]
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


def demands_of(pattern: Patterned) -> list[frozenset[str]]:
    """Return sets of strings in lower case: every match of a pattern holds one of each; the most telling sets first."""
    found = _demands(sre_parse.parse(pattern.pattern, pattern.flags).data)
    return sorted({_shortest(pieces) for pieces in found}, key=_worth, reverse=True)[:MOST_DEMANDS]


def _shortest(pieces: frozenset[str]) -> frozenset[str]:
    """Return pieces without those that hold another of them: where "tariffs" is, "tariff" is."""
    kept: list[str] = []
    for piece in sorted(pieces, key=len):
        if not any(shorter in piece for shorter in kept):
            kept.append(piece)
    return frozenset(kept)


def _demands(nodes: Iterable[Any]) -> set[frozenset[str]]:
    """Return the sets of pieces of a sequence: of its fixed stretches, and of what each part must hold."""
    found: set[frozenset[str]] = set()
    run = frozenset([""])
    for node in nodes:
        exact = _exact(node)
        if node[0] is sre.ASSERT:  # what must stand before or behind is in the text as well
            found |= _demands(node[1][1])
        longer = None if exact is None else _product(run, exact)
        if longer is not None:
            run = longer
            continue
        found.add(run)
        found |= _within(node) if exact is None else set()
        run = exact if exact is not None else frozenset([""])
    return {pieces for pieces in (*found, run) if all(p.strip() for p in pieces)}  # a blank is in every text


def _exact(node: Any) -> frozenset[str] | None:
    """Return all that a node can match, None where that is too much to say."""
    kind, value = node
    found: frozenset[str] | None = None
    if kind in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
        found = frozenset([""])
    elif kind is sre.LITERAL:
        found = _letters([value])
    elif kind is sre.IN:
        found = _letters(_members(value))
    elif kind is sre.SUBPATTERN:
        found = _exact_sequence(value[-1])
    elif kind is sre.BRANCH:
        found = _joined([_exact_sequence(branch) for branch in value[1]])
    elif kind in (sre.MAX_REPEAT, sre.MIN_REPEAT) and value[:2] == (0, 1):
        found = _joined([_exact_sequence(value[2]), frozenset([""])])
    return found if found is None or len(found) <= MOST_PIECES else None


def _joined(branches: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    """Return what any of the branches matches or holds, None where one of them does not tell."""
    known = [b for b in branches if b is not None]
    return frozenset().union(*known) if len(known) == len(branches) else None


def _exact_sequence(nodes: Iterable[Any]) -> frozenset[str] | None:
    found: frozenset[str] | None = frozenset([""])
    for node in nodes:
        exact = _exact(node)
        found = None if found is None or exact is None else _product(found, exact)
    return found


def _within(node: Any) -> set[frozenset[str]]:
    """Return the sets of pieces of what a node must match at least once."""
    kind, value = node
    if kind is sre.SUBPATTERN:
        return _demands(value[-1])
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT) and value[0] > 0:
        return _demands(value[2])
    if kind is sre.BRANCH:
        best = [max(_demands(branch), key=_worth, default=None) for branch in value[1]]
        joined = _joined(best)
        return set() if joined is None else {joined}
    return set()


def _members(items: Iterable[tuple[Any, Any]]) -> list[int] | None:
    """Return the characters of a class; None for one that cannot be listed."""
    found: list[int] = []
    for kind, value in items:
        if kind is sre.LITERAL:
            found.append(value)
        elif kind is sre.RANGE and value[1] - value[0] < MOST_PIECES:
            found += range(value[0], value[1] + 1)
        elif kind is sre.CATEGORY and value is sre.CATEGORY_DIGIT:
            found += map(ord, "0123456789")
        else:
            return None
    return found


def _letters(codes: Iterable[int] | None) -> frozenset[str] | None:
    """Return characters in lower case; None where some letter beyond ASCII has other cases that might match."""
    if codes is None:
        return None
    letters = {chr(code) for code in codes}
    if any(not c.isascii() and c.lower() != c.upper() for c in letters):
        return None
    return frozenset(c.lower() for c in letters)


def _product(heads: frozenset[str], tails: frozenset[str]) -> frozenset[str] | None:
    if len(heads) * len(tails) > MOST_PIECES:
        return None
    return frozenset(head + tail for head in heads for tail in tails)


def _worth(pieces: frozenset[str]) -> tuple[float, list[str]]:
    """Return how much a set of pieces says: the less often a sentence holds one of them, the more; no two are equal."""
    return -sum(map(_chance, pieces)), sorted(pieces)


@lru_cache(maxsize=10_000)
def _chance(piece: str) -> float:
    """Return roughly how often a sentence holds a piece: by its letters, as if each stood by itself."""
    if piece.strip() in EVERYWHERE:
        return 0.5
    return SENTENCE * math.prod(MOST_FREQUENT * RARER ** (BY_FREQUENCY.find(c) % len(BY_FREQUENCY)) for c in piece)


def _rarest_run(piece: str) -> str:
    return max((piece[i : i + LONGEST_RUN] for i in range(max(1, len(piece) - LONGEST_RUN + 1))), key=_rarity)


def _rarity(run: str) -> tuple[int, str]:
    """Return how seldom a run of characters is met, by its letters; no two are equal."""
    return sum(BY_FREQUENCY.find(c) % len(BY_FREQUENCY) + (c != " ") for c in run), run
