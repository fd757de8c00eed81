"""What goes wrong costs its source its night, and nothing else; what is killed is gone on with."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from cli.sampling import sample_settings
from flows.nights import plan_night
from flows.running import run_night
from flows.workplace import Workplace
from reewatch.errors import ChecksFailedError
from reewatch.runs import RunKind
from reewatch.settings import FetchSettings, load_settings
from samples.newsroom import load_newsroom
from samples.server import NewsroomServer
from storage.connection import open_store
from storage.publishing import published_path

NEWSROOM = load_newsroom()
FEED = (
    '<rss version="2.0"><channel><title>good</title><item><title>China suspends rare earth controls</title>'
    "<link>http://good.example/a</link></item></channel></rss>"
)
PAGE = (
    "<html><body><article><h1>China suspends rare earth controls</h1><p>" + "Rare earth news. " * 40 + "</p></article>"
)


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        host = head.lower().partition("host: ")[2].partition("\r\n")[0].partition(":")[0]
        if host == "silent.example":
            await asyncio.sleep(20)
        body = {"good.example": FEED if "/feed" in head else PAGE, "garbage.example": "\x00\x01 no feed \x02"}.get(host)
        status = "500 Oops" if body is None else "404 Not Found" if "robots" in head else "200 OK"
        kind = "text/html" if body is PAGE else "application/xml"
        raw = (body or "").encode()
        writer.write(f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(raw)}\r\n\r\n".encode() + raw)
        await writer.drain()
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


@pytest.fixture
def address():
    loop, ready, stop, found = asyncio.new_event_loop(), threading.Event(), asyncio.Event(), []

    async def serve() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        found.append(f"127.0.0.1:{server.sockets[0].getsockname()[1]}")
        ready.set()
        await stop.wait()
        server.close()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await asyncio.sleep(0.02)

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    ready.wait(5)
    yield found[0]
    loop.call_soon_threadsafe(stop.set)
    thread.join(5)
    loop.close()


def test_bad_sources_cost_themselves_their_night(tmp_path: Path, address: str) -> None:
    names = ("good", "garbage", "silent", "broken")
    (tmp_path / "sources.toml").write_text(
        "\n".join(
            f'[[source]]\nsource_id = "{n}"\nname = "{n}"\nurl = "http://{n}.example/feed"\nkind = "feed"\n'
            'tier = "trade_press"\ncountry = "US"\nlanguage = "en"\n'
            for n in names
        )
    )
    fetch = FetchSettings(
        resolve={f"{n}.example": address for n in names},
        spacing_seconds=0,
        timeout_seconds=0.3,
        deadline_seconds=0.5,
        retry_wait_seconds=0.01,
    )
    planned = plan_night(
        Workplace(tmp_path / "var"),
        load_settings().model_copy(update={"fetch": fetch, "baseline": "none"}),
        kind=RunKind.NIGHTLY,
        as_of=datetime(2026, 1, 2, 5, tzinfo=UTC),
        sources_path=tmp_path / "sources.toml",
    )
    summary = run_night(planned)
    assert {s.source_id for s in summary.failed_sources} == {"garbage", "silent", "broken"}
    assert summary.counts["revisions"] == 1
    assert summary.published is not None


def test_poll_takes_in_and_the_next_night_takes_up(tmp_path: Path) -> None:
    with NewsroomServer(NEWSROOM) as server:
        settings = sample_settings(NEWSROOM.hosts, server.address)
        place = Workplace(tmp_path)
        poll_at, night_at = datetime(2025, 4, 5, 1, tzinfo=UTC), datetime(2025, 4, 5, 5, tzinfo=UTC)
        common = {"sources_path": NEWSROOM.sources_path}
        polled = run_night(plan_night(place, settings, kind=RunKind.POLL, as_of=poll_at, **common))
        assert polled.published is None
        nightly = run_night(plan_night(place, settings, kind=RunKind.NIGHTLY, as_of=night_at, **common))
    assert polled.outcomes["fetched"] > 0
    assert nightly.counts["revisions"] == polled.outcomes["fetched"]


KILLED = """
import sys
from pathlib import Path
from cli.sampling import sample_settings
from flows.nights import plan_night
from flows.running import run_night
from flows.workplace import Workplace
from reewatch.errors import ChecksFailedError
from reewatch.runs import RunKind
from samples.newsroom import load_newsroom
newsroom = load_newsroom()
night = newsroom.nights[0]
run_night(plan_night(Workplace(Path(sys.argv[1])), sample_settings(newsroom.hosts, sys.argv[2]),
                     kind=RunKind.NIGHTLY, as_of=night.as_of, sources_path=newsroom.sources_path))
"""


def ids(root: Path) -> list[tuple[object, ...]]:
    con = duckdb.connect(str(published_path(root)), read_only=True)
    try:
        return con.execute(
            "SELECT 'r', revision_id FROM revisions UNION ALL SELECT 'm', mention_id FROM mentions "
            "UNION ALL SELECT 'e', event_id FROM events UNION ALL SELECT 'c', change_id FROM changes ORDER BY ALL"
        ).fetchall()
    finally:
        con.close()


def test_a_killed_night_ends_like_one_that_was_not(tmp_path: Path) -> None:
    with NewsroomServer(NEWSROOM) as server:
        night = NEWSROOM.nights[0]
        settings = sample_settings(NEWSROOM.hosts, server.address)

        def planned(root: Path):
            return plan_night(
                Workplace(root),
                settings,
                kind=RunKind.NIGHTLY,
                as_of=night.as_of,
                sources_path=NEWSROOM.sources_path,
            )

        whole = run_night(planned(tmp_path / "whole"))
        for n, wait in enumerate((0.5, 0.9, 1.2, 1.6, 2.0)):
            root = tmp_path / f"killed-{n}"
            process = subprocess.Popen(
                [sys.executable, "-c", textwrap.dedent(KILLED), str(root), server.address], env=os.environ
            )
            time.sleep(wait)
            process.send_signal(signal.SIGKILL)
            process.wait()
            again = run_night(planned(root))
            assert again.manifest_hash == whole.manifest_hash, wait
            assert ids(root) == ids(tmp_path / "whole"), wait


def test_a_night_that_died_while_it_published_is_published_by_the_next_call(tmp_path: Path) -> None:
    with NewsroomServer(NEWSROOM) as server:
        night = plan_night(
            Workplace(tmp_path),
            sample_settings(NEWSROOM.hosts, server.address),
            kind=RunKind.NIGHTLY,
            as_of=NEWSROOM.nights[0].as_of,
            sources_path=NEWSROOM.sources_path,
        )
        run_night(night)
    digest = tmp_path / "digests" / f"{night.run.run_id}.eml"
    told = digest.read_bytes()
    # As a kill leaves it that comes after the store's last word and before the renames.
    shutil.rmtree(tmp_path / "published")
    digest.unlink()
    summary = run_night(night)
    assert summary.published is not None
    assert digest.read_bytes() == told
    assert run_night(night).already_done


def test_a_planted_fault_stops_the_publishing(tmp_path: Path) -> None:
    with NewsroomServer(NEWSROOM) as server:
        settings = sample_settings(NEWSROOM.hosts, server.address)
        place = Workplace(tmp_path)
        first, second = NEWSROOM.nights[:2]
        common = {"kind": RunKind.NIGHTLY, "sources_path": NEWSROOM.sources_path}
        run_night(plan_night(place, settings, as_of=first.as_of, **common))
        before = published_path(tmp_path)
        con = open_store(place.store)
        con.execute("INSERT INTO articles SELECT * FROM articles LIMIT 1")
        con.close()
        with pytest.raises(ChecksFailedError, match="duplicate_ids"):
            run_night(plan_night(place, settings, as_of=second.as_of, **common))
    assert published_path(tmp_path) == before
