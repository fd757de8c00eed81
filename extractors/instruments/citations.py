"""Which of the legal texts that a sentence cites an event rests on."""

import re
from collections.abc import Sequence

from extractors.instruments.finding import Cited
from extractors.ownership import Asserted, distance, is_owner
from extractors.scenes import Scene
from reewatch.other_duties import is_of_other

#: Kinds of texts by their ids, and the types of events that rest on them, the likeliest first.
RESTING: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"CN-SCTC-"), ("tariff", "trade_deal")),
    (re.compile(r"CN-"), ("export_control", "military_scope", "licence", "enforcement", "trade_deal")),
    (re.compile(r"US-(?:DFARS|USC-10)"), ("military_scope", "enforcement")),
    (re.compile(r"US-FR"), ("tariff", "export_control", "military_scope", "trade_deal")),
    (re.compile(r"EU-"), ("stockpile", "export_control", "tariff", "enforcement", "partnership")),
    (re.compile(r"US-"), ("tariff", "export_control", "enforcement", "trade_deal")),
)
#: These take a text only where the sentence asserts nothing that rests on it more.
LAST = ("trade_deal", "enforcement", "licence")
MARGIN = 0.3


def instruments_of(mine: Asserted, scene: Scene, peers: Sequence[Asserted] = ()) -> tuple[str, ...]:
    """Return the canonical ids of the legal texts that an event rests on, in the order of the sentence.

    ``peers`` are the other events of the sentence: a text goes to the nearest of those that can rest on it.
    """
    ids = (c.instrument_id for c in scene.instruments if _rests_on(mine, c, scene, peers))
    return tuple(dict.fromkeys(ids))


def types_resting_on(instrument_id: str) -> tuple[str, ...]:
    """Return the types of events that a legal text gives rise to, the likeliest first; not those that only touch it."""
    types = next((types for pattern, types in RESTING if pattern.match(instrument_id)), ())
    return tuple(t for t in types if t not in LAST)


def _rests_on(mine: Asserted, cited: Cited, scene: Scene, peers: Sequence[Asserted]) -> bool:
    types = next((types for pattern, types in RESTING if pattern.match(cited.instrument_id)), ())
    if mine.type not in types:
        return False
    if mine.type == "tariff" and is_of_other(scene.sentence, cited.start, mine.trigger[0]):
        return False
    others = [p for p in peers if p.type in types]
    if mine.type in LAST and any(p.type not in LAST for p in others):
        return False
    return is_owner(
        mine,
        others,
        takes=lambda other: other.type not in LAST or mine.type in LAST,
        far=lambda other: distance(scene.syntax, scene.sentence, (cited.start, cited.end), other.trigger),
        margin=MARGIN,
    )
