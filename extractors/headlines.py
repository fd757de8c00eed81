"""Headlines as their bodies tell them: "New duty on magnets takes effect" is the act of whom the body names.

Where a headline leaves out who acts, the usual party of the trade stands in for it; where it says "puts off controls",
only the body tells whether a rule that stood is laid aside, or one that was to come begins later.
"""

import re
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


#: Words of a headline that may tell of a start that is moved.
PUT_OFF = re.compile(r"\b(?:postpon\w*|delay\w*|defer\w*|(?:put|puts|push\w*) (?:off|back))\b", re.IGNORECASE)
#: Rules and turns by which a body tells that a start is moved.
START_MOVED = re.compile(r"start-moved|start-put-off|duty-starts-later")


def as_the_body_tells(mention: Mention, found: Sequence[Mention], text: str, names: Sequence[Named]) -> Mention:
    """Return a mention; a headline's with the parties of its body, and with its act where a start is moved."""
    return parties_of_the_body(_as_a_start_moved(mention, found, text), found, text, names)


def _as_a_start_moved(mention: Mention, found: Sequence[Mention], text: str) -> Mention:
    laid_aside = mention.action in ("suspended", "paused") and mention.evidence.start == 0
    if not laid_aside or not PUT_OFF.search(text[: mention.evidence.end]):
        return mention
    moved = [m for m in found if m.type == mention.type and m.evidence.start > 0 and START_MOVED.search(m.rule)]
    if not moved or any(m.action == mention.action for m in found if m.evidence.start > 0):
        return mention
    first = moved[0]
    told = {n: getattr(first, n) for n in ("action", "direction", "factuality", "commitment")}
    return replace(mention, **told)


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
