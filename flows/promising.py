"""The ledger of promises: what was promised tonight, what was answered, what fell due."""

from collections.abc import Sequence
from datetime import datetime

from reewatch.changes import Change
from reewatch.events import EventStep
from reewatch.framework import Framework
from storage.rows import Connection


def keep_promises(
    con: Connection, steps: Sequence[EventStep], framework: Framework, known_at: datetime
) -> list[Change]:
    """Store new promises and moved ones; return the changes of their statuses."""
    del con, steps, framework, known_at  # the ledger has no rules yet
    return []
