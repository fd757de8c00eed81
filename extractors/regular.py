"""What a regular expression is made of, as far as that tells which pieces of text a match must hold.

The library has no public way to a parsed pattern. This reads the syntax that the project's patterns are written in;
what it does not know is taken as matching anything, and a pattern that it cannot read tells nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Union

#: No longer stretch of a class of characters is listed.
LONGEST_RANGE = 64
DIGITS = frozenset("0123456789")
#: Behind a backslash: what stands for a place, and for one of many characters.
PLACES, CLASSES = "bBAZ", "wWsSD"
CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
CODE = re.compile(r"x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}")
REPEAT = re.compile(r"(?:[*+?]|\{(?:\d+(?:,\d*)?|,\d+)\})[?+]?")
#: How a group begins that only groups, whose name and flags tell nothing here; and one that looks about.
GROUP = re.compile(r"\(\?(?::|>|P<\w+>|-?[a-z]+(?:-[a-z]+)?:)|\((?!\?)")
#: Characters that stand for themselves, but for one that is repeated.
RUN = re.compile(r"[A-Za-z0-9 ,;:'%/&<>=!_-]{2,}(?![*+?{])")
BACK = re.compile(r"\(\?P=\w+\)|\\\d{1,3}")  # to what a group has matched
LOOK = re.compile(r"\(\?(?:<?(?P<is>=)|<?!)")


@dataclass(frozen=True, slots=True)
class One:
    """One character: of these, or of any where none are listed."""

    of: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Run:
    """Several characters, one after the other."""

    text: str


@dataclass(frozen=True, slots=True)
class Either:
    """One of several sequences; of one where a group has no alternatives."""

    branches: "tuple[Sequence, ...]"


@dataclass(frozen=True, slots=True)
class Repeated:
    """Something at least and at most so many times; ``most`` is 2 where it is more than one."""

    what: "Part"
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Beside:
    """What must stand at a place and is no part of what matches; nothing where it must not, or is a bare place."""

    what: Either | None


Part = Union[One, Run, Either, Repeated, Beside]  # noqa: UP007  names of classes further up
Sequence = tuple[Part, ...]


def read_pattern(pattern: str) -> Either:
    """Return the parts of a pattern; it is one that compiles.

    Raises ValueError where it holds what is not read here.
    """
    reader = _Reader(pattern)
    found = reader.read_either()
    if reader.place != len(pattern):
        raise ValueError(f"not read beyond {reader.place}: {pattern}")
    return found


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self.pattern, self.place = pattern, 0

    def read_either(self) -> Either:
        branches = [tuple(self._parts())]
        while self._take("|"):
            branches.append(tuple(self._parts()))
        return Either(tuple(branches))

    def _take(self, text: str) -> bool:
        found = self.pattern.startswith(text, self.place)
        self.place += len(text) if found else 0
        return found

    def _parts(self) -> Iterator[Part]:
        while self.place < len(self.pattern) and self.pattern[self.place] not in "|)":
            run = RUN.match(self.pattern, self.place)
            if run:
                self.place = run.end()
                yield Run(run[0])
                continue
            part = self._part()
            repeat = REPEAT.match(self.pattern, self.place)
            if repeat:
                self.place = repeat.end()
                part = Repeated(part, *_bounds(repeat[0]))
            yield part

    def _part(self) -> Part:
        first = self.pattern[self.place]
        back = BACK.match(self.pattern, self.place)
        if back:
            self.place = back.end()
            return Repeated(One(None), 0, 2)
        if first == "(":
            return self._group()
        if first == "[":
            return One(self._members())
        self.place += 1
        if first in "^$":
            return Beside(None)
        if first == ".":
            return One(None)
        return self._escaped() if first == "\\" else One(frozenset(first))

    def _group(self) -> Part:
        look = LOOK.match(self.pattern, self.place)
        opening = look or GROUP.match(self.pattern, self.place)
        if opening is None:
            raise ValueError(f"a group of another kind at {self.place}: {self.pattern}")
        self.place = opening.end()
        found = self.read_either()
        self._take(")")
        if look is None:
            return found
        return Beside(found if look["is"] else None)

    def _escaped(self) -> Part:
        letter = self.pattern[self.place]
        if letter in PLACES:
            self.place += 1
            return Beside(None)
        return One(self._character())

    def _character(self) -> frozenset[str] | None:
        """Return what stands behind a backslash; None for a class that is not listed."""
        code = CODE.match(self.pattern, self.place)
        letter = self.pattern[self.place]
        self.place = code.end() if code else self.place + 1
        if code:
            return frozenset(chr(int(code[0][1:], 16)))
        if letter == "d":
            return DIGITS
        return None if letter in CLASSES else frozenset(CONTROLS.get(letter, letter))

    def _members(self) -> frozenset[str] | None:
        """Return the characters of a class in brackets; None where they are not listed."""
        self.place += 1
        negated, first, listed = self._take("^"), True, True
        found: set[str] = set()
        while first or self.pattern[self.place] != "]":
            first = False
            low = self._member()
            ranged = self.pattern[self.place] == "-" and self.pattern[self.place + 1] != "]"
            if ranged and low is not None:
                self.place += 1
                low = _range(low, self._member())
            listed = listed and low is not None
            found |= low or set()
        self.place += 1
        return frozenset(found) if listed and not negated else None

    def _member(self) -> frozenset[str] | None:
        letter = self.pattern[self.place]
        self.place += 1
        if letter != "\\":
            return frozenset(letter)
        if self._take("b"):
            return frozenset("\b")
        return self._character()


def _range(low: frozenset[str], high: frozenset[str] | None) -> frozenset[str] | None:
    first, last = ord(min(low)), ord(max(high or low))
    return frozenset(map(chr, range(first, last + 1))) if last - first < LONGEST_RANGE else None


def _bounds(repeat: str) -> tuple[int, int]:
    """Return how often something is repeated, 2 for more than once."""
    if repeat[0] in "*+?":
        return {"*": (0, 2), "+": (1, 2), "?": (0, 1)}[repeat[0]]
    least, comma, most = repeat.rstrip("?+").strip("{}").partition(",")
    fewest = int(least or 0)
    if not comma:
        return fewest, min(2, fewest)
    return fewest, min(2, int(most)) if most else 2
