"""Article bodies against ground truth, by the measure of the article-extraction-benchmark.

Texts are compared as multisets of runs of four words. Per document the counts are shares of tp + fp + fn; precision and
recall are means over documents (those for which they are defined), F1 is theirs.
Source: scrapinghub/article-extraction-benchmark, evaluate.py.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

WORD = re.compile(r"\w+")
SHINGLE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyScores:
    """Means over documents."""

    precision: float
    recall: float
    f1: float


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of four words of a text; a shorter text is one run."""
    words = WORD.findall(text)
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))


def score_bodies(pairs: Iterable[tuple[str, str]]) -> BodyScores:
    """Return the scores of (true body, extracted body) pairs."""
    precisions, recalls = [], []
    for true, found in pairs:
        a, b = shingles(true), shingles(found)
        hits, extra, missed = (a & b).total(), (b - a).total(), (a - b).total()
        if hits + extra:
            precisions.append(hits / (hits + extra))
        if hits + missed:
            recalls.append(hits / (hits + missed))
    precision = sum(precisions) / len(precisions) if precisions else 0.0
    recall = sum(recalls) / len(recalls) if recalls else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return BodyScores(precision=precision, recall=recall, f1=f1)
