"""From a published copy to digests: what is due, what it tells, and what is told thereby."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from digests.bodies import signature_headers
from digests.letters import letters_of
from flows.digest_sections import Desk, with_dates, with_groups
from reewatch.deliveries import Outgoing, Told, delivery_id
from reewatch.digest.contents import Digest
from reewatch.digest.moves import moves_since, states_of
from reewatch.digest.periods import Period, period_due
from reewatch.digest.selection import HISTORY, SMALLER, TOLD, select_alerts, select_changes, told_of
from reewatch.subscriptions import ELSEWHERE, Subscriber, Subscription
from reewatch.timestamps import format_timestamp, parse_timestamp
from storage.digests import coverage_of, indicator_states, last_published, reported_changes, source_health
from storage.outbox import told_states
from storage.rows import Connection
from storage.told import last_queued

#: Under this name it is kept up to which run a subscriber was told.
COVERED = "covered:"
#: What is older is no alert any more, however long nobody looked.
ALERT_DAYS = timedelta(days=7)
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A digest, its letters, and what is told once they are in the outbox."""

    digest: Digest
    outgoings: tuple[Outgoing, ...]
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A subscriber at the moment of writing: what he was told, and up to which run there is something to tell."""

    subscriber: Subscriber
    told: Mapping[str, str]  # name of a fact -> the state in which it was last told
    until: datetime
    now: datetime

    def covered(self, kind: str) -> datetime | None:
        """Return the clock of the run up to which he was told; None where he was told nothing yet.

        Two runs may have one clock, so that run is looked at again; which of its changes were told is known.
        """
        kept = self.told.get(f"{COVERED}{kind}")
        return parse_timestamp(kept) if kept else None

    def blank(self, kind: str, period: str) -> Digest:
        """Return a digest in which nothing stands yet."""
        own = self.subscriber.subscription
        return Digest(
            subscriber=own.name, kind=kind, period=period, as_of=self.now, zone=own.zone, language=own.language
        )


def compose_due(at: Desk, ledger: Connection, subscribers: Iterable[Subscriber], now: datetime) -> list[Composed]:
    """Return the digests and alerts that are due at ``now`` and are not in the outbox yet.

    Alerts come first: what they tell, the digest of the same morning does not tell again.
    """
    until = last_published(at.published, now)
    if until is None:
        return []
    composed: list[Composed] = []
    for subscriber in subscribers:
        reader = Reader(subscriber=subscriber, told=told_states(ledger, subscriber.name), until=until, now=now)
        alert = _alert(at, reader, last_queued(ledger, subscriber.name, "alert", None))
        if alert is not None:
            composed.append(alert)
            reader = replace(reader, told=dict(reader.told) | {t.fact_key: t.state_key for t in alert.told})
        period = period_due(subscriber.subscription, now)
        if period is not None and last_queued(ledger, subscriber.name, "digest", period.name) is None:
            composed.append(_digest(at, reader, period))
    return composed


def compose_preview(
    at: Desk, told: Mapping[str, str], subscriber: Subscriber, now: datetime, since: datetime | None = None
) -> Composed:
    """Return the digest that a subscriber would get at ``now``, due or not.

    ``told`` is what he was told (storage.outbox.told_states); ``since`` (exclusive) goes back to there instead.
    """
    until = last_published(at.published, now) or now
    own = subscriber.subscription
    today = now.astimezone(ZoneInfo(own.zone)).date().isoformat()
    length = timedelta(days=7 if own.send == "weekly" else 1)
    reader = Reader(subscriber=subscriber, told=told if since is None else {}, until=until, now=now)
    start = None if since is None else since + INSTANT
    return _digest(at, reader, Period(name=today, due_at=now, length=length), start)


def compose_run(at: Desk, run_id: str, clock: datetime) -> Composed:
    """Return the digest of one run, for everybody: all that it learned, and what moved since the run before."""
    everybody = Subscriber(
        subscription=Subscription(name=run_id, to=(at.letterhead.sender,)),
        recipients=(at.letterhead.sender,),
        condition=None,
    )
    reader = Reader(subscriber=everybody, told={}, until=clock, now=clock)
    return _digest(at, reader, Period(name=run_id, due_at=clock, length=timedelta(days=1)), clock)


def _alert(at: Desk, reader: Reader, last: datetime | None) -> Composed | None:
    """Return one mail for all that crossed the condition since the last; None where nothing did, or one just went."""
    own = reader.subscriber.subscription
    if reader.subscriber.condition is None and own.send != "at once":
        return None
    if last is not None and reader.now - last < timedelta(minutes=own.alert_pause_minutes):
        return None
    since = max(reader.covered("alert") or reader.until - timedelta(days=1), reader.until - ALERT_DAYS)
    selection = select_alerts(reported_changes(at.published, since, reader.until), reader.subscriber, reader.told)
    if not selection.told:
        return None
    looked = coverage_of(at.published, reader.until, reader.until)
    blank = replace(reader.blank("alert", format_timestamp(reader.until)), coverage=looked)
    return _letters(at, reader, with_groups(at, blank, selection.told, reader.until), told_of(selection))


def _digest(at: Desk, reader: Reader, period: Period, start: datetime | None = None) -> Composed:
    """Return the digest from ``start`` on, from where the last one ended, or of one period before the last run."""
    covered = reader.covered("digest") if start is None else None
    since = covered or start or reader.until - period.length
    fresh = covered + INSTANT if covered else since
    selection = select_changes(
        reported_changes(at.published, since, reader.until), reader.subscriber, reader.told, fresh
    )
    told = _states(at, since - INSTANT) | dict(reader.told)
    indicators, sources = indicator_states(at.published, reader.until), source_health(at.published, reader.until)
    blank = replace(
        reader.blank("digest", period.name),
        moves=moves_since(indicators, sources, at.titles, told),
        coverage=coverage_of(at.published, fresh, reader.until),
        smaller=selection.untold[SMALLER],
        elsewhere=selection.untold[ELSEWHERE],
        told_before=selection.untold[TOLD],
        history=selection.untold[HISTORY],
    )
    full = with_dates(at, with_groups(at, blank, selection.told, reader.until), reader.now)
    return _letters(at, reader, full, told_of(selection) | _states(at, reader.until))


def _letters(at: Desk, reader: Reader, digest: Digest, states: Mapping[str, str]) -> Composed:
    outgoings = tuple(letters_of(digest, reader.subscriber, at.letterhead))
    kept = dict(states) | {f"{COVERED}{digest.kind}": format_timestamp(reader.until)}
    carrier = delivery_id(outgoings[0])
    told = tuple(
        Told(subscriber=reader.subscriber.name, fact_key=k, state_key=s, delivery_id=carrier) for k, s in kept.items()
    )
    return Composed(digest=digest, outgoings=outgoings, told=told)


def _states(at: Desk, known_at: datetime) -> dict[str, str]:
    return states_of(indicator_states(at.published, known_at), source_health(at.published, known_at))


def signer(subscribers: Iterable[Subscriber]) -> Callable[[Outgoing, datetime], Mapping[str, str]]:
    """Return what signs the bodies that go to webhooks, each with its subscriber's secret."""
    secrets = {s.name: s.secret for s in subscribers}

    def sign(outgoing: Outgoing, now: datetime) -> Mapping[str, str]:
        secret = secrets.get(outgoing.subscriber)
        return signature_headers(outgoing.message, secret, now) if secret else {}

    return sign
