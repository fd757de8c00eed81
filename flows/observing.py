"""The figures that touched events tell, each of a speaker once."""

from collections.abc import Sequence
from datetime import datetime

from reewatch.changes import Change, observation_change
from reewatch.events import EventStep
from reewatch.framework import Framework
from reewatch.observations import observations_of
from reewatch.timestamps import format_timestamp
from storage.observations import insert_observations, known_observations, previous_figure
from storage.rows import Connection


def observe(con: Connection, steps: Sequence[EventStep], framework: Framework, known_at: datetime) -> list[Change]:
    """Store the figures that are new and return them as changes."""
    four = {i.id for i in framework.indicators if i.kind == "indicator"}
    stamp = format_timestamp(known_at)
    changes: list[Change] = []
    for step in steps:
        found = observations_of(step.after, framework.indicators)
        known = known_observations(con, [o.observation_id for o in found])
        fresh = [o for o in found if o.observation_id not in known]
        changes += [observation_change(stamp, o, previous_figure(con, o)) for o in fresh if o.indicator_id in four]
        insert_observations(con, fresh, known_at)
    return changes
