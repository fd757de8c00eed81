import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from evaluation.floors import load_floors
from evaluation.gate import GateLine, half, load_gold, predict, run_gate
from evaluation.scoring import Score, score
from extractors.pipeline import load_extractor
from reewatch.framework import load_framework
from reewatch.settings import load_settings

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
#: Names of the reference scorer that are not ours.
THEIRS = {"mention_f1": ("mention", 2), "news_f1": ("news", 2), "mention_recall": ("mention", 1)}


@pytest.fixture(scope="module")
def extractor():
    settings = load_settings()
    return load_extractor(load_framework(settings.framework_dir), settings.extraction)


def test_the_gate_holds(extractor) -> None:
    result = run_gate(extractor)
    assert [line for line in result.lines if not line.holds] == []


def test_the_gate_judges_every_field_of_the_table_on_the_half_not_read() -> None:
    floors = load_floors()
    elsewhere = {n for n in floors.bounds if n.partition(".")[0] in ("behaviour", "resolution")}
    others = {n.partition(".")[2] for n in elsewhere}
    assert {f"even.{m}" for m in floors.goals if m not in others} <= set(floors.bounds)
    assert {"behaviour.share", "resolution.b_cubed_f1", "resolution.merges_across_instruments"} <= elsewhere


def test_a_line_breaks_on_the_wrong_side_of_its_bound() -> None:
    low = GateLine(name="even.action", measured=Score(value=0.5, low=0.4, high=0.6), bound=0.51, goal=None)
    alarmed = GateLine(name="even.false_alarm_rate", measured=low.measured, bound=0.49, goal=None)
    assert not low.holds
    assert not alarmed.holds


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is absent")
@pytest.mark.parametrize("chosen", ["odd", "even", "all"])
def test_scores_agree_with_the_reference_scorer(extractor, chosen: str) -> None:
    spec = importlib.util.spec_from_file_location("reference_score", SHARED / "gold" / "score.py")
    reference = importlib.util.module_from_spec(spec)
    sys.modules["reference_score"] = reference
    spec.loader.exec_module(reference)
    gold = [d for d in load_gold() if d["language"] == "en"]
    gold = gold if chosen == "all" else half(gold, chosen)
    predicted = predict(extractor, gold)
    counts = [reference.document_counts(d, json.loads(json.dumps(predicted[d["doc_id"]]))) for d in gold]
    theirs = reference.summary(counts)
    ours = score(gold, predicted)
    for name, (key, part) in THEIRS.items():
        assert ours.measures[name].value == theirs[key][part]
    for name in (*reference.FIELDS, "commitment_within_1", "actor", "target", "speaker_told", "end_use"):
        assert ours.measures[name].value == theirs[name], name
    for name in ("factuality_macro_f1", "false_alarm_rate"):
        assert ours.measures[name].value == pytest.approx(theirs[name], abs=1e-12)
    for name in reference.SETS:
        assert ours.measures[f"{name}_f1"].value == theirs[name][2], name
        assert ours.measures[f"{name}_end_to_end_f1"].value == theirs[f"{name}_end_to_end"][2], name
    for type_, (_, _, f1, n) in theirs["by_type"].items():
        assert (ours.by_type[type_]["mention_f1"].value, ours.counts_by_type[type_]) == (f1, n)


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is absent")
def test_intervals_agree_with_the_reference_scorer(extractor, tmp_path) -> None:
    gold = [d for d in load_gold() if d["language"] == "en"][:30]
    predicted = predict(extractor, gold)
    files = (tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl")
    files[0].write_text("\n".join(map(json.dumps, gold)))
    files[1].write_text("\n".join(json.dumps({"doc_id": k, "mentions": v}) for k, v in predicted.items()))
    command = [sys.executable, str(SHARED / "gold" / "score.py"), *map(str, files), "--json"]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    ours = score(gold, predicted).measures
    for name in ("mention_f1", "news_f1"):
        assert [ours[name].low, ours[name].high] == told[f"{name}_interval"]


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
