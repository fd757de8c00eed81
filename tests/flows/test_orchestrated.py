"""The night under Prefect, with a real embedded server; and where Prefect itself fails."""

import os
import subprocess
import sys
from pathlib import Path

SOURCE = """[[source]]
source_id = "refused"
name = "A source that may not be asked"
url = "http://127.0.0.1:9/feed"
kind = "feed"
tier = "trade_press"
country = "US"
language = "en"
"""
NO_SOURCE_REACHABLE = 3


def nightly(root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    sources = root / "sources.toml"
    sources.write_text(SOURCE)
    command = [str(Path(sys.executable).parent / "reewatch"), "--data-dir", str(root / "var"), "nightly"]
    return subprocess.run(
        [*command, "--sources", str(sources), "--as-of", "2026-01-01T05:00:00Z"],
        capture_output=True,
        text=True,
        timeout=250,
        check=False,
        env=dict(os.environ, PREFECT_HOME=str(root / "prefect"), **environment),
    )


def test_a_night_runs_under_an_embedded_server_and_its_noise_stays_in_a_file(tmp_path: Path) -> None:
    done = nightly(tmp_path)
    assert done.returncode == NO_SOURCE_REACHABLE, done.stderr
    assert done.stderr.startswith("reewatch: none of the 1 sources that were asked answered")
    assert (tmp_path / "var" / "published" / "current").exists()
    assert (tmp_path / "prefect").exists()


def test_a_night_outlives_its_orchestrator(tmp_path: Path) -> None:
    nobody = {"PREFECT_API_URL": "http://127.0.0.1:9/api", "PREFECT_CLIENT_MAX_RETRIES": "0"}
    done = nightly(tmp_path, **nobody)
    assert done.returncode == NO_SOURCE_REACHABLE, done.stderr
    assert "warning: Prefect failed" in done.stderr
    assert (tmp_path / "var" / "published" / "current").exists()
