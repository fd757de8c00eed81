"""What each party says of one matter."""

from collections.abc import Sequence
from datetime import datetime

from reewatch.changes import Change
from reewatch.events import EventStep
from reewatch.framework import Framework
from storage.rows import Connection


def weigh_claims(con: Connection, steps: Sequence[EventStep], framework: Framework, known_at: datetime) -> list[Change]:
    """Store what the parties say anew; return what they contradict."""
    del con, steps, framework, known_at  # claims have no rules yet
    return []
