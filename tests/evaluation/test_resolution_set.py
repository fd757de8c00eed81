"""The resolution set: what it consists of, and how B-cubed counts."""

import pytest

from evaluation.floors import load_floors
from evaluation.resolution.judging import Told, b_cubed, judge_resolution
from evaluation.resolution.playing import load_documents
from reewatch.framework import load_framework
from reewatch.settings import load_settings


def told(number: int, happening: str) -> Told:
    return Told(mention_id=f"m{number}", sentence="", doc_id="d", happening=happening, is_reprint=False)


def test_b_cubed_counts_what_each_mention_shares() -> None:
    three = [told(1, "a"), told(2, "a"), told(3, "b")]
    together = b_cubed(three, dict.fromkeys(("m1", "m2", "m3"), "e"))
    assert (together.precision, together.recall) == (pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3), 1)
    alone = b_cubed(three, {"m1": "e", "m2": "f", "m3": "g"})
    assert (alone.precision, alone.recall) == (1, pytest.approx((0.5 + 0.5 + 1) / 3))
    assert b_cubed(three, {"m1": "e", "m2": "e", "m3": "f"}).f1 == 1


def test_the_set_is_as_large_as_the_issue_asks_and_mostly_independently_worded() -> None:
    documents = load_documents()
    mentions = [m for d in documents for m in d["mentions"]]
    own = [m for d in documents if d["reprint_of"] is None for m in d["mentions"]]
    assert len(mentions) >= 300
    assert len({m["happening"] for m in mentions}) >= 80
    assert len(own) >= len(mentions) / 2


def test_sentences_are_told_where_the_evidence_says() -> None:
    for document in load_documents():
        for mention in document["mentions"]:
            evidence, trigger = mention["evidence"], mention["trigger"]
            assert evidence["start"] <= trigger["start"] < trigger["end"] <= evidence["end"] <= len(document["text"])


def test_the_set_comes_together() -> None:
    measured = judge_resolution(load_framework(load_settings().framework_dir)).measures()
    bounds = load_floors().bounds
    assert measured["resolution.merges_across_instruments"] == 0
    for name in ("resolution.b_cubed_f1", "resolution.independent_b_cubed_f1"):
        assert measured[name] >= bounds[name]
