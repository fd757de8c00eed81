"""How often the order of changes by significance agrees with hand-judged pairs."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from flows.claiming import WEIGHT as ACCOUNTS
from reewatch.changes import event_weight
from reewatch.events.changes import WEIGHT as EVENT_KINDS
from reewatch.indicators.changes import WEIGHT as INDICATOR_KINDS
from reewatch.instruments.changes import WEIGHT as TEXT_KINDS
from reewatch.observations.changes import figure_weight
from reewatch.promises.changes import promise_weight

PAIRS = Path(__file__).parent / "pairs.jsonl"
Change = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Of how many pairs how many stand in the judged order (a tie: half), and those that do not."""

    pairs: int
    agreeing: float
    against: tuple[str, ...]

    @property
    def share(self) -> float:
        """Return the agreeing share."""
        return self.agreeing / self.pairs if self.pairs else 0.0


def read_pairs(which: Literal["first", "held"]) -> list[tuple[Change, Change]]:
    """Return the pairs of a set, that which is wanted first before the other."""
    rows = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    return [(r["first"], r["second"]) for r in rows if r["set"] == which]


def agreement(pairs: Iterable[tuple[Change, Change]]) -> Agreement:
    """Return how often the rules that weigh changes agree with the judge."""
    weighed = [(weight_of(first), weight_of(second), first, second) for first, second in pairs]
    against = [f"{a:g} {f['title']} | {b:g} {s['title']}" for a, b, f, s in weighed if a <= b]
    agreeing = sum(1.0 if a > b else 0.5 if a == b else 0.0 for a, b, _, _ in weighed)
    return Agreement(pairs=len(weighed), agreeing=agreeing, against=tuple(against))


def weight_of(change: Change) -> float:
    """Return the significance that the rules give to a change of a subject, kind, type, rung and factuality."""
    kind, rung, factuality = change["kind"], change["rung"], change["factuality"]
    if change["subject"] == "event":
        weight = event_weight(change["type"], rung, factuality, names_a_text=change["names_a_text"])
        return round(weight * EVENT_KINDS.get(kind, 1.0), 3)
    if change["subject"] == "accounts":
        return ACCOUNTS
    if change["subject"] == "observation":
        return figure_weight(change["measure"], rung, factuality)
    if change["subject"] == "promise":
        return promise_weight(kind, rung, change["type"])
    return TEXT_KINDS[kind] if change["subject"] == "instrument" else INDICATOR_KINDS[change["indicator_kind"]]
