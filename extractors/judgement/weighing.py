"""Weights over the marks of an event: where the rules' verdicts and the words around are weighed against each other.

The weights are in ``weights/judgement.json``; ``reewatch train`` makes them anew.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

WEIGHTS = Path(__file__).parents[1] / "weights" / "judgement.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Of one field: its labels, the bias of each, and for each mark the weight of each label."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    marks: Mapping[str, tuple[float, ...]]


class Scale:
    """The weights of several fields side by side: the marks of an event are looked up once for all of them."""

    def __init__(self, fields: Mapping[str, Weights]) -> None:
        """``fields`` are by name."""
        marks = list(dict.fromkeys(mark for weights in fields.values() for mark in weights.marks))
        self._row = {mark: row for row, mark in enumerate(marks, start=1)}
        columns = [_column(weights, marks) for weights in fields.values()]
        self._table = np.concatenate(columns, axis=1)
        self._places = [(field, label) for field, weights in fields.items() for label in weights.labels]

    def weigh(self, marks: Sequence[str]) -> dict[str, dict[str, float]]:
        """Return by field the weight of each of its labels."""
        rows = [0, *filter(None, map(self._row.get, marks))]
        totals = np.add.reduce(self._table.take(rows, axis=0), axis=0).tolist()  # row by row, in the order of the marks
        found: dict[str, dict[str, float]] = {}
        for (field, label), total in zip(self._places, totals, strict=True):
            found.setdefault(field, {})[label] = total
        return found


def _column(weights: Weights, marks: Sequence[str]) -> np.ndarray:
    nothing = (0.0,) * len(weights.labels)
    return np.array([weights.bias, *(weights.marks.get(mark, nothing) for mark in marks)])


def heaviest(totals: Mapping[str, float], among: Collection[str] = ()) -> str:
    """Return the label with most weight, of those in ``among`` where it names any; of equals the first."""
    labels = [label for label in totals if label in among] if among else totals
    return max(labels, key=totals.__getitem__)  # the first of equals


@cache
def load_weights() -> Mapping[str, Weights]:
    """Return the weights that were trained, by field."""
    value = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return {
        field: Weights(
            labels=tuple(entry["labels"]),
            bias=tuple(entry["bias"]),
            marks={mark: tuple(row) for mark, row in entry["marks"].items()},
        )
        for field, entry in value.items()
    }


@cache
def load_scale() -> Scale:
    """Return the scale of all fields that were trained."""
    return Scale(load_weights())
