"""What a stretch of a sentence is about: topic families marked on its words, and those that a pronoun brings along."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

from extractors.glances import Glance
from extractors.scenes import Scene
from extractors.syntax import Word
from extractors.triggers.rules import load_backward_words, load_topics
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

    def at(self, indices: frozenset[int], *, named: bool = False) -> frozenset[str]:
        """Return the topics at the words: named, or brought along by a pronoun or a pointing noun among them."""
        kept = self._kept.get((indices, named))
        if kept is None:
            topics = [self.by_word[i] for i in indices if i in self.by_word]
            if not named:
                topics += [self._brought[i] for i in indices if i in self._brought]
            kept = self._kept[indices, named] = frozenset().union(*topics)
        return kept

    @cached_property
    def _kept(self) -> dict[tuple[frozenset[int], bool], frozenset[str]]:
        """What was asked for before: many rules ask for the same words."""
        return {}

    @cached_property
    def _brought(self) -> dict[int, frozenset[str]]:
        """The topics that words bring along without naming them, by the index of the word."""
        return {
            w.index: self._told_before(w.index) for w in self.words if w.dep in ARGUMENTS and self._points_back(w.index)
        }

    def _points_back(self, index: int) -> bool:
        word = self.words[index]
        if _is_backward("pronouns", word.text):
            return True
        before = self.words[max(0, index - 3) : index]
        return _is_backward("pointers", word.text) and any(_is_backward("pointing", w.text) for w in before)

    def _told_before(self, index: int) -> frozenset[str]:
        here = [topics for i, topics in self.by_word.items() if i < index]
        return frozenset().union(*here) if here else self.before


@lru_cache(maxsize=10_000)
def _is_backward(kind: str, text: str) -> bool:
    return load_backward_words()[kind].fullmatch(text) is not None


def mark(scene: Scene, before: frozenset[str]) -> Marks:
    """Return the topics of a sentence; ``before`` are those of the sentence before it, for what points back."""
    sentence, syntax = scene.sentence, scene.syntax
    by_word: dict[int, set[str]] = {}
    places = [(name, n.start, n.end) for n in scene.entities if (name := _topic_of(n.entity))]
    topics = load_topics()
    for name in _glance().possible(sentence):
        places += [(name, *m.span()) for m in topics[name].finditer(sentence)]
    starts, ends = [w.start for w in syntax.words], [w.end for w in syntax.words]
    for name, start, end in places:
        for index in range(bisect_right(ends, start), bisect_left(starts, end)):
            by_word.setdefault(index, set()).add(name)
    return Marks(syntax.words, {i: frozenset(names) for i, names in by_word.items()}, before)


@cache
def _glance() -> Glance[str]:
    return Glance(load_topics())


def _topic_of(entity: Entity) -> str | None:
    return (
        "firms"
        if entity.kind == "person" and (entity.code or "").startswith("org:")
        else TOPIC_OF_KIND.get(entity.kind)
    )
