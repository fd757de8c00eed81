"""How firm an indicator's evidence is, which way it points, and how much substance it has."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewatch.framework import load_framework
from reewatch.indicators.readings import age_in_days, reading_of
from reewatch.indicators.states import (
    CAP_ANONYMOUS,
    CAP_WITHOUT_TEXT,
    POINTS,
    STATES,
    Evidence,
    event_evidence,
    grade_of,
    is_live,
    state_of_indicator,
)
from reewatch.mentions import RUNGS

FRAMEWORK = load_framework(Path(__file__).parents[2] / "framework")
TARIFFS = next(i for i in FRAMEWORK.indicators if i.id == "tariff-schedule")


def event(**told: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "event_id": "evt-1", "type": "tariff", "action": "cut", "factuality": "actual", "commitment": "in_force",
        "direction": "easing", "happened_on": "2026-01-01", "valid_to": None, "title": "a cut", "origins": 2,
        "primary_source": True, "instruments": [], "dates": [], "actor": "US",
        "evidence": [{"mention_id": "men-1", "sentence": "The duty shall be cut."}],
    }  # fmt: skip
    return plain | told


def evidence(rung: str = "in_force", way: str = "easing", on: str = "2026-01-01", **told: Any) -> Evidence:
    plain: dict[str, Any] = {
        "evidence_id": f"evt-{rung}-{on}", "factuality": "actual", "title": "x", "origins": 1, "has_text": True,
        "cues": {},
    }  # fmt: skip
    return Evidence(commitment=rung, direction=way, on=on, **(plain | told))


@given(st.lists(st.sampled_from(RUNGS), min_size=1))
def test_the_state_follows_the_highest_rung(rungs: list[str]) -> None:
    state = state_of_indicator(TARIFFS, [evidence(r, on=f"2026-01-{n + 1:02}") for n, r in enumerate(rungs[:28])])
    best = max(rungs[:28], key=RUNGS.index)
    assert state.state in STATES
    assert STATES.index(state.state) == max(1, RUNGS.index(best))


def test_no_evidence_is_a_reading_too() -> None:
    state = state_of_indicator(TARIFFS, [])
    assert (state.state, state.grade, state.direction, state.disagreement) == ("no_evidence", 0, "unchanged", False)
    assert reading_of(TARIFFS, state, [], None, date(2026, 1, 1)).startswith("No schedule is in evidence")


def test_the_points_are_a_hundred() -> None:
    assert sum(POINTS.values()) == 100


def test_substance_is_earned_by_cues() -> None:
    bare, full = event(evidence=[]), event(
        instruments=["US-S301"], actor="US.USTR", dates=[{"role": "effective"}, {"role": "expires"}],
        evidence=[{"mention_id": "men-1", "sentence": "Importers must pay; penalties apply."}],
    )  # fmt: skip
    assert grade_of(event_evidence(bare)) == 0
    earned = event_evidence(full)
    assert set(earned.cues) == {
        "instrument",
        "effective_date",
        "expiry",
        "issuing_body",
        "obliging_verb",
        "enforcement",
    }
    assert grade_of(earned) == 70
    assert grade_of(event_evidence(full | {"primary_source": False})) == CAP_WITHOUT_TEXT
    assert grade_of(event_evidence(full | {"commitment": "speculation", "origins": 1})) == CAP_ANONYMOUS


DEAD = [
    # (why, event, legal texts that are over)
    ("denied", event(factuality="denied"), []),
    ("ended", event(valid_to="2026-01-31"), []),
    ("its text was revoked", event(action="imposed", instruments=["US-IEEPA"]), ["US-IEEPA"]),
    ("not yet", event(happened_on="2026-03-01"), []),
]


@pytest.mark.parametrize(("why", "told", "over"), DEAD, ids=[d[0] for d in DEAD])
def test_only_live_evidence_counts(why: str, told: dict[str, Any], over: list[str]) -> None:
    assert not is_live(told, date(2026, 2, 1), over), why
    assert is_live(event(), date(2026, 2, 1), over)


def test_what_ends_a_text_still_counts() -> None:
    assert is_live(event(action="struck_down", instruments=["US-IEEPA"]), date(2026, 2, 1), ["US-IEEPA"])


WAYS = [
    # (moves, direction): the latest moves decide, and time passing decides nothing
    ([("easing", "2026-01-01")], "easing"),
    ([("neutral", "2026-01-01")], "unchanged"),
    ([("easing", "2026-01-01"), ("tightening", "2026-02-01")], "mixed"),
    ([("easing", "2025-01-01"), ("tightening", "2026-02-01")], "tightening"),
]


@pytest.mark.parametrize(("moves", "direction"), WAYS)
def test_the_direction_is_that_of_the_latest_moves(moves: list[tuple[str, str]], direction: str) -> None:
    assert state_of_indicator(TARIFFS, [evidence(way=w, on=on) for w, on in moves]).direction == direction


def test_a_figure_that_moved_points_somewhere() -> None:
    counted = [evidence("verified", "neutral")]
    assert state_of_indicator(TARIFFS, counted, [("2026-01-02", "easing")]).direction == "easing"


def test_age_is_that_of_the_newest_day() -> None:
    assert age_in_days(["2025", "2026-01-01", "2025-12"], date(2026, 1, 31)) == 30
    assert age_in_days(["2025"], date(2026, 1, 31)) is None


def test_every_theme_and_indicator_has_what_it_is_read_from() -> None:
    ids = [i.id for i in FRAMEWORK.indicators]
    assert ids[:4] == ["permit-approvals", "processing-investment", "military-scope", "tariff-schedule"]
    assert set(ids[4:]) == {
        "control-mechanisms", "framework-terms", "value-chain", "alliances-stockpiles", "technology-transfer",
        "prices-flows",
    }  # fmt: skip
    assert all(i.types for i in FRAMEWORK.indicators)
