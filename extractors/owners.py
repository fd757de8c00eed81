"""A headline that calls a plant by its name speaks of its owner: "Ochre Ridge produces first concentrate"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from reewatch.mentions import Mention

SITE = r"(?: [\w-]+){0,3}? (?:mine|project|deposit|plant|refinery|smelter|factory|facility|works)\b"


def by_its_owner(mention: Mention, found: Sequence[Mention], text: str) -> Mention:
    """Return a headline's mention with the firm of its body in the place of a name that the body gives to a site."""
    name = (mention.actor or "").removeprefix("org:")
    if mention.type != "capacity" or mention.evidence.start or not name or name == mention.actor:
        return mention
    words = r"[\s-]".join(map(re.escape, name.split("-")))
    if not re.search(rf"\b{words}{SITE}", text[mention.evidence.end :], re.IGNORECASE):
        return mention
    owners = (
        m.actor for m in found if (m.type, m.action) == (mention.type, mention.action) and m.actor != mention.actor
    )
    owner = next((a for a in owners if a and a.startswith("org:")), None)
    return replace(mention, actor=owner) if owner else mention
