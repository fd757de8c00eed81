"""Fetching many addresses politely: each request ends in one outcome, and in the archive."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import httpx
import stamina

from fetching.addresses import AddressRefusedError, resolve_endpoint
from fetching.archive import ArchiveWriter, Exchange
from fetching.bodies import BodyMalformedError, BodyTooLargeError, decode_body
from fetching.exchanges import CutExchangeError, exchange_once, open_client, request_headers
from fetching.outcomes import PASSING, outcome_of_failure, outcome_of_status
from fetching.politeness import HostGates, HostGivenUpError, retry_after_seconds
from fetching.robots import RobotsRules, read_robots
from reewatch.errors import ReewatchError
from reewatch.fetches import ArchivedFetch, Fetch, FetchRequest, Outcome, Purpose
from reewatch.identifiers import content_hash, content_id
from reewatch.runs import Run
from reewatch.settings import FetchSettings

REDIRECTS = (301, 302, 303, 307, 308)
PERMANENT = (301, 308)


@dataclass(slots=True)
class Attempt:
    """What one fetch has gone through so far."""

    exchanges: list[Exchange] = field(default_factory=list)
    hops: list[int] = field(default_factory=list)  # the statuses of redirects, of the attempt in hand
    url: str = ""  # where the attempt in hand has come to
    attempts: int = 0
    outcome: Outcome = Outcome.UNREACHABLE
    detail: str = ""
    answered: bool = False  # the outcome rests on the last exchange
    body: bytes = b""


class PassingError(ReewatchError):
    """An outcome that may pass; ``wait`` is what the server asked for, in seconds."""

    def __init__(self, wait: float | None) -> None:
        super().__init__("worth another attempt")
        self.wait = wait


async def fetch_all(
    requests: Sequence[FetchRequest],
    *,
    run: Run,
    archive: ArchiveWriter,
    settings: FetchSettings,
    on_done: Callable[[Fetch], None] | None = None,
) -> list[ArchivedFetch]:
    """Fetch every request and return the fetches in the order of the requests.

    No behaviour of a server raises; what a fetch came to is its outcome. Each is in the archive before it is returned.
    """
    async with open_client(settings) as client:
        fetcher = _Fetcher(client, run, archive, settings)

        async def one(request: FetchRequest) -> ArchivedFetch:
            done = await fetcher.fetch(request)
            if on_done:
                on_done(done.fetch)
            return done

        return list(await asyncio.gather(*(one(r) for r in requests)))


class _Fetcher:
    """The shared state of one call of ``fetch_all``."""

    def __init__(self, client: httpx.AsyncClient, run: Run, archive: ArchiveWriter, settings: FetchSettings) -> None:
        self._client, self._run, self._archive, self._settings = client, run, archive, settings
        self._gates = HostGates(settings)
        self._robots: dict[str, asyncio.Task[RobotsRules]] = {}

    async def fetch(self, request: FetchRequest) -> ArchivedFetch:
        attempt, requested_at = Attempt(url=request.url), datetime.now(UTC)
        try:
            async for retry in stamina.retry_context(
                on=_wait_for, attempts=self._settings.attempts, timeout=None,
                wait_initial=self._settings.retry_wait_seconds, wait_jitter=self._settings.retry_wait_seconds / 2,
            ):  # fmt: skip
                with retry:
                    await self._attempt(request, attempt)
        except PassingError:
            pass  # the last attempt's outcome stands
        if not attempt.answered:
            attempt.body = b""
        host = urlsplit(attempt.url).hostname or ""
        self._gates.note_fetch(host, answered=attempt.outcome not in (Outcome.TIMEOUT, Outcome.UNREACHABLE))
        fetch = _to_fetch(request, self._run, attempt, requested_at)
        stored = self._archive.write_fetch(fetch, attempt.exchanges)
        headers = tuple(attempt.exchanges[-1].headers) if attempt.answered else ()
        return ArchivedFetch(fetch=stored, headers=headers, body=attempt.body)

    async def _attempt(self, request: FetchRequest, attempt: Attempt) -> None:
        attempt.attempts += 1
        attempt.url, attempt.hops, attempt.answered = request.url, [], False
        wait: float | None = None
        try:
            response = await self._follow(request, attempt)
            if response is None:
                return
            wait = _judge(request, attempt, response, self._settings)
        except CutExchangeError as error:
            attempt.exchanges.append(error.exchange)
            attempt.outcome, attempt.detail = Outcome.TOO_LARGE, "body over the cap"
        except (httpx.HTTPError, httpx.InvalidURL, ReewatchError, TimeoutError, OSError) as error:
            attempt.outcome, attempt.detail = outcome_of_failure(error)
            if attempt.outcome is Outcome.ADDRESS_REFUSED and attempt.hops:
                attempt.outcome = Outcome.REDIRECT_REFUSED
        if attempt.outcome in PASSING and (wait or 0.0) <= self._settings.max_retry_after_seconds:
            raise PassingError(wait)

    async def _follow(self, request: FetchRequest, attempt: Attempt) -> Exchange | None:
        """Return the response at the end of the redirects, or None where an outcome stands already."""
        seen: set[str] = set()
        while True:
            seen.add(attempt.url)
            if not await self._may_ask(request, attempt):
                return None
            response = await self._exchange(request, attempt)
            attempt.exchanges.append(response)
            target = _redirect_target(response)
            if target is None:
                return response
            if target in seen or len(attempt.hops) >= self._settings.max_redirects:
                attempt.outcome = Outcome.REDIRECT_REFUSED
                attempt.detail = "redirect loop" if target in seen else "too many redirects"
                return None
            attempt.hops.append(response.status)
            attempt.url = target

    async def _may_ask(self, request: FetchRequest, attempt: Attempt) -> bool:
        host = urlsplit(attempt.url).hostname or ""
        if self._gates.is_given_up(host):
            attempt.outcome, attempt.detail = Outcome.UNREACHABLE, "host given up for this run"
            return False
        if request.purpose is Purpose.ROBOTS or not self._settings.respect_robots:
            return True
        try:
            await resolve_endpoint(attempt.url, self._settings)  # what must not be asked has no robots.txt to ask for
        except AddressRefusedError as error:
            attempt.outcome, attempt.detail = outcome_of_failure(error)
            if attempt.hops:
                attempt.outcome = Outcome.REDIRECT_REFUSED
            return False
        agent = request.user_agent or self._settings.user_agent
        if not (await self._robots_of(request, attempt.url)).allows(attempt.url, agent):
            attempt.outcome, attempt.detail = Outcome.ROBOTS_DISALLOWED, "robots.txt"
            return False
        return True

    async def _exchange(self, request: FetchRequest, attempt: Attempt) -> Exchange:
        endpoint = await resolve_endpoint(attempt.url, self._settings)
        headers = request_headers(request, self._settings)
        async with self._gates.turn(endpoint.host, request.spacing_seconds):
            if self._gates.is_given_up(endpoint.host):  # while this request stood in the queue
                raise HostGivenUpError("host given up for this run")
            async with asyncio.timeout(self._settings.deadline_seconds):
                return await exchange_once(self._client, attempt.url, endpoint, headers, self._settings)

    async def _robots_of(self, request: FetchRequest, url: str) -> RobotsRules:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = asyncio.create_task(self._ask_robots(request, origin, parts.hostname or ""))
        return await self._robots[origin]

    async def _ask_robots(self, request: FetchRequest, origin: str, host: str) -> RobotsRules:
        agent = request.user_agent or self._settings.user_agent
        asked = FetchRequest(
            source_id=request.source_id,
            purpose=Purpose.ROBOTS,
            url=f"{origin}/robots.txt",
            user_agent=request.user_agent,
            spacing_seconds=0.0,
        )
        rules = read_robots(await self.fetch(asked))
        self._gates.require_spacing(host, rules.spacing(agent))
        return rules


def _wait_for(error: Exception) -> bool | float:
    """Return stamina's answer: how long the server asked to wait, or True for its own back-off."""
    if not isinstance(error, PassingError):
        return False
    return True if error.wait is None else error.wait


def _redirect_target(response: Exchange) -> str | None:
    location = next((v for k, v in response.headers if k.lower() == "location"), None)
    if response.status not in REDIRECTS or not location:
        return None
    return urljoin(response.url, location.strip()).split("#", maxsplit=1)[0]


def _judge(request: FetchRequest, attempt: Attempt, response: Exchange, settings: FetchSettings) -> float | None:
    """Set the outcome that a final response means; return the wait that it asks for."""
    header = {k.lower(): v for k, v in reversed(response.headers)}
    wait = retry_after_seconds(header.get("retry-after"), datetime.now(UTC))
    attempt.outcome = outcome_of_status(response.status, retry_after=wait is not None)
    attempt.detail, attempt.answered = f"HTTP {response.status}", True
    encoding = header.get("content-encoding", "")
    try:
        attempt.body = decode_body(response.raw_body, encoding, max_bytes=settings.max_body_bytes)
    except (BodyTooLargeError, BodyMalformedError) as error:
        attempt.body = b""
        if attempt.outcome is Outcome.FETCHED:
            attempt.outcome, attempt.detail = outcome_of_failure(error)
        return wait
    if attempt.outcome is Outcome.FETCHED:
        attempt.outcome = _outcome_of_body(attempt.body, request)
    return wait


def _outcome_of_body(body: bytes, request: FetchRequest) -> Outcome:
    if not body:
        return Outcome.EMPTY
    return Outcome.UNCHANGED if content_hash(body) == request.validators.body_hash else Outcome.FETCHED


def _to_fetch(request: FetchRequest, run: Run, attempt: Attempt, requested_at: datetime) -> Fetch:
    answered = attempt.answered
    last = attempt.exchanges[-1] if attempt.exchanges and answered else None
    header = {k.lower(): v for k, v in reversed(last.headers)} if last else {}
    served = attempt.outcome in (Outcome.FETCHED, Outcome.UNCHANGED)
    moved = bool(attempt.hops) and all(status in PERMANENT for status in attempt.hops)
    return Fetch(
        fetch_id=content_id("fet", run.run_id, str(request.purpose), request.source_id, request.url),
        run_id=run.run_id,
        source_id=request.source_id,
        purpose=request.purpose,
        url=request.url,
        final_url=attempt.url,
        permanent_url=attempt.url if moved and answered else None,
        requested_at=requested_at,
        outcome=attempt.outcome,
        detail=attempt.detail,
        status=last.status if last else None,
        attempts=attempt.attempts,
        etag=header.get("etag"),
        last_modified=header.get("last-modified"),
        content_type=header.get("content-type"),
        body_hash=content_hash(attempt.body) if served else None,
        body_bytes=len(attempt.body) if served else None,
        archive_file=None,
        archive_offset=None,
    )
