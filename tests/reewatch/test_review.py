"""The review queue: unsure and weighty first, and no doubt without its reason."""

from datetime import date
from typing import Any

from reewatch.review import review_rows, uncertainty_of

TODAY = date(2026, 3, 1)


def event(event_id: str, **told: Any) -> dict[str, Any]:
    plain = {"type": "tariff", "action": "raised", "factuality": "actual", "commitment": "in_force", "origins": 3,
             "articles": 3, "primary_source": True, "instruments": ["US-EO-14257"], "happened_on": "2026-03-01",
             "title": event_id, "evidence": [{"mention_id": f"{event_id}-{n}"} for n in range(2)]}  # fmt: skip
    return plain | {"event_id": event_id} | told


def mention(**told: Any) -> dict[str, Any]:
    plain = {
        "action": "raised",
        "factuality": "actual",
        "actor": "US.WH",
        "target": "CN",
        "quantities": [],
        "dates": [],
    }
    return plain | told


def queue(events: list[dict[str, Any]], told: dict[str, dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    mentions = {e["mention_id"]: mention() for row in events for e in row["evidence"]} | (told or {})
    return review_rows(events, mentions, {"US-EO-14257"}, TODAY)


def reasons(row: dict[str, Any]) -> set[str]:
    return {r["reason"] for r in row["reasons"]}


def test_what_is_sure_is_not_in_the_queue() -> None:
    assert queue([event("a")]) == []


def test_each_reason_is_told() -> None:
    rate = {"role": "tariff_rate", "unit": "percent", "basis": None}
    told = {
        "f-0": mention(quantities=[rate | {"value": 100.0}]), "f-1": mention(quantities=[rate | {"value": 145.0}]),
        "d-0": mention(dates=[{"role": "effective", "value": "2026-04-01"}]),
        "d-1": mention(dates=[{"role": "effective", "value": "2026-05-01"}]),
        "n-0": mention(factuality="denied"), "p-0": mention(actor="CN"), "a-0": mention(action="cut"),
    }  # fmt: skip
    rows = queue(
        [event(i) for i in "fdnpa"]
        + [event("o", origins=1, primary_source=False), event("s", commitment="speculation"),
           event("u", instruments=["CN-MOFCOM-2031-1"]), event("t", instruments=[]), event("h", happened_on=None)],
        told,
    )  # fmt: skip
    assert {r["event_id"]: reasons(r) for r in rows} == {
        "f": {"figures differ"}, "d": {"dates differ"}, "n": {"told otherwise"}, "p": {"parties differ"},
        "a": {"actions differ"}, "o": {"one origin"}, "s": {"speculation"}, "u": {"unknown legal text"},
        "t": {"no legal text"}, "h": {"no date"},
    }  # fmt: skip


def test_the_weightier_and_the_fresher_comes_first() -> None:
    lone = {"origins": 1, "primary_source": False}
    rows = queue([event("old", **lone, happened_on="2025-03-01"), event("price", **lone, type="price"),
                  event("tariff", **lone)])  # fmt: skip
    assert [r["event_id"] for r in rows] == ["tariff", "price", "old"]
    assert all(r["priority"] == round(r["uncertainty"] * r["weight"], 3) for r in rows)


def test_reasons_add_up_as_chances() -> None:
    assert uncertainty_of([]) == 0
    assert round(uncertainty_of(["one origin", "speculation"]), 3) == round(1 - 0.65 * 0.7, 3)
