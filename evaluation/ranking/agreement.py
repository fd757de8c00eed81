"""How often the order of changes by significance agrees with hand-judged pairs."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from reewatch.digest.contents import Reported

PAIRS = Path(__file__).parent / "pairs.jsonl"
Seen = tuple[str, str, str, str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Of how many pairs both changes were there, and how many of these stand in the judged order (a tie: half)."""

    pairs: int
    found: int
    agreeing: float

    @property
    def share(self) -> float:
        """Return the agreeing share of the pairs found."""
        return self.agreeing / self.found if self.found else 0.0


def read_pairs(which: Literal["first", "held"]) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Return the pairs of a set, that which is wanted first before the other."""
    rows = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    return [(r["first"], r["second"]) for r in rows if r["set"] == which]


def agreement(pairs: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]], changes: Iterable[Reported]) -> Agreement:
    """Return the agreement; a change is found by what a reader sees of it, since ids follow from rules."""
    weights = {(c.known_at.date().isoformat(), c.kind, c.title, c.before, c.after): c.significance for c in changes}
    judged = [(weights.get(_seen(first)), weights.get(_seen(second))) for first, second in pairs]
    found = [(a, b) for a, b in judged if a is not None and b is not None]
    agreeing = sum(1.0 if a > b else 0.5 if a == b else 0.0 for a, b in found)
    return Agreement(pairs=len(judged), found=len(found), agreeing=agreeing)


def _seen(change: Mapping[str, Any]) -> Seen:
    return change["night"], change["kind"], change["title"], change["before"], change["after"]
