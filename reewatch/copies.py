"""Copies of one text: found by shared sentences, decided by containment, counted as one voice."""

import re
from collections.abc import Mapping

from reewatch.identifiers import content_hash

WORD = re.compile(r"\w+")
SHINGLE_WORDS = 5
#: Of the smaller text's shingles, how many must stand in the larger: an abridged copy is a copy.
LEAST_CONTAINMENT = 0.5
#: Shorter sentences are shared by texts that have nothing to do with each other.
LEAST_SENTENCE_WORDS = 9
MOST_SENTENCES = 40


def sentence_keys(text: str) -> list[str]:
    """Return keys of the longer sentences of a text: two texts that share none are not compared."""
    keys = []
    for sentence in re.split(r"(?<=[.!?。])\s+|\n+", text):
        found = WORD.findall(sentence.lower())
        if len(found) >= LEAST_SENTENCE_WORDS or (len(found) <= 2 and len(sentence) >= 20):  # noqa: PLR2004  unspaced scripts
            keys.append(content_hash(" ".join(found))[:16])
    return list(dict.fromkeys(keys))[:MOST_SENTENCES]


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of five words of a text (of five characters where a script has no blanks)."""
    found = WORD.findall(text.lower())
    if found and max(map(len, found)) > 40:  # noqa: PLR2004  no word is so long: an unspaced script
        found = list("".join(found))
    return frozenset(tuple(found[i : i + SHINGLE_WORDS]) for i in range(max(1, len(found) - SHINGLE_WORDS + 1)))


def containment(a: str, b: str) -> float:
    """Return the share of the smaller text's shingles that stand in the larger one, 0 to 1."""
    first, second = shingles(a), shingles(b)
    return len(first & second) / max(1, min(len(first), len(second)))


def best_voice(text: str, candidates: Mapping[str, tuple[str, str]]) -> tuple[str, float] | None:
    """Return (voice id, containment) of the text that this is most likely a copy of, or None.

    ``candidates`` are revision id -> (voice id, text). Ties go to the lower voice id.
    """
    measured = [(containment(text, other), voice) for voice, other in candidates.values()]
    close = [(share, voice) for share, voice in measured if share >= LEAST_CONTAINMENT]
    if not close:
        return None
    share, voice = min(close, key=lambda c: (-c[0], c[1]))
    return voice, share
