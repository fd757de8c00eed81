"""The server itself: uvicorn on one address, with clocks on those who dawdle."""

import asyncio
import socket
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from reports.serving.guards import Limits

LIMITS = Limits()
BACKLOG = 64
IDLE_SECONDS = 5  # between two requests of one connection


class ImpatientProtocol(H11Protocol):
    """uvicorn's HTTP, which hangs up where the head of a request does not arrive in time.

    uvicorn has a clock for the pause between two requests, none for a head that comes byte by byte.
    """

    head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock with the connection."""
        super().connection_made(transport)
        self._start()

    def handle_events(self) -> None:
        """Stop the clock where a head has arrived, start it where the next one begins."""
        before = self.cycle
        super().handle_events()
        if self.cycle is not before:
            self._stop()

    def on_response_complete(self) -> None:
        """Start the clock anew for the next request."""
        super().on_response_complete()
        self._start()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._stop()
        super().connection_lost(exc)

    def _start(self) -> None:
        self._stop()
        self.head_timer = self.loop.call_later(LIMITS.head_seconds, self._hang_up)

    def _stop(self) -> None:
        if self.head_timer is not None:
            self.head_timer.cancel()
            self.head_timer = None

    def _hang_up(self) -> None:
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()


def make_server(app: ASGIApp, **told: Any) -> uvicorn.Server:
    """Return a server over an application; ``told`` overrides what it is configured with (a test's)."""
    settings: dict[str, Any] = {
        "http": ImpatientProtocol, "ws": "none", "lifespan": "off", "interface": "asgi3", "loop": "asyncio",
        "access_log": False, "log_level": "warning", "server_header": False,
        "proxy_headers": False, "limit_concurrency": LIMITS.connections, "backlog": BACKLOG,
        "timeout_keep_alive": IDLE_SECONDS, "timeout_graceful_shutdown": 10,
        "h11_max_incomplete_event_size": LIMITS.header_bytes,
    }  # fmt: skip
    return uvicorn.Server(uvicorn.Config(app, **(settings | told)))


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on one address; port 0 takes a free one. Raises OSError where it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except OSError:
        listening.close()
        raise
    return listening
