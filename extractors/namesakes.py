"""Ministries whose name every state has one of: China's, unless the text so far speaks of other states only."""

import re
from collections.abc import Iterator, Sequence

from extractors.entities import Named

SHARED = frozenset({"Ministry of Commerce", "Commerce Ministry", "commerce ministry", "industry ministry"})
#: Behind these words a state only tells where goods come from or go to; before these others, what they are.
OF_GOODS_BEFORE = re.compile(
    r"\b(?:goods|imports|exports|shipments|deliveries|supplies|made|bought|far|away) (?:from|in|of|to) $"
)
OF_GOODS_AFTER = re.compile(
    r"^(?:'s|’s)? (?:\w+[ -]){0,2}(?:goods|magnets?|imports|exports|metals?|supplies|material|minerals)\b"
)


def without_namesakes(text: str, named: Sequence[Named]) -> Iterator[Named]:
    """Yield entities in order, but for those China's ministries that can only be another state's."""
    others, china = False, False
    for entity in named:
        country = entity.code.split(".")[0]
        if text[entity.start : entity.end] in SHARED:
            if others and not china:
                continue
        elif entity.entity.kind in ("state", "agency", "person") and not only_tells_whose_goods(text, entity):
            china = china or country == "CN"
            others = others or country != "CN"
        yield entity


def only_tells_whose_goods(text: str, named: Named) -> bool:
    """Return whether a state is named for goods alone: "shipments from China", "Chinese magnets"."""
    before, after = text[max(0, named.start - 30) : named.start], text[named.end : named.end + 40]
    return bool(OF_GOODS_BEFORE.search(before) or OF_GOODS_AFTER.match(after))
