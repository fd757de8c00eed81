"""Goods of an event: those it is nearest to, those a general word stands for, else those that the text is about."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.caseless import Caseless
from extractors.duties import duty_before
from extractors.entities import GOODS, Named
from extractors.ownership import Asserted, distance
from extractors.scenes import Scene

#: Types that are about goods only where these are told with them; the others go on about those told before.
OF_GOODS_ONLY = ("tariff", "trade_deal", "enforcement")
#: Goods told further from a trigger than this are not what such a type is about.
FARTHEST = 6.0
#: A peer has a good alone only where it is nearer by so much.
MARGIN = 1.0
#: Words that stand for goods where none is named: "seven heavier elements", "several of the metals".
STANDING: tuple[tuple[str, Caseless], ...] = (
    ("heavy_rare_earths", Caseless(r"\b(?:heavier|heavy) (?:elements|metals|ones|oxides)\b", often=True)),
    ("rare_earths", Caseless(
        r"\b(?:seven|several|some|five|twelve|most|all) (?:of (?:the|these|those) )?(?:elements|metals)\b|"
        r"\b(?:the|these|those) (?:seven |five |twelve )?(?:elements|metals)\b(?! (?:agency|plant|firm|group))", often=True)),
    ("critical_minerals", Caseless(r"\bcritical[- ]minerals?\b|(?<!rare[- ]earth )\bminerals\b", often=True)),
)  # fmt: skip
#: "magnet makers" are firms: no good where another is named.
MAKING = re.compile(
    r"[- ](?:mak(?:er|ers|ing)|producers?|manufactur\w+|firms?|compan(?:y|ies)|plants?|industry|sector)\b",
    re.IGNORECASE,
)
#: A kind, and what it is a kind of: the general word falls where the kind is named.
KINDS = {
    "magnets": ("ndfeb_magnets", "smco_magnets"),
    "heavy_rare_earths": ("dysprosium", "terbium", "samarium", "gadolinium", "yttrium", "lutetium", "holmium"),
}  # fmt: skip


class _Good(NamedTuple):
    id: str
    start: int
    end: int


def items_of(mine: Asserted, scene: Scene, peers: Sequence[Asserted] = ()) -> tuple[str, ...]:
    """Return the ids of the goods of an event, in the order of the sentence.

    ``peers`` are the other events of the sentence, which have the goods that they are nearer to.
    """
    here = _goods(scene.sentence, scene.entities)
    own = [g for g in here if _owns(mine, peers, g, scene)]
    if mine.type in OF_GOODS_ONLY:
        own = [g for g in own if _far(scene, g, mine) <= FARTHEST]
        return _ids(own) if own or mine.type != "tariff" else _of_the_duty_before(scene)
    return _ids(own or here) or _told_before(scene)


def _of_the_duty_before(scene: Scene) -> tuple[str, ...]:
    """Return the goods of the duty that a sentence speaks of without naming it: "From January it is 15 %"."""
    before = duty_before(scene)
    return _ids(_goods(before[0].sentence, before[0].entities)) if before else ()


def _ids(goods: Sequence[_Good]) -> tuple[str, ...]:
    found = list(dict.fromkeys(g.id for g in goods))
    return tuple(i for i in found if not set(KINDS.get(i, ())) & set(found))


def _far(scene: Scene, good: _Good, event: Asserted) -> float:
    return distance(scene.syntax, scene.sentence, (good.start, good.end), event.trigger)


def _owns(mine: Asserted, peers: Sequence[Asserted], good: _Good, scene: Scene) -> bool:
    own = _far(scene, good, mine)
    return not any(_far(scene, good, p) + MARGIN < own for p in peers if p.trigger != mine.trigger)


def _goods(sentence: str, entities: Sequence[Named]) -> list[_Good]:
    goods = [g for n in entities if n.entity.kind in GOODS for g in _split(sentence, n)]
    named = [g for g in goods if not (g.id == "magnets" and MAKING.match(sentence, g.end))]
    goods = named or goods
    if goods:
        return goods
    return [_Good(id_, m.start(), m.end()) for id_, pattern in STANDING if (m := pattern.search(sentence))][:1]


def _split(sentence: str, named: Named) -> Iterator[_Good]:
    """Yield one good, or two for "neodymium and praseodymium" where they are not sold as one."""
    words = sentence[named.start : named.end]
    if (
        named.entity.id == "ndpr"
        and " and " in words
        and not re.match(r"\W?\s?(?:oxide|metal|alloy)", sentence[named.end :])
    ):
        yield _Good("neodymium", named.start, named.end)
        yield _Good("praseodymium", named.start, named.end)
    else:
        yield _Good(named.entity.id, named.start, named.end)


def _told_before(scene: Scene) -> tuple[str, ...]:
    """Return the goods of the headline, else of the nearest sentence before."""
    headline = _ids(_goods(scene.headline, scene.headline_entities))
    if headline:
        return headline
    earlier = scene.previous
    while earlier:
        found = _ids(_goods(earlier.sentence, earlier.entities))
        if found:
            return found
        earlier = earlier.previous
    return ()
