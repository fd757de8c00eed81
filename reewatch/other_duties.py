"""Duties that a sentence names beside its own: "on top of the Section 301 duty", "Section 232 still applies".

What is told of these, their statute above all, is not told of the duty that is set beside them.
"""

import re
from collections.abc import Iterator

NOUN = r"(?:dut(?:y|ies)|tariffs?|lev(?:y|ies)|surcharges?|rates?|measures?|charges?|actions?)"
DUTY = rf"(?:section \d{{3}}(?: {NOUN})?|{NOUN})"
#: A word that sets one duty beside another, up to the other's noun and the text that it is under.
BESIDE = re.compile(
    r"(?:\b(?:added|adds|adding|add|applied|piled|stacked|stacks) (?:\w+ )?(?P<to>to|on)|"
    r"\b(?P<beside>on top of|in addition to|besides?|over and above|atop|beyond|alongside|together with|apart from|"
    r"aside from|separate(?:ly)? from|independent(?:ly)? of|distinct from|different from|unlike|not (?:under|on|from)|"
    r"(?:does|do|did|will|would) not (?:affect|touch|change|replace|alter|concern)|leav(?:es?|ing) (?:\w+ )?alone|"
    rf"instead of|rather than|replac(?:es|ed|ing))) (?:(?!which |that |and |but |who )[^,;:.()]){{0,80}}?\b{DUTY}\b"
    r"(?:[^,;:.()]{0,40}?\bsections? \d{3}\b)?(?: (?:of|at) (?:\d+(?:\.\d+)?) ?(?:%|percent|per cent))?",
    re.IGNORECASE,
)
#: A sentence that says of a duty only that it is there already.
STANDING = re.compile(
    r"\b(?:remains?|remained|stays?|stayed|continues?|continued|still|already|existing|unaffected|untouched|unchanged|"
    r"separately|not affected|not touched|other than|in force since|since 20\d\d)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\S)[^.!?\n]*)*")


def others_in(sentence: str) -> list[tuple[int, int]]:
    """Return where a sentence speaks of duties beside the one that it tells of."""
    return [(max(m.start("to"), m.start("beside")), m.end()) for m in BESIDE.finditer(sentence)]


def is_of_other(sentence: str, place: int, own: int) -> bool:
    """Return whether what stands at a place is told of another duty than what stands at ``own``."""
    return any(start <= place < end and not start <= own < end for start, end in others_in(sentence))


def told_of_its_own(text: str) -> Iterator[str]:
    """Yield the sentences of a text without the duties that they set beside their own, and without standing ones."""
    for found in SENTENCE.finditer(text):
        sentence = found[0]
        if STANDING.search(sentence):
            continue
        for start, end in reversed(others_in(sentence)):
            sentence = f"{sentence[:start]}{' ' * (end - start)}{sentence[end:]}"
        yield sentence
