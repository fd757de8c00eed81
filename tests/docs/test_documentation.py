"""What the documentation says is held against the code: commands, columns, settings, outcomes, exit codes."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from pydantic import BaseModel

from reewatch import errors
from reewatch.deliveries import DeliveryState
from reewatch.fetches import Outcome
from reewatch.settings import ScheduleSettings, Settings
from schedules.table import deployments
from storage.dictionary import data_dictionary, uncommented
from storage.publishing import published_path

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DICTIONARY = ROOT / "docs" / "data_dictionary.md"
COMMAND = Path(sys.executable).parent / "reewatch"
TEXT = (
    "Rare earth controls suspended\n\nChina suspended the export controls of Announcement No. 61 of 2025 on "
    "rare earths until November 10, 2026, the commerce ministry said."
)
DOCUMENT = {
    "doc_id": "d1",
    "url": "https://wire.example/a",
    "source": "wire",
    "title": "Rare earth controls suspended",
    "published": "2025-11-07",
    "language": "en",
    "text": TEXT,
}


def first_column(text: str) -> set[str]:
    return set(re.findall(r"^\| `?([\w.]+)`? \|", text, re.MULTILINE)) - {"outcome", "setting", "code", "column"}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *arguments], capture_output=True, text=True, timeout=120, check=False, cwd=ROOT, env=os.environ
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("documented")
    (root / "night.jsonl").write_text(json.dumps(DOCUMENT))
    done = run("--data-dir", str(root), "import", str(root / "night.jsonl"), "--as-of", "2025-11-08T05:00:00Z")
    assert done.returncode == 0, done.stderr
    return root


def readme_commands(*, sample: bool) -> list[str]:
    lines = re.findall(r"^    \.venv/bin/reewatch (.+)$", README, re.MULTILINE)
    return [line for line in lines if ("var/sample" in line) is sample]


@pytest.mark.parametrize("line", readme_commands(sample=True))
def test_what_the_readme_asks_of_the_sample_can_be_asked(store: Path, line: str) -> None:
    done = run(*shlex.split(line.replace("var/sample", str(store))))
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


@pytest.mark.parametrize("line", readme_commands(sample=False))
def test_the_other_commands_of_the_readme_exist(line: str) -> None:
    words = shlex.split(line, comments=True)
    name = next(w for w in words if not w.startswith("-"))
    help_text = run(name, "--help")
    assert help_text.returncode == 0, help_text.stderr
    for option in (w for w in words if w.startswith("--")):
        assert option in help_text.stdout


def test_the_commands_of_the_operations_page_exist() -> None:
    from typer.main import get_command

    from cli.main import app

    known = get_command(app).commands
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    calls = [shlex.split(c) for c in re.findall(r"(?:`|\.venv/bin/)reewatch ([^`\n]+?)(?:`|  |$)", page, re.MULTILINE)]
    assert len(calls) > 10
    for name, *rest in calls:
        command = known[name]
        if rest and rest[0] in getattr(command, "commands", {}):
            command = command.commands[rest[0]]
        options = {o for parameter in command.params for o in parameter.opts}
        assert {w for w in rest if w.startswith("--")} <= options, (name, rest)


def test_every_state_of_a_delivery_and_every_job_is_documented() -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    mail, by_itself = page.partition("\n## Mail")[2].partition("\n## ")[0], page.partition("\n## Mail")[0]
    assert first_column(mail) - {"state"} == {str(s) for s in DeliveryState}
    assert first_column(by_itself) - {"job"} == {d.name for d in deployments(ScheduleSettings())}


def test_the_targets_of_the_readme_are_in_the_makefile_and_in_ci() -> None:
    targets = set(re.findall(r"^    make (\w+)", README, re.MULTILINE))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert {"run", "test", "check"} <= targets
    assert [t for t in targets if not re.search(rf"^{t}:", makefile, re.MULTILINE)] == []
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert [t for t in targets if f"make {t}" not in ci] == []


def test_every_column_is_documented(store: Path) -> None:
    con = duckdb.connect(str(published_path(store)), read_only=True)
    try:
        written, lacking = data_dictionary(con), uncommented(con)
    finally:
        con.close()
    head, _, told = DICTIONARY.read_text(encoding="utf-8").partition("\n## ")
    if os.environ.get("UPDATE_GOLDEN"):
        DICTIONARY.write_text(f"{head}\n{written}", encoding="utf-8")
        return
    assert lacking == []
    assert f"## {told}" == written, "run `make golden`"


def test_every_setting_is_documented() -> None:
    def names(model: type[BaseModel], prefix: str = "") -> set[str]:
        out: set[str] = set()
        for name, field in model.model_fields.items():
            nested = field.annotation
            is_model = isinstance(nested, type) and issubclass(nested, BaseModel)
            out |= names(nested, f"{prefix}{name}.") if is_model else {prefix + name}
        return out

    assert first_column((ROOT / "docs" / "settings.md").read_text(encoding="utf-8")) == names(Settings)


def test_every_outcome_is_documented() -> None:
    assert first_column((ROOT / "docs" / "fetching.md").read_text(encoding="utf-8")) == {str(o) for o in Outcome}


def test_every_exit_code_is_documented() -> None:
    raised = {c.exit_code for c in vars(errors).values() if isinstance(c, type) and issubclass(c, errors.ReewatchError)}
    table = README.partition("## Exit codes")[2].partition("\n## ")[0]
    assert {int(c) for c in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)} == raised | {0}
