"""Stages of the value chain, and end uses, that an event is about."""

import re

from extractors.ownership import Asserted
from extractors.scenes import Scene

STAGE_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("mining", re.compile(r"\b(?:mines?\b|mining|mined|ores?\b|concentrates?\b|deposits?\b|pits?\b|digging|diggings|open[- ]cut|raw rare earths)", re.IGNORECASE)),
    ("separation", re.compile(r"\b(?:separat\w+|refin(?:e|es|ed|ery|eries|ing)\b|processing\b|smelting|cracking|leach\w*|hydromet\w*)", re.IGNORECASE)),
    ("metal", re.compile(r"\bmetals? (?:plant|making|production|maker|line)|metalli[sz]\w+|metal-making|smelters?\b|\bmelting\b", re.IGNORECASE)),
    ("alloy", re.compile(r"\balloys?\b|strip[- ]cast\w*", re.IGNORECASE)),
    ("magnet", re.compile(r"\bmagnets?\b|\bsinter\w*", re.IGNORECASE)),
    ("recycling", re.compile(r"\brecycl\w+|scrap magnets|\bswarf\b|end-of-life magnets", re.IGNORECASE)),
)  # fmt: skip
STAGED = ("investment", "capacity")
#: Controls have a stage where they bear on quotas or know-how of one.
STAGED_CONTROL = re.compile(
    r"\b(?:quotas?|ceilings?|allotments?|technolog\w+|know-how|equipment|smelting|assist\w*|mined|separated)\b|\bback to\b|\bright back\b",
    re.IGNORECASE,
)
CONTROLS = ("export_control", "military_scope")
MILITARY = re.compile(r"\b(?:military|defen[cs]e|weapons?|armed forces|army|navy|arms)\b", re.IGNORECASE)
CIVILIAN = re.compile(r"\b(?:civil(?:ian)?|non-military|medic\w+|relief|humanitarian|emergenc\w+)\b", re.IGNORECASE)
DUAL_USE = re.compile(r"\bdual[- ]use\b", re.IGNORECASE)


def stages_of(mine: Asserted, scene: Scene) -> tuple[str, ...]:
    """Return the stages of the value chain that a sentence on money, plants, quotas or know-how names.

    A plant is of the stage of the sentence before, or of the headline, where its own names none.
    """
    if mine.type in CONTROLS:
        return _named(scene.sentence) if STAGED_CONTROL.search(scene.sentence) else ()
    if mine.type not in STAGED:
        return ()
    named = _named(scene.sentence)
    return named or (_before(scene) if mine.type == "capacity" else ())


def _named(sentence: str) -> tuple[str, ...]:
    return tuple(stage for stage, words in STAGE_WORDS if words.search(sentence))


def _before(scene: Scene) -> tuple[str, ...]:
    """Return the one stage that the sentence before names, or the headline."""
    for sentence in (scene.previous.sentence if scene.previous else "", scene.headline):
        named = _named(sentence)
        if len(named) == 1:
            return named
    return ()


def end_use_of(mine: Asserted, scene: Scene) -> str | None:
    """Return the end use that the event is about, None where the sentence tells none."""
    sentence = scene.sentence
    if mine.type == "military_scope":
        return "civilian" if mine.action == "exempted" and CIVILIAN.search(sentence) else "military"
    if mine.type not in ("export_control", "licence"):
        return None
    if mine.type == "export_control" and mine.factuality == "denied":
        return None  # "no ban, civilian use will be approved": the use is that of the licence, not of the ban
    if MILITARY.search(sentence):
        return "military"
    if CIVILIAN.search(sentence):
        return "civilian"
    return "dual_use" if DUAL_USE.search(sentence) else None
