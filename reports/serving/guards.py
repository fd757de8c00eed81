"""What every request must pass before a page sees it, and what every answer carries. Plain ASGI, nothing is stored.

Host: a foreign page can point its own name at 127.0.0.1 (DNS rebinding), so only our names are answered. Origin: a
foreign page can post a form to us, so whatever changes anything must come from our own pages.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
SAFE_METHODS = ("GET", "HEAD")
#: Nothing but our own style sheet, our own script and pictures; no frame, no base, forms only to us.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}

Refuse = Callable[[Scope, int, str], ASGIApp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a request may bring: bytes and seconds."""

    body_bytes: int = 64 * 1024
    path_bytes: int = 2048  # with the query
    body_seconds: float = 10.0
    head_seconds: float = 10.0  # reckoned from the connection, or from the answer before
    header_bytes: int = 16 * 1024
    connections: int = 100


class RefusedError(Exception):
    """A request that is not carried out, with the status and the sentence for whoever sent it."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status, self.sentence = status, sentence
        super().__init__(sentence)


class Guards:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, *, hosts: tuple[str, ...], limits: Limits, refuse: Refuse) -> None:
        self.app, self.hosts, self.limits, self.refuse = app, hosts, limits, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # nothing here speaks web sockets
            await send({"type": "websocket.close", "code": 1008})
            return
        sent = _with_headers(send)
        try:
            headers = Headers(scope=scope)
            self._require_host(headers)
            self._require_plain_head(scope)
            if scope["method"] not in SAFE_METHODS:
                require_own_origin(headers)
            body = await self._body(scope, headers, receive)
        except RefusedError as error:
            await self.refuse(scope, error.status, error.sentence)(scope, receive, sent)
            return
        await self.app(scope, _given(body, receive), sent)

    def _require_host(self, headers: Headers) -> None:
        told = headers.getlist("host")
        if len(told) != 1 or host_name(told[0]) not in self.hosts:
            raise RefusedError(421, "This server answers only to the address that it printed.")

    def _require_plain_head(self, scope: Scope) -> None:
        if sum(len(name) + len(value) for name, value in scope["headers"]) > self.limits.header_bytes:
            raise RefusedError(431, "The head of that request is too long.")
        raw = scope.get("raw_path", b"") + b"?" + scope["query_string"]
        if len(raw) > self.limits.path_bytes:
            raise RefusedError(414, "That address is too long.")
        if any(ord(c) < 32 or c == "\x7f" for c in scope["path"]):  # noqa: PLR2004  control characters
            raise RefusedError(400, "That address holds characters that no address of ours holds.")

    async def _body(self, scope: Scope, headers: Headers, receive: Receive) -> bytes:
        """Return the whole body, which is small or refused; that of a GET is not looked at."""
        if scope["method"] in SAFE_METHODS:
            return b""
        told = headers.get("content-length", "0")
        if not told.isdigit() or int(told) > self.limits.body_bytes:
            raise RefusedError(413, "That is more than a form of ours can hold.")
        try:
            async with asyncio.timeout(self.limits.body_seconds):
                return await self._read(receive)
        except TimeoutError as error:
            raise RefusedError(408, "The form did not arrive in time.") from error

    async def _read(self, receive: Receive) -> bytes:
        pieces, size = [], 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise RefusedError(400, "The form did not arrive whole.")
            pieces.append(message.get("body", b""))
            size += len(pieces[-1])
            if size > self.limits.body_bytes:
                raise RefusedError(413, "That is more than a form of ours can hold.")
            if not message.get("more_body", False):
                return b"".join(pieces)


def host_name(host: str) -> str:
    """Return the name in a Host header, in lower case and without its port; empty where it is none."""
    try:
        split = urlsplit(f"//{host}")
        name, _ = split.hostname, split.port
    except ValueError:
        return ""
    if name is None or split.username is not None or split.path or split.query:
        return ""
    return f"[{name}]" if ":" in name else name


def require_own_origin(headers: Headers) -> None:
    """Raise RefusedError unless a request says that it comes from a page of this very address."""
    origin, site = headers.getlist("origin"), headers.get("sec-fetch-site", "same-origin")
    own = f"http://{headers['host'].lower()}"
    if len(origin) != 1 or origin[0].lower() != own or site != "same-origin":
        raise RefusedError(403, "That was not sent from a page of this server.")


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sent


def _given(body: bytes, receive: Receive) -> Callable[[], Awaitable[MutableMapping[str, Any]]]:
    """Return a ``receive`` that gives the body once, then waits for the client to leave."""
    left = [body]

    async def given() -> MutableMapping[str, Any]:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return await receive()

    return given
