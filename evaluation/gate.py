"""The gate: extraction over the gold sets must hold its floors."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.behaviour.running import BehaviourReport, run_behaviour
from evaluation.floors import FLOORS, Floors, is_ceiling, load_floors
from evaluation.resolution.judging import ResolutionReport, judge_resolution
from evaluation.scoring import Score, Scores, score
from extractors.pipeline import Extractor
from reewatch.documents import FIELDS, Document
from reewatch.errors import ConfigurationError
from reewatch.identifiers import content_hash
from reewatch.mentions import mention_to_json

GOLD = Path(__file__).parent / "gold"
#: Halves by document number: odd ones to develop on, even ones scored and never read.
HALVES = {"odd": 1, "even": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class GateLine:
    """One floor, or ceiling, what was measured, and the issue's own floor and aim where it names them."""

    name: str
    measured: Score
    bound: float
    goal: tuple[float, float] | None

    @property
    def is_ceiling(self) -> bool:
        """Whether the bound is one from above."""
        return is_ceiling(self.name)

    @property
    def holds(self) -> bool:
        """Whether the measured value is on the right side of its bound."""
        return self.reaches(self.bound)

    def reaches(self, bound: float) -> bool:
        """Return whether the measured value is on the right side of any bound."""
        value = round(self.measured.value, 6)  # four fifths is 0.8, whatever sums it came from
        return value <= bound if self.is_ceiling else value >= bound


@dataclass(frozen=True, slots=True, kw_only=True)
class GateResult:
    """The scores of each set, the behavioural tests, the resolution set and the lines of the gate."""

    scores: Mapping[str, Scores]
    behaviour: BehaviourReport
    resolution: ResolutionReport
    lines: tuple[GateLine, ...]

    @property
    def holds(self) -> bool:
        """Whether every line holds."""
        return all(line.holds for line in self.lines)


def load_gold() -> list[dict[str, Any]]:
    """Return the documents of all gold sets, in order.

    Raises ConfigurationError where the files are not those that the floors were measured on.
    """
    documents = []
    expected = load_floors().gold
    for path in sorted(GOLD.glob("*.jsonl")):
        text = path.read_text(encoding="utf-8")
        if expected.get(path.name) != content_hash(text):
            remedy = f"restore it, or measure anew and put its hash into {FLOORS.name} in the same commit."
            raise ConfigurationError("is not the gold set of the floors.", path=path, remedy=remedy)
        documents += [json.loads(line) for line in text.splitlines()]
    return documents


def half(gold: Sequence[Mapping[str, Any]], name: str) -> list[Mapping[str, Any]]:
    """Return the documents of the half ``odd`` or ``even``, by the number that ends their id."""
    return [d for d in gold if int(d["doc_id"][-3:]) % 2 == HALVES[name]]


def predict(extractor: Extractor, gold: Sequence[Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return doc_id -> mentions, as the extractor sees the documents."""
    documents = [Document(**{f: d[f] for f in FIELDS}) for d in gold]
    return {d.doc_id: [mention_to_json(m) for m in found] for d, found in extractor.extract(documents)}


def run_gate(extractor: Extractor) -> GateResult:
    """Score the English gold documents, halves apart and together, run the other sets, and hold the floors."""
    english = [d for d in load_gold() if d["language"] == "en"]
    predicted = predict(extractor, english)
    scores = {name: score(half(english, name), predicted) for name in HALVES}
    scores["english"] = score(english, predicted)
    behaviour = run_behaviour(extractor)
    resolution = judge_resolution(extractor.framework)
    others = {"behaviour.share": behaviour.share, **resolution.measures()}
    lines = gate_lines(scores, others, load_floors())
    return GateResult(scores=scores, behaviour=behaviour, resolution=resolution, lines=lines)


def gate_lines(scores: Mapping[str, Scores], others: Mapping[str, float], floors: Floors) -> tuple[GateLine, ...]:
    """Return a line for each bound, in the order of the floors; ``others`` are measures of no gold set, by name."""
    lines = []
    for name, bound in floors.bounds.items():
        chosen, _, measure = name.partition(".")
        measured = _certain(others[name]) if name in others else scores[chosen].measures[measure]
        goal = floors.goals.get(measure) if name in others or chosen == "even" else None
        lines.append(GateLine(name=name, measured=measured, bound=bound, goal=goal))
    return tuple(lines)


def _certain(value: float) -> Score:
    return Score(value=value, low=value, high=value)  # no sample: all there are


def measured_values(result: GateResult) -> dict[str, float]:
    """Return what was measured for each bound of the gate."""
    return {line.name: line.measured.value for line in result.lines}
