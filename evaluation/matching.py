"""Pairing predicted mentions with gold ones, and comparing their slots."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

#: Fields whose equality is scored over matched pairs.
FIELDS = ("action", "factuality", "timeframe", "direction", "commitment")
SETS = ("instruments", "items", "stage", "quantities", "dates")
#: Values are equal within half a percent.
TOLERANCE = 0.005

Json = Mapping[str, Any]


def state_of(mention: Json, role: str) -> str:
    """Return an actor or target by what stands before the dot."""
    return (mention.get(role) or "").split(".")[0]


def paired(gold: Sequence[Json], predicted: Sequence[Json]) -> list[tuple[int, int]]:
    """Return (gold, predicted) positions: equal types, overlapping evidence, most equal fields first, one to one."""
    candidates = sorted(
        (
            (_agreement(g, p), i, j)
            for i, g in enumerate(gold)
            for j, p in enumerate(predicted)
            if g["type"] == p["type"] and _overlap(g, p) > 0
        ),
        reverse=True,
    )
    left, right, pairs = set(), set(), []
    for _, i, j in candidates:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


def slot_hits(name: str, gold: Json, predicted: Json) -> int:
    """Return how many values of a set-valued slot the two have in common, each counted once."""
    same: Callable[[Any, Any], bool] = COMPARE.get(name, lambda a, b: bool(a == b))
    left, found = list(predicted.get(name) or ()), 0
    for value in gold.get(name) or ():
        match = next((i for i, other in enumerate(left) if same(value, other)), None)
        if match is not None:
            del left[match]
            found += 1
    return found


def _overlap(gold: Json, predicted: Json) -> int:
    a, b = gold["evidence"], predicted["evidence"]
    return int(min(a["end"], b["end"]) - max(a["start"], b["start"]))


def _agreement(gold: Json, predicted: Json) -> float:
    equal = sum(gold.get(f) == predicted.get(f) for f in FIELDS)
    equal += state_of(gold, "actor") == state_of(predicted, "actor")
    hits = sum(slot_hits(s, gold, predicted) for s in SETS)
    return float(equal + hits + _overlap(gold, predicted) / 1e4)


def _same_quantity(a: Json, b: Json) -> bool:
    if a.get("role") != b.get("role") or a.get("unit") != b.get("unit"):
        return False
    if a.get("value") is not None and b.get("value") is not None:
        return _close(a["value"], b["value"])
    return _close(a.get("low"), b.get("low")) and _close(a.get("high"), b.get("high"))


def _close(a: float | None, b: float | None) -> bool:
    return a is not None and b is not None and abs(a - b) <= TOLERANCE * max(abs(a), abs(b), 1e-9)


def _same_date(a: Json, b: Json) -> bool:
    return a.get("role") == b.get("role") and a.get("value") == b.get("value")


COMPARE: dict[str, Callable[[Any, Any], bool]] = {"quantities": _same_quantity, "dates": _same_date}
