"""The digest of a run: which changes are told, in which order, and the proof that a quiet night looked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reewatch.summaries import RunSummary

#: Below this a change is counted, not told: background, and loose talk about prices.
LEAST_SIGNIFICANCE = 0.15
MOST_CHANGES_OF_A_GROUP = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestChange:
    """One change as a reader sees it."""

    change_id: str
    kind: str
    title: str
    before: str | None
    after: str | None
    significance: float
    sentence: str
    url: str
    reference: str  # a mention id, for `reewatch show`


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestGroup:
    """The changes of one indicator, the weightiest first, and its reading."""

    indicator_id: str
    reading: str
    changes: tuple[DigestChange, ...]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """All of one mail."""

    run_id: str
    as_of: str
    groups: tuple[DigestGroup, ...]
    smaller: int  # changes below the threshold
    sources_asked: int
    sources_answered: int
    failures: tuple[str, ...]
    pages_read: int

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to tell."""
        return not self.groups


def compose_digest(
    changes: Sequence[Mapping[str, Any]], *, indicators: Sequence[Mapping[str, Any]], summary: RunSummary
) -> Digest:
    """Return the digest of a run's changes (rows of TRACKING ``changes`` and ``indicators``).

    Grouped by indicator in the order of their weightiest change; what has no indicator stands under "legal texts".
    """
    told = [c for c in changes if c["significance"] >= LEAST_SIGNIFICANCE and c["kind"] != "recoded"]
    readings = {str(i["indicator_id"]): str(i["reading"]) for i in indicators}
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for change in sorted(told, key=lambda c: (-c["significance"], c["change_id"])):
        groups.setdefault(str(change["indicator_id"] or "legal texts"), []).append(change)
    return Digest(
        run_id=summary.run_id,
        as_of=summary.as_of,
        groups=tuple(_group(name, rows, readings.get(name, "")) for name, rows in groups.items()),
        smaller=len(changes) - len(told),
        sources_asked=len(summary.sources),
        sources_answered=len(summary.sources) - len(summary.failed_sources),
        failures=tuple(f"{s.source_id}: {s.detail or s.outcome}" for s in summary.failed_sources),
        pages_read=sum(summary.outcomes.values()),
    )


def _group(name: str, rows: Sequence[Mapping[str, Any]], reading: str) -> DigestGroup:
    shown = rows[:MOST_CHANGES_OF_A_GROUP]
    return DigestGroup(
        indicator_id=name,
        reading=reading,
        changes=tuple(_change(r) for r in shown),
        left_out=len(rows) - len(shown),
    )


def _change(row: Mapping[str, Any]) -> DigestChange:
    evidence = (row["evidence"] or [{}])[0]
    return DigestChange(
        change_id=row["change_id"],
        kind=row["kind"].replace("_", " "),
        title=row["title"],
        before=row["before"],
        after=row["after"],
        significance=row["significance"],
        sentence=evidence.get("sentence", ""),
        url=evidence.get("url", ""),
        reference=evidence.get("mention_id", ""),
    )
