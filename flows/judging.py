"""The state of each indicator, worked out from its events and figures."""

from collections.abc import Sequence
from datetime import datetime

from flows.resolving import event_of
from reewatch.changes import Change
from reewatch.events import EventStep
from reewatch.framework import Framework
from reewatch.indicators import state_of
from reewatch.observations import disagree
from storage.events import event_ids_of_types
from storage.indicators import insert_states
from storage.observations import figures_of
from storage.rows import Connection


def judge_indicators(
    con: Connection, steps: Sequence[EventStep], framework: Framework, known_at: datetime
) -> list[Change]:
    """Store the states that differ from those known before; return what moved."""
    del steps  # the states also age
    states = []
    for indicator in framework.indicators:
        events = [event_of(con, e) for e in event_ids_of_types(con, indicator.types)]
        states.append(state_of(indicator, events, disagreement=disagree(figures_of(con, indicator.id))))
    insert_states(con, states, known_at)
    return []
