"""A small linear classifier over the features of a sentence: which types of event it asserts, which action, how sure.

The weights are trained by ``reewatch train`` (evaluation/training.py) and kept as JSON: {label: {feature: weight}}, the
feature "" is the intercept. One label is one logistic regression.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import compress
from pathlib import Path

import numpy as np

WEIGHTS = Path(__file__).parents[1] / "weights"


class Classifier:
    """Logistic regressions that share their features."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        """``weights`` are by label, then by feature."""
        self.labels = tuple(weights)
        self._weights = weights
        features = sorted({feature for own in weights.values() for feature in own} - {""})
        self._row = {feature: row for row, feature in enumerate(features, start=1)}
        table = [[weights[label].get(feature, 0.0) for label in self.labels] for feature in ("", *features)]
        self._table = np.array(table)
        self._parts: dict[tuple[str, ...], np.ndarray] = {self.labels: self._table}

    def weights_of(self, label: str) -> Mapping[str, float]:
        """Return the weights of a label by feature."""
        return self._weights[label]

    def scores(self, features: Mapping[str, float], among: Sequence[str] = ()) -> dict[str, float]:
        """Return the log-odds of each label, or of those among some of its labels."""
        labels = tuple(among) or self.labels
        rows = list(map(self._row.get, features))  # None for a feature without weight
        worth = np.array([1.0, *compress(features.values(), rows)])
        weighted = self._part(labels).take([0, *filter(None, rows)], axis=0)
        weighted *= worth[:, np.newaxis]
        sums = np.add.reduce(weighted, axis=0)  # row by row, in the order of the features
        return dict(zip(labels, sums.tolist(), strict=True))

    def _part(self, labels: tuple[str, ...]) -> np.ndarray:
        """Return the columns of some labels, side by side: one type's actions are few of all."""
        part = self._parts.get(labels)
        if part is None:
            columns = [self.labels.index(label) for label in labels]
            part = self._parts[labels] = np.ascontiguousarray(self._table[:, columns])
        return part

    def probabilities(self, features: Mapping[str, float]) -> dict[str, float]:
        """Return the probability of each label by itself."""
        return {label: 1 / (1 + math.exp(-max(-50.0, min(50.0, s)))) for label, s in self.scores(features).items()}

    def best(self, features: Mapping[str, float], among: Iterable[str]) -> str | None:
        """Return the likeliest of some labels; None where none of them was trained."""
        known = [label for label in among if label in self.labels]
        if not known:
            return None
        scores = self.scores(features, known)
        return max(known, key=lambda label: (scores[label], label))


@cache
def load_classifier(name: str) -> Classifier:
    """Return the classifier of ``weights/<name>.json``."""
    return Classifier(json.loads((WEIGHTS / f"{name}.json").read_text(encoding="utf-8")))
