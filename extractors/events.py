"""Mentions of a document: the rules fired over its sentences, one mention for each type and clause."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.clauses import clause_of
from extractors.dates import find_dates
from extractors.entities import GOODS, Named
from extractors.instruments import Cited
from extractors.judging import Judged, judge
from extractors.ownership import Asserted
from extractors.quantities import find_figures
from extractors.rules import Rule
from extractors.scenes import Scene
from extractors.slots import Slots, slots_of
from extractors.syntax import Syntax
from reewatch.framework import EventType
from reewatch.mentions import Cue, Mention, Span

#: A document is read for events where it is about the goods: their names, weighted, or duties between the two powers.
CORE = re.compile(
    r"\brare[- ]earths?\b|\bmagnets?\b|dysprosium|terbium|samarium|gadolinium|yttrium|scandium|lutetium|neodymium|"
    r"praseodymium|\bndpr\b|\bpr-nd\b|critical (?:raw )?minerals?|gallium|germanium|antimony|MP Materials|Lynas",
    re.IGNORECASE,
)
TRADE_WAR = re.compile(r"\b(?:tariffs?|duties|truce|trade talks)\b", re.IGNORECASE)
BOTH_POWERS = (re.compile(r"\b(?:China|Chinese|Beijing)\b"), re.compile(r"\b(?:U\.?S\.?|American|Washington|Trump)\b"))
LEAST_WEIGHT = 3
#: Of one type a sentence yields at most that many mentions.
MOST_OF_A_TYPE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentParts:
    """A document taken apart; all offsets point into its text."""

    text: str
    published: date | None
    sentences: Sequence[tuple[int, int]]
    entities: Sequence[Named]
    instruments: Sequence[Cited]
    parse: Callable[[Sequence[str]], Sequence[Syntax]]


def is_relevant(text: str, title: str) -> bool:
    """Return whether a document is about what is watched, and so earns reading."""
    weight = len(CORE.findall(text)) + 2 * len(CORE.findall(title))
    if weight >= LEAST_WEIGHT:
        return True
    powers = all(p.search(text) for p in BOTH_POWERS)
    return powers and len(TRADE_WAR.findall(text)) >= LEAST_WEIGHT


def find_mentions(parts: DocumentParts, *, rules: Sequence[Rule], types: Sequence[EventType]) -> tuple[Mention, ...]:
    """Return the mentions of a document in the order of their sentences; none where it is about something else."""
    if not parts.sentences or not is_relevant(parts.text, parts.text[slice(*parts.sentences[0])]):
        return ()
    directions = {t.id: t.direction for t in types}
    mentions: list[Mention] = []
    count = len(parts.sentences)
    grammar = parts.parse([parts.text[slice(*span)] for span in parts.sentences])
    scene: Scene | None = None
    for number, (span, syntax) in enumerate(zip(parts.sentences, grammar, strict=True)):
        position = 0.0 if number == 0 else max(0.01, number / count)
        scene = _scene(parts, span, syntax, position, scene)
        mentions += _mentions(scene, span, list(_fired(scene, rules)), directions)
    return tuple(mentions)


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


def _fired(scene: Scene, rules: Sequence[Rule]) -> Iterator[tuple[Rule, tuple[int, int]]]:
    """Yield the rules that match the sentence with their triggers: per type the first in each clause."""
    taken: dict[str, list[tuple[int, int]]] = {}
    for rule in rules:
        if not _applies(rule, scene):
            continue
        for found in rule.trigger.finditer(scene.sentence):
            clause = clause_of(scene.sentence, found.start(), found.end())
            before = taken.setdefault(rule.type, [])
            if clause in before or len(before) >= MOST_OF_A_TYPE:
                continue
            if not _topic_near(rule, scene, clause):
                continue
            before.append(clause)
            yield rule, (found.start(), found.end())


def _applies(rule: Rule, scene: Scene) -> bool:
    sentence = scene.sentence
    if rule.blocks and rule.blocks.search(sentence):
        return False
    if rule.requires and not rule.requires.search(sentence):
        return False
    for family, may_be_in_headline in rule.needs:
        if family.search(sentence) or (may_be_in_headline and (scene.instruments or family.search(scene.headline))):
            continue
        if may_be_in_headline and any(n.entity.kind in GOODS for n in scene.headline_entities):
            continue
        return False
    return True


def _topic_near(rule: Rule, scene: Scene, clause: tuple[int, int]) -> bool:
    """Return whether the rule's first family stands in the trigger's own clause, where the rule names one."""
    if not rule.needs or rule.needs[0][1]:
        return True
    left, right = clause
    return bool(rule.needs[0][0].search(scene.sentence[max(0, left - 60) : right + 60]))


def _mentions(
    scene: Scene,
    span: tuple[int, int],
    fired: Sequence[tuple[Rule, tuple[int, int]]],
    directions: Mapping[str, Mapping[str, str]],
) -> Iterator[Mention]:
    """Yield the mentions of a sentence: all are judged first, for each takes only its own figures and dates."""
    judged = [judge(scene, trigger, rule.type, rule.action) for rule, trigger in fired]
    asserted = [
        Asserted(type=rule.type, action=rule.action, factuality=verdict.factuality, trigger=trigger)
        for (rule, trigger), verdict in zip(fired, judged, strict=True)
    ]
    for place, ((rule, _), verdict, mine) in enumerate(zip(fired, judged, asserted, strict=True)):
        slots = slots_of(mine, scene, [*asserted[:place], *asserted[place + 1 :]])
        yield _mention(span, rule, verdict, mine, slots, directions[rule.type][rule.action])


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
