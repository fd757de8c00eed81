import importlib.util
import json
import sys
from pathlib import Path

import pytest

from evaluation.gate import load_gold, predict, run_gate
from evaluation.scoring import score
from extractors.pipeline import load_extractor
from reewatch.framework import load_framework
from reewatch.settings import load_settings

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


@pytest.fixture(scope="module")
def extractor():
    settings = load_settings()
    return load_extractor(load_framework(settings.framework_dir), settings.extraction)


def test_the_gate_holds(extractor) -> None:
    result = run_gate(extractor)
    assert [line for line in result.lines if not line.holds] == []


def test_the_floors_of_the_issue_are_in_the_gate() -> None:
    floors = json.loads((Path("evaluation") / "floors.json").read_text())
    assert floors["floors"]["english.mention_f1"] >= 0.55
    assert floors["ceilings"]["english.false_alarm_rate"] <= 0.25


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is absent")
def test_scores_agree_with_the_reference_scorer(extractor) -> None:
    spec = importlib.util.spec_from_file_location("reference_score", SHARED / "gold" / "score.py")
    reference = importlib.util.module_from_spec(spec)
    sys.modules["reference_score"] = reference
    spec.loader.exec_module(reference)
    gold = [d for d in load_gold() if d["language"] == "en"]
    predicted = predict(extractor, gold)
    theirs = reference.summary(
        [reference.document_counts(d, json.loads(json.dumps(predicted[d["doc_id"]]))) for d in gold]
    )
    ours = score(gold, predicted)
    assert ours.mention.f1 == pytest.approx(theirs["mention"][2])
    assert ours.news.f1 == pytest.approx(theirs["news"][2])
    assert ours.false_alarm_rate == pytest.approx(theirs["false_alarm_rate"])
    assert ours.factuality_macro_f1 == pytest.approx(theirs["factuality_macro_f1"])
    for name, value in ours.fields.items():
        assert value == pytest.approx(theirs[name]), name
    for name, prf in ours.sets.items():
        assert prf.f1 == pytest.approx(theirs[name][2]), name
        assert ours.sets_end_to_end[name].f1 == pytest.approx(theirs[f"{name}_end_to_end"][2]), name


def test_mentions_do_not_depend_on_the_order_of_documents(extractor) -> None:
    gold = load_gold()[:12]
    assert predict(extractor, gold) == predict(extractor, gold[::-1])


def test_offsets_lie_in_the_text(extractor) -> None:
    gold = load_gold()
    predicted = predict(extractor, gold)
    for document in gold:
        for mention in predicted[document["doc_id"]]:
            evidence, trigger = mention["evidence"], mention["trigger"]
            assert (
                0 <= evidence["start"] <= trigger["start"] < trigger["end"] <= evidence["end"] <= len(document["text"])
            )
