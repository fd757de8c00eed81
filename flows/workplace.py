"""Where a run works: the data directory and what stands in it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Workplace:
    """Everything that reewatch keeps lies under one directory."""

    root: Path

    @property
    def store(self) -> Path:
        """The derived store; one writer, never opened by analysts."""
        return self.root / "store.duckdb"

    @property
    def ledger(self) -> Path:
        """Human acts and deliveries, which nothing rebuilds."""
        return self.root / "ledger.duckdb"

    @property
    def archive(self) -> Path:
        """One WARC a run."""
        return self.root / "archive"

    @property
    def digests(self) -> Path:
        """One mail file a run."""
        return self.root / "digests"

    @property
    def report(self) -> Path:
        """The report page of the last run: a folder of static HTML."""
        return self.root / "report"

    @property
    def lock(self) -> Path:
        """The run lock."""
        return self.root / "run.lock"

    @property
    def delivery_lock(self) -> Path:
        """Held by whoever sends: two senders would send twice."""
        return self.root / "delivery.lock"

    @property
    def heartbeat(self) -> Path:
        """When each job last went well."""
        return self.root / "heartbeat.json"

    def archive_of(self, run_id: str) -> Path:
        """Return the archive of one run."""
        return self.archive / f"{run_id}.warc.gz"

    def prepare(self) -> None:
        """Make the directories that a run writes to."""
        for folder in (self.root, self.archive, self.digests):
            folder.mkdir(parents=True, exist_ok=True)
