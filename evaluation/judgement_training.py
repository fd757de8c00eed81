"""Training of the judgement's weights: on the odd half of the gold and on the silver set, never on the even half.

``reewatch train`` writes ``extractors/weights/judgement.json``. A multinomial logistic regression with an L2 penalty,
fitted by full-batch Adam in fixed order from zero: the same data give the same file. Each labelled mention counts
twice, with its trigger as labelled and with its one telling word, since rules mark other words than annotators do.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evaluation.gate import load_gold
from extractors.judgement.attribution import attribution_of
from extractors.judgement.candidates import Candidate
from extractors.judgement.commitment import commitment_of
from extractors.judgement.factuality import factuality_of
from extractors.judgement.marks import marks_of
from extractors.judgement.paths import anchor_of
from extractors.judgement.timeframe import timeframe_of
from extractors.judgement.weighing import WEIGHTS
from extractors.pipeline import Extractor
from extractors.reading import scenes_of
from extractors.scenes import Scene

SILVER = Path(__file__).parent / "silver"
FIELDS = ("factuality", "commitment")
PENALTY = 16.0
ROUNDS = 160
STEP = 0.05
#: A mark seen in fewer examples, or whose weights all come to less, is left out.
LEAST_SEEN = 8
LEAST_WEIGHT = 0.06
FOLDS = 5
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One labelled mention: its document, its marks, its labels by field."""

    doc_id: str
    marks: Sequence[str]
    labels: Mapping[str, str]


def training_documents() -> list[dict[str, Any]]:
    """Return the English documents with labels that may be trained on, in order."""
    odd = [d for d in load_gold() if int(d["doc_id"].rsplit("-", 1)[1]) % 2 == 1]
    silver = [
        json.loads(line)
        for path in sorted(SILVER.glob("en_*.jsonl"), key=lambda p: int(p.stem.split("_")[1]))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [d for d in (*odd, *silver) if d["language"] == "en" and d["mentions"]]


def examples_of(extractor: Extractor, document: Mapping[str, Any]) -> Iterator[Example]:
    """Yield the examples of a document."""
    parts = extractor.take_apart(document["text"], date.fromisoformat(document["published"][:10]))
    scenes = [(span, scene) for span, scene, *_ in scenes_of(parts)]
    for mention in document["mentions"]:
        start, end = mention["trigger"]["start"], mention["trigger"]["end"]
        found = next(((span, scene) for span, scene in scenes if span[0] <= start < span[1]), None)
        if found is None:
            continue
        span, scene = found
        labels = {field: mention[field] for field in FIELDS}
        trigger = (start - span[0], min(end, span[1]) - span[0])
        for place in dict.fromkeys((trigger, _telling_word(scene, trigger))):
            candidate = Candidate(
                scene=scene, start=place[0], end=place[1], type=mention["type"], action=mention["action"]
            )
            yield Example(doc_id=document["doc_id"], marks=_marks(candidate), labels=labels)


def _telling_word(scene: Scene, trigger: tuple[int, int]) -> tuple[int, int]:
    anchor = anchor_of(scene.syntax, trigger)
    return (anchor.start, anchor.end) if anchor else trigger


def _marks(candidate: Candidate) -> list[str]:
    factuality = factuality_of(candidate)
    timeframe = timeframe_of(candidate, factuality)
    told = attribution_of(candidate)
    rung = commitment_of(candidate, factuality, timeframe, told)
    return marks_of(candidate, factuality, timeframe, rung.rung, told)


def fit(examples: Sequence[Example], field: str) -> dict[str, Any]:
    """Return labels, bias and weights of one field, rounded to hundredths."""
    seen = Counter(mark for e in examples for mark in e.marks)
    marks = sorted(m for m, count in seen.items() if count >= LEAST_SEEN)
    labels = sorted({e.labels[field] for e in examples})
    columns = {mark: place for place, mark in enumerate(marks)}
    known = np.zeros((len(examples), len(marks) + 1))
    known[:, -1] = 1.0
    wanted = np.zeros((len(examples), len(labels)))
    for row, example in enumerate(examples):
        known[row, [columns[m] for m in example.marks if m in columns]] = 1.0
        wanted[row, labels.index(example.labels[field])] = 1.0
    weights = _descended(known, wanted)
    rows = {mark: [round(float(w), 2) for w in weights[columns[mark]]] for mark in marks}
    return {
        "labels": labels,
        "bias": [round(float(w), 2) for w in weights[-1]],
        "marks": {mark: row for mark, row in rows.items() if max(abs(w) for w in row) >= LEAST_WEIGHT},
    }


def _descended(known: Matrix, wanted: Matrix) -> Matrix:
    """Return the weights that full-batch Adam comes to from zero."""
    weights = np.zeros((known.shape[1], wanted.shape[1]))
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for turn in range(1, ROUNDS + 1):
        scores = known @ weights
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        slope = (known.T @ (odds / odds.sum(axis=1, keepdims=True) - wanted) + PENALTY * weights) / len(known)
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.999 * spread + 0.001 * slope * slope
        weights -= STEP * (mean / (1 - 0.9**turn)) / (np.sqrt(spread / (1 - 0.999**turn)) + 1e-8)
    return weights


def train_judgement(extractor: Extractor) -> dict[str, int]:
    """Write the weights; return how many marks each field weighs."""
    examples = [e for d in training_documents() for e in examples_of(extractor, d)]
    value = {field: fit(examples, field) for field in FIELDS}
    WEIGHTS.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    return {field: len(value[field]["marks"]) for field in FIELDS}
