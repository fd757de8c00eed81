"""What the pages ask for and what people decide on them: the seam between the web and the store."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from reewatch.framework import EventType
from reports.pages.contents import Contents


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One mention that a subject rests on: its sentence in its context, and what was read in it."""

    mention_id: str
    before: str  # the text before the sentence, cut to a few lines
    sentence: str
    after: str
    url: str
    source: str
    title: str
    published: str
    read: Mapping[str, Any]  # field -> value, as ``show --json`` prints it


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a person can decide about: a mention, event, observation or promise as it is known now."""

    subject_id: str
    kind: str
    title: str
    values: Mapping[str, Any]  # field that can be corrected -> its value now
    seen: str  # stands for all this: another value tells that somebody was quicker
    tellings: Sequence[Telling] = ()
    reasons: Sequence[Mapping[str, Any]] = ()  # why it stands in the queue: reason, doubt, detail
    corrections: Sequence[Mapping[str, Any]] = ()  # what people decided about it so far
    gone: str = ""  # why it is no more, where it was merged away or rejected
    event_id: str | None = None  # the event that it belongs to, where it is none itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided about a subject. ``values`` are the corrected fields; of a merge or a split the ids."""

    act: str
    subject_id: str
    why: str
    who: str
    seen: str
    values: Sequence[tuple[str, Any]] = ()
    ids: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a decision changed: the rows of the audit trail, and of the change log, that its run wrote."""

    corrections: Sequence[Mapping[str, Any]]
    changes: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What a search found: ``found`` are rows of ``kind``, ``event_id``, ``title``, ``published``, ``url``, ``pieces``.

    ``run_id`` is the run whose texts it looked at, which need not be the one that is published now.
    """

    run_id: str
    is_current: bool
    found: Sequence[Mapping[str, Any]]


class Night(Protocol):
    """One whole published night: every answer comes from the same copy."""

    @property
    def run_id(self) -> str:
        """The run whose copy it is."""

    @property
    def as_of(self) -> str:
        """The clock of that run, UTC ISO 8601."""

    def indicators(self) -> Sequence[Mapping[str, Any]]:
        """Return the state of each indicator and theme, with its title."""

    def changes(self, limit: int) -> Sequence[Mapping[str, Any]]:
        """Return what runs learned last, the latest run first, the weightiest of each first."""

    def deadlines(self, days: int) -> Sequence[Mapping[str, Any]]:
        """Return the dates that are coming within so many days of the run."""

    def events(self) -> Sequence[Mapping[str, Any]]:
        """Return the events, the latest happening first."""

    def search(self, words: str, limit: int) -> Searched:
        """Return the sentences and articles that hold some words, the best first.

        Raises UsageError where there is no word in it, StoreError where nothing is indexed yet.
        """

    def report(self) -> Contents:
        """Return what the report's pages tell of the copy."""

    def queue(self) -> Sequence[Mapping[str, Any]]:
        """Return the review queue, what matters most first."""

    def subject(self, subject_id: str) -> Subject | None:
        """Return what can be decided about, None where nothing has that id."""

    def candidates(self, event_id: str) -> Sequence[Mapping[str, Any]]:
        """Return events that may be the same happening: event_id, title, happened_on, why."""

    def effect(self, correction_id: str) -> Effect | None:
        """Return what came of a decision, None where the copy holds no such correction."""


class Desk(Protocol):
    """Where the pages have their values from, and where decisions go."""

    @property
    def event_types(self) -> Sequence[EventType]:
        """The types of events with their actions."""

    @property
    def user(self) -> str:
        """Who decides, where nobody says otherwise."""

    def night(self) -> AbstractContextManager[Night]:
        """Open the copy that is published now; raises StoreError where there is none."""

    def decide(self, decision: Decision) -> str:
        """Put a decision into effect and publish it; return the id of the (first) correction.

        Raises LockHeldError while a run is under way, OvertakenError where the subject is no longer as it was seen,
        UsageError where it cannot be carried out.
        """
