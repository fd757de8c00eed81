"""A document read sentence by sentence: what is found in each, and the triggers that the rules find."""

from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from extractors.dates.finding import find_dates
from extractors.entities import Named
from extractors.figures.contrasts import without_what_does_not_hold
from extractors.figures.finding import find_figures
from extractors.instruments.finding import Cited
from extractors.relevance import named_often
from extractors.scenes import Later, Scene
from extractors.syntax import Syntax
from extractors.triggers.finding import Trigger, find_triggers
from extractors.triggers.rules import Rule
from extractors.triggers.topics import Marks, mark

NOTHING: frozenset[str] = frozenset()
#: What was told so many sentences ago is no longer spoken of; a long text would be looked through for each sentence.
FARTHEST_BACK = 200

Placed = TypeVar("Placed", Named, Cited)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentParts:
    """A document taken apart; all offsets point into its text."""

    text: str
    published: date | None
    sentences: Sequence[tuple[int, int]]
    entities: Sequence[Named]
    instruments: Sequence[Cited]
    parse: Callable[[Sequence[str]], Sequence[Syntax]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSentence:
    """A sentence with its topics, those of it and its surroundings (``near``), and all triggers of rules in it."""

    span: tuple[int, int]
    scene: Scene
    headline: Syntax
    marks: Marks
    near: frozenset[str]
    triggers: Sequence[Trigger]


def read_sentences(parts: DocumentParts, rules: Sequence[Rule]) -> Iterator[ReadSentence]:
    """Yield the sentences of a document with the triggers that its rules find."""
    headline: Syntax | None = None
    for span, scene, marks, near in scenes_of(parts):
        headline = headline or scene.syntax
        triggers = find_triggers(scene, marks, rules, near=near)
        yield ReadSentence(span=span, scene=scene, headline=headline, marks=marks, near=near, triggers=triggers)


def scenes_of(parts: DocumentParts) -> Iterator[tuple[tuple[int, int], Scene, Marks, frozenset[str]]]:
    """Yield each sentence of a document: its span, what is in it, its topics, and those of it and its surroundings."""
    count = len(parts.sentences)
    grammar = parts.parse([parts.text[slice(*span)] for span in parts.sentences])
    surroundings = _Surroundings(parts)
    before, headline, earlier = NOTHING, NOTHING, NOTHING
    dealt_in = frozenset(["goods"]) if named_often(parts.text) else NOTHING
    for number, (span, syntax) in enumerate(zip(parts.sentences, grammar, strict=True)):
        position = 0.0 if number == 0 else max(0.01, number / count)
        scene = surroundings.next_scene(span, syntax, position)
        marks = mark(scene, before)
        near = marks.everything | before | headline | earlier | (NOTHING if "off" in marks.everything else dealt_in)
        yield span, scene, marks, near
        earlier, before = before, marks.everything or before
        headline = headline or before


class _Surroundings:
    """What a sentence is read against: the headline, the sentences before it, the days that they spoke of."""

    def __init__(self, parts: DocumentParts) -> None:
        self._parts = parts
        self._behind: deque[Scene] = deque(maxlen=FARTHEST_BACK)
        self._headline = parts.text[slice(*parts.sentences[0])] if parts.sentences else ""
        self._headline_entities = _within(parts.entities, parts.sentences[0]) if parts.sentences else []
        self._anchor: date | None = None
        self._that_day: date | None = None

    def next_scene(self, span: tuple[int, int], syntax: Syntax, position: float) -> Scene:
        """Return the scene of the next sentence."""
        parts, sentence = self._parts, self._parts.text[slice(*span)]
        scene = Scene(
            sentence=sentence,
            headline=self._headline,
            entities=_within(parts.entities, span),
            headline_entities=self._headline_entities,
            figures=Later(lambda: without_what_does_not_hold(sentence, find_figures(sentence))),
            dates=find_dates(sentence, parts.published, anchor=self._anchor, that_day=self._that_day),
            instruments=_within(parts.instruments, span),
            syntax=syntax,
            published=parts.published,
            position=position,
            previous=self._behind[-1] if self._behind else None,
        )
        self._remember(scene)
        return scene

    def _remember(self, scene: Scene) -> None:
        """Keep the scene for those after it, and the day it spoke of, from which "the day after" is counted."""
        if len(self._behind) == FARTHEST_BACK:
            self._behind[1].previous = None
        self._behind.append(scene)
        days = [date.fromisoformat(d.value) for d in scene.dates if len(d.value) == len("2026-11-10")]
        if days:
            self._that_day = days[-1]
        past = [d for d in days if self._parts.published is None or d <= self._parts.published]
        if past:
            self._anchor = past[-1]


def _within(items: Sequence[Placed], span: tuple[int, int]) -> list[Placed]:
    """Return what begins in a span of the text, of items in the order of the text, with the offsets of the span."""
    first, last = (bisect_left(items, place, key=lambda item: item.start) for place in span)
    return [item.moved(-span[0]) for item in items[first:last]]
