"""English dates and percentages of Microsoft's Recognizers-Text; skipped where the material is absent."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extractors.dates.finding import find_dates
from extractors.figures.finding import find_figures

TESTDATA = Path(__file__).resolve().parents[2].parent / "shared" / "testdata" / "recognizers"
pytestmark = pytest.mark.skipif(not TESTDATA.exists(), reason="../shared/testdata is absent")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
#: The best known is .59 (recognizers-text itself), .91 for percent.
LEAST_DATES, LEAST_PERCENT = 0.65, 0.90


def cases(name: str) -> list[dict[str, Any]]:
    value: list[dict[str, Any]] = json.loads((TESTDATA / name).read_text(encoding="utf-8-sig"))
    return value


def readings(case: dict[str, Any]) -> list[set[str]] | None:
    """Return for each date of a case its readings (one or two), None where one is no full date."""
    found = []
    for result in case["Results"]:
        values = (result.get("Resolution") or {}).get("values", [])
        days = {v["value"] for v in values if v.get("type") == "date" and DAY.fullmatch(v.get("value", ""))}
        if (
            result.get("TypeName") != "datetimeV2.date"
            or len(days) != len({v.get("value") for v in values})
            or not days
        ):
            return None
        found.append(days)
    return found or None


def is_exact(case: dict[str, Any], expected: list[set[str]]) -> bool:
    reference = date.fromisoformat(case["Context"]["ReferenceDateTime"][:10])
    told = {d.day or d.value for d in find_dates(case["Input"], reference)}
    days = {t for t in told if DAY.fullmatch(t)}
    return all(days & e for e in expected) and all(any(d in e for e in expected) for d in days)


def test_full_dates_by_exact_set() -> None:
    told = [(c, e) for c in cases("en-datetime.json") if (e := readings(c))]
    right = sum(is_exact(c, e) for c, e in told)
    assert len(told) > 150
    assert right / len(told) >= LEAST_DATES


def test_percentages() -> None:
    hits = expected = predicted = 0
    for case in cases("en-percent.json"):
        gold = [r["Resolution"]["value"] for r in case["Results"]]
        found = [f"{f.value:g}%" for f in find_figures(case["Input"]) if f.unit == "percent"]
        hits += sum(min(found.count(v), gold.count(v)) for v in set(found))
        expected, predicted = expected + len(gold), predicted + len(found)
    assert 2 * hits / (expected + predicted) >= LEAST_PERCENT
