"""A real HTTP server on loopback that misbehaves on request."""

import asyncio
import gzip
import threading
from collections import Counter
from datetime import UTC, datetime

import pytest

from fetching.archive import ArchiveWriter
from fetching.client import fetch_all
from reewatch.fetches import FetchRequest, Purpose, Validators
from reewatch.runs import RunKind, make_run
from reewatch.settings import FetchSettings

NONE = Validators()
BODY = b"<html><body>rare earths</body></html>"
PLAIN = "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\n\r\n"


def response(status: str, body: bytes = b"", headers: str = "") -> bytes:
    return PLAIN.format(status=status, headers=headers, length=len(body)).encode() + body


class Mischief:
    """Answers by path; ``asked`` counts paths, ``heard`` keeps the last request of each."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.heard: dict[str, str] = {}
        self.robots = b""
        self.robots_status = "200 OK"

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self.serve(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            path = head.split(" ")[1].partition("?")[0]
            self.asked[path] += 1
            self.heard[path] = head
            if path == "/never":
                await asyncio.sleep(30)
            if path == "/drip":
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
                for _ in range(300):
                    writer.write(b"x")
                    await writer.drain()
                    await asyncio.sleep(0.1)
            if path == "/hangup":
                return
            writer.write(self.answer(path, head))
            await writer.drain()

    def answer(self, path: str, head: str) -> bytes:
        if path == "/robots.txt":
            return response(self.robots_status, self.robots)
        if path == "/conditional" and 'if-none-match: W/"odd tag"' in head.replace("If-None-Match", "if-none-match"):
            return response("304 Not Modified")
        if path == "/second-time" and self.asked[path] > 1:
            return response("200 OK", BODY)
        return ANSWERS.get(path, response("404 Not Found"))


ANSWERS = {
    "/ok": response("200 OK", BODY, 'ETag: "e"\r\nLast-Modified: Mon, 09 Nov 2026 00:00:00 GMT\r\n'),
    "/conditional": response("200 OK", BODY, 'ETag: W/"odd tag"\r\n'),
    "/gzip": response("200 OK", gzip.compress(BODY), "Content-Encoding: gzip\r\n"),
    "/bomb": response("200 OK", gzip.compress(b"\0" * 5_000_000), "Content-Encoding: gzip\r\n"),
    "/large": response("200 OK", b"x" * 200_000),
    "/wrong-gzip": response("200 OK", b"not gzip at all", "Content-Encoding: gzip\r\n"),
    "/unknown-encoding": response("200 OK", b"?", "Content-Encoding: rot13\r\n"),
    "/empty": response("200 OK"),
    "/gone": response("410 Gone"),
    "/forbidden": response("403 Forbidden", b"no"),
    "/teapot": response("418 I'm a teapot"),
    "/broken": response("500 Internal Server Error", b"oops"),
    "/throttled": response("429 Too Many Requests", b"", "Retry-After: 3600\r\n"),
    "/busy": response("503 Service Unavailable", b"", "Retry-After: Fri, 01 Jan 2100 00:00:00 GMT\r\n"),
    "/second-time": response("503 Service Unavailable"),
    "/garbage": b"\x00\x01\x02 this is not HTTP\r\n\r\n",
    "/moved": response("301 Moved Permanently", b"", "Location: /ok\r\n"),
    "/found": response("302 Found", b"", "Location: /ok\r\n"),
    "/loop": response("302 Found", b"", "Location: /loop\r\n"),
    "/far": response("302 Found", b"", "Location: /far1\r\n"),
    **{f"/far{n}": response("302 Found", b"", f"Location: /far{n + 1}\r\n") for n in range(1, 9)},
    "/to-private": response("302 Found", b"", "Location: http://10.1.2.3/secret\r\n"),
    "/to-file": response("302 Found", b"", "Location: file:///etc/passwd\r\n"),
}


@pytest.fixture
def mischief():
    """Yield (the server's behaviour, its address)."""
    behaviour, loop, ready = Mischief(), asyncio.new_event_loop(), threading.Event()
    address: list[str] = []
    stop = asyncio.Event()

    async def serve() -> None:
        server = await asyncio.start_server(behaviour, "127.0.0.1", 0)
        address.append(f"127.0.0.1:{server.sockets[0].getsockname()[1]}")
        ready.set()
        await stop.wait()
        server.close()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await asyncio.sleep(0.02)  # transports close in the next turns of the loop

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    ready.wait(5)
    yield behaviour, address[0]
    loop.call_soon_threadsafe(stop.set)
    thread.join(5)
    loop.close()


@pytest.fixture
def fetch(mischief, tmp_path):
    """Return a function that fetches paths of the server and returns the fetches."""
    _, address = mischief
    run = make_run(RunKind.NIGHTLY, datetime(2026, 11, 10, 5, tzinfo=UTC))

    def run_fetch(*paths: str, validators: Validators = NONE, robots: bool = False, **settings):
        given = {
            "resolve": {"site.example": address},
            "timeout_seconds": 0.5,
            "deadline_seconds": 1.0,
            "retry_wait_seconds": 0.01,
            "max_retry_after_seconds": 0.1,
            "spacing_seconds": 0.0,
            "host_concurrency": 4,
            "max_compressed_bytes": 100_000,
            "max_body_bytes": 1_000_000,
            "respect_robots": robots,
        } | settings
        requests = [
            FetchRequest(
                source_id="s",
                purpose=Purpose.PAGE,
                url=p if "://" in p else f"http://site.example{p}",
                validators=validators,
            )
            for p in paths
        ]
        with ArchiveWriter(tmp_path / "run.warc.gz", run=run, header={"sources": []}) as archive:
            return asyncio.run(fetch_all(requests, run=run, archive=archive, settings=FetchSettings(**given)))

    return run_fetch
