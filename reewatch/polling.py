"""What is due: which sources a run polls, and which pages it asks for. Pure rules; ``now`` is the run's clock."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from reewatch.fetches import FetchRequest, Outcome, Purpose, Validators
from reewatch.settings import FetchSettings
from reewatch.sources import Source

#: After so many failed polls in a row a source is asked ever more rarely (reference: Media Cloud's rss-fetcher).
FAILURES_BEFORE_BACKOFF = 3
LONGEST_BACKOFF = timedelta(days=7)
#: Validators are left out that often, since some servers answer 304 for days after an edit.
UNCONDITIONAL_AFTER = timedelta(days=7)
#: A page that is still listed is asked again at most that often.
REVISIT_AFTER = timedelta(hours=20)
#: A page that failed so often is given up until its entry changes.
PAGE_ATTEMPTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PollHistory:
    """What the store knows of the polls of one source."""

    last_asked_at: datetime | None = None
    last_body_at: datetime | None = None  # the last answer with a body, for the unconditional ask
    last_outcome: Outcome | None = None
    failures: int = 0  # in a row, up to the last poll


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPage:
    """An address that sources list, with what the store knows of asking for it."""

    url: str
    source_id: str
    first_listed_at: datetime
    changed_at: datetime  # when an entry for it last said something new
    last_asked_at: datetime | None = None
    answered: bool = False  # some page fetch brought a body
    failures: int = 0  # page fetches that brought none, in a row


def is_due(source: Source, history: PollHistory, now: datetime) -> bool:
    """Return whether a source is polled now: enabled, not gone, its interval over, its back-off served."""
    if not source.enabled or history.last_outcome is Outcome.GONE:
        return False
    if history.last_asked_at is None:
        return True
    wait = timedelta(hours=source.poll_hours)
    if history.failures >= FAILURES_BEFORE_BACKOFF:
        wait = min(timedelta(days=2.0 ** min(history.failures - FAILURES_BEFORE_BACKOFF, 5)), LONGEST_BACKOFF)
        wait -= timedelta(hours=4)  # a nightly run that starts a little early still counts as a day later
    return now - history.last_asked_at >= wait


def source_request(source: Source, history: PollHistory, validators: Validators, now: datetime) -> FetchRequest:
    """Return the poll of a source, conditional unless the last body is too old to rely on 304s."""
    stale = history.last_body_at is None or now - history.last_body_at >= UNCONDITIONAL_AFTER
    kept = Validators(body_hash=validators.body_hash) if stale else validators
    return _request(source, Purpose.SOURCE, source.url, kept)


def page_request(source: Source, url: str, validators: Validators) -> FetchRequest:
    """Return the request for a page that a source lists."""
    return _request(source, Purpose.PAGE, url, validators)


def _request(source: Source, purpose: Purpose, url: str, validators: Validators) -> FetchRequest:
    return FetchRequest(
        source_id=source.source_id,
        purpose=purpose,
        url=url,
        validators=validators,
        accept=source.accept if purpose is Purpose.SOURCE else None,
        user_agent=source.user_agent,
        spacing_seconds=source.spacing_seconds,
    )


def due_pages(
    pages: Iterable[ListedPage], sources: Mapping[str, Source], settings: FetchSettings, now: datetime
) -> list[ListedPage]:
    """Return the pages to ask for, one per address, at most ``pages_per_host`` a host, the newest first.

    A page is due when it was never answered (three failures end that, until its entry changes), when its entry
    changed since it was last asked, or, while it is young, once a day, so that silent edits are seen.
    """
    young = timedelta(days=settings.revisit_days)
    due: dict[str, ListedPage] = {}
    for page in sorted(pages, key=lambda p: (p.source_id, p.url)):
        source = sources.get(page.source_id)
        if source is None or not source.fetch_pages or page.url in due:
            continue
        if _page_is_due(page, young, now):
            due[page.url] = page
    newest_first = sorted(due.values(), key=lambda p: (-p.first_listed_at.timestamp(), p.url))
    return _capped(newest_first, settings.pages_per_host)


def _page_is_due(page: ListedPage, young: timedelta, now: datetime) -> bool:
    if page.last_asked_at is None or page.changed_at > page.last_asked_at:
        return True
    if now - page.last_asked_at < REVISIT_AFTER:
        return False
    if page.failures:
        return page.failures < PAGE_ATTEMPTS
    return now - page.first_listed_at <= young


def _capped(pages: Sequence[ListedPage], per_host: int) -> list[ListedPage]:
    asked: Counter[str] = Counter()
    kept = []
    for page in pages:
        host = urlsplit(page.url).hostname or ""
        if asked[host] < per_host:
            asked[host] += 1
            kept.append(page)
    return kept
