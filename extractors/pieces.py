"""Which pieces of text every match of a pattern must hold: sets, of each of which one."""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol

from extractors.regular import Beside, Either, One, Part, Repeated, read_pattern

#: No more pieces are multiplied out of the alternatives of a pattern.
MOST_PIECES = 64
#: Nor are more sets of pieces than these asked for: each costs at every glance.
MOST_DEMANDS = 3
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


def demands_of(pattern: Patterned) -> list[frozenset[str]]:
    """Return sets of strings in lower case: every match of a pattern holds one of each; the most telling sets first."""
    try:
        found = _demands((read_pattern(pattern.pattern),))
    except ValueError:
        return []
    return sorted({_shortest(pieces) for pieces in found}, key=worth, reverse=True)[:MOST_DEMANDS]


def _shortest(pieces: frozenset[str]) -> frozenset[str]:
    """Return pieces without those that hold another of them: where "tariffs" is, "tariff" is."""
    kept: list[str] = []
    for piece in sorted(pieces, key=len):
        if not any(shorter in piece for shorter in kept):
            kept.append(piece)
    return frozenset(kept)


def _demands(parts: Iterable[Part]) -> set[frozenset[str]]:
    """Return the sets of pieces of a sequence: of its fixed stretches, and of what each part must hold."""
    found: set[frozenset[str]] = set()
    run = frozenset([""])
    for part in parts:
        exact = _exact(part)
        longer = None if exact is None else _product(run, exact)
        found |= _within(part) if exact is None or isinstance(part, Beside) else set()
        if longer is None:
            found.add(run)
        run = longer or exact or frozenset([""])
    return {pieces for pieces in (*found, run) if all(p.strip() for p in pieces)}  # a blank is in every text


def _exact(part: Part) -> frozenset[str] | None:
    """Return all that a part can match, None where that is too much to say."""
    found: frozenset[str] | None = None
    if isinstance(part, Beside):
        found = frozenset([""])
    elif isinstance(part, One):
        found = _letters(part.of)
    elif isinstance(part, Either):
        found = _joined([_exact_sequence(branch) for branch in part.branches])
    elif part.most == 1:
        found = _joined([_exact(part.what), frozenset([""] if part.least == 0 else [])])
    return found if found is None or len(found) <= MOST_PIECES else None


def _joined(branches: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    """Return what any of the branches matches or holds, None where one of them does not tell."""
    known = [b for b in branches if b is not None]
    return frozenset().union(*known) if len(known) == len(branches) else None


def _exact_sequence(parts: Iterable[Part]) -> frozenset[str] | None:
    found: frozenset[str] | None = frozenset([""])
    for part in parts:
        exact = _exact(part)
        found = None if found is None or exact is None else _product(found, exact)
    return found


def _within(part: Part) -> set[frozenset[str]]:
    """Return the sets of pieces of what a part must match at least once, or what must stand beside it."""
    if isinstance(part, Repeated):
        return _demands([part.what]) if part.least else set()
    if isinstance(part, Beside):
        return _within(part.what) if part.what else set()
    if isinstance(part, One):
        return set()
    if len(part.branches) == 1:
        return _demands(part.branches[0])
    joined = _joined([max(_demands(branch), key=worth, default=None) for branch in part.branches])
    return set() if joined is None else {joined}


def _letters(letters: frozenset[str] | None) -> frozenset[str] | None:
    """Return characters in lower case; None where some letter beyond ASCII has other cases that might match."""
    if letters is None or any(not c.isascii() and c.lower() != c.upper() for c in letters):
        return None
    return frozenset(c.lower() for c in letters)


def _product(heads: frozenset[str], tails: frozenset[str]) -> frozenset[str] | None:
    if len(heads) * len(tails) > MOST_PIECES:
        return None
    return frozenset(head + tail for head in heads for tail in tails)


def worth(pieces: frozenset[str]) -> tuple[float, list[str]]:
    """Return how much a set of pieces says: the less often a sentence holds one of them, the more; no two are equal."""
    return -sum(map(_chance, pieces)), sorted(pieces)


@lru_cache(maxsize=10_000)
def _chance(piece: str) -> float:
    """Return roughly how often a sentence holds a piece: by its letters, as if each stood by itself."""
    if piece.strip() in EVERYWHERE:
        return 0.5
    return SENTENCE * math.prod(MOST_FREQUENT * RARER ** (BY_FREQUENCY.find(c) % len(BY_FREQUENCY)) for c in piece)


def rarity(run: str) -> tuple[int, str]:
    """Return how seldom a run of characters is met, by its letters; no two are equal."""
    return sum(BY_FREQUENCY.find(c) % len(BY_FREQUENCY) + (c != " ") for c in run), run
