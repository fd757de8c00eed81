"""``serve`` on loopback, over a copy of the played newsroom."""

import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
import uvicorn

from flows.desk import PublishedDesk
from flows.workplace import Workplace
from reewatch.framework import load_framework
from reewatch.settings import load_settings
from reports.serving.app import build_app
from reports.serving.connections import listen, make_server
from reports.serving.sessions import Doorkeeper
from samples.newsroom import load_newsroom

TOKEN = "a-token-of-the-tests-0123456789-abcdef"
NEWSROOM = load_newsroom()
FRAMEWORK = load_framework(Path(__file__).resolve().parents[2] / "framework")


@dataclass(slots=True)
class Ticking:
    """A clock after the nights that goes on by a second whenever somebody looks."""

    told: datetime = NEWSROOM.nights[-1].as_of + timedelta(hours=3)

    def __call__(self) -> datetime:
        self.told += timedelta(seconds=1)
        return self.told


@dataclass(slots=True)
class Serving:
    """``serve`` as it stands: its data directory, its address, and browsers to ask it with."""

    root: Path
    desk: PublishedDesk
    doorkeeper: Doorkeeper
    address: str
    server: uvicorn.Server
    clients: list[httpx.Client] = field(default_factory=list)

    def client(self, **headers: str) -> httpx.Client:
        """Return a browser that nobody has signed in with."""
        client = httpx.Client(base_url=self.address, headers={"Origin": self.address} | headers, timeout=30)
        self.clients.append(client)
        return client

    def signed_in(self, who: str = "Ana") -> httpx.Client:
        """Return a browser of somebody who gave the token."""
        client = self.client()
        answer = client.post("/sign-in", data={"token": TOKEN, "who": who})
        assert (answer.status_code, answer.headers["location"]) == (303, "/review")
        return client


def serving_over(root: Path, *, reads_openly: bool = True) -> tuple[Serving, threading.Thread]:
    """Start ``serve`` over a data directory, on a free port."""
    desk = PublishedDesk(workplace=Workplace(root), settings=load_settings(), framework=FRAMEWORK, user="Ana",
                         now=Ticking(), patience=0.2)  # fmt: skip
    doorkeeper = Doorkeeper(TOKEN)
    listening = listen("127.0.0.1", 0)
    server = make_server(build_app(desk, doorkeeper, reads_openly=reads_openly))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    return Serving(root, desk, doorkeeper, address, server), thread


@pytest.fixture(scope="module")
def serving(newsroom_root: Path, tmp_path_factory) -> Iterator[Serving]:
    """Yield ``serve`` over a copy of the nights that this module alone changes."""
    root = tmp_path_factory.mktemp("serving") / "var"
    shutil.copytree(newsroom_root, root, symlinks=True)
    standing, thread = serving_over(root)
    yield standing
    for client in standing.clients:
        client.close()
    standing.server.should_exit = True
    thread.join(30)
