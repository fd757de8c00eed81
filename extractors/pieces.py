"""Which pieces of text every match of a pattern must hold: sets, of each of which one."""

import math
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple, Protocol, TypeAlias

from extractors.regular import Beside, Either, One, Part, Run, read_pattern

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

#: Strings in lower case, of which one is meant.
Pieces: TypeAlias = frozenset[str]
EMPTY: Pieces = frozenset([""])


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
        found = _of_sequence((read_pattern(pattern.pattern),)).held()
    except ValueError:
        return []
    return _telling(found)


def demands_by_branch(pattern: Patterned) -> list[list[frozenset[str]]]:
    """Return what ``demands_of`` does for each of the alternatives that a pattern has at its top.

    Where nothing is known of one of them, the demands of the whole are all there is to say.
    """
    whole = demands_of(pattern)
    if not whole:
        return [whole]
    found = [_telling(_of_sequence(branch).held()) for branch in _branches((read_pattern(pattern.pattern),))]
    return found if all(found) else [whole]


def _branches(sequence: Sequence[Part]) -> list[Sequence[Part]]:
    """Return the sequences that a sequence comes to: those of its alternatives, where it has no other part."""
    parts = [part for part in sequence if not isinstance(part, Beside)]
    if len(parts) != 1 or not isinstance(parts[0], Either):
        return [sequence]
    return [found for branch in parts[0].branches for found in _branches(branch)]


def _telling(found: Iterable[Pieces]) -> list[frozenset[str]]:
    return sorted({_shortest(pieces) for pieces in found}, key=worth, reverse=True)[:MOST_DEMANDS]


def _shortest(pieces: frozenset[str]) -> frozenset[str]:
    """Return pieces without those that hold another of them: where "tariffs" is, "tariff" is."""
    kept: list[str] = []
    for piece in sorted(pieces, key=len):
        if not any(shorter in piece for shorter in kept):
            kept.append(piece)
    return frozenset(kept)


class _Told(NamedTuple):
    """What a part or a sequence tells: all that it can match, None where that is too much to say; what it must hold.

    What it holds is worked out when asked for: of what can be said exactly nobody asks.
    """

    exact: Pieces | None
    held: Callable[[], set[Pieces]]


def _of_sequence(parts: Sequence[Part]) -> _Told:
    """Return what a sequence tells: it holds its fixed stretches, and what each part must hold."""
    told = [_of(part) for part in parts]
    exact: Pieces | None = EMPTY
    for part in told:
        exact = None if exact is None or part.exact is None else _product(exact, part.exact)
    return _Told(exact, lambda: _held(parts, told))


def _held(parts: Iterable[Part], told: Iterable[_Told]) -> set[Pieces]:
    found: set[Pieces] = set()
    run = EMPTY
    for part, (exact, held) in zip(parts, told, strict=True):
        longer = None if exact is None else _product(run, exact)
        if exact is None or isinstance(part, Beside):
            found |= held()
        if longer is None:
            found.add(run)
        run = longer or exact or EMPTY
    return {pieces for pieces in (*found, run) if all(map(str.strip, pieces))}  # a blank is in every text


def _of(part: Part) -> _Told:
    if isinstance(part, One):
        return _Told(_letters(part.of), set)
    if isinstance(part, Run):
        return _Told(frozenset([part.text.lower()]), set)
    if isinstance(part, Beside):
        return _Told(EMPTY, _of(part.what).held if part.what else set)
    if isinstance(part, Either):
        branches = [_of_sequence(branch) for branch in part.branches]
        exact = _bounded(_joined(branch.exact for branch in branches))
        return _Told(exact, lambda: _held_by_all(branches))
    once = _of(part.what)
    exact = _bounded(_joined([once.exact, EMPTY if part.least == 0 else frozenset()])) if part.most == 1 else None
    return _Told(exact, lambda: _held([part.what], [once]) if part.least else set())


def _held_by_all(branches: Sequence[_Told]) -> set[Pieces]:
    """Return what is held whichever of the branches matches."""
    if len(branches) == 1:
        return branches[0].held()
    joined = _joined(max(branch.held(), key=worth, default=None) for branch in branches)
    return set() if joined is None else {joined}


def _bounded(pieces: Pieces | None) -> Pieces | None:
    return pieces if pieces is None or len(pieces) <= MOST_PIECES else None


def _joined(branches: Iterable[Pieces | None]) -> Pieces | None:
    """Return what any of the branches matches or holds, None where one of them does not tell."""
    found: set[str] = set()
    for branch in branches:
        if branch is None:
            return None
        found |= branch
    return frozenset(found)


@cache
def _letters(letters: frozenset[str] | None) -> frozenset[str] | None:
    """Return characters in lower case; None where some letter beyond ASCII has other cases that might match."""
    if letters is None or any(not c.isascii() and c.lower() != c.upper() for c in letters):
        return None
    return frozenset(c.lower() for c in letters)


def _product(heads: frozenset[str], tails: frozenset[str]) -> frozenset[str] | None:
    if heads is EMPTY or heads == EMPTY:
        return tails
    if len(heads) * len(tails) > MOST_PIECES:
        return None
    return frozenset(head + tail for head in heads for tail in tails)


def worth(pieces: frozenset[str]) -> tuple[float, list[str]]:
    """Return how much a set of pieces says: the less often a sentence holds one of them, the more; no two are equal."""
    return -chance(pieces), sorted(pieces)


def chance(pieces: frozenset[str]) -> float:
    """Return roughly how many of these pieces a sentence holds."""
    return sum(map(_chance, pieces))


@lru_cache(maxsize=10_000)
def _chance(piece: str) -> float:
    """Return roughly how often a sentence holds a piece: by its letters, as if each stood by itself."""
    if piece.strip() in EVERYWHERE:
        return 0.5
    return SENTENCE * math.prod(MOST_FREQUENT * RARER ** (BY_FREQUENCY.find(c) % len(BY_FREQUENCY)) for c in piece)


def rarity(run: str) -> tuple[int, str]:
    """Return how seldom a run of characters is met, by its letters; no two are equal."""
    return sum(BY_FREQUENCY.find(c) % len(BY_FREQUENCY) + (c != " ") for c in run), run
