"""Who asserts a sentence, where the text tells."""

import re

from extractors.entities import GOODS
from extractors.rules import Lexicon
from extractors.scenes import Scene

SPEAKER_AFTER = re.compile(
    r"(?:according to|by the count of|in the words of)\s+(?P<who>[^,.;]{2,60})|"
    r"(?P<who2>[^,.;]{2,60}?)\s+(?:said|says|told|reported|reports|confirmed|noted|added|warned|estimates?|reckons?|"
    r"wrote|disclosed|complained|pointed out|stated|insisted|announced)\b", re.IGNORECASE)  # fmt: skip


def speaker_of(scene: Scene, lexicon: Lexicon) -> tuple[str | None, bool]:
    """Return (who asserts the sentence, whether that is an unnamed source)."""
    found = SPEAKER_AFTER.search(scene.sentence)
    unnamed = lexicon.unnamed.search(scene.sentence)
    if not found:
        return (unnamed[0], True) if unnamed and _attributes(scene.sentence, lexicon) else (None, bool(unnamed))
    group = "who" if found["who"] else "who2"
    start, end = found.span(group)
    named = [n for n in scene.entities if n.start < end and n.end > start and n.entity.kind not in GOODS]
    if named:
        entity = named[-1].entity
        return entity.label or named[-1].code, False
    told = re.sub(
        r"^(?:the|a|an|that|and|but|as|it|he|she|they|which)\s+", "", found[group].strip(), flags=re.IGNORECASE
    )
    return told[-50:].strip() or None, bool(lexicon.unnamed.search(found[0]))


def _attributes(sentence: str, lexicon: Lexicon) -> bool:
    return bool(lexicon.attribution_verbs.search(sentence))
