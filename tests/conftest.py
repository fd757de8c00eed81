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
HERE = Path(__file__).parent
#: Modules of a minute and more, begun first: the last one is not to run alone while other workers have nothing to do.
LONG = tuple(
    HERE / name
    for name in (
        "schedules/test_up.py", "evaluation/test_scenarios.py", "reports/test_hostile.py",
        "flows/test_recoding_store.py", "flows/test_numbers_followed.py", "reports/test_serve_in_chromium.py",
        "flows/test_faults.py", "flows/test_grouping.py", "flows/test_orchestrated.py", "reports/test_reviewing.py",
        "flows/test_nights.py",
    )
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long modules first, in their order; the others stay as they were shuffled."""
    gone = [path for path in LONG if not path.exists()]
    if gone:
        raise pytest.UsageError(f"{gone[0]}: LONG in {__file__} names it, and it is not there. Remedy: amend LONG.")
    places = {path: place for place, path in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path, len(LONG)))


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
