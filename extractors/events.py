"""Mentions of a document: the rules fired over its sentences, one mention for each type and clause."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.dates import Dated, find_dates
from extractors.doubles import tells_again, without_counted, without_nested
from extractors.entities import GOODS, Named
from extractors.instruments import Cited
from extractors.modality import clause_of, commitment_of, factuality_of, timeframe_of
from extractors.quantities import find_figures
from extractors.relevance import is_relevant
from extractors.rules import Lexicon, Rule, load_topics
from extractors.scenes import Scene
from extractors.slots import (
    actor_and_target,
    dates_of,
    end_use_of,
    items_of,
    quantities_of,
    speaker_of,
    stages_of,
)
from extractors.syntax import Syntax
from extractors.topics import mark
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


def find_mentions(
    parts: DocumentParts, *, rules: Sequence[Rule], lexicon: Lexicon, types: Sequence[EventType]
) -> tuple[Mention, ...]:
    """Return the mentions of a document in the order of their sentences; none where it is about something else."""
    if not parts.sentences or not is_relevant(parts.text, parts.text[slice(*parts.sentences[0])]):
        return ()
    directions = {t.id: t.direction for t in types}
    mentions: list[Mention] = []
    count = len(parts.sentences)
    grammar = parts.parse([parts.text[slice(*span)] for span in parts.sentences])
    topics = load_topics()
    scene: Scene | None = None
    before, headline = NOTHING, NOTHING
    for number, (span, syntax) in enumerate(zip(parts.sentences, grammar, strict=True)):
        position = 0.0 if number == 0 else max(0.01, number / count)
        scene = _scene(parts, span, syntax, position, scene)
        marks = mark(scene.sentence, syntax, topics, before)
        near = marks.everything | before | headline
        triggers = without_nested(without_counted(find_triggers(scene, marks, rules, near=near)), syntax)
        told: list[tuple[Trigger, Mention]] = []
        for trigger in triggers:
            mention = _mention(scene, span, trigger.rule, (trigger.start, trigger.end), lexicon, directions)
            if not any(tells_again(trigger, t, syntax) and _alike(mention, m) for t, m in told):
                told.append((trigger, mention))
        mentions += [m for _, m in told]
        before = marks.everything or before
        headline = headline or before
    return tuple(mentions)


def _alike(a: Mention, b: Mention) -> bool:
    return (a.factuality, a.timeframe, a.actor) == (b.factuality, b.timeframe, b.actor)


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
        figures=find_figures(sentence),
        dates=find_dates(sentence, parts.published),
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


def _shifted(entities: Sequence[Named], span: tuple[int, int]) -> list[Named]:
    return [
        Named(start=n.start - span[0], end=n.end - span[0], entity=n.entity)
        for n in entities
        if span[0] <= n.start < span[1]
    ]


def _mention(  # noqa: PLR0917  one call, all of it needed
    scene: Scene,
    span: tuple[int, int],
    rule: Rule,
    trigger: tuple[int, int],
    lexicon: Lexicon,
    directions: Mapping[str, Mapping[str, str]],
) -> Mention:
    dates: list[Dated] = list(scene.dates)
    clause = clause_of(scene.sentence, *trigger)
    factuality = factuality_of(
        rule.type, scene.sentence, trigger, lexicon=lexicon, dates=dates, published=scene.published
    )
    timeframe = timeframe_of(
        scene.sentence, trigger, lexicon=lexicon, dates=dates, published=scene.published, position=scene.position
    )
    speaker, unnamed = speaker_of(scene, lexicon)
    actor, target = actor_and_target(rule.type, scene, trigger)
    cited = scene.instruments
    rung = commitment_of(
        rule.type, rule.action, factuality, unnamed=unnamed, speaker=speaker is not None, instrument=bool(cited)
    )
    return Mention(
        type=rule.type,
        action=rule.action,
        factuality=factuality,
        timeframe=timeframe,
        commitment=rung,
        direction=directions[rule.type][rule.action],
        actor=actor,
        target=target,
        speaker=speaker,
        items=items_of(rule.type, scene),
        stage=stages_of(rule.type, scene),
        end_use=end_use_of(rule.type, scene.sentence, rule.action),
        instruments=tuple(dict.fromkeys(c.instrument_id for c in cited)) if _takes_instruments(rule.type) else (),
        quantities=quantities_of(rule.type, rule.action, scene, clause),
        dates=dates_of(rule.type, scene, clause),
        evidence=Span(start=span[0], end=span[1]),
        trigger=Span(start=span[0] + trigger[0], end=span[0] + trigger[1]),
        cues=tuple(Cue(cue="instrument", start=span[0] + c.start, end=span[0] + c.end) for c in cited),
        rule=rule.rule_id,
    )


def _takes_instruments(type_: str) -> bool:
    return type_ in ("export_control", "tariff", "military_scope", "enforcement", "licence", "trade_deal")
