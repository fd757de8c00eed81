"""A sentence as the rules see it: its words, and what was found in it and around it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Optional, TypeVar, overload

from extractors.dates.finding import Dated
from extractors.entities import Named
from extractors.figures.finding import Figure
from extractors.instruments.finding import Cited
from extractors.syntax import Syntax

Item = TypeVar("Item")


class Later(Sequence[Item]):
    """A sequence that is worked out when it is first looked at: most sentences tell no event, and need no figures."""

    def __init__(self, make: Callable[[], Sequence[Item]]) -> None:
        """``make`` gives the items."""
        self._make = make

    @cached_property
    def _items(self) -> Sequence[Item]:
        return self._make()

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        return self._items[index]

    def __iter__(self) -> Iterator[Item]:  # a sequence's own way asks for each item by its place
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


@dataclass(slots=True, kw_only=True)
class Scene:
    """What is known of a sentence; all offsets are those of the sentence.

    ``position`` runs from 0 (the headline) to 1 (the last sentence); ``previous`` is the sentence before, for anaphora:
    None at the headline, and where the text is too long to be looked through again (``reading.FARTHEST_BACK``).
    """

    sentence: str
    headline: str
    entities: Sequence[Named]
    headline_entities: Sequence[Named]
    figures: Sequence[Figure]
    dates: Sequence[Dated]
    instruments: Sequence[Cited]
    syntax: Syntax
    published: date | None
    position: float
    previous: Optional["Scene"] = None
