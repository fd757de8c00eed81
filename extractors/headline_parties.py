"""Whose act a headline tells that names no doer: "New duty on magnets takes effect" is that of whom its body tells.

Where a headline leaves out who acts, the usual party of the trade stands in for it; the body knows better.
"""

from collections.abc import Sequence
from dataclasses import replace

from extractors.entities import Named
from extractors.judgement.roles import GOODS_AFTER, GOODS_BEFORE, country_of
from extractors.judgement.sides import STATES
from reewatch.events.families import group_of
from reewatch.mentions import Mention

TYPES = ("tariff", "export_control", "military_scope", "enforcement")
#: So much behind a name tells whether it is that of goods.
BEHIND = 45


def parties_of_the_body(mention: Mention, found: Sequence[Mention], text: str, names: Sequence[Named]) -> Mention:
    """Return a mention; a headline's that names no doer with the parties of the act as its body tells it first."""
    if mention.evidence.start > 0 or mention.type not in TYPES or _is_named(mention, text, names):
        return mention
    told = [m for m in found if m.evidence.start > 0 and _tells_it(m, mention) and _is_named(m, text, names)]
    if not told or country_of(told[0].actor) == country_of(mention.actor):
        return mention
    return replace(mention, actor=told[0].actor, target=told[0].target)


def _tells_it(sentence: Mention, headline: Mention) -> bool:
    """Return whether a sentence of the body may tell the act of the headline."""
    same = (sentence.type, group_of(sentence)) == (headline.type, group_of(headline))
    return same and sentence.timeframe == "new" and sentence.factuality != "denied"


def _is_named(mention: Mention, text: str, names: Sequence[Named]) -> bool:
    """Return whether a mention's sentence names the state that acts, or one of its bodies; goods name nobody."""
    start, end = mention.evidence.start, mention.evidence.end
    return any(
        country_of(n.code) == country_of(mention.actor)
        for n in names
        if n.entity.kind in STATES and start <= n.start < end
        if not (GOODS_AFTER.match(text[n.end : n.end + BEHIND]) or GOODS_BEFORE.search(text[start : n.start]))
    )
