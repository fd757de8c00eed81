"""Mentions of a document: the rules fired over its sentences, one mention for each type and clause."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.dates import find_dates
from extractors.doubles import tells_again, told_once
from extractors.entities import Named
from extractors.instruments import Cited
from extractors.judging import Judged, judge
from extractors.ownership import Asserted
from extractors.quantities import find_figures
from extractors.relevance import is_relevant, named_often, title_of
from extractors.rules import Rule, load_topics
from extractors.scenes import Later, Scene
from extractors.slots import Slots, slots_of
from extractors.syntax import Syntax
from extractors.topics import Marks, mark
from extractors.triggers import Trigger, find_triggers
from reewatch.framework import EventType
from reewatch.mentions import Cue, Mention, Span

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


def find_mentions(parts: DocumentParts, *, rules: Sequence[Rule], types: Sequence[EventType]) -> tuple[Mention, ...]:
    """Return the mentions of a document in the order of their sentences; none where it is about something else."""
    if not parts.sentences or not is_relevant(parts.text, title_of(parts.text)):
        return ()
    directions = {t.id: t.direction for t in types}
    mentions: list[Mention] = []
    for span, scene, marks, near in scenes_of(parts):
        triggers = find_triggers(scene, marks, rules, near=near)
        mentions += _mentions(scene, span, told_once(triggers, scene.syntax), directions)
    return tuple(mentions)


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


def _mentions(
    scene: Scene,
    span: tuple[int, int],
    triggers: Sequence[Trigger],
    directions: Mapping[str, Mapping[str, str]],
) -> Iterator[Mention]:
    """Yield the mentions of a sentence: all are judged first, for each takes only its own figures and dates."""
    judged = [(t, judge(scene, (t.start, t.end), t.rule.type, t.rule.action)) for t in triggers]
    told: list[tuple[Trigger, Judged]] = []
    for trigger, verdict in judged:
        if not any(tells_again(trigger, t, scene.syntax) and _alike(verdict, v) for t, v in told):
            told.append((trigger, verdict))
    asserted = [
        Asserted(type=t.rule.type, action=t.rule.action, factuality=v.factuality, trigger=(t.start, t.end))
        for t, v in told
    ]
    for place, ((trigger, verdict), mine) in enumerate(zip(told, asserted, strict=True)):
        slots = slots_of(mine, scene, [*asserted[:place], *asserted[place + 1 :]])
        yield _mention(span, trigger.rule, verdict, mine, slots, directions[mine.type][mine.action])


def _alike(a: Judged, b: Judged) -> bool:
    return (a.factuality, a.timeframe, a.actor) == (b.factuality, b.timeframe, b.actor)


def _mention(  # noqa: PLR0917  one call, all of it needed
    span: tuple[int, int], rule: Rule, judged: Judged, mine: Asserted, slots: Slots, direction: str
) -> Mention:
    return Mention(
        type=mine.type,
        action=mine.action,
        factuality=judged.factuality,
        timeframe=judged.timeframe,
        commitment=judged.commitment,
        direction=direction,
        actor=judged.actor,
        target=judged.target,
        speaker=judged.speaker,
        items=slots.items,
        stage=slots.stage,
        end_use=slots.end_use,
        instruments=slots.instruments,
        quantities=slots.quantities,
        dates=slots.dates,
        evidence=Span(start=span[0], end=span[1]),
        trigger=Span(start=span[0] + mine.trigger[0], end=span[0] + mine.trigger[1]),
        cues=tuple(Cue(cue=c.cue, start=span[0] + c.start, end=span[0] + c.end) for c in judged.cues),
        rule=rule.rule_id,
    )
