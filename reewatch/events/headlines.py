"""A headline that says more than its body: "US imposes 100% tariff" above a duty that nobody has ordered yet.

The mention keeps what its words say (GUIDELINES, rulings: "headline stronger than its body"); what happened is what the
body tells (TRACKING, events: "whatever a headline says").
"""

from collections.abc import Iterable, Sequence

from reewatch.events.families import MEASURED, family_of
from reewatch.mentions import RUNGS, Mention, StoredMention
from reewatch.resolution.parties import state_of_code

#: How far an act has come, the least first.
STEPS = ("threatened", "proposed", "scheduled", "actual")
#: The rung of what only sources without a name tell.
UNNAMED = "speculation"


def supported_by_body(mentions: Iterable[StoredMention]) -> dict[str, Mention]:
    """Return mention id -> the mention of the body that goes farthest, for headlines that say more than it."""
    by_revision: dict[str, list[StoredMention]] = {}
    for stored in mentions:
        by_revision.setdefault(stored.revision_id, []).append(stored)
    supported: dict[str, Mention] = {}
    for told in by_revision.values():
        for stored in told:
            farthest = farthest_in_body(stored.mention, [m.mention for m in told])
            if farthest is not None:
                supported[stored.mention_id] = farthest
    return supported


def farthest_in_body(headline: Mention, mentions: Sequence[Mention]) -> Mention | None:
    """Return the mention of the body that takes the headline's act farthest, where that is less far than it says.

    None for what is no headline, and where the body does not tell its act or tells it as firmly.
    """
    if headline.evidence.start > 0 or headline.type in MEASURED or headline.factuality not in STEPS:
        return None
    told = [m for m in mentions if m.evidence.start > 0 and m.factuality in STEPS and _one_act(headline, m)]
    farthest = max(told, key=lambda m: (STEPS.index(m.factuality), RUNGS.index(m.commitment)), default=None)
    if farthest is None:
        return None
    less = STEPS.index(headline.factuality) - STEPS.index(farthest.factuality)
    unnamed = less == 0 and farthest.commitment == UNNAMED != headline.commitment  # "report says", and nobody else does
    return farthest if less > 0 or unnamed else None


def _one_act(headline: Mention, sentence: Mention) -> bool:
    """Return whether a sentence may tell the act of its headline: history and other figures are another."""
    if (headline.type, family_of(headline)) != (sentence.type, family_of(sentence)) or sentence.timeframe != "new":
        return False
    actors = {state_of_code(m.actor) or m.actor for m in (headline, sentence)} - {None}
    # "100% tariff" above "an additional 100%": the number is one, whether it is read as a rate or as points
    figures = [{q.value for q in m.quantities} for m in (headline, sentence)]
    return len(actors) <= 1 and (not all(figures) or bool(figures[0] & figures[1]))
