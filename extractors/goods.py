"""Goods, stages of the value chain and end uses of an event."""

import re
from collections.abc import Sequence

from extractors.entities import GOODS, Named
from extractors.ownership import Asserted
from extractors.scenes import Scene

STAGE_WORDS = {
    "mining": r"min(?:e|es|ing)\b|ore\b|concentrate",
    "separation": r"separat\w+|refin\w+|oxides?\b|process(?:ing)\b",
    "metal": r"\bmetals? (?:plant|making|production)|metallis\w+|metalliz\w+",
    "alloy": r"\balloys?\b",
    "magnet": r"\bmagnets?\b",
    "recycling": r"recycl\w+|scrap magnets",
}
STAGED = ("investment", "capacity")
MILITARY = re.compile(r"\b(?:military|defen[cs]e|weapons?|armed forces)\b", re.IGNORECASE)
CIVILIAN = re.compile(r"\b(?:civil(?:ian)?|non-military)\b", re.IGNORECASE)
DUAL_USE = re.compile(r"\bdual[- ]use\b", re.IGNORECASE)


def items_of(mine: Asserted, scene: Scene) -> tuple[str, ...]:
    """Return the goods that the sentence names, else, but for tariffs and talks, those of the headline."""
    found = _goods(scene.entities)
    if found or mine.type in ("tariff", "trade_deal"):
        return found
    return _goods(scene.headline_entities)


def _goods(entities: Sequence[Named]) -> tuple[str, ...]:
    found = list(dict.fromkeys(n.entity.id for n in entities if n.entity.kind in GOODS))
    if "rare_earths" in found and {"magnets", "heavy_rare_earths", "ndpr"} & set(found):
        adjacent = any(n.entity.id == "rare_earths" and n.end - n.start > len("rare earth") for n in entities)
        found = found if adjacent else [f for f in found if f != "rare_earths"]
    return tuple(found)


def stages_of(mine: Asserted, scene: Scene) -> tuple[str, ...]:
    """Return the stages of the value chain that a sentence on money or plants names."""
    if mine.type not in STAGED:
        return ()
    return tuple(s for s, words in STAGE_WORDS.items() if re.search(words, scene.sentence, re.IGNORECASE))


def end_use_of(mine: Asserted, scene: Scene) -> str | None:
    """Return the end use that the sentence is about, None where it tells none."""
    type_, action, sentence = mine.type, mine.action, scene.sentence
    if type_ == "military_scope":
        return "civilian" if action == "exempted" and CIVILIAN.search(sentence) else "military"
    if type_ in ("export_control", "licence"):
        if MILITARY.search(sentence):
            return "military"
        if CIVILIAN.search(sentence):
            return "civilian"
        return "dual_use" if DUAL_USE.search(sentence) else None
    return None
