"""Mentions of a document: the rules fired over its sentences, one mention for each type and clause."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extractors.accords import as_alliance
from extractors.headlines import as_the_body_tells
from extractors.judgement.directions import direction_of
from extractors.judgement.judging import Judged, judge
from extractors.judgement.unreal import is_counterfactual, is_end_put_off, is_only_asked
from extractors.owners import by_its_owner
from extractors.ownership import Asserted
from extractors.payers import each_payer
from extractors.reading import DocumentParts, read_sentences
from extractors.scenes import Scene
from extractors.slots import Slots, slots_of
from extractors.triggers.doubles import tells_again
from extractors.triggers.evasion import is_of_evasion, is_of_refund
from extractors.triggers.finding import Trigger
from extractors.triggers.learned import with_learned
from extractors.triggers.other_goods import is_of_other_goods
from extractors.triggers.rules import Rule
from extractors.triggers.turns import turned
from reewatch.events.headlines import farthest_in_body
from reewatch.framework import EventType
from reewatch.mentions import LEARNED, Cue, Mention, Span


def find_mentions(parts: DocumentParts, *, rules: Sequence[Rule], types: Sequence[EventType]) -> tuple[Mention, ...]:
    """Return the mentions of a document that is about what is watched, in the order of their sentences."""
    directions = {t.id: t.direction for t in types}
    found = [
        mention
        for read in read_sentences(parts, rules)
        for mention in _mentions(read.scene, read.span, turned(read, with_learned(read, rules)), directions)
    ]
    owned = [by_its_owner(m, found, parts.text) for m in found]
    known = [as_the_body_tells(m, owned, parts.text, parts.entities) for m in owned]
    return tuple(_as_binding_as_its_body(m, known) for m in known)


def _as_binding_as_its_body(mention: Mention, found: Sequence[Mention]) -> Mention:
    """Return the mention; a headline's rung is what the whole text supports, its factuality what its words say."""
    body = farthest_in_body(mention, found)
    return replace(mention, commitment=body.commitment) if body else mention


def _mentions(
    scene: Scene,
    span: tuple[int, int],
    triggers: Sequence[Trigger],
    directions: Mapping[str, Mapping[str, str]],
) -> Iterator[Mention]:
    """Yield the mentions of a sentence: all are judged first, for each takes only its own figures and dates."""
    real = [
        t
        for t in triggers
        if not is_counterfactual(scene.syntax, t.ground.head)
        and not is_only_asked(scene.sentence, t.start)
        and not is_end_put_off(scene.sentence, t.start, t.end)
        and not is_of_other_goods(t, scene)
        and not is_of_evasion(t, scene)
        and not is_of_refund(t, scene)
    ]
    judged = [(t, judge(scene, (t.start, t.end), t.rule.type, t.rule.action)) for t in real]
    told: list[tuple[Trigger, Judged]] = []
    for trigger, verdict in judged:
        if not any(tells_again(trigger, t, scene.syntax) and _alike(verdict, v) for t, v in told):
            told.append((trigger, verdict))
    asserted = [
        Asserted(type=t.rule.type, action=t.rule.action, factuality=v.factuality, trigger=(t.start, t.end))
        for t, v in told
    ]
    for place, ((trigger, verdict), mine) in enumerate(zip(told, asserted, strict=True)):
        peers = [a for n, a in enumerate(asserted) if n != place and _takes_from(told[n][0], trigger)]
        slots = slots_of(mine, scene, peers)
        direction = direction_of((mine.type, mine.action), directions[mine.type][mine.action], scene.sentence)
        mention = as_alliance(_mention(span, trigger.rule, verdict, mine, slots, direction), scene)
        yield from each_payer(mention, scene)


def _takes_from(peer: Trigger, trigger: Trigger) -> bool:
    """Return whether a peer's figures and dates are lost to an event: what only the classifier saw takes none."""
    return not peer.rule.rule_id.startswith(LEARNED) or trigger.rule.rule_id.startswith(LEARNED)


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
