"""What only the classifier sees in a sentence that a rule has read: a second reading, which founds no event."""

from collections.abc import Iterable

from reewatch.mentions import LEARNED, StoredMention


def second_readings(mentions: Iterable[StoredMention]) -> frozenset[str]:
    """Return the ids of mentions that the classifier adds to what a rule finds in the same sentence.

    On gold documents that nobody had read, fewer than half of these were right. One may speak of an event that other
    sentences tell, and then adds its voice; alone it is no happening.
    """
    told = list(mentions)
    read = {_sentence(m) for m in told if not is_learned(m)}
    return frozenset(m.mention_id for m in told if is_learned(m) and _sentence(m) in read)


def is_learned(stored: StoredMention) -> bool:
    """Return whether only the classifier saw a mention."""
    return (stored.mention.rule or "").startswith(LEARNED)


def _sentence(stored: StoredMention) -> tuple[str, int]:
    return stored.revision_id, stored.mention.evidence.start
