"""prefect.yaml, systemd units and the crontab say what the table says."""

import re
import shutil
import subprocess
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest
import yaml

from reewatch.errors import ConfigurationError
from reewatch.settings import ScheduleSettings
from schedules.prefect_yaml import prefect_yaml
from schedules.slots import slots_after
from schedules.table import deployments
from schedules.units import Caller, crontab, on_calendar, systemd_units

ROOT = Path(__file__).resolve().parents[2]
CALLER = Caller(command=Path("/opt/reewatch/bin/reewatch"), folder=Path("/opt/reewatch"), data=Path("/srv/reewatch"))
BERLIN = ScheduleSettings(zone="Europe/Berlin", nightly="15 5 * * 1-5", maintenance="30 3 1,15 * *")


def test_prefect_yaml_is_what_the_table_says() -> None:
    written = (ROOT / "prefect.yaml").read_text(encoding="utf-8")
    table = deployments(ScheduleSettings())
    assert written == prefect_yaml(table), "run `reewatch schedule --prefect > prefect.yaml`"
    entries = {e["entrypoint"].rpartition(".")[2]: e for e in yaml.safe_load(written)["deployments"]}
    assert set(entries) == {d.name for d in table}
    for d in table:
        told = [(s["cron"], s["timezone"]) for s in entries[d.name]["schedules"]]
        assert told == ([(d.cron, d.zone)] if d.cron else [])


def test_prefect_can_load_the_flows_of_prefect_yaml() -> None:
    from prefect.flows import load_flow_from_entrypoint

    for entry in yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]:
        assert load_flow_from_entrypoint(entry["entrypoint"]).name == entry["entrypoint"].rpartition(".")[2]


@pytest.mark.parametrize("settings", [ScheduleSettings(), BERLIN])
def test_systemd_comes_to_the_same_slots(settings: ScheduleSettings) -> None:
    units = systemd_units(deployments(settings), CALLER)
    named = [d.name for d in deployments(settings) if d.cron]
    assert set(units) == {f"reewatch-{name}.{kind}" for name in named for kind in ("service", "timer")}
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("no systemd-analyze on this machine")
    start = datetime(2026, 10, 23, 1, tzinfo=UTC)  # Berlin's clocks go back two days later
    for d in deployments(settings):
        if d.cron is None:
            continue
        base = f"--base-time={start:%Y-%m-%d %H:%M:%S} UTC"
        done = subprocess.run(
            [analyze, "calendar", "--iterations=8", base, on_calendar(d.cron, d.zone)],
            capture_output=True,
            text=True,
            check=True,
            env={"TZ": "UTC", "LANG": "C"},
        )
        lines = re.findall(r"(?:Next elapse|Iter(?:ation|\.) #\d+): \w+ (\S+) (\S+) UTC", done.stdout)
        told = [datetime.fromisoformat(f"{day}T{time}+00:00") for day, time in lines]
        assert told == list(islice(slots_after(d.cron, d.zone, start), 8)), d.name


@pytest.mark.parametrize("cron", ["0 5 1 * 1", "0 5 L * *"])
def test_what_systemd_cannot_say_is_refused(cron: str) -> None:
    with pytest.raises(ConfigurationError, match="systemd"):
        on_calendar(cron, "UTC")


def test_the_crontab_wakes_every_job_and_holds_no_secret(monkeypatch) -> None:
    monkeypatch.setenv("REEWATCH_SMTP__PASSWORD", "correct-horse-7319")
    text = crontab(deployments(BERLIN), CALLER)
    for d in deployments(BERLIN):
        assert (f"reewatch scheduled {d.name} >>" in text) is (d.cron is not None)
    assert "15 * * * * cd /opt/reewatch" in text
    assert "7319" not in text + "".join(systemd_units(deployments(BERLIN), CALLER).values())
