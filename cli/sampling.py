"""``nightly --sample``: every night of the sample newsroom, in order, through the whole real pipeline."""

from dataclasses import replace
from pathlib import Path

from rich.console import Console

from cli.progress import shown_progress
from cli.running import carry_out, index
from cli.summaries import print_summary
from flows.locking import run_lock
from flows.nights import plan_night
from flows.workplace import Workplace
from reewatch.runs import RunKind, make_run
from reewatch.settings import FetchSettings, Settings, load_settings
from samples.newsroom import load_newsroom
from samples.server import NewsroomServer


def play_sample(root: Path, *, orchestrate: bool, as_json: bool) -> None:
    """Play all nights into a folder of their own, so that fiction never mixes with the world."""
    newsroom, place = load_newsroom(), Workplace(root)
    with NewsroomServer(newsroom) as server, run_lock(place.lock, what="nightly --sample"):
        settings = sample_settings(newsroom.hosts, server.address)
        first = plan_night(
            place, settings, kind=RunKind.NIGHTLY, as_of=newsroom.nights[0].as_of, sources_path=newsroom.sources_path
        )
        for night in newsroom.nights:
            server.turn_to(night.number)
            planned = replace(first, run=make_run(RunKind.NIGHTLY, night.as_of))  # the framework is read once
            with shown_progress(quiet=as_json):
                summary = carry_out(planned, orchestrate=orchestrate)
            print_summary(summary, as_json=as_json, title=night.title)
    index(place)
    if not as_json:
        console = Console(highlight=False, soft_wrap=True)
        console.print(f"\nLook at it: .venv/bin/reewatch --data-dir {place.root} indicators")
        console.print(f"The last digest: {summary.digest}")


def sample_settings(hosts: tuple[str, ...], address: str) -> Settings:
    """Return the settings of the sample: its hosts are served on loopback, and need no politeness."""
    fetch = FetchSettings(
        resolve=dict.fromkeys(hosts, address), spacing_seconds=0.0, host_concurrency=4, retry_wait_seconds=0.01
    )
    return load_settings().model_copy(update={"fetch": fetch})
