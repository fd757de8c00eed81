"""Stages of the value chain, and end uses, that an event is about."""

from extractors.caseless import Caseless
from extractors.ownership import Asserted
from extractors.scenes import Scene

STAGE_WORDS: tuple[tuple[str, Caseless], ...] = (
    ("mining", Caseless(r"\b(?:mines?\b|mining|mined|ores?\b|concentrates?\b|deposits?\b|pits?\b|digging|diggings|open[- ]cut|raw rare earths)", often=True)),
    ("separation", Caseless(r"\b(?:separat\w+|refin(?:e|es|ed|ery|eries|ing)\b|processing\b|smelting|cracking|leach\w*|hydromet\w*)", often=True)),
    ("metal", Caseless(r"\bmetals? (?:plant|making|production|maker|line)|metalli[sz]\w+|metal-making|smelters?\b|\bmelting\b", often=True)),
    ("alloy", Caseless(r"\balloys?\b|strip[- ]cast\w*", often=True)),
    ("magnet", Caseless(r"\bmagnets?\b|\bsinter\w*", often=True)),
    ("recycling", Caseless(r"\brecycl\w+|scrap magnets|\bswarf\b|end-of-life magnets", often=True)),
)  # fmt: skip
STAGED = ("investment", "capacity")
#: Controls have a stage where they bear on quotas or know-how of one.
STAGED_CONTROL = Caseless(
    r"\b(?:quotas?|ceilings?|allotments?|technolog\w+|know-how|equipment|smelting|assist\w*|mined|separated)\b|\bback to\b|\bright back\b",
    often=True,
)
CONTROLS = ("export_control", "military_scope")
MILITARY = Caseless(r"\b(?:military|defen[cs]e|weapons?|armed forces|army|navy|arms)\b", often=True)
CIVILIAN = Caseless(r"\b(?:civil(?:ian)?|non-military|medic\w+|relief|humanitarian|emergenc\w+)\b", often=True)
DUAL_USE = Caseless(r"\bdual[- ]use\b", often=True)


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
