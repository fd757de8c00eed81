"""What a run did, for the terminal, the manifest's reader and the orchestrator's page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """How one source's poll ended."""

    source_id: str
    outcome: str  # of the fetch
    detail: str
    reading: str | None  # of the answer, where there was one to read
    entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """One run at a glance; every figure is read back from the store."""

    run_id: str
    kind: str
    as_of: str
    already_done: bool  # the very run was there, nothing was done
    sources: Sequence[SourceReport] = ()
    outcomes: Mapping[str, int] = field(default_factory=dict)  # page fetches by outcome
    counts: Mapping[str, int] = field(default_factory=dict)  # rows that this run added, by noun
    read_in_part: Sequence[str] = ()  # ids of revisions that are longer than the extractor reads
    changes: Sequence[Mapping[str, Any]] = ()  # TRACKING, `changes`
    manifest_hash: str = ""
    published: str | None = None
    digest: str | None = None

    @property
    def failed_sources(self) -> list[SourceReport]:
        """Return the sources that gave nothing to read tonight."""
        return [s for s in self.sources if not is_served(s)]

    @property
    def none_reachable(self) -> bool:
        """True when sources were asked and not one answered."""
        return bool(self.sources) and not any(s.outcome in ANSWERS for s in self.sources)


#: Outcomes of a poll that are answers (reewatch.fetches.Outcome.is_answer).
ANSWERS = frozenset({"fetched", "unchanged", "not_modified", "empty"})


def is_served(report: SourceReport) -> bool:
    """Return whether a source answered, and with something that could be read (or nothing new to read)."""
    return report.outcome in ANSWERS and report.reading in {None, "read", "empty"}
