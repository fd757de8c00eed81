"""The small server of the sample newsroom: real HTTP on loopback, each night as it was."""

import gzip
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from samples.newsroom import Newsroom, Publisher, Story
from samples.pages import WALL, article_url, etag_of, listing, page, raw_text

STATUS_FAULTS = {"403": 403, "404": 404, "410": 410, "429": 429, "500": 500, "503": 503}


class NewsroomServer:
    """Serves the newsroom on an ephemeral port of 127.0.0.1; use it as a context manager."""

    def __init__(self, newsroom: Newsroom) -> None:
        """Begin with the first night."""
        self.newsroom = newsroom
        self.night = 1

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def address(self) -> str:
        """Host and port, for the settings' ``fetch.resolve``."""
        return f"127.0.0.1:{self._server.server_address[1]}"

    def turn_to(self, night: int) -> None:
        """Serve the newsroom as it was on a night (1, 2, ...)."""
        self.night = night

    def answer(self, host: str, path: str) -> tuple[int, dict[str, str], bytes]:
        """Return (status, headers, body) for a path of a host on the present night."""
        publisher = next((p for p in self.newsroom.publishers if p.host == host), None)
        if publisher is None:
            return 404, {}, b"no such host"
        if path == "/robots.txt":
            return 200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /private/\n"
        if path == "/feed":
            return self._source(publisher)
        return self._article(publisher, path)

    def _source(self, publisher: Publisher) -> tuple[int, dict[str, str], bytes]:
        fault = publisher.faults.get(str(self.night), "")
        if fault in STATUS_FAULTS:
            more = {"Retry-After": "3600"} if fault in ("429", "503") else {}
            return STATUS_FAULTS[fault], more, b"out of order"
        if fault == "garbage":
            return 200, {"Content-Type": "application/rss+xml"}, b"\x00\x01 not a feed at all \xff\xfe"
        kind, body = listing(publisher, self.newsroom.stories, self.night)
        encoding = publisher.faults.get("encoding", "utf-8")
        raw = body.replace('encoding="utf-8"', f'encoding="{encoding}"').encode(encoding, "xmlcharrefreplace")
        return 200, {"Content-Type": kind.replace("utf-8", encoding), "ETag": etag_of(raw)}, raw

    def _article(self, publisher: Publisher, path: str) -> tuple[int, dict[str, str], bytes]:
        story = self._story(publisher, path)
        if story is None:
            return 404, {}, b"not found"
        fault = story.fault if story.fault and self.night >= (story.fault_night or story.night) else ""
        if fault in STATUS_FAULTS:
            return STATUS_FAULTS[fault], {}, b"out of order"
        if fault == "moved" and not path.endswith("/full"):
            return 301, {"Location": f"{article_url(story)}/full"}, b""
        if path.startswith("/raw/"):
            return 200, {"Content-Type": "text/plain; charset=utf-8"}, raw_text(story, self.night).encode()
        html = WALL if fault == "wall" else page(publisher, story, self.night)
        body = html.encode()
        return 200, {"Content-Type": "text/html; charset=utf-8", "ETag": etag_of(body)}, body

    def _story(self, publisher: Publisher, path: str) -> Story | None:
        slug = path.removesuffix("/full").rpartition("/")[2]
        told = (s for s in self.newsroom.stories if s.host == publisher.host and s.slug == slug)
        return next((s for s in told if s.night <= self.night), None)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        newsroom = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                host = (self.headers.get("Host") or "").partition(":")[0]
                status, headers, body = newsroom.answer(host, urlsplit(self.path).path)
                if status == 200 and headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:  # noqa: PLR2004
                    status, body = 304, b""
                if body and "gzip" in (self.headers.get("Accept-Encoding") or ""):
                    body = gzip.compress(body, mtime=0)
                    headers = headers | {"Content-Encoding": "gzip"}
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class's name
                """Keep the terminal clean."""

        return Handler
