"""A pair of sentences and what must become of the mention of the first in the second."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from evaluation.behaviour.frames import Frame

#: Fields that are compared between the two mentions of a pair.
FIELDS = (
    "action", "factuality", "timeframe", "commitment", "direction", "actor", "target", "speaker_told", "items", "stage",
    "end_use", "instruments", "quantities", "dates",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """In a set of figures or dates: what must be there before, and what must stand in its place after.

    Parts that are None are not looked at.
    """

    before: tuple[str | float | None, ...]  # quantities: role, value, unit; dates: role, value
    after: tuple[str | float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two sentences: ``base`` is read as the frame says; ``variant`` must differ in ``changes`` only.

    ``changes`` gives the values that a field may have after; ``before`` those that it must have in the base, beside
    type, action and factuality; fields of ``free`` may change or not, as the guidelines have it follow.
    """

    frame: Frame
    transformation: str
    base: str
    variant: str
    before: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, tuple[str | bool, ...]] = field(default_factory=dict)
    replaced: Mapping[str, Replaced] = field(default_factory=dict)
    free: frozenset[str] = frozenset()
    is_mention: bool = True  # False: the variant holds no mention of the type
    may_add_background: bool = False
