"""Floors and ceilings of the gate, and their history: each change is a line with its reason, chained to the last."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reewatch.errors import ConfigurationError, UsageError
from reewatch.identifiers import content_hash

FLOORS = Path(__file__).parent / "floors.json"
HISTORY = Path(__file__).parent / "floors_history.jsonl"
#: Measures that are better the lower they are.
CEILINGS = ("false_alarm_rate", "merges_across_instruments")
#: Bounds are kept in hundredths, rounded to the lenient side.
STEPS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the history: the bounds that were set, why, and the hash of the line before."""

    on: str  # ISO 8601 date
    why: str
    bounds: Mapping[str, float]
    loosened: tuple[str, ...]  # bounds that became easier to hold than they were
    previous: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """What the gate holds: hashes of the gold files, bounds by ``SET.MEASURE``, and the issue's (floor, aim)."""

    gold: Mapping[str, str]
    bounds: Mapping[str, float]
    goals: Mapping[str, tuple[float, float]]


def is_ceiling(name: str) -> bool:
    """Return whether the bound ``SET.MEASURE`` is one from above."""
    return name.rpartition(".")[2] in CEILINGS


def is_looser(name: str, before: float, after: float) -> bool:
    """Return whether a bound is easier to hold after than before."""
    return after > before if is_ceiling(name) else after < before


def load_floors(path: Path = FLOORS, history: Path = HISTORY) -> Floors:
    """Return the bounds.

    Raises ConfigurationError where they are not what the history of changes leads to.
    """
    value = json.loads(path.read_text(encoding="utf-8"))
    if value["bounds"] != replayed(load_history(history)):
        remedy = f"set bounds with `reewatch evaluate --raise-floors WHY`, or add the change to {history.name}."
        raise ConfigurationError("the bounds are not those of their history.", path=path, remedy=remedy)
    return Floors(gold=value["gold"], bounds=value["bounds"], goals={k: tuple(v) for k, v in value["goals"].items()})


def load_history(path: Path = HISTORY) -> list[Change]:
    """Return the changes in order.

    Raises ConfigurationError, naming the line, where the chain is broken, or a bound was loosened unsaid.
    """
    changes: list[Change] = []
    known: dict[str, float] = {}
    previous = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        change = _change(json.loads(line))
        problem = _problem(change, known, previous)
        if problem:
            remedy = "lines are added, never changed; a loosened bound is named under `loosened`, with the reason."
            raise ConfigurationError(problem, path=path, line=number, remedy=remedy)
        known.update(change.bounds)
        previous = content_hash(line)
        changes.append(change)
    return changes


def replayed(changes: Iterable[Change]) -> dict[str, float]:
    """Return the bounds that the changes lead to."""
    bounds: dict[str, float] = {}
    for change in changes:
        bounds.update(change.bounds)
    return bounds


def raised(bounds: Mapping[str, float], measured: Mapping[str, float]) -> dict[str, float]:
    """Return the bounds that can be tightened to what is measured, rounded to the lenient side."""
    found = {}
    for name, bound in bounds.items():
        value = measured[name]
        round_ = math.ceil if is_ceiling(name) else math.floor
        nearest = round_(round(value * STEPS, 6)) / STEPS
        if is_looser(name, nearest, bound):
            found[name] = nearest
    return found


def record(changed: Mapping[str, float], *, why: str, on: str, path: Path = FLOORS, history: Path = HISTORY) -> None:
    """Set bounds and add the line to the history; raises UsageError without a reason."""
    if not why.strip():
        raise UsageError("a change of the floors needs its reason. Remedy: say why.")
    lines = history.read_text(encoding="utf-8").splitlines() if history.exists() else []
    known = replayed(load_history(history)) if lines else {}
    change = Change(
        on=on,
        why=why,
        bounds=dict(changed),
        loosened=tuple(n for n, v in changed.items() if n in known and is_looser(n, known[n], v)),
        previous=content_hash(lines[-1]) if lines else "",
    )
    value = json.loads(path.read_text(encoding="utf-8"))
    value["bounds"] = known | dict(changed)
    history.write_text("\n".join([*lines, json.dumps(asdict(change))]) + "\n", encoding="utf-8")
    path.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")


def _change(value: dict[str, Any]) -> Change:
    return Change(**{**value, "loosened": tuple(value["loosened"])})


def _problem(change: Change, known: Mapping[str, float], previous: str) -> str:
    if change.previous != previous:
        return "the line does not follow the one before it."
    loosened = {n for n, v in change.bounds.items() if n in known and is_looser(n, known[n], v)}
    if loosened != set(change.loosened):
        return f"loosens {', '.join(sorted(loosened)) or 'nothing'}, which is not what it says."
    return "" if change.why.strip() else "gives no reason."
