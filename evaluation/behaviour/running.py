"""Running the pairs through the extractor, and counting what is right."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.behaviour.judging import Verdict, judge
from evaluation.behaviour.pairs import Pair
from evaluation.behaviour.transformations import all_pairs
from extractors.pipeline import Extractor
from extractors.triggers.tracing import WORLD
from reewatch.documents import Document
from reewatch.mentions import Mention

#: The document around each sentence: about the goods, and telling no event.
TITLE = "Notes on the rare-earth trade"
FILLER = "Rare earths and magnets sit in motors, sensors and turbines."
PUBLISHED = "2026-03-12"


@dataclass(frozen=True, slots=True, kw_only=True)
class BehaviourReport:
    """All verdicts, and shares right by transformation and by type."""

    verdicts: tuple[Verdict, ...]

    @property
    def share(self) -> float:
        """Return the share of pairs that are right."""
        return sum(v.is_right for v in self.verdicts) / max(len(self.verdicts), 1)

    def counts(self) -> dict[tuple[str, str], tuple[int, int]]:
        """Return (right, all) by (transformation, type)."""
        right: Counter[tuple[str, str]] = Counter()
        total: Counter[tuple[str, str]] = Counter()
        for verdict in self.verdicts:
            key = (verdict.pair.transformation, verdict.pair.frame.type)
            total[key] += 1
            right[key] += verdict.is_right
        return {key: (right[key], n) for key, n in total.items()}

    def faults(self) -> dict[str, Counter[str]]:
        """Return how often each kind of fault was seen, by transformation; faults of bases under ``base``."""
        found: dict[str, Counter[str]] = {}
        for verdict in self.verdicts:
            for kind in {k for k, _ in verdict.faults}:
                found.setdefault(verdict.pair.transformation, Counter())[kind] += 1
        return found


def run_behaviour(extractor: Extractor, pairs: Sequence[Pair] | None = None) -> BehaviourReport:
    """Read both sentences of every pair, each in a document of its own, and judge them."""
    chosen = all_pairs() if pairs is None else pairs
    sentences = dict.fromkeys(s for p in chosen for s in (p.base, p.variant))
    found = dict(zip(sentences, _mentions_of(extractor, list(sentences)), strict=True))
    return BehaviourReport(verdicts=tuple(judge(p, found[p.base], found[p.variant]) for p in chosen))


def report_to_json(report: BehaviourReport) -> dict[str, Any]:
    """Return the report as JSON: share, counts, and every failed pair with its faults."""
    return {
        "share": report.share,
        "pairs": len(report.verdicts),
        "counts": [
            {"transformation": k, "type": t, "right": r, "pairs": n} for (k, t), (r, n) in report.counts().items()
        ],
        "failed": [
            {
                "transformation": v.pair.transformation,
                "frame": v.pair.frame.id,
                "base": v.pair.base,
                "variant": v.pair.variant,
                "faults": [f"{kind}: {words}" for kind, words in v.faults],
            }
            for v in report.verdicts
            if not v.is_right
        ],
    }


def _mentions_of(extractor: Extractor, sentences: Sequence[str]) -> list[list[Mention]]:
    """Return the mentions whose evidence is the sentence itself, for each sentence."""
    start = len(TITLE) + 2
    read = extractor.extract(behaviour_document(s, n) for n, s in enumerate(sentences))
    return [
        [m for m in mentions if m.evidence.start < start + len(s) and m.evidence.end > start]
        for s, (_, mentions) in zip(sentences, read, strict=True)
    ]


def behaviour_document(sentence: str, number: int) -> Document:
    """Return a document on the trade that holds the sentence, and tells no event beside it."""
    return Document(
        doc_id=f"behaviour-{number}",
        url="https://behaviour.example/",
        source="behaviour",
        title=TITLE,
        published=PUBLISHED,
        language="en",
        text=f"{TITLE}\n\n{sentence} {FILLER}\n\n{WORLD}",
    )
