"""A desk over the played newsroom, for the tests of the digest."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from digests.letters import Letterhead
from flows.digest_sections import Desk, open_desk
from reewatch.framework import load_framework
from samples.newsroom import load_newsroom
from storage.connection import connect
from storage.publishing import published_path

NEWSROOM = load_newsroom()
FRAMEWORK = load_framework(Path(__file__).resolve().parents[2] / "framework")


@pytest.fixture
def desk(newsroom_root: Path) -> Iterator[Desk]:
    """Return a desk over the played newsroom."""
    con = connect(published_path(newsroom_root), read_only=True)
    try:
        yield open_desk(con, FRAMEWORK, Letterhead())
    finally:
        con.close()
