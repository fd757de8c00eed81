"""One exchange over HTTP: to a checked address, with caps on time and size, and nothing followed or retried."""

import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from fetching.addresses import Endpoint
from fetching.archive import Exchange
from fetching.bodies import BodyTooLargeError
from reewatch.fetches import FetchRequest, Purpose
from reewatch.settings import FetchSettings

ACCEPT = {
    Purpose.SOURCE: "application/atom+xml, application/rss+xml, application/feed+json, application/json;q=0.9, "
    "application/xml;q=0.9, text/html;q=0.8, */*;q=0.1",
    Purpose.PAGE: "text/html, application/xhtml+xml;q=0.9, text/plain;q=0.8, */*;q=0.1",
    Purpose.ROBOTS: "text/plain, */*;q=0.1",
    Purpose.IMPORT: "*/*",
}


class CutExchangeError(BodyTooLargeError):
    """A body over its cap; carries what had come."""

    def __init__(self, exchange: Exchange) -> None:
        super().__init__("body over the cap")
        self.exchange = exchange


@asynccontextmanager
async def open_client(settings: FetchSettings) -> AsyncIterator[httpx.AsyncClient]:
    """Yield the one HTTP client of a run: no cookies, no proxies from the environment, no redirects of its own."""
    jar = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    limits = httpx.Limits(max_connections=settings.concurrency, max_keepalive_connections=settings.concurrency)
    async with httpx.AsyncClient(
        timeout=settings.timeout_seconds,
        follow_redirects=False,
        trust_env=False,
        cookies=jar,
        limits=limits,
        verify=ssl.create_default_context(),
    ) as client:
        yield client


def request_headers(request: FetchRequest, settings: FetchSettings) -> dict[str, str]:
    """Return the headers of a request; validators go out byte for byte as they came."""
    headers = {
        "User-Agent": request.user_agent or settings.user_agent,
        "Accept": request.accept or ACCEPT[request.purpose],
        "Accept-Encoding": "gzip, deflate",
    }
    if request.validators.etag:
        headers["If-None-Match"] = request.validators.etag
    if request.validators.last_modified:
        headers["If-Modified-Since"] = request.validators.last_modified
    return headers


async def exchange_once(
    client: httpx.AsyncClient, url: str, endpoint: Endpoint, headers: Mapping[str, str], settings: FetchSettings
) -> Exchange:
    """Ask once and return the exchange with the raw body.

    Raises httpx's errors, and CutExchangeError when the body passes ``max_compressed_bytes``.
    """
    target = httpx.URL(url).copy_with(scheme=endpoint.scheme, host=endpoint.address, port=endpoint.port)
    sent = {"Host": endpoint.host_header, **headers}
    extensions = {"sni_hostname": endpoint.host}
    async with client.stream("GET", target, headers=sent, extensions=extensions) as response:
        raw, cut = bytearray(), False
        async for piece in response.aiter_raw():
            raw += piece
            if len(raw) > settings.max_compressed_bytes:
                cut = True
                break
    exchange = Exchange(
        url=url,
        request_headers=list(sent.items()),
        status=response.status_code,
        reason=response.reason_phrase,
        headers=[(k.decode("latin-1"), v.decode("latin-1")) for k, v in response.headers.raw],
        raw_body=bytes(raw[: settings.max_compressed_bytes]),
        truncated=cut,
    )
    if cut:
        raise CutExchangeError(exchange)
    return exchange
