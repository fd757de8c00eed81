"""What the report tells: the rows of one published night, as the listings print them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Contents:
    """One night. Rows are those of the listings of the same name, known at ``as_of`` (UTC ISO 8601).

    ``titles`` are the plain names of indicators and themes, in the framework's order; ``history`` are moves of
    indicators; ``figures`` are observations that hold; ``sentences`` tell what each event rests on: ``event_id``,
    ``before``, ``sentence``, ``after``, ``title``, ``url``, ``source``, ``published``, ``speaker``, ``factuality``,
    ``commitment``. ``left_out`` says of which rows how many more there are than the pages show.
    """

    run_id: str
    as_of: str
    titles: Mapping[str, str]
    indicators: Rows
    history: Rows
    figures: Rows
    instruments: Rows
    promises: Rows
    deadlines: Rows
    claims: Rows
    changes: Rows
    events: Rows
    sentences: Rows
    sources: Rows
    left_out: Mapping[str, int]

    @cached_property
    def event_ids(self) -> frozenset[str]:
        """The events that have a page."""
        return frozenset(e["event_id"] for e in self.events)

    @property
    def day(self) -> str:
        """The day of the night."""
        return self.as_of[:10]

    def of_indicator(self, indicator_id: str) -> "Page":
        """Return what the page of one indicator tells."""
        return Page(
            indicator=next(i for i in self.indicators if i["indicator_id"] == indicator_id),
            title=self.titles[indicator_id],
            history=[h for h in self.history if h["indicator_id"] == indicator_id],
            figures=[f for f in self.figures if f["indicator_id"] == indicator_id],
            changes=[c for c in self.changes if c["indicator_id"] == indicator_id][:MOST_CHANGES],
        )


MOST_CHANGES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the page of one indicator tells."""

    indicator: Mapping[str, Any]
    title: str
    history: Rows
    figures: Rows
    changes: Rows
