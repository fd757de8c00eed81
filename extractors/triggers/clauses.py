"""The stretch of a sentence that a trigger governs, by its punctuation and conjunctions."""

import re
from functools import lru_cache

CLAUSE_BREAK = re.compile(
    r"[;:]|,(?= (?:and|but|while|whereas|though|although|which|who|after|because|as|so|yet|with)\b)| - | – | — |"
    r"\b(?:but|while|whereas|although|though)\b"
)


@lru_cache(maxsize=256)  # asked several times of each trigger
def clause_of(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch of the sentence that the trigger governs: between the breaks around it."""
    breaks = _breaks_of(sentence)
    left = max((e for _, e in breaks if e <= start), default=0)
    right = min((s for s, _ in breaks if s >= end), default=len(sentence))
    return left, right


@lru_cache(maxsize=16)  # for each trigger of a sentence
def _breaks_of(sentence: str) -> list[tuple[int, int]]:
    return [m.span() for m in CLAUSE_BREAK.finditer(sentence)]
