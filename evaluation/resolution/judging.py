"""How well mentions were put together: B-cubed, and events that mix happenings of different legal texts."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from evaluation.resolution.playing import load_documents, mention_ids_of, resolved
from reewatch.events.families import specific
from reewatch.framework import Framework

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One mention of the set: its id, its sentence, the happening that it tells of, and whether it is a reprint."""

    mention_id: str
    sentence: str
    doc_id: str
    happening: str
    is_reprint: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cubed:
    """B-cubed precision, recall and F1 over so many mentions of so many happenings."""

    mentions: int
    happenings: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionReport:
    """B-cubed over all mentions and over the independently worded ones, and what went wrong.

    ``across`` are pairs of happenings of different legal texts that share an event; ``mixed`` maps an event to the
    happenings that it holds where there are several, ``scattered`` a happening to its events.
    """

    every: Cubed
    independent: Cubed
    across: tuple[tuple[str, str], ...]
    mixed: Mapping[str, tuple[Told, ...]]
    scattered: Mapping[str, tuple[tuple[Told, ...], ...]]

    def measures(self) -> dict[str, float]:
        """Return the measures that the gate holds, by name."""
        return {
            "resolution.b_cubed_f1": self.every.f1,
            "resolution.independent_b_cubed_f1": self.independent.f1,
            "resolution.merges_across_instruments": float(len(self.across)),
        }


def judge_resolution(framework: Framework) -> ResolutionReport:
    """Play the set through a store of its own and judge which mentions came together."""
    documents = load_documents()
    told = [_told(d, m, i) for d in documents for m, i in zip(d["mentions"], mention_ids_of(d), strict=True)]
    events = resolved(documents, framework)
    texts: dict[str, set[str]] = defaultdict(set)
    for mention in (m for d in documents for m in d["mentions"]):
        texts[mention["happening"]] |= specific(mention["instruments"])
    by_event = _grouped(told, {t.mention_id: events[t.mention_id] for t in told})
    by_happening = _grouped(told, {t.mention_id: t.happening for t in told})
    return ResolutionReport(
        every=b_cubed(told, events),
        independent=b_cubed([t for t in told if not t.is_reprint], events),
        across=tuple(p for members in by_event.values() for p in _across(members, texts)),
        mixed={e: tuple(m) for e, m in by_event.items() if len({t.happening for t in m}) > 1},
        scattered={
            h: tuple(tuple(part) for part in parts.values())
            for h, members in by_happening.items()
            if len(parts := _grouped(members, events)) > 1
        },
    )


def b_cubed(told: Sequence[Told], events: Mapping[str, str]) -> Cubed:
    """Return B-cubed of mentions, whose happening is known, against mention id -> event.

    Of each mention: the share of its event's mentions that tell of its happening (precision), and the share of its
    happening's mentions that its event holds (recall); both are means over mentions (Bagga and Baldwin, 1998).
    """
    in_event = Counter(events[t.mention_id] for t in told)
    of_happening = Counter(t.happening for t in told)
    both = Counter((events[t.mention_id], t.happening) for t in told)
    shared = [(both[events[t.mention_id], t.happening], t) for t in told]
    return Cubed(
        mentions=len(told),
        happenings=len(of_happening),
        precision=sum(n / in_event[events[t.mention_id]] for n, t in shared) / max(len(told), 1),
        recall=sum(n / of_happening[t.happening] for n, t in shared) / max(len(told), 1),
    )


def _told(document: Json, mention: Json, mention_id: str) -> Told:
    span = mention["evidence"]
    return Told(
        mention_id=mention_id,
        sentence=document["text"][span["start"] : span["end"]],
        doc_id=document["doc_id"],
        happening=mention["happening"],
        is_reprint=document["reprint_of"] is not None,
    )


def _grouped(told: Sequence[Told], by: Mapping[str, str]) -> dict[str, list[Told]]:
    groups: dict[str, list[Told]] = {}
    for t in told:
        groups.setdefault(by[t.mention_id], []).append(t)
    return groups


def _across(members: Sequence[Told], texts: Mapping[str, set[str]]) -> list[tuple[str, str]]:
    """Return the pairs of an event's happenings that are each of a legal text, and of no common one."""
    happenings = sorted({t.happening for t in members})
    return [(a, b) for a, b in combinations(happenings, 2) if texts[a] and texts[b] and not texts[a] & texts[b]]
