"""What is counted in one document: hits, misses and equal fields, over all of it and for each type."""

from collections import Counter
from collections.abc import Iterator, Sequence

from evaluation.matching import FIELDS, SETS, Json, paired, slot_hits, state_of
from reewatch.mentions import RUNGS

NEWS = ("actual", "scheduled")
#: Accuracies over matched pairs, in the order of the tables.
ACCURACIES = (*FIELDS, "commitment_within_1", "actor", "target", "speaker_told", "end_use")
#: What stands before a type's own counts.
TYPED = "type:"


def document_counts(document: Json, predicted: Sequence[Json]) -> Counter[str]:
    """Return the counts of a gold document and the mentions predicted for it.

    Every count of a mention is kept twice: under its name, and under ``type:TYPE:`` and its name. Counts can be added.
    """
    gold: Sequence[Json] = document["mentions"]
    counts: Counter[str] = Counter()
    pairs = paired(gold, predicted)
    for kind, mentions in (("gold", gold), ("pred", predicted)):
        for mention in mentions:
            _add(counts, mention["type"], kind, 1)
            _add(counts, mention["type"], f"news_{kind}", int(_is_news(mention)))
    for mention in gold:
        for name in SETS:
            _add(counts, mention["type"], f"{name}:gold_all", len(mention.get(name) or ()))
    for i, j in pairs:
        for name, count in _pair_counts(gold[i], predicted[j]):
            _add(counts, gold[i]["type"], name, count)
    if not document["relevant"]:
        counts["irrelevant"] += 1
        counts["irrelevant_alarmed"] += bool(predicted)
    return counts


def _add(counts: Counter[str], type_: str, name: str, count: int) -> None:
    counts[name] += count
    counts[f"{TYPED}{type_}:{name}"] += count


def _pair_counts(gold: Json, predicted: Json) -> Iterator[tuple[str, int]]:
    yield "tp", 1
    yield "news_tp", _is_news(gold) and _is_news(predicted)
    for name in FIELDS:
        yield f"ok:{name}", gold.get(name) == predicted.get(name)
    if gold["commitment"] in RUNGS and predicted["commitment"] in RUNGS:
        apart = abs(RUNGS.index(gold["commitment"]) - RUNGS.index(predicted["commitment"]))
        yield "ok:commitment_within_1", apart <= 1
    for role in ("actor", "target"):
        yield f"ok:{role}", state_of(gold, role) == state_of(predicted, role)
    yield "ok:speaker_told", bool(gold.get("speaker")) == bool(predicted.get("speaker"))
    yield "ok:end_use", gold.get("end_use") == predicted.get("end_use")
    yield f"fact_gold:{gold['factuality']}", 1
    yield f"fact_pred:{predicted['factuality']}", 1
    yield f"fact_tp:{gold['factuality']}", gold["factuality"] == predicted["factuality"]
    for name in SETS:
        yield f"{name}:tp", slot_hits(name, gold, predicted)
        yield f"{name}:gold", len(gold.get(name) or ())
        yield f"{name}:pred", len(predicted.get(name) or ())


def _is_news(mention: Json) -> bool:
    return mention.get("timeframe") == "new" and mention.get("factuality") in NEWS
