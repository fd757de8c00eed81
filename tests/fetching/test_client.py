import time

import pytest

from fetching.archive_reading import read_fetch, read_fetches
from reewatch.fetches import Outcome, Validators
from reewatch.identifiers import content_hash

BODY = b"<html><body>rare earths</body></html>"


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/ok", Outcome.FETCHED),
        ("/gzip", Outcome.FETCHED),
        ("/empty", Outcome.EMPTY),
        ("/gone", Outcome.GONE),
        ("/nowhere", Outcome.NOT_FOUND),
        ("/forbidden", Outcome.REFUSED),
        ("/teapot", Outcome.CLIENT_ERROR),
        ("/broken", Outcome.SERVER_ERROR),
        ("/throttled", Outcome.THROTTLED),
        ("/busy", Outcome.THROTTLED),
        ("/second-time", Outcome.FETCHED),  # the second attempt goes through
        ("/moved", Outcome.FETCHED),
        ("/loop", Outcome.REDIRECT_REFUSED),
        ("/far", Outcome.REDIRECT_REFUSED),
        ("/to-file", Outcome.REDIRECT_REFUSED),
        ("/bomb", Outcome.TOO_LARGE),
        ("/large", Outcome.TOO_LARGE),
        ("/wrong-gzip", Outcome.MALFORMED),
        ("/unknown-encoding", Outcome.MALFORMED),
        ("/garbage", Outcome.MALFORMED),
        ("/hangup", Outcome.UNREACHABLE),
        ("/never", Outcome.TIMEOUT),
        ("/drip", Outcome.TIMEOUT),
        ("http://127.0.0.1:1/x", Outcome.ADDRESS_REFUSED),
        ("http://[::1]/x", Outcome.ADDRESS_REFUSED),
        ("http://169.254.169.254/latest", Outcome.ADDRESS_REFUSED),
        ("ftp://site.example/x", Outcome.ADDRESS_REFUSED),
        ("http://user:secret@site.example/x", Outcome.ADDRESS_REFUSED),
        ("/to-private", Outcome.REDIRECT_REFUSED),
    ],
)
def test_each_behaviour_ends_in_its_outcome(fetch, path: str, outcome: Outcome) -> None:
    [done] = fetch(path)
    assert done.fetch.outcome is outcome, done.fetch.detail


def test_bodies_are_decoded_and_kept_in_the_archive(fetch, tmp_path) -> None:
    done = fetch("/ok", "/gzip", "/broken", "/never")
    kept = {a.fetch.url: a for a in read_fetches(tmp_path / "run.warc.gz")}
    assert done[0].body == done[1].body == BODY
    for archived in done:
        assert kept[archived.fetch.url].fetch == archived.fetch
        assert kept[archived.fetch.url].body == archived.body
        again = read_fetch(tmp_path / "run.warc.gz", archived.fetch.archive_offset)
        assert again == kept[archived.fetch.url]


def test_validators_go_out_byte_for_byte(fetch, mischief) -> None:
    [done] = fetch("/conditional", validators=Validators(etag='W/"odd tag"', last_modified="whenever"))
    assert done.fetch.outcome is Outcome.NOT_MODIFIED
    assert "if-modified-since: whenever" in mischief[0].heard["/conditional"].lower()


def test_the_very_same_body_is_unchanged(fetch) -> None:
    [done] = fetch("/ok", validators=Validators(body_hash=content_hash(BODY)))
    assert done.fetch.outcome is Outcome.UNCHANGED


def test_only_permanent_redirects_are_remembered(fetch) -> None:
    moved, found = fetch("/moved", "/found")
    assert moved.fetch.permanent_url == "http://site.example/ok"
    assert found.fetch.permanent_url is None
    assert found.fetch.final_url == "http://site.example/ok"


@pytest.mark.parametrize(
    ("status", "robots", "outcome"),
    [
        ("200 OK", b"User-agent: *\r\nDisallow: /ok\r\n", Outcome.ROBOTS_DISALLOWED),  # CRLF
        ("200 OK", b"User-agent: other\nDisallow: /\n", Outcome.FETCHED),
        ("404 Not Found", b"", Outcome.FETCHED),
        ("500 Internal Server Error", b"", Outcome.ROBOTS_DISALLOWED),  # unknown is no for this run
    ],
)
def test_robots_are_obeyed(fetch, mischief, status: str, robots: bytes, outcome: Outcome) -> None:
    mischief[0].robots_status, mischief[0].robots = status, robots
    [done] = fetch("/ok", robots=True)
    assert done.fetch.outcome is outcome
    assert mischief[0].asked["/ok"] == (1 if outcome is Outcome.FETCHED else 0)


def test_requests_to_one_host_are_spaced(fetch) -> None:
    started = time.monotonic()
    fetch("/ok", "/gzip", "/gone", spacing_seconds=0.2, host_concurrency=1)
    assert time.monotonic() - started >= 0.4


def test_a_silent_host_is_given_up_for_the_run(fetch, mischief) -> None:
    done = fetch("/never", "/never?2", "/never?3", "/never?4", host_concurrency=1, attempts=1)
    assert {d.fetch.outcome for d in done} <= {Outcome.TIMEOUT, Outcome.UNREACHABLE}
    assert mischief[0].asked["/never"] == 2


def test_an_attempt_is_bounded_in_number(fetch, mischief) -> None:
    fetch("/broken", attempts=3)
    assert mischief[0].asked["/broken"] == 3


def test_a_long_retry_after_is_not_waited_for(fetch, mischief) -> None:
    fetch("/throttled", attempts=3)
    assert mischief[0].asked["/throttled"] == 1
