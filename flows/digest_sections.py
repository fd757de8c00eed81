"""The sections of a digest, read from a published copy: the groups with their series, the dates, what was looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from digests.letters import Letterhead
from flows.promising import ledger_rows
from reewatch.days import days_of
from reewatch.digest.composing import compose_groups
from reewatch.digest.contents import Coming, Digest, Reported, Series
from reewatch.digest.names import named, names_of, party
from reewatch.digest.series import series_of
from reewatch.framework import Framework
from reewatch.promises.deadlines import deadlines_of
from reewatch.settings import Settings
from storage.digests import indicator_states, series_rows
from storage.listings import list_instruments
from storage.rows import Connection

DAYS_AHEAD = 30
#: A promise that is overdue for longer is counted, not listed.
DAYS_OVERDUE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What digests are composed from: the published copy, the framework, and the letterhead they go out under."""

    published: Connection
    framework: Framework
    letterhead: Letterhead
    names: Mapping[str, str] = field(default_factory=dict)  # of actors, by code

    @property
    def titles(self) -> dict[str, str]:
        """Return indicator id -> title."""
        return {i.id: i.title for i in self.framework.indicators}


def open_desk(published: Connection, framework: Framework, letterhead: Letterhead) -> Desk:
    """Return the desk, with the names of the framework's actors."""
    return Desk(published=published, framework=framework, letterhead=letterhead, names=names_of(framework.entities))


def letterhead_of(settings: Settings) -> Letterhead:
    """Return the letterhead that the settings name."""
    own = settings.digest
    return Letterhead(sender=own.sender, sender_name=own.sender_name, unsubscribe=own.unsubscribe)


def with_groups(at: Desk, digest: Digest, told: Sequence[Reported], until: datetime) -> Digest:
    """Return a digest with what is told, grouped by indicator."""
    ids = sorted({c.indicator_id for c in told if c.indicator_id})
    groups = compose_groups(
        told,
        titles=at.titles,
        readings={i["indicator_id"]: i["reading"] for i in indicator_states(at.published, until)},
        series=_series(at, ids, until),
        names=at.names,
    )
    return replace(digest, groups=groups)


def _series(at: Desk, indicator_ids: Sequence[str], until: datetime) -> dict[str, Series]:
    rows: dict[str, list[Mapping[str, Any]]] = {}
    for row in series_rows(at.published, indicator_ids, until):
        speaker = party(row["speaker"], at.names)
        rows.setdefault(row["indicator_id"], []).append(dict(row) | {"speaker": speaker})
    measures = {i.id: i.measures for i in at.framework.indicators}
    found = {i: series_of(i, measures.get(i, ()), r) for i, r in rows.items()}
    return {i: s for i, s in found.items() if s is not None}


def with_dates(at: Desk, digest: Digest, now: datetime) -> Digest:
    """Return a digest with what is overdue and what falls due in the next days."""
    promises = ledger_rows(at.published, now, None)
    overdue = _overdue(at, promises, now.date())
    late = sorted((o for o in overdue if o.days <= DAYS_OVERDUE), key=lambda o: (o.days, o.subject_id))
    coming = deadlines_of(promises, list_instruments(at.published, now, None), now.date(), DAYS_AHEAD)
    return replace(
        digest,
        deadlines=tuple(_coming(at, row) for row in coming),
        overdue=tuple(late),
        overdue_longer=len(overdue) - len(late),
    )


def coming_dates(at: Desk, now: datetime) -> list[Coming]:
    """Return all that falls due from ``now`` on, however far ahead, and what is overdue."""
    promises = ledger_rows(at.published, now, None)
    coming = deadlines_of(promises, list_instruments(at.published, now, None), now.date(), None)
    return [*_overdue(at, promises, now.date()), *(_coming(at, row) for row in coming)]


def _overdue(at: Desk, promises: Sequence[Mapping[str, Any]], today: date) -> list[Coming]:
    dated = [(p, days) for p in promises if p["status"] == "overdue" and (days := days_of(p["due"]))]
    return [
        Coming(
            day=promise["due"],
            days=(today - days.last).days,
            what="overdue",
            title=named(f"{promise['by']}: {promise['what']}", at.names),
            subject_id=promise["promise_id"],
        )
        for promise, days in dated
    ]


def _coming(at: Desk, row: Mapping[str, Any]) -> Coming:
    part = f", {row['part']}" if row["part"] else ""
    return Coming(
        day=row["date"],
        days=row["days_left"],
        what=row["what"],
        title=named(f"{row['title']}{part}", at.names),
        subject_id=row["subject_id"],
        part=row["part"] or "",
    )
