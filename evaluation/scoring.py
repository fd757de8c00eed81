"""Scores of predicted mentions against gold, as the guidelines say under "What is scored", each with its interval."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.counting import ACCURACIES, TYPED, document_counts
from evaluation.matching import SETS, Json

RESAMPLES = 500
#: The reference scorer's, so that the intervals agree too.
SEED = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A measure with its 95 % bootstrap interval over documents."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Scores of a set of documents by measure; ``by_type`` holds the same measures for each type of the gold."""

    documents: int
    mentions: int
    measures: Mapping[str, Score]
    by_type: Mapping[str, Mapping[str, Score]]
    counts_by_type: Mapping[str, int]


def score(gold: Sequence[Json], predicted: Mapping[str, Sequence[Json]]) -> Scores:
    """Return the scores of predicted mentions (by ``doc_id``) against gold documents; the seed is fixed."""
    counts = [document_counts(d, predicted.get(d["doc_id"], ())) for d in gold]
    total = sum(counts, Counter())
    types = sorted({k.split(":")[1] for k in total if k.startswith(TYPED) and k.endswith(":gold")})
    samples = list(_resampled(counts))
    return Scores(
        documents=len(counts),
        mentions=total["gold"],
        measures=_scored(total, samples, ""),
        by_type={t: _scored(total, samples, f"{TYPED}{t}:") for t in types},
        counts_by_type={t: total[f"{TYPED}{t}:gold"] for t in types},
    )


def measure(counts: Mapping[str, int], prefix: str = "") -> dict[str, float]:
    """Return every measure of added counts by its name; ``prefix`` leads to the counts of one type."""
    pairs = max(counts.get(f"{prefix}tp", 0), 1)
    values = {}
    for name, start in (("mention", ""), ("news", "news_")):
        whole = (f"{start}tp", f"{start}gold", f"{start}pred")
        for part, value in zip(("precision", "recall", "f1"), _prf(counts, prefix, *whole), strict=True):
            values[f"{name}_{part}"] = value
    for name in ACCURACIES:
        values[name] = counts.get(f"{prefix}ok:{name}", 0) / pairs
    values["factuality_macro_f1"] = _macro(counts, prefix)
    for name in SETS:
        values[f"{name}_f1"] = _prf(counts, prefix, f"{name}:tp", f"{name}:gold", f"{name}:pred")[2]
        values[f"{name}_end_to_end_f1"] = _prf(counts, prefix, f"{name}:tp", f"{name}:gold_all", f"{name}:pred")[2]
    if not prefix:
        values["false_alarm_rate"] = counts.get("irrelevant_alarmed", 0) / max(counts.get("irrelevant", 0), 1)
    return values


def _scored(total: Mapping[str, int], samples: Sequence[Mapping[str, int]], prefix: str) -> dict[str, Score]:
    drawn = [measure(s, prefix) for s in samples]
    low, high = RESAMPLES * 25 // 1000, RESAMPLES - 1 - RESAMPLES * 25 // 1000
    scored = {}
    for name, value in measure(total, prefix).items():
        ordered = sorted(d[name] for d in drawn)
        scored[name] = Score(value=value, low=ordered[low], high=ordered[high])
    return scored


def _resampled(counts: Sequence[Counter[str]]) -> Iterator[dict[str, int]]:
    """Yield the added counts of as many documents, drawn with replacement, ``RESAMPLES`` times."""
    names = sorted({k for c in counts for k in c})
    table = np.array([[c[k] for k in names] for c in counts], dtype=np.int64).reshape(len(counts), len(names))
    chance = random.Random(SEED)  # noqa: S311  resampling, not secrets
    for _ in range(RESAMPLES):
        drawn = [chance.choice(range(len(counts))) for _ in counts]
        yield dict(zip(names, table[drawn].sum(axis=0).tolist(), strict=True))


def _prf(counts: Mapping[str, int], prefix: str, hit: str, gold: str, predicted: str) -> tuple[float, float, float]:
    hits, golds, found = (counts.get(prefix + k, 0) for k in (hit, gold, predicted))
    precision = hits / found if found else 0.0
    recall = hits / golds if golds else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return precision, recall, f1


def _macro(counts: Mapping[str, int], prefix: str) -> float:
    """Return the mean F1 over the values of factuality that the matched gold mentions have."""
    start = f"{prefix}fact_gold:"
    labels = [k.removeprefix(start) for k, n in counts.items() if n and k.startswith(start)]
    f1s = [_prf(counts, prefix, *(f"fact_{kind}:{v}" for kind in ("tp", "gold", "pred")))[2] for v in labels]
    return sum(f1s) / len(f1s) if f1s else 0.0
