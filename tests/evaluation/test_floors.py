"""A floor cannot be lowered without a line that says so and why."""

import json
from pathlib import Path

import pytest

from evaluation.floors import load_floors, load_history, raised, record
from reewatch.errors import ConfigurationError, UsageError


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    path, history = tmp_path / "floors.json", tmp_path / "history.jsonl"
    path.write_text(json.dumps({"gold": {}, "goals": {}, "bounds": {}}))
    record({"even.action": 0.8, "even.false_alarm_rate": 0.2}, why="start", on="2026-01-01", path=path, history=history)
    return {"path": path, "history": history}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_the_floors_in_force_follow_from_their_history() -> None:
    assert load_floors().bounds
    assert all(change.why for change in load_history())


def test_a_floor_that_is_edited_alone_is_refused(files: dict[str, Path]) -> None:
    edit(files["path"], "0.8", "0.7")
    with pytest.raises(ConfigurationError, match="not those of their history"):
        load_floors(**files)


def test_a_history_that_is_rewritten_is_refused(files: dict[str, Path]) -> None:
    record({"even.action": 0.9}, why="better rules", on="2026-01-02", **files)
    edit(files["history"], "0.8", "0.7")
    with pytest.raises(ConfigurationError, match="does not follow"):
        load_floors(**files)


def test_a_lowered_floor_is_named_as_such(files: dict[str, Path]) -> None:
    record({"even.action": 0.7}, why="the labels were wrong", on="2026-01-02", **files)
    assert load_history(files["history"])[-1].loosened == ("even.action",)
    edit(files["history"], '["even.action"]', "[]")
    with pytest.raises(ConfigurationError, match=r"loosens even\.action"):
        load_floors(**files)


def test_a_raised_ceiling_is_a_loosening_too(files: dict[str, Path]) -> None:
    record({"even.false_alarm_rate": 0.3}, why="more documents", on="2026-01-02", **files)
    assert load_history(files["history"])[-1].loosened == ("even.false_alarm_rate",)


def test_no_change_goes_without_a_reason(files: dict[str, Path]) -> None:
    with pytest.raises(UsageError):
        record({"even.action": 0.9}, why=" ", on="2026-01-02", **files)


def test_only_what_is_reached_is_raised() -> None:
    bounds = {"even.action": 0.8, "even.actor": 0.9, "even.false_alarm_rate": 0.2}
    measured = {"even.action": 0.8299, "even.actor": 0.85, "even.false_alarm_rate": 0.111}
    assert raised(bounds, measured) == {"even.action": 0.82, "even.false_alarm_rate": 0.12}
