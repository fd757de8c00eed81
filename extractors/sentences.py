"""Sentences by their characters: ends of sentences that are none (``U.S.``, ``No. 61``) do not end them."""

import re

#: What ends in a point and goes on.
ABBREVIATIONS = re.compile(
    r"(?:\b(?:[A-Z]|[A-Z]\.[A-Z]|U\.S|U\.S\.C|E\.O|No|Nos|Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|St|vs|v|Art|Sec|Fed|Reg|"
    r"Inc|Ltd|Corp|Co|Colo|Calif|Tex|Rs|approx|est|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|a\.m|p\.m|i\.e|e\.g|etc)|\d)\.$"
)
END = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9$€£])|[。！？；]+[”’）]*|\n+")
#: A longer run of text without an end is cut, so that no rule ever sees more.
LONGEST_SENTENCE = 1500


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence, without surrounding blanks, in order. Headlines count as sentences."""
    spans, start = [], 0
    for end in _ends(text):
        spans += _trimmed(text, start, end)
        start = end
    return spans


def _ends(text: str) -> list[int]:
    ends = []
    for found in END.finditer(text):
        before = text[max(0, found.start() - 12) : found.start() + 1]
        after = text[found.end() : found.end() + 3].lstrip()
        if found[0] == "." and ABBREVIATIONS.search(before) and not _starts_anew(before, after):
            continue
        ends.append(found.end())
    return [*ends, len(text)]


def _starts_anew(before: str, after: str) -> bool:
    """Return whether a point behind a figure ends the sentence all the same: ``... in 2025. The``."""
    return before[-2:-1].isdigit() and after[:1].isupper() and not re.search(r"\bNos?\.? \d+\.$", before)


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    while start < end:
        stop = min(end, start + LONGEST_SENTENCE)
        piece = text[start:stop]
        first, last = len(piece) - len(piece.lstrip()), len(piece.rstrip())
        if last > first:
            spans.append((start + first, start + last))
        start = stop
    return spans
