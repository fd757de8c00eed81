"""What people decide, from their word to the published copy: the one way, for the command and for ``serve``."""

from collections.abc import Sequence
from datetime import datetime

from flows.correcting import prepare_corrections
from flows.nights import plan_night
from flows.running import run_night
from flows.workplace import Workplace
from reewatch.corrections import Correction
from reewatch.runs import RunKind
from reewatch.settings import Settings
from reewatch.summaries import RunSummary


def put_into_effect(place: Workplace, settings: Settings, acts: Sequence[Correction], as_of: datetime) -> RunSummary:
    """Keep acts in the ledger and run what puts them into effect and publishes it; the caller holds the run lock.

    ``as_of`` is the clock of the run, and the moment at which the acts were made.
    """
    planned = plan_night(place, settings, kind=RunKind.CORRECT, as_of=as_of)
    return run_night(prepare_corrections(planned, acts))
