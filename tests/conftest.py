"""All nights of the sample newsroom, played once for every test and every worker that asks for them."""

import fcntl
import os
from pathlib import Path

import pytest

from cli.sampling import sample_settings
from flows.nights import plan_night
from flows.running import run_night
from flows.workplace import Workplace
from reewatch.runs import RunKind
from samples.newsroom import load_newsroom
from samples.server import NewsroomServer
from storage.search import build_index

NEWSROOM = load_newsroom()


def play_newsroom(root: Path) -> None:
    """Play every night of the newsroom into a data directory, and index it."""
    with NewsroomServer(NEWSROOM) as server:
        settings = sample_settings(NEWSROOM.hosts, server.address)
        for night in NEWSROOM.nights:
            server.turn_to(night.number)
            run_night(
                plan_night(
                    Workplace(root), settings, kind=RunKind.NIGHTLY, as_of=night.as_of,
                    sources_path=NEWSROOM.sources_path,
                )
            )  # fmt: skip
    build_index(root)


@pytest.fixture(scope="session")
def newsroom_root(tmp_path_factory, worker_id: str) -> Path:
    """Return the data directory of the played newsroom, which nobody changes: a test that writes copies it.

    REEWATCH_PLAYED_SAMPLE names one that was played before.
    """
    played = os.environ.get("REEWATCH_PLAYED_SAMPLE")
    if played:
        return Path(played)
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    root = shared / "newsroom"
    with (shared / "newsroom.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "newsroom.played").exists():
            play_newsroom(root)
            (shared / "newsroom.played").touch()
    return root
