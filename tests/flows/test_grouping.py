"""However documents are spread over nights and ordered in them, what is known in the end is the same."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.scenarios import load_scenario, play
from extractors.pipeline import Extractor, load_extractor
from reewatch.framework import load_framework
from reewatch.settings import load_settings
from tests.evaluation.test_scenarios import FOLDER, ask

#: Stories without a corrected article (of which one night keeps the last text only), of several nights each.
STORIES = (
    "42-letter-loan-payment", "45-claimed-and-denied", "46-three-bodies-count", "controls-back-after-silence",
    "law-and-waiting-room", "licences-for-scandium-then-a-halt", "off-the-entity-list", "six-pause-seven-stay",
    "two-lines-of-customs", "whom-the-ban-means",
)  # fmt: skip
LISTINGS = ("events", "instruments", "promises", "claims", "indicators", "observations")
#: Names come from the founding mention, and known times from the nights; both follow the grouping.
NAMES = ("_id", "_ids", "_at", "since_event", "topic", "follows", "superseded_by", "part_of", "latest", "evidence")
OWN_NAMES = ("instrument_id", "indicator_id")


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    config = load_settings()
    return load_extractor(load_framework(config.framework_dir), config.extraction)


@pytest.fixture(scope="module")
def as_told() -> dict[str, dict[str, list[str]]]:
    """What is known in the end of each story as it is told, once it was asked for."""
    return {}


def final_state(nights: list[dict[str, Any]], root: Path, extractor: Extractor) -> dict[str, list[str]]:
    root.mkdir()
    play({"name": "grouped", "nights": nights, "expect": []}, root, load_settings(), extractor, ask)
    last = nights[-1]["as_of"]
    return {name: sorted(map(plain, ask(root, [name, "--as-of", last]))) for name in LISTINGS}


def plain(row: dict[str, Any]) -> str:
    """Return a row without names and known times; of evidence, the sentences."""
    kept = {k: v for k, v in row.items() if k in OWN_NAMES or not k.endswith(NAMES)}
    told = {k: sorted(v, key=json.dumps) if isinstance(v, list) else v for k, v in kept.items() if k != "cues"}
    if "event_id" in row:  # a text or an indicator shows those that told a status first
        told["told"] = sorted({str(e["sentence"]) for e in row["evidence"]})
    return json.dumps(told, sort_keys=True, ensure_ascii=False)


@st.composite
def spread(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    """Draw a story told over fewer nights, in another order in each."""
    name = draw(st.sampled_from(STORIES))
    nights = load_scenario(FOLDER / f"{name}.json")["nights"]
    ends = [*sorted(draw(st.sets(st.integers(1, len(nights) - 1), max_size=len(nights) - 2))), len(nights)]
    grouped, start = [], 0
    for end in ends:
        documents = [d for night in nights[start:end] for d in night["documents"]]
        grouped.append({"as_of": nights[end - 1]["as_of"], "documents": draw(st.permutations(documents))})
        start = end
    return name, grouped


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spread())
def test_the_spread_over_nights_changes_no_final_state(
    extractor: Extractor, as_told: dict[str, Any], tmp_path: Path, told: tuple[str, list[dict[str, Any]]]
) -> None:
    name, grouped = told
    if name not in as_told:
        nights = load_scenario(FOLDER / f"{name}.json")["nights"]
        as_told[name] = final_state(nights, tmp_path / name, extractor)
    tried = len(list(tmp_path.iterdir()))
    assert final_state(grouped, tmp_path / f"{name}-{tried}", extractor) == as_told[name]
