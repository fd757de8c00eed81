"""A document read sentence by sentence: what is found in each, and the triggers that the rules find."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.dates.finding import find_dates
from extractors.entities import Named
from extractors.figures.finding import find_figures
from extractors.instruments.finding import Cited
from extractors.relevance import named_often
from extractors.scenes import Later, Scene
from extractors.syntax import Syntax
from extractors.triggers.doubles import told_once
from extractors.triggers.finding import Trigger, find_triggers
from extractors.triggers.rules import Rule, load_topics
from extractors.triggers.topics import Marks, mark

NOTHING: frozenset[str] = frozenset()


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
    """A sentence with its topics, those of it and its surroundings (``near``), and the triggers of the rules."""

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
        triggers = told_once(find_triggers(scene, marks, rules, near=near), scene.syntax)
        yield ReadSentence(span=span, scene=scene, headline=headline, marks=marks, near=near, triggers=triggers)


def scenes_of(parts: DocumentParts) -> Iterator[tuple[tuple[int, int], Scene, Marks, frozenset[str]]]:
    """Yield each sentence of a document: its span, what is in it, its topics, and those of it and its surroundings."""
    count = len(parts.sentences)
    grammar = parts.parse([parts.text[slice(*span)] for span in parts.sentences])
    topics = load_topics()
    scene: Scene | None = None
    before, headline, earlier = NOTHING, NOTHING, NOTHING
    dealt_in = frozenset(["goods"]) if named_often(parts.text) else NOTHING
    for number, (span, syntax) in enumerate(zip(parts.sentences, grammar, strict=True)):
        position = 0.0 if number == 0 else max(0.01, number / count)
        scene = _scene(parts, span, syntax, position, scene)
        marks = mark(scene, topics, before)
        near = marks.everything | before | headline | earlier | (NOTHING if "off" in marks.everything else dealt_in)
        yield span, scene, marks, near
        earlier, before = before, marks.everything or before
        headline = headline or before


def _scene(
    parts: DocumentParts, span: tuple[int, int], syntax: Syntax, position: float, previous: Scene | None
) -> Scene:
    sentence = parts.text[slice(*span)]
    head = parts.sentences[0]
    return Scene(
        sentence=sentence,
        headline=parts.text[slice(*head)],
        entities=_shifted(parts.entities, span),
        headline_entities=_shifted(parts.entities, head),
        figures=Later(lambda: find_figures(sentence)),
        dates=find_dates(
            sentence, parts.published, anchor=_spoken_of(previous, parts.published), that_day=_spoken_of(previous, None)
        ),
        instruments=[
            replace(c, start=c.start - span[0], end=c.end - span[0])
            for c in parts.instruments
            if span[0] <= c.start < span[1]
        ],
        syntax=syntax,
        published=parts.published,
        position=position,
        previous=previous,
    )


def _spoken_of(scene: Scene | None, latest: date | None) -> date | None:
    """Return the last day that the text spoke of, none after ``latest``; "the day after" is counted from it."""
    while scene:
        days = [date.fromisoformat(d.value) for d in scene.dates if len(d.value) == len("2026-11-10")]
        days = [d for d in days if latest is None or d <= latest]
        if days:
            return days[-1]
        scene = scene.previous
    return None


def _shifted(entities: Sequence[Named], span: tuple[int, int]) -> list[Named]:
    return [
        Named(start=n.start - span[0], end=n.end - span[0], entity=n.entity)
        for n in entities
        if span[0] <= n.start < span[1]
    ]
