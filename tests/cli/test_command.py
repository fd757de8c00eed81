"""The command as a program: exit codes, JSON, and the documents that come in."""

import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [str(Path(sys.executable).parent / "reewatch")]
DOCUMENT = {
    "doc_id": "d1",
    "url": "https://wire.example/a",
    "source": "wire",
    "title": "China suspends rare earth controls until November 10, 2026",
    "published": "2025-11-07",
    "language": "en",
    "text": "China suspends rare earth controls until November 10, 2026\n\nBEIJING - China suspended the controls of "
    "Announcement No. 61 of 2025 on exports of rare earths until November 10, 2026, the commerce ministry said Friday.",
}


def reewatch(*arguments: str, root: Path, text: str | None = None) -> subprocess.CompletedProcess[str]:
    env = dict(os.environ, REEWATCH_BASELINE="none")
    return subprocess.run(
        [*COMMAND, "--data-dir", str(root), *arguments],
        input=text,
        capture_output=True,
        text=True,
        env=env,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("store")
    file = root / "night.jsonl"
    file.write_text(json.dumps(DOCUMENT) + "\n")
    done = reewatch("import", str(file), "--as-of", "2025-11-08T05:00:00Z", root=root / "var")
    assert done.returncode == 0, done.stderr
    return root / "var"


def test_an_import_is_tracked(store: Path) -> None:
    asked = reewatch("instruments", "--valid-at", "2026-06-01", "--json", root=store)
    told = {r["instrument_id"]: r for r in json.loads(asked.stdout)}
    assert told["CN-MOFCOM-2025-61"]["status"] == "suspended"
    assert told["CN-MOFCOM-2025-61"]["valid_to"] == "2026-11-10"


def test_a_told_end_without_a_report_is_unknown(store: Path) -> None:
    asked = reewatch("instruments", "--valid-at", "2026-12-01", "--json", root=store)
    assert {r["status"] for r in json.loads(asked.stdout) if r["instrument_id"] == "CN-MOFCOM-2025-61"} == {"unknown"}


def test_anything_can_be_followed_to_the_archive(store: Path) -> None:
    events = json.loads(reewatch("events", "--json", root=store).stdout)
    shown = json.loads(reewatch("show", events[0]["event_id"], "--json", root=store).stdout)
    archived = [r for r in shown if r["what"] == "archived response"]
    assert archived
    assert (store / "archive" / archived[0]["archive_file"]).exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("nonsense",), 2),
        (("nightly", "--sources", "nowhere.toml"), 2),
        (("events", "--as-of", "yesterday-ish"), 2),
        (("import", "nowhere.jsonl"), 2),
        (("show", "evt-0"), 2),
        (("query", "SELECT * FROM read_csv('/etc/passwd')"), 2),
        (("query", "ATTACH 'x.db'"), 2),
        (("query", "COPY events TO 'x.csv'"), 2),
        (("query", "INSTALL httpfs"), 2),
    ],
)
def test_wrong_usage_is_told_and_ends_with_2(store: Path, arguments: tuple[str, ...], code: int) -> None:
    done = reewatch(*arguments, root=store)
    assert done.returncode == code, done.stderr
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_extract_speaks_the_contract(tmp_path: Path) -> None:
    done = reewatch("extract", root=tmp_path, text=json.dumps(DOCUMENT) + "\n")
    value = json.loads(done.stdout)
    assert value["doc_id"] == "d1"
    assert {m["type"] for m in value["mentions"]} == {"export_control"}


def test_a_held_lock_ends_with_4(store: Path) -> None:
    with (store / "run.lock").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        done = reewatch("nightly", "--no-orchestrator", root=store)
    assert done.returncode == 4


def test_no_source_reachable_ends_with_3(tmp_path: Path) -> None:
    sources = tmp_path / "sources.toml"
    sources.write_text(
        '[[source]]\nsource_id = "down"\nname = "Down"\nurl = "http://127.0.0.1:9/feed"\nkind = "feed"\n'
        'tier = "trade_press"\ncountry = "US"\nlanguage = "en"\n'
    )
    done = reewatch("nightly", "--sources", str(sources), "--no-orchestrator", root=tmp_path / "var")
    assert done.returncode == 3, done.stderr
