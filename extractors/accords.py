"""Accords on minerals between states of which none is China: an alliance, whatever the reporter calls it."""

import re
from dataclasses import replace

from extractors.scenes import Scene
from reewatch.mentions import Mention

_GOODS = (
    r"(?:critical|strategic|rare[- ]earths?|(?:critical[- ]|strategic[- ])?(?:minerals?|materials?|metals?)|"
    r"raw[- ]materials?|magnets?)"
)
_ACCORD = r"(?:deal|agreement|accord|pact|treaty|compact|framework|arrangement|protocol|understanding)s?"
#: "A trade deal on critical minerals", "a rare earths pact".
ON_MINERALS = re.compile(
    rf"\b{_ACCORD} (?:[\w-]+ ){{0,2}}?(?:on|for|over|about|covering|in) (?:the |their |its )?"
    rf"(?:[\w-]+ ){{0,2}}?{_GOODS}\b|"
    rf"\b{_GOODS} (?:[\w-]+ ){{0,2}}?{_ACCORD}\b",
    re.IGNORECASE,
)
#: What is agreed becomes an alliance that is told, what is signed one that is signed; only accords are ratified.
AS_ALLIANCE = {"framework": "announced", "signed": "signed"}


def as_alliance(mention: Mention, scene: Scene) -> Mention:
    """Return an accord on minerals between two states, neither of them China, as the partnership that it is."""
    action = AS_ALLIANCE.get(mention.action) if mention.type == "trade_deal" else None
    sides = {(code or "").split(".")[0] for code in (mention.actor, mention.target)}
    if action is None or "CN" in sides or "" in sides or not ON_MINERALS.search(scene.sentence):
        return mention
    rung = "framework" if mention.commitment == "binding" else mention.commitment
    return replace(mention, type="partnership", action=action, commitment=rung)
