"""What a stretch of a sentence is about: topic families marked on its words, and those that a pronoun brings along."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from extractors.scenes import Scene
from extractors.syntax import Word
from extractors.triggers.rules import load_backward_words
from reewatch.framework import Entity

#: Where a word must stand to be what a clause is about.
ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "pobj", "attr")
#: Entities of the framework are topics too.
TOPIC_OF_KIND = {
    "state": "state", "agency": "state", "person": "state", "organisation": "firms", "facility": "plant",
    "element": "goods", "product": "goods",
}  # fmt: skip


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
        backward = load_backward_words()
        if backward["pronouns"].fullmatch(word.text):
            return True
        before = self.words[max(0, index - 3) : index]
        pointing = any(backward["pointing"].fullmatch(w.text) for w in before)
        return pointing and backward["pointers"].fullmatch(word.text) is not None

    def _told_before(self, index: int) -> frozenset[str]:
        here = [topics for i, topics in self.by_word.items() if i < index]
        return frozenset().union(*here) if here else self.before


def mark(scene: Scene, topics: Mapping[str, re.Pattern[str]], before: frozenset[str]) -> Marks:
    """Return the topics of a sentence; ``before`` are those of the sentence before it, for what points back."""
    sentence, syntax = scene.sentence, scene.syntax
    by_word: dict[int, set[str]] = {}
    places = [(_topic_of(n.entity), n.start, n.end) for n in scene.entities]
    places += [(name, m.start(), m.end()) for name, pattern in topics.items() for m in pattern.finditer(sentence)]
    for name, start, end in places:
        for word in syntax.words:
            if name and word.start < end and word.end > start:
                by_word.setdefault(word.index, set()).add(name)
    return Marks(syntax.words, {i: frozenset(names) for i, names in by_word.items()}, before)


def _topic_of(entity: Entity) -> str | None:
    return (
        "firms"
        if entity.kind == "person" and (entity.code or "").startswith("org:")
        else TOPIC_OF_KIND.get(entity.kind)
    )
