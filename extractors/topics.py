"""What a stretch of a sentence is about: topic families marked on its words, and those that a pronoun brings along."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from extractors.syntax import Syntax, Word

PRONOUNS = frozenset(
    "it they them this these those that both none neither all some one ones few several others another latter former "
    "many most each half any either nothing".split()
)
#: Nouns that, behind an article or a demonstrative, point back at what was told before.
POINTERS = frozenset(
    "measure measures move moves step steps decision order arrangement plan ruling change changes change action actions "
    "policy figure figures scheme programme program proposal system requirement requirements paper document text "
    "reduction increase increases pair two three four metals elements relief drive".split()
)
#: Where a word must stand to be what a clause is about.
ARGUMENTS = frozenset("nsubj nsubjpass dobj pobj attr".split())
POINTING = frozenset("the this that these those such both no its".split())


@dataclass(frozen=True)
class Marks:
    """Topics of a sentence by the index of the word; ``before`` is what the words before it were about."""

    words: tuple[Word, ...]
    by_word: Mapping[int, frozenset[str]]
    before: frozenset[str] = field(default=frozenset())

    @cached_property
    def everything(self) -> frozenset[str]:
        """All topics that the sentence names."""
        return frozenset().union(*self.by_word.values()) if self.by_word else frozenset()

    def at(self, indices: Iterable[int], *, named: bool = False) -> frozenset[str]:
        """Return the topics at the words: named, or brought along by a pronoun or a pointing noun among them."""
        found: set[str] = set()
        for index in indices:
            found |= self.by_word.get(index, frozenset())
            if not named and self._points_back(index):
                found |= self._told_before(index)
        return frozenset(found)

    def _points_back(self, index: int) -> bool:
        word = self.words[index]
        if word.dep not in ARGUMENTS:
            return False
        if word.text.lower() in PRONOUNS:
            return True
        before = self.words[max(0, index - 3) : index]
        return word.text.lower() in POINTERS and any(w.text.lower() in POINTING for w in before)

    def _told_before(self, index: int) -> frozenset[str]:
        here = [topics for i, topics in self.by_word.items() if i < index]
        return frozenset().union(*here) if here else self.before


def mark(sentence: str, syntax: Syntax, topics: Mapping[str, re.Pattern[str]], before: frozenset[str]) -> Marks:
    """Return the topics of a sentence; ``before`` are those of the sentence before it, for what points back."""
    by_word: dict[int, set[str]] = {}
    for name, pattern in topics.items():
        for found in pattern.finditer(sentence):
            for word in syntax.words:
                if word.start < found.end() and word.end > found.start():
                    by_word.setdefault(word.index, set()).add(name)
    return Marks(syntax.words, {i: frozenset(names) for i, names in by_word.items()}, before)
