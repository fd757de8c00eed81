"""What stands in a digest, as plain values: no store, no clock, no markup."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A change with what its reader needs beside it: the event as it is known, and where it is told."""

    change_id: str
    kind: str
    subject_type: str
    subject_id: str
    event_id: str | None
    title: str
    before: str | None
    after: str | None
    significance: float
    indicator_id: str | None
    known_at: datetime
    event_title: str = ""
    type: str | None = None
    action: str | None = None
    factuality: str | None = None
    rung: str | None = None
    actor: str | None = None
    target: str | None = None
    instruments: tuple[str, ...] = ()
    happened_on: str | None = None
    figures: str = ""  # the event's quantities, as the store writes them
    articles: int = 0
    voices: int = 0
    is_primary: bool = False  # an issuer's own text is among the articles
    cues: tuple[str, ...] = ()
    quotes: tuple["Quote", ...] = ()
    is_history: bool = False  # an import brought it from old documents: no news of tonight


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence that says so, with its page and the archived response that it stands in."""

    sentence: str
    url: str
    publisher: str
    published: str
    mention_id: str
    archive: str = ""  # file@offset


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What moved about a matter, from what to what; several things that moved alike are one line."""

    change_ids: tuple[str, ...]
    kind: str
    title: str  # of what moved, where it is not the matter itself
    before: str | None
    after: str | None
    significance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One matter with all that changed about it, the weightiest line first."""

    title: str
    significance: float
    lines: tuple[Line, ...]
    happened_on: str | None
    rung: str | None
    cues: tuple[str, ...]
    parties: tuple[str, ...]
    voices: int
    articles: int
    is_primary: bool
    quote: Quote | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A figure of a series: its day, its value, and who says so."""

    day: date
    value: float
    speaker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The figures of one measure over time, the oldest first."""

    indicator_id: str
    measure: str  # in plain words
    unit: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What changed about one indicator or theme, the weightiest first."""

    indicator_id: str
    title: str
    reading: str
    items: tuple[Item, ...]
    series: Series | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A date ahead, or a promise whose date passed."""

    day: str  # as precise as known
    days: int  # left, or overdue
    what: str
    title: str
    subject_id: str
    part: str = ""  # of a legal text


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNote:
    """A source that gives nothing: since when, and how it failed."""

    source_id: str
    name: str
    detail: str
    last_answered: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What differs from the digest before in accounts and sources."""

    opened: tuple[str, ...] = ()  # titles of indicators whose accounts began to differ
    closed: tuple[str, ...] = ()
    still_differ: tuple[str, ...] = ()
    fell_silent: tuple[SourceNote, ...] = ()
    came_back: tuple[str, ...] = ()
    still_silent: tuple[SourceNote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The proof of having looked: what the runs that a digest covers asked, got and read."""

    runs: int = 0
    last_run_at: datetime | None = None
    sources_asked: int = 0
    sources_answered: int = 0
    failures: tuple[str, ...] = ()
    pages_read: int = 0
    pages_failed: int = 0
    texts: int = 0  # new and changed texts that were read for events
    last_change_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """All of one mail."""

    subscriber: str
    kind: str  # digest or alert
    period: str
    as_of: datetime  # when it is composed
    zone: str
    language: str
    groups: tuple[Group, ...] = ()
    overdue: tuple[Coming, ...] = ()
    overdue_longer: int = 0
    deadlines: tuple[Coming, ...] = ()
    moves: Moves = field(default_factory=Moves)
    coverage: Coverage = field(default_factory=Coverage)
    smaller: int = 0  # changes below the threshold
    elsewhere: int = 0  # changes above it of what is not followed
    told_before: int = 0
    history: int = 0  # changes that an import of old documents brought

    @property
    def is_quiet(self) -> bool:
        """Whether nothing of weight changed."""
        return not self.groups

    @property
    def items(self) -> tuple[Item, ...]:
        """All items, in the order in which they stand."""
        return tuple(i for g in self.groups for i in g.items)
