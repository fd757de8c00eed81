"""A run: one clock, one kind, one manifest."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from reewatch.identifiers import content_id
from reewatch.timestamps import format_timestamp


class RunKind(StrEnum):
    """What a run does."""

    NIGHTLY = "nightly"
    POLL = "poll"
    IMPORT = "import"
    CORRECT = "correct"
    RECODE = "recode"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """``as_of`` is the run's clock: everything that it learns is known from then on."""

    run_id: str
    kind: RunKind
    as_of: datetime
    input_hash: str = ""  # of an import's files; tells two imports at one clock apart


def make_run(kind: RunKind, as_of: datetime, *, input_hash: str = "") -> Run:
    """Return the run of that kind at that clock; the same arguments give the same ``run_id``."""
    run_id = content_id("run", str(kind), format_timestamp(as_of), input_hash)
    return Run(run_id=run_id, kind=kind, as_of=as_of, input_hash=input_hash)
