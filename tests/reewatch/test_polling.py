from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewatch.fetches import Outcome, Validators
from reewatch.polling import ListedPage, PollHistory, due_pages, is_due, source_request
from reewatch.settings import FetchSettings
from reewatch.sources import Source, SourceKind

NOW = datetime(2026, 11, 10, 5, tzinfo=UTC)


def source(**changes: object) -> Source:
    fields: dict[str, object] = {
        "source_id": "wire",
        "name": "Wire",
        "url": "https://wire.example/feed",
        "kind": SourceKind.FEED,
        "tier": "wire_general",
        "country": "US",
        "language": "en",
    }
    return Source(**(fields | changes))  # type: ignore[arg-type]


def page(**changes: object) -> ListedPage:
    fields: dict[str, object] = {
        "url": "https://wire.example/a",
        "source_id": "wire",
        "first_listed_at": NOW - timedelta(days=1),
        "changed_at": NOW - timedelta(days=1),
    }
    return ListedPage(**(fields | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("history", "due"),
    [
        (PollHistory(), True),  # never asked
        (PollHistory(last_asked_at=NOW - timedelta(minutes=30)), False),  # its interval is not over
        (PollHistory(last_asked_at=NOW - timedelta(hours=2)), True),
        (PollHistory(last_asked_at=NOW - timedelta(days=30), last_outcome=Outcome.GONE), False),
        (PollHistory(last_asked_at=NOW - timedelta(hours=2), failures=2), True),  # a bad day is no back-off
        (PollHistory(last_asked_at=NOW - timedelta(hours=2), failures=3), False),
        (PollHistory(last_asked_at=NOW - timedelta(hours=22), failures=3), True),
        (PollHistory(last_asked_at=NOW - timedelta(days=5), failures=9), False),
        (PollHistory(last_asked_at=NOW - timedelta(days=8), failures=900), True),  # never given up for good
    ],
)
def test_sources_are_polled_when_due(history: PollHistory, due: bool) -> None:
    assert is_due(source(), history, NOW) is due


def test_a_disabled_source_is_never_due() -> None:
    assert not is_due(source(enabled=False, disabled_reason="terms"), PollHistory(), NOW)


def test_validators_are_left_out_once_a_week() -> None:
    known = Validators(etag='W/"x"', last_modified="Mon, 09 Nov 2026 00:00:00 GMT", body_hash="h")
    fresh = PollHistory(last_asked_at=NOW, last_body_at=NOW - timedelta(days=6))
    stale = PollHistory(last_asked_at=NOW, last_body_at=NOW - timedelta(days=7))
    assert source_request(source(), fresh, known, NOW).validators == known
    assert source_request(source(), stale, known, NOW).validators == Validators(body_hash="h")


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("listed", "due"),
    [
        (page(), True),  # never asked
        (page(last_asked_at=NOW - timedelta(hours=1), answered=True), False),
        (page(last_asked_at=NOW - DAY, answered=True), True),  # young: silent edits are looked for
        (page(first_listed_at=NOW - 20 * DAY, changed_at=NOW - 20 * DAY, last_asked_at=NOW - DAY), False),
        (page(first_listed_at=NOW - 20 * DAY, changed_at=NOW, last_asked_at=NOW - DAY, answered=True), True),
        (page(last_asked_at=NOW - DAY, failures=2), True),
        (page(last_asked_at=NOW - DAY, failures=3), False),
    ],
)
def test_pages_are_asked_for_when_due(listed: ListedPage, due: bool) -> None:
    assert bool(due_pages([listed], {"wire": source()}, FetchSettings(), NOW)) is due


def test_entries_only_sources_have_no_pages() -> None:
    assert due_pages([page()], {"wire": source(fetch_pages=False)}, FetchSettings(), NOW) == []


@given(st.lists(st.integers(0, 9), max_size=30), st.integers(0, 5))
def test_no_host_is_asked_for_more_than_its_share(numbers: list[int], cap: int) -> None:
    pages = [page(url=f"https://h{n % 2}.example/{n}") for n in numbers]
    due = due_pages(pages, {"wire": source()}, FetchSettings(pages_per_host=cap), NOW)
    urls = [p.url for p in due]
    assert len(urls) == len(set(urls))
    assert all(sum(f"//h{h}." in u for u in urls) <= cap for h in (0, 1))
