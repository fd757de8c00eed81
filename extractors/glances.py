"""A glance at a text before many patterns are searched in it: which of them can match at all.

Of each pattern it is known which pieces of text a match must hold one of ("tariff", "dut", "lev"), and often one of
others as well ("week", "month"); of a text, which short runs of characters it has. What the two have in common tells,
in one pass, which few of a hundred patterns are worth the search. A glance may err by letting a pattern through, never
by holding one back.
"""

import re
import warnings
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar

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
#: Letters that match others without case though their lower case is their own, or of two characters.
ODD_CASES = {0x130: "i", 0x131: "i", 0x17F: "s"}
#: Characters of English from the most frequent on: of a piece, the run of the rarest tells most.
BY_FREQUENCY = " etaoinsrhldcumfpgwybvkxjqz"


class Glance(Generic[Key]):
    """Tells which of many patterns may match a text."""

    def __init__(self, patterns: Mapping[Key, re.Pattern[str]]) -> None:
        """``patterns`` are by any key; their order is kept."""
        self._asked: list[tuple[Key, int]] = []  # by key what must be seen: a bit for each set of pieces
        places: dict[str, int] = {}
        bit = 1
        for key, pattern in patterns.items():
            mask = 0
            for pieces in demands_of(pattern):
                mask |= bit
                for piece in pieces:
                    places[piece] = places.get(piece, 0) | bit
                bit <<= 1
            self._asked.append((key, mask))
        self._by_run: dict[str, list[tuple[str, int]]] = {}
        for piece, held_by in places.items():
            self._by_run.setdefault(_rarest_run(piece), []).append((piece, held_by))
        self._runs = frozenset(self._by_run)

    def possible(self, text: str) -> list[Key]:
        """Return the keys of the patterns that may match a text, in their order."""
        plain, runs = seen_of(text)
        found = 0
        for run in self._runs & runs:
            for piece, held_by in self._by_run[run]:
                if piece in plain:
                    found |= held_by
        return [key for key, mask in self._asked if found & mask == mask]


@lru_cache(maxsize=16)
def seen_of(text: str) -> tuple[str, frozenset[str]]:
    """Return a text without case, and its runs of one to three characters; kept for the last few texts."""
    plain = text.lower() if text.isascii() else _plain(text)
    behind, further = plain[1:], plain[2:]
    runs = set(plain)
    runs.update(map("".join, zip(plain, behind, strict=False)))
    runs.update(map("".join, zip(plain, behind, further, strict=False)))
    return plain, frozenset(runs)


def _plain(text: str) -> str:
    """Return a text in lower case, its digits of whatever script as those of ours."""
    return "".join(str(int(c)) if c.isdecimal() else c for c in text.translate(ODD_CASES).lower())


def demands_of(pattern: re.Pattern[str]) -> list[frozenset[str]]:
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


def _worth(pieces: frozenset[str]) -> tuple[int, int, list[str]]:
    """Return how much pieces say: by the length of the shortest, then the fewer; no two are equal."""
    return min(LONGEST_RUN, *map(len, pieces), 99), -len(pieces), sorted(pieces)


def _rarest_run(piece: str) -> str:
    runs = [piece[i : i + LONGEST_RUN] for i in range(max(1, len(piece) - LONGEST_RUN + 1))]
    return max(runs, key=lambda run: sum(BY_FREQUENCY.find(c) % len(BY_FREQUENCY) + (c != " ") for c in run))
