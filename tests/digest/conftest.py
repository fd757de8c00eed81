"""All nights of the sample newsroom, played once for all tests of the digest."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.sampling import sample_settings
from digests.letters import Letterhead
from flows.digest_sections import Desk, open_desk
from flows.nights import plan_night
from flows.running import run_night
from flows.workplace import Workplace
from reewatch.framework import load_framework
from reewatch.runs import RunKind
from samples.newsroom import load_newsroom
from samples.server import NewsroomServer
from storage.connection import connect
from storage.publishing import published_path

NEWSROOM = load_newsroom()
FRAMEWORK = load_framework(Path(__file__).resolve().parents[2] / "framework")


@pytest.fixture(scope="session")
def newsroom_root(tmp_path_factory) -> Path:
    """Return the data directory of the played newsroom; REEWATCH_PLAYED_SAMPLE names one that was played before."""
    played = os.environ.get("REEWATCH_PLAYED_SAMPLE")
    if played:
        return Path(played)
    root = tmp_path_factory.mktemp("newsroom")
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
    return root


@pytest.fixture
def desk(newsroom_root: Path) -> Iterator[Desk]:
    """Return a desk over the played newsroom."""
    con = connect(published_path(newsroom_root), read_only=True)
    try:
        yield open_desk(con, FRAMEWORK, Letterhead())
    finally:
        con.close()
