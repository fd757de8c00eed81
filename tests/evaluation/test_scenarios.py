"""Every scenario under tests/scenarios is played, and what it expects is asked through the command itself."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli.main import app
from evaluation.scenarios import failure_of, is_same, load_scenario, play
from extractors.pipeline import Extractor, load_extractor
from reewatch.framework import load_framework
from reewatch.settings import load_settings

FOLDER = Path(__file__).parents[1] / "scenarios"
#: How many expectations of a scenario still wait, mostly for sentences that the extraction does not read yet.
#: The numbers may only fall.
WAITING: dict[str, int] = json.loads((FOLDER / "waiting.json").read_text())
FILES = sorted(f for f in FOLDER.glob("*.json") if f.name != "waiting.json")


def ask(root: Path, asked: Sequence[str]) -> list[dict[str, Any]]:
    answer = CliRunner().invoke(app, ["--data-dir", str(root), *asked, "--json"])
    assert answer.exit_code == 0, answer.output
    rows: list[dict[str, Any]] = json.loads(answer.stdout)
    return rows


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    settings = load_settings()
    return load_extractor(load_framework(settings.framework_dir), settings.extraction)


@pytest.mark.parametrize("file", FILES, ids=[f.stem for f in FILES])
def test_a_scenario_holds(file: Path, extractor: Extractor, tmp_path: Path) -> None:
    outcome = play(load_scenario(file), tmp_path, load_settings(), extractor, ask)
    assert len(outcome.failures) <= WAITING.get(file.stem, 0), "\n".join(outcome.failures)


def test_only_known_scenarios_wait() -> None:
    assert set(WAITING) <= {f.stem for f in FILES}


def test_a_scenario_without_a_part_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "half.json"
    file.write_text('{"name": "half", "nights": []}')
    with pytest.raises(ValueError, match="why, expect"):
        load_scenario(file)


@pytest.mark.parametrize(
    ("wanted", "got", "same"),
    [
        ("~^2026", "2026-03", True),
        ("~x", None, False),
        (100, 100.4, True),
        (100, 101, False),
        (1, True, True),  # as the reference player compares them
        (None, "a", False),
        (["a"], ["b", "a"], True),
        ([{"role": "x"}], [{"role": "x", "value": 1}], True),
        ("a", ["a", "b"], True),
    ],
)
def test_values_are_compared_as_the_contract_says(wanted: Any, got: Any, same: bool) -> None:
    assert is_same(wanted, got) == same


def test_a_field_that_no_row_has_is_a_failure() -> None:
    told = failure_of({"ask": ["events"], "where": {"colour": "red"}, "count": 0}, [{"type": "tariff"}])
    assert told is not None
    assert "no row has the field colour" in told


def test_emptiness_can_be_asked() -> None:
    assert failure_of({"ask": ["claims"], "has": {"evidence": r"~^\[\]$"}}, [{"evidence": []}]) is None
