"""``published``, ``search`` and ``changes --since-last`` as their users call them."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).parent / "reewatch"


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, "--data-dir", str(root), *arguments], capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture(scope="module")
def root(newsroom_root: Path, tmp_path_factory) -> Path:
    own = tmp_path_factory.mktemp("own")
    shutil.copytree(newsroom_root / "published", own / "published", symlinks=True)
    return own


def test_the_path_is_that_of_the_published_database(root: Path) -> None:
    path = Path(run(root, "published", "path").stdout.strip())
    assert path.is_file()
    assert path.parent.name.startswith("run-")


def test_a_file_that_changed_since_is_told(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "published", tmp_path / "published", symlinks=True)
    assert run(tmp_path, "published", "verify").returncode == 0
    database = (tmp_path / "published" / "current" / "reewatch.duckdb").resolve()
    database.write_bytes(database.read_bytes()[:-1] + b"x")
    done = run(tmp_path, "published", "verify")
    assert done.returncode == 7
    assert "reewatch.duckdb: not as it was written" in done.stderr


def test_search_answers_people_and_programs(root: Path) -> None:
    assert "samarium" in run(root, "search", "samarium").stdout
    told = json.loads(run(root, "search", "samarium", "--json").stdout)
    assert told["is_current"]
    assert any(hit for _, hit in told["found"][0]["pieces"])


def test_the_bookmark_is_each_users_own_and_moves_once_all_was_shown(root: Path) -> None:
    everything = json.loads(run(root, "changes", "--since-last", "--as", "ann", "--json").stdout)
    assert len(everything) > 20
    assert json.loads(run(root, "changes", "--since-last", "--as", "ann", "--json").stdout) == []
    assert json.loads(run(root, "changes", "--since-last", "--as", "bob", "--json").stdout) == everything


def test_a_list_that_was_not_written_moves_nothing(root: Path) -> None:
    with Path("/dev/full").open("w") as full:
        broken = subprocess.run(
            [COMMAND, "--data-dir", str(root), "changes", "--since-last", "--as", "eve", "--json"],
            stdout=full, stderr=subprocess.DEVNULL, timeout=120, check=False,
        )  # fmt: skip
    assert broken.returncode != 0
    assert json.loads(run(root, "changes", "--since-last", "--as", "eve", "--json").stdout)
