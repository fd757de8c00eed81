"""A fetch: one request for one address, ended in one outcome out of a closed list."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Purpose(StrEnum):
    """What a fetch was for."""

    SOURCE = "source"  # the polled address of a source
    PAGE = "page"  # an article
    ROBOTS = "robots"
    IMPORT = "import"  # a document or response that an import brought


class Outcome(StrEnum):
    """How a fetch ended. Documented in docs/fetching.md; a test compares the two."""

    FETCHED = "fetched"  # 2xx with a body that differs from the last one
    UNCHANGED = "unchanged"  # 2xx with the very bytes of the last time
    NOT_MODIFIED = "not_modified"  # 304
    EMPTY = "empty"  # 2xx without a body
    GONE = "gone"  # 410
    NOT_FOUND = "not_found"  # 404
    REFUSED = "refused"  # 401, 402, 403, 407, 451
    THROTTLED = "throttled"  # 429, or 503 with Retry-After
    CLIENT_ERROR = "client_error"  # any other 4xx
    SERVER_ERROR = "server_error"  # any other 5xx
    REDIRECT_REFUSED = "redirect_refused"  # a loop, too many hops, or a target that may not be asked
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"  # no address, no connection, TLS failure, connection lost
    TOO_LARGE = "too_large"  # over the cap, compressed or not
    MALFORMED = "malformed"  # not HTTP, or a body that cannot be decoded
    ROBOTS_DISALLOWED = "robots_disallowed"
    ADDRESS_REFUSED = "address_refused"  # private, loopback, or not http(s)

    @property
    def is_answer(self) -> bool:
        """True when the publisher served what was asked, or said that it has not changed."""
        return self in (Outcome.FETCHED, Outcome.UNCHANGED, Outcome.NOT_MODIFIED, Outcome.EMPTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One request and what came of it. ``fetch_id`` = content_id("fet", run_id, purpose, source_id, url)."""

    fetch_id: str
    run_id: str
    source_id: str
    purpose: Purpose
    url: str  # as asked
    final_url: str  # after redirects; equals url where there were none
    permanent_url: str | None  # the target, where every hop was permanent (301, 308)
    requested_at: datetime  # wall clock, UTC
    outcome: Outcome
    detail: str  # a fixed short phrase, for counting
    status: int | None  # HTTP status of the last response
    attempts: int
    etag: str | None  # byte for byte as sent
    last_modified: str | None
    content_type: str | None
    body_hash: str | None  # SHA-256 of the decoded body
    body_bytes: int | None
    archive_file: str | None  # name below archive/
    archive_offset: int | None  # of the response record (of the metadata record where there is no response)


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a conditional GET sends back, and the hash that tells an unchanged body."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    """An intent to fetch, decided by the rules and carried out by ``fetching``."""

    source_id: str
    purpose: Purpose
    url: str
    validators: Validators = Validators()
    accept: str | None = None
    user_agent: str | None = None
    spacing_seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedFetch:
    """A fetch as it stands in the archive, with its decoded body (empty where there was no response)."""

    fetch: Fetch
    headers: tuple[tuple[str, str], ...]
    body: bytes
