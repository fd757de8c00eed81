"""A sentence as the rules see it: its words, and what was found in it and around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Optional

from extractors.dates import Dated
from extractors.entities import Named
from extractors.instruments import Cited
from extractors.quantities import Figure
from extractors.syntax import Syntax


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is known of a sentence; all offsets are those of the sentence.

    ``position`` runs from 0 (the headline) to 1 (the last sentence); ``previous`` is the sentence before, for anaphora.
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
