"""The night as a scheduled job: the whole pipeline for a slot, with its sign of life, or told as failed."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from cli.sampling import sample_settings
from flows.heartbeats import read_heartbeats
from flows.jobs import Work, after_a_run, digests
from flows.workplace import Workplace
from reewatch.errors import ConfigurationError, NoSourceReachableError
from reewatch.settings import DigestSettings, ScheduleSettings
from samples.newsroom import load_newsroom
from samples.server import NewsroomServer
from schedules.running import run_slot
from schedules.status import read_status
from schedules.table import find_deployment

NEWSROOM = load_newsroom()
ROOT = Path(__file__).resolve().parents[2]
NIGHTLY = find_deployment(ScheduleSettings(), "nightly")


def framework_of(folder: Path) -> Path:
    """Return a framework that watches the newsroom's publishers and nobody else."""
    shutil.copytree(ROOT / "framework", folder / "framework")
    shutil.rmtree(folder / "framework" / "sources")
    (folder / "framework" / "sources").mkdir()
    shutil.copy(NEWSROOM.sources_path, folder / "framework" / "sources" / "newsroom.toml")
    return folder / "framework"


def test_a_night_fails_is_told_and_goes_through_when_the_sources_are_back(tmp_path: Path) -> None:
    night = NEWSROOM.nights[0]
    slot = night.as_of.replace(hour=5, minute=0, second=0)
    place = Workplace(tmp_path / "var")
    settings = sample_settings(NEWSROOM.hosts, "127.0.0.1:9").model_copy(
        update={"framework_dir": framework_of(tmp_path)}
    )
    work = Work(place=place, settings=settings, run_clock=slot, clock=lambda: slot + timedelta(minutes=2))
    with pytest.raises(NoSourceReachableError):
        run_slot(NIGHTLY, slot, work)
    told = read_status(place, settings, slot + timedelta(minutes=3))
    assert any("nightly is failed: NoSourceReachableError" in line for line in told.attention)
    assert read_heartbeats(place.heartbeat) == {}

    with NewsroomServer(NEWSROOM) as server:
        fetch = sample_settings(NEWSROOM.hosts, server.address).fetch
        later = slot + timedelta(days=1)
        work = replace(
            work, settings=settings.model_copy(update={"fetch": fetch}), run_clock=later, clock=lambda: later
        )
        outcome = run_slot(NIGHTLY, later, work)
    assert not outcome.is_skipped
    assert read_heartbeats(place.heartbeat) == {"nightly": later}
    told = read_status(place, settings, later + timedelta(minutes=3))
    assert {j.job: j.state for j in told.jobs}["nightly"] == "done"
    assert told.last_runs["nightly"]["status"] == "published"


def test_a_wrong_subscription_costs_the_mail_and_not_the_night(tmp_path: Path) -> None:
    wrong = tmp_path / "subscriptions.toml"
    wrong.write_text('[[subscription]]\nname = "desk"\nto = ["a@desk.example"]\nzone = "Nowhere/Land"\n')
    now = NEWSROOM.nights[0].as_of
    settings = sample_settings(NEWSROOM.hosts, "127.0.0.1:9").model_copy(
        update={"digest": DigestSettings(subscriptions=wrong)}
    )
    work = Work(place=Workplace(tmp_path / "var"), settings=settings, run_clock=now, clock=lambda: now)
    assert str(wrong) in after_a_run(work)
    with pytest.raises(ConfigurationError, match="zone"):
        digests(work)
