"""Patterns of words without regard to case, searched the quick way: in the text in lower case.

A pattern that ignores case compares each character in all its cases; the same pattern in lower case over the text in
lower case takes half the time. And where a text was glanced at before (``glances.py``), a pattern that cannot match in
it is not searched at all. Places are those of the text as it stands; the words of a match are in lower case.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from extractors.glances import KNOWN, ODD_CASES
from extractors.pieces import demands_of

#: What is not to be changed in a pattern that is put in lower case: classes, names of groups.
KEPT = re.compile(r"\\.|\(\?P[<=]\w+[>)]", re.DOTALL)
#: Parts of a pattern with a case of their own, or that repeat what was matched, where two cases of an odd letter are
#: told apart: such a pattern is searched as it is.
OWN_CASE = re.compile(r"\(\?-?[a-z]*i|\(\?P=")


class Caseless:
    """A compiled pattern that ignores case."""

    __slots__ = ("_asked", "_compiled", "_folds", "flags", "pattern")

    def __init__(self, pattern: str, *, often: bool = False) -> None:
        """``often``: it is searched in many a sentence, so that it pays to know what a match must hold.

        Raises re.error where it cannot be compiled.
        """
        self.pattern = pattern
        self._folds = not OWN_CASE.search(pattern)
        self._compiled = re.compile(_lowered(pattern)) if self._folds else re.compile(pattern, re.IGNORECASE)
        self.flags = self._compiled.flags | re.IGNORECASE
        self._asked = KNOWN.asked_by(demands_of(self)) if often else frozenset()

    def search(self, text: str, position: int = 0, *, within: str = "") -> re.Match[str] | None:
        """Return the first match from a place of the text on; ``within`` is the sentence that it is a part of."""
        if self._asked and not KNOWN.may_hold(within or text, self._asked):
            return None
        return self._compiled.search(self._read(text), position)

    def match(self, text: str, position: int = 0, *, within: str = "") -> re.Match[str] | None:
        """Return the match at a place of the text; ``within`` as for ``search``."""
        if self._asked and not KNOWN.may_hold(within or text, self._asked):
            return None
        return self._compiled.match(self._read(text), position)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the match of the whole text."""
        return self._compiled.fullmatch(self._read(text))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return the matches, in order."""
        if self._asked and not KNOWN.may_hold(text, self._asked):
            return iter(())
        return self._compiled.finditer(self._read(text))

    def findall(self, text: str) -> list[object]:
        """Return what all matches hold, or their groups."""
        return self._compiled.findall(self._read(text))

    def _read(self, text: str) -> str:
        if not self._folds:
            return text
        return text.lower() if text.isascii() else _plain(text)


@lru_cache(maxsize=16)  # a sentence is searched for many patterns, and what stands before an event for some
def _plain(text: str) -> str:
    return text.translate(ODD_CASES).lower()


def _lowered(pattern: str) -> str:
    """Return a pattern in lower case, but for what stands for something else in it."""
    told, end = [], 0
    for kept in KEPT.finditer(pattern):
        told += [pattern[end : kept.start()].lower(), kept[0]]
        end = kept.end()
    return "".join([*told, pattern[end:].lower()])
