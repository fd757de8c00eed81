"""What only the classifier sees in a sentence that a rule has read: a second reading, which founds no event."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from reewatch.mentions import LEARNED, StoredMention
from reewatch.words import WORD


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


#: Of two sentences that share so much of their words the classifier reads both alike, rightly or not.
ONE_READING = 0.7


def borne_out(members: Sequence[StoredMention]) -> bool:
    """Return whether more than one reading of the classifier stands for an event: a rule, or sentences in other words.

    A second article that repeats a sentence repeats what was seen in it.
    """
    if not all(map(is_learned, members)):
        return True
    told = [frozenset(WORD.findall(m.sentence.lower())) for m in members]
    return any(_differ(a, b) for a, b in combinations(told, 2))


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    longest = max(len(one), len(other))
    return bool(longest) and len(one & other) < ONE_READING * longest


def _sentence(stored: StoredMention) -> tuple[str, int]:
    return stored.revision_id, stored.mention.evidence.start
