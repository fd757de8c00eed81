"""Weights over the marks of an event: where the rules' verdicts and the words around are weighed against each other.

The weights are in ``weights/judgement.json``; ``reewatch train`` makes them anew.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np

WEIGHTS = Path(__file__).parents[1] / "weights" / "judgement.json"


@dataclass(frozen=True, kw_only=True)
class Weights:
    """Of one field: its labels, the bias of each, and for each mark the weight of each label."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    marks: Mapping[str, tuple[float, ...]]

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The row of each mark in ``table``."""
        return {mark: row for row, mark in enumerate(self.marks, start=1)}

    @cached_property
    def table(self) -> np.ndarray:
        """The bias, then the weights of each mark, a column a label."""
        return np.array([self.bias, *self.marks.values()])


@cache
def load_weights() -> Mapping[str, Weights]:
    """Return the weights by field."""
    value = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return {
        field: Weights(
            labels=tuple(entry["labels"]),
            bias=tuple(entry["bias"]),
            marks={mark: tuple(row) for mark, row in entry["marks"].items()},
        )
        for field, entry in value.items()
    }


def weigh(weights: Weights, marks: Sequence[str], among: Collection[str] = ()) -> str:
    """Return the label with most weight, of those in ``among`` where it names any; of equals the first."""
    rows = [0, *filter(None, map(weights.rows.get, marks))]
    totals = np.add.reduce(weights.table.take(rows, axis=0), axis=0).tolist()  # row by row, in the order of the marks
    places = [p for p, label in enumerate(weights.labels) if label in among] if among else range(len(totals))
    return weights.labels[max(places, key=totals.__getitem__)]  # the first of equals
