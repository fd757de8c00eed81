"""The gate: extraction over the gold sets must hold its floors, and no floor is lowered unseen."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.scoring import Scores, score
from extractors.pipeline import Extractor
from reewatch.documents import FIELDS, Document
from reewatch.errors import ConfigurationError
from reewatch.identifiers import content_hash
from reewatch.mentions import mention_to_json

GOLD = Path(__file__).parent / "gold"
FLOORS = Path(__file__).parent / "floors.json"
#: Sets of documents that are scored apart: those to develop on, those not read, and all of them together.
HALVES = {"odd": 1, "even": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class GateLine:
    """One floor, or ceiling, and what was measured."""

    name: str
    measured: float
    bound: float
    is_ceiling: bool

    @property
    def holds(self) -> bool:
        """Whether the measured value is on the right side of its bound."""
        return self.measured <= self.bound if self.is_ceiling else self.measured >= self.bound


@dataclass(frozen=True, slots=True, kw_only=True)
class GateResult:
    """The scores of each set and the lines of the gate."""

    scores: Mapping[str, Scores]
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
    expected = json.loads(FLOORS.read_text(encoding="utf-8"))["gold"]
    for path in sorted(GOLD.glob("*.jsonl")):
        text = path.read_text(encoding="utf-8")
        if expected.get(path.name) != content_hash(text):
            remedy = "restore it, or measure anew and put its hash into evaluation/floors.json in the same commit."
            raise ConfigurationError("is not the gold set of the floors.", path=path, remedy=remedy)
        documents += [json.loads(line) for line in text.splitlines()]
    return documents


def predict(extractor: Extractor, gold: Sequence[Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return doc_id -> mentions, as the extractor sees the documents."""
    documents = [Document(**{f: d[f] for f in FIELDS}) for d in gold]
    return {d.doc_id: [mention_to_json(m) for m in found] for d, found in extractor.extract(documents)}


def run_gate(extractor: Extractor) -> GateResult:
    """Score the English gold documents, halves apart and together, and hold the scores against the floors."""
    english = [d for d in load_gold() if d["language"] == "en"]
    predicted = predict(extractor, english)
    scores = {"english": score(english, predicted)}
    for name, odd in HALVES.items():
        scores[name] = score([d for d in english if int(d["doc_id"][-3:]) % 2 == odd], predicted)
    bounds = json.loads(FLOORS.read_text(encoding="utf-8"))
    lines = [_line(scores, name, bound, is_ceiling=False) for name, bound in bounds["floors"].items()]
    lines += [_line(scores, name, bound, is_ceiling=True) for name, bound in bounds["ceilings"].items()]
    return GateResult(scores=scores, lines=tuple(lines))


def _line(scores: Mapping[str, Scores], name: str, bound: float, *, is_ceiling: bool) -> GateLine:
    half, _, measure = name.partition(".")
    found = scores[half]
    values = {
        "mention_f1": found.mention.f1,
        "news_f1": found.news.f1,
        "false_alarm_rate": found.false_alarm_rate,
        **{f"{k}_end_to_end_f1": v.f1 for k, v in found.sets_end_to_end.items()},
        **found.fields,
    }
    return GateLine(name=name, measured=values[measure], bound=bound, is_ceiling=is_ceiling)
