"""Scores of predicted mentions against gold, as the guidelines say under "What is scored"."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluation.matching import FIELDS, SETS, Json, paired, slot_hits, state_of
from reewatch.mentions import RUNGS

RESAMPLES = 500
SEED = 7
NEWS = ("actual", "scheduled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prf:
    """Precision, recall and F1."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Scores of a set of documents: F1s, and accuracies of fields over matched pairs."""

    documents: int
    mention: Prf
    news: Prf
    fields: Mapping[str, float]
    factuality_macro_f1: float
    sets: Mapping[str, Prf]
    sets_end_to_end: Mapping[str, Prf]
    by_type: Mapping[str, Prf]
    false_alarm_rate: float
    mention_f1_interval: tuple[float, float]
    news_f1_interval: tuple[float, float]


def score(gold: Sequence[Json], predicted: Mapping[str, Sequence[Json]]) -> Scores:
    """Return the scores of predicted mentions (by ``doc_id``) against gold documents.

    The intervals are 95 % bootstrap intervals over documents, with a fixed seed.
    """
    counts = [_counts(d, predicted.get(d["doc_id"], ())) for d in gold]
    total: Counter[str] = Counter()
    for c in counts:
        total.update(c)
    pairs = max(total["tp"], 1)
    intervals = _intervals(counts)
    return Scores(
        documents=len(counts),
        mention=_prf(total, "tp", "gold", "pred"),
        news=_prf(total, "news_tp", "news_gold", "news_pred"),
        fields={k.removeprefix("ok:"): v / pairs for k, v in sorted(total.items()) if k.startswith("ok:")},
        factuality_macro_f1=_macro(total),
        sets={s: _prf(total, f"{s}:tp", f"{s}:gold", f"{s}:pred") for s in SETS},
        sets_end_to_end={s: _prf(total, f"{s}:tp", f"{s}:gold_all", f"{s}:pred") for s in SETS},
        by_type={
            k.removeprefix("gold:"): _prf(total, f"tp:{k[5:]}", k, f"pred:{k[5:]}")
            for k in sorted(total)
            if k.startswith("gold:")
        },
        false_alarm_rate=total["irrelevant_alarmed"] / max(total["irrelevant"], 1),
        mention_f1_interval=intervals[0],
        news_f1_interval=intervals[1],
    )


def _counts(document: Json, predicted: Sequence[Json]) -> Counter[str]:
    gold: Sequence[Json] = document["mentions"]
    pairs = paired(gold, predicted)
    counts = Counter({"tp": len(pairs), "gold": len(gold), "pred": len(predicted)})
    counts.update("gold:" + m["type"] for m in gold)
    counts.update("pred:" + m["type"] for m in predicted)
    if not document["relevant"]:
        counts["irrelevant"] += 1
        counts["irrelevant_alarmed"] += bool(predicted)
    counts["news_gold"] = sum(map(_is_news, gold))
    counts["news_pred"] = sum(map(_is_news, predicted))
    for i, j in pairs:
        _count_pair(counts, gold[i], predicted[j])
    for mention in gold:
        for name in SETS:
            counts[f"{name}:gold_all"] += len(mention.get(name) or ())
    return counts


def _count_pair(counts: Counter[str], gold: Json, predicted: Json) -> None:
    counts["tp:" + gold["type"]] += 1
    counts["news_tp"] += _is_news(gold) and _is_news(predicted)
    for name in FIELDS:
        counts[f"ok:{name}"] += gold.get(name) == predicted.get(name)
    counts[f"fact_gold:{gold['factuality']}"] += 1
    counts[f"fact_pred:{predicted['factuality']}"] += 1
    counts[f"fact_tp:{gold['factuality']}"] += gold["factuality"] == predicted["factuality"]
    if gold["commitment"] in RUNGS and predicted["commitment"] in RUNGS:
        apart = abs(RUNGS.index(gold["commitment"]) - RUNGS.index(predicted["commitment"]))
        counts["ok:commitment_within_1"] += apart <= 1
    for role in ("actor", "target"):
        counts[f"ok:{role}"] += state_of(gold, role) == state_of(predicted, role)
    counts["ok:speaker_told"] += bool(gold.get("speaker")) == bool(predicted.get("speaker"))
    counts["ok:end_use"] += gold.get("end_use") == predicted.get("end_use")
    for name in SETS:
        counts[f"{name}:tp"] += slot_hits(name, gold, predicted)
        counts[f"{name}:gold"] += len(gold.get(name) or ())
        counts[f"{name}:pred"] += len(predicted.get(name) or ())


def _is_news(mention: Json) -> bool:
    return mention.get("timeframe") == "new" and mention.get("factuality") in NEWS


def _prf(counts: Counter[str], hit: str, gold: str, predicted: str) -> Prf:
    precision = counts[hit] / counts[predicted] if counts[predicted] else 0.0
    recall = counts[hit] / counts[gold] if counts[gold] else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Prf(precision=precision, recall=recall, f1=f1)


def _macro(counts: Counter[str]) -> float:
    labels = [k.removeprefix("fact_gold:") for k in counts if k.startswith("fact_gold:")]
    f1s = [_prf(counts, f"fact_tp:{v}", f"fact_gold:{v}", f"fact_pred:{v}").f1 for v in labels]
    return sum(f1s) / len(f1s) if f1s else 0.0


def _intervals(counts: Sequence[Counter[str]]) -> tuple[tuple[float, float], tuple[float, float]]:
    chance = random.Random(SEED)  # noqa: S311  resampling, not secrets
    mention, news = [], []
    for _ in range(RESAMPLES):
        total: Counter[str] = Counter()
        for _ in counts:
            total.update(chance.choice(counts))
        mention.append(_prf(total, "tp", "gold", "pred").f1)
        news.append(_prf(total, "news_tp", "news_gold", "news_pred").f1)
    low, high = RESAMPLES * 25 // 1000, RESAMPLES - 1 - RESAMPLES * 25 // 1000
    return (sorted(mention)[low], sorted(mention)[high]), (sorted(news)[low], sorted(news)[high])
