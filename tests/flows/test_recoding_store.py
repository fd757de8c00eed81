"""A recoding of a real store by the command: another framework, the same archive; killed and run again."""

import json
import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.digest_sections import letterhead_of, open_desk
from reewatch.digest.selection import select_changes
from reewatch.framework import load_framework
from reewatch.settings import load_settings
from reewatch.timestamps import parse_timestamp
from storage.digests import reported_changes
from storage.publishing import published_path
from tests.digest.test_told_once import play, subscriber

ROOT = Path(__file__).resolve().parents[2]
COMMAND = Path(sys.executable).parent / "reewatch"
FIRST, RECODED, LATER = "2025-11-08T05:00:00Z", "2025-11-20T05:00:00Z", "2025-11-21T05:00:00Z"
LOAN = (
    "The Pentagon said on Thursday it would lend $150 million to MP Materials to expand separation of heavy rare "
    "earths at Mountain Pass."
)
PAUSE = (
    "China suspended the export controls of Announcement No. 61 of 2025 on rare earths until November 10, 2026, the "
    "commerce ministry said."
)
TEXTS = {
    "https://wire.example/loan": ("Pentagon lends to magnet maker", LOAN),
    "https://wire.example/pause": ("Rare earth controls suspended", PAUSE),
}


def reewatch(root: Path, *arguments: str, framework: Path | None = None, **told: str) -> str:
    extra = {"REEWATCH_FRAMEWORK_DIR": str(framework)} if framework else {}
    environment = os.environ | extra | {"REEWATCH_BASELINE": "none"} | told
    done = subprocess.run(
        [COMMAND, "--data-dir", str(root), *arguments],
        capture_output=True, text=True, timeout=300, check=False, cwd=ROOT, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def poor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a framework that does not know the Pentagon."""
    folder = tmp_path_factory.mktemp("framework") / "framework"
    shutil.copytree(ROOT / "framework", folder)
    agencies = folder / "entities" / "agencies.jsonl"
    lines = [n for n in agencies.read_text(encoding="utf-8").splitlines() if '"US.DOD"' not in n]
    agencies.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, poor: Path) -> Path:
    root = tmp_path_factory.mktemp("recoded")
    night = root / "night.jsonl"
    rows = [
        {"doc_id": url, "url": url, "source": "wire", "title": title, "published": "2025-11-07", "language": "en",
         "text": f"{title}\n\n{body}"}
        for url, (title, body) in TEXTS.items()
    ]  # fmt: skip
    night.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    reewatch(root, "import", str(night), "--as-of", FIRST, framework=poor)
    return root


def listed(root: Path, *arguments: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(reewatch(root, *arguments, "--json"))
    return rows


def dumped(root: Path) -> dict[str, list[str]]:
    """Return every row of the store, but for how long things took."""
    with duckdb.connect(str(root / "store.duckdb"), read_only=True) as con:
        tables = [r[0] for r in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        kept = [t for t in tables if t not in ("internal_run_durations", "fetches")]
        return {t: sorted(map(str, con.execute(f"SELECT * FROM {t}").fetchall())) for t in kept}


@pytest.fixture(scope="module")
def recoded(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("whole") / "var"
    shutil.copytree(store, root, symlinks=True)
    assert "2 texts" in reewatch(root, "recode", "--dry-run")
    assert json.loads(reewatch(root, "recode", "--dry-run", "--json")) == {"texts": 2}
    reewatch(root, "recode", "--as-of", RECODED)
    return root


def test_what_the_new_framework_reads_is_recoded(store: Path, recoded: Path) -> None:
    changes = listed(recoded, "changes", "--since", FIRST)
    assert {c["kind"] for c in changes} == {"recoded"}
    assert {c["subject_type"] for c in changes} == {"event", "observation", "indicator"}
    [event] = [c for c in changes if c["subject_type"] == "event"]
    assert "US.DOD" in event["after"]
    assert "US.DOD" not in event["before"]
    assert event["evidence"][0]["url"] == "https://wire.example/loan"
    was, now = ({e["event_id"]: e["actor"] for e in listed(root, "events")} for root in (store, recoded))
    assert was.keys() == now.keys()
    assert was != now
    assert {e["extractor"] for e in versions(recoded)} == {versions(store)[0]["extractor"]}
    assert len({e["framework"] for e in versions(recoded)}) == 2


def versions(root: Path) -> list[dict[str, str]]:
    sql = "SELECT DISTINCT extractor_version AS extractor, framework_version AS framework FROM extractions_rows"
    told: list[dict[str, str]] = json.loads(reewatch(root, "query", sql, "--format", "json"))
    return told


@pytest.mark.parametrize("what", ["events", "observations", "indicators", "instruments", "claims", "promises"])
def test_what_was_known_before_is_answered_as_before(store: Path, recoded: Path, what: str) -> None:
    assert listed(recoded, what, "--as-of", FIRST) == listed(store, what, "--as-of", FIRST)


def test_a_second_recoding_does_nothing(recoded: Path) -> None:
    before = dumped(recoded)
    assert "all texts" in reewatch(recoded, "recode", "--as-of", LATER)
    assert "already" in reewatch(recoded, "recode", "--as-of", RECODED)
    assert dumped(recoded) == before


def test_digests_and_alerts_tell_nothing_of_it(recoded: Path, tmp_path: Path) -> None:
    con = duckdb.connect(str(published_path(recoded)), read_only=True)
    try:
        desk = open_desk(con, load_framework(ROOT / "framework"), letterhead_of(load_settings()))
        clocks = [parse_timestamp(t) + timedelta(hours=3) for t in (FIRST, RECODED)]
        sent = play(desk, tmp_path / "ledger.duckdb", subscriber(), clocks)
        changes = reported_changes(con, parse_timestamp(FIRST) + timedelta(seconds=1), parse_timestamp(RECODED))
    finally:
        con.close()
    assert [bool(c.digest.items) for c in sent] == [True, False]
    assert changes
    selection = select_changes(changes, subscriber(least_significance=0.0), {})
    assert (selection.told, dict(selection.untold)) == ([], {})


#: Kills itself when it has read so many texts, or before a stage.
KILLED = """
import os, signal, sys
from pathlib import Path
from flows.nights import plan_night
from flows.running import run_recoding
from flows.watching import current_watch, Watch
from flows.workplace import Workplace
from reewatch.runs import RunKind
from reewatch.settings import load_settings
from reewatch.timestamps import parse_timestamp

def die():
    os.kill(os.getpid(), signal.SIGKILL)

class Deadly(Watch):
    def advance(self):
        die()

def call(name, stage, night):
    if name == sys.argv[3]:
        die()
    return stage(night)

if sys.argv[3] == "reading":
    current_watch.set(Deadly())
place, clock = Workplace(Path(sys.argv[1])), parse_timestamp(sys.argv[2])
night = plan_night(place, load_settings(), kind=RunKind.RECODE, as_of=clock)
run_recoding(night, None, run_stage=call)
"""


@pytest.mark.parametrize("where", ["reading", "publish"])
def test_a_killed_recoding_ends_like_one_that_was_not(store: Path, recoded: Path, tmp_path: Path, where: str) -> None:
    root = tmp_path / "var"
    shutil.copytree(store, root, symlinks=True)
    died = subprocess.run(
        [sys.executable, "-c", KILLED, str(root), RECODED, where], cwd=ROOT, check=False, timeout=300,
        env=os.environ | {"REEWATCH_BASELINE": "none"}, capture_output=True, text=True,
    )  # fmt: skip
    assert died.returncode == -9, died.stderr
    again = LATER if where == "reading" else RECODED  # whichever clock: it goes on with the one that was killed
    reewatch(root, "recode", "--as-of", again)
    assert dumped(root) == dumped(recoded)
    assert published_path(root).parent.name == published_path(recoded).parent.name


def test_a_replay_by_another_version_finds_what_people_corrected(store: Path, poor: Path, tmp_path: Path) -> None:
    root, again = tmp_path / "var", tmp_path / "again"
    shutil.copytree(store, root, symlinks=True)
    [loan] = [e for e in listed(root, "events") if e["type"] == "investment"]
    [mention, *_] = [e["mention_id"] for e in loan["evidence"] if e["sentence"] == LOAN]
    told = ("--why", "as the sentence has it", "--who", "Ana")
    reewatch(root, "correct", mention, "stage", '["metal"]', *told, "--as-of", "2025-11-09T05:00:00Z", framework=poor)
    reewatch(again, "replay", str(root / "archive"), "--ledger", str(root / "ledger.duckdb"))
    [event] = [e for e in listed(again, "events") if e["type"] == "investment"]
    assert event["evidence"][0]["mention_id"] != mention  # the other framework reads another actor
    assert (event["actor"], event["stage"]) == ("US.DOD", ["metal"])
    assert [c["who"] for c in listed(again, "corrections")] == ["Ana"]
