"""The silver set keeps to the contract of extraction: spans, closed vocabulary, units, dates, directions."""

import json
import re
from collections import Counter
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from evaluation.training import labelled_in, labelled_sentences
from reewatch.framework import load_framework
from reewatch.settings import load_settings

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "evaluation" / "silver").glob("*.jsonl"))
LEFT_OUT = sorted((ROOT / "evaluation" / "silver" / "left_out").glob("*.txt"))
GOLD = ROOT / "evaluation" / "gold" / "dev_a.jsonl"

FACTUALITY = {"actual", "scheduled", "proposed", "threatened", "denied"}
RUNGS = {"speculation", "statement", "framework", "binding", "in_force", "verified"}
STAGES = {"mining", "separation", "metal", "alloy", "magnet", "recycling"}
END_USES = {"military", "civilian", "dual_use", None}
TIMES = {"day", "working_day", "month", "year"}
MONEY = re.compile(r"(USD|CNY|EUR|AUD|JPY|CAD|GBP|INR|KRW|MYR|BRL|VND|SEK|ZAR|CHF)")
PER_UNIT = re.compile(MONEY.pattern + r"/(kg|t)")
UNITS_OF_ROLE: dict[str, set[str] | re.Pattern[str]] = {
    "approval_rate": {"percent"},
    "applications": {"count"},
    "approved": {"count"},
    "pending": {"count"},
    "denied": {"count"},
    "processing_time": TIMES,
    "validity": TIMES,
    "tariff_rate": {"percent"},
    "tariff_change": {"pp"},
    "threshold": {"percent"},
    "amount": MONEY,
    "price": PER_UNIT,
    "price_change": {"percent"},
    "capacity": {"t/yr"},
    "volume": {"t", "kg"},
    "volume_change": {"percent"},
    "value": MONEY,
    "share": {"percent"},
    "stake": {"percent"},
    "duration": TIMES,
    "count": {"count"},
}
DATE_ROLES = {"announced", "effective", "expires", "deadline", "as_of", "period"}
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?|-Q[1-4]|-H[12])?")
ACTOR = re.compile(r"([A-Z]{2}(\.[A-Z]+)?|G7|org:[a-z0-9]+(-[a-z0-9]+)*)")
INSTRUMENT = re.compile(r"[A-Z]{2}-[A-Za-z0-9.-]+")
ITEM = re.compile(r"[a-z]+(_[a-z]+)*")
# Where the guidelines let the direction depend on what is prolonged, clarified or counted.
FREE_DIRECTION = {("export_control", "extended"), ("military_scope", "clarified"), ("licence_statistic", "reported")}


def documents(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def all_documents() -> list[dict[str, Any]]:
    return list(chain.from_iterable(documents(path) for path in FILES))


@pytest.fixture(scope="module")
def directions() -> dict[tuple[str, str], str]:
    """The direction of each (type, action) of the framework."""
    event_types = load_framework(load_settings().framework_dir).event_types
    return {(t.id, action): str(t.direction.get(action, "neutral")) for t in event_types for action in t.actions}


def faults_of_a_quantity(q: dict[str, Any]) -> list[str]:
    units = UNITS_OF_ROLE.get(q["role"])
    known = units is not None and (q["unit"] in units if isinstance(units, set) else bool(units.fullmatch(q["unit"])))
    faults = [] if known else [f"unit of {q['role']}: {q['unit']}"]
    is_range = q["value"] is None and None not in (q["low"], q["high"]) and q["low"] < q["high"]
    is_value = q["value"] is not None and q["low"] is None and q["high"] is None
    if not (
        is_range if q["bound"] == "range" else is_value and q["bound"] in {"exact", "about", "at_least", "at_most"}
    ):
        faults.append(f"value of {q['role']}: {q}")
    return faults


def faults_of_a_date(d: dict[str, Any]) -> list[str]:
    if d["role"] not in DATE_ROLES or not DATE.fullmatch(d["value"]):
        return [f"date: {d}"]
    if len(d["value"]) == 10:
        date.fromisoformat(d["value"])
    return []


def faults_of_spans(mention: dict[str, Any], text: str) -> list[str]:
    evidence, trigger = mention["evidence"], mention["trigger"]
    inside = 0 <= evidence["start"] <= trigger["start"] < trigger["end"] <= evidence["end"] <= len(text)
    if not inside:
        return [f"spans: {evidence} {trigger}"]
    pieces = [text[s["start"] : s["end"]] for s in (evidence, trigger)]
    return [f"ragged or many paragraphs: {p!r}" for p in pieces if p != p.strip() or "\n\n" in p]


def faults_of_a_mention(mention: dict[str, Any], text: str, directions: dict[tuple[str, str], str]) -> list[str]:
    kind = (mention["type"], mention["action"])
    checks = {
        "type and action": kind in directions,
        "direction": kind in FREE_DIRECTION or mention["direction"] == directions.get(kind),
        "known direction": mention["direction"] in {"tightening", "easing", "neutral"},
        "factuality": mention["factuality"] in FACTUALITY,
        "timeframe": mention["timeframe"] in {"new", "background"},
        "commitment": mention["commitment"] in RUNGS,
        "end use": mention["end_use"] in END_USES,
        "stage": set(mention["stage"]) <= STAGES,
        "actors": all(a is None or ACTOR.fullmatch(a) for a in (mention["actor"], mention["target"])),
        "instruments": all(INSTRUMENT.fullmatch(i) for i in mention["instruments"]),
        "items": all(ITEM.fullmatch(i) for i in mention["items"]),
        "speaker": mention["speaker"] is None or mention["speaker"].strip() != "",
    }
    faults = [name for name, holds in checks.items() if not holds]
    for quantity in mention["quantities"]:
        faults += faults_of_a_quantity(quantity)
    for when in mention["dates"]:
        faults += faults_of_a_date(when)
    return faults + faults_of_spans(mention, text)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_mentions_keep_to_the_contract(path: Path, directions: dict[tuple[str, str], str]) -> None:
    faults = [
        (document["doc_id"], document["text"][m["trigger"]["start"] : m["trigger"]["end"]], fault)
        for document in documents(path)
        for m in document["mentions"]
        for fault in faults_of_a_mention(m, document["text"], directions)
    ]
    assert faults == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_documents_have_the_form_of_the_gold_set(path: Path) -> None:
    example = next(d for d in documents(GOLD) if d["mentions"])
    for document in documents(path):
        assert document.keys() == example.keys(), document["doc_id"]
        assert document["text"].startswith(document["title"] + "\n\n"), document["doc_id"]
        assert document["relevant"] or not document["mentions"], document["doc_id"]
        datetime.fromisoformat(document["published"])
        for mention in document["mentions"]:
            assert mention.keys() == example["mentions"][0].keys(), document["doc_id"]


def test_there_is_a_silver_set_of_unique_documents_and_mentions() -> None:
    everything = all_documents()
    assert everything
    assert [i for i, n in Counter(d["doc_id"] for d in everything).items() if n > 1] == []
    for document in everything:
        labels = [json.dumps(m, sort_keys=True) for m in document["mentions"]]
        assert len(labels) == len(set(labels)), document["doc_id"]


def test_sentences_that_are_left_out_of_training_are_labelled_in_closed_words(
    directions: dict[tuple[str, str], str],
) -> None:
    left_out = [labelled for path in LEFT_OUT for labelled in labelled_in(path)]
    known = {f"{type_}.{action}" for type_, action in directions}
    assert len(left_out) == len({sentence for _, sentence in left_out}) > 0
    assert {label for labels, _ in left_out for label in labels if "." in label} <= known
    assert {sentence for _, sentence in left_out}.isdisjoint(sentence for _, sentence in labelled_sentences())
