"""The slots of an event that carry values: goods, stages, end use, legal texts, figures and dates."""

from collections.abc import Sequence
from typing import NamedTuple

from extractors.dates.roles import dates_of
from extractors.figures.roles import quantities_of
from extractors.goods import items_of
from extractors.instruments.citations import instruments_of
from extractors.ownership import Asserted
from extractors.scenes import Scene
from extractors.stages import end_use_of, stages_of
from reewatch.mentions import DateSlot, Quantity


class Slots(NamedTuple):
    """What an event carries beside who did what, as a mention has it."""

    items: tuple[str, ...]
    stage: tuple[str, ...]
    end_use: str | None
    instruments: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[DateSlot, ...]


def slots_of(mine: Asserted, scene: Scene, peers: Sequence[Asserted] = ()) -> Slots:
    """Return the slots of an event; ``peers`` are the other events of its sentence, which take their own."""
    return Slots(
        items=items_of(mine, scene, peers),
        stage=stages_of(mine, scene),
        end_use=end_use_of(mine, scene),
        instruments=instruments_of(mine, scene, peers),
        quantities=quantities_of(mine, scene, peers),
        dates=dates_of(mine, scene, peers),
    )
