"""The weights of the judgement: what they are trained on, and that the same examples give the same weights."""

from evaluation.judgement_training import FIELDS, Example, fit, training_documents
from extractors.judgement.weighing import Scale, Weights, heaviest, load_weights
from reewatch.mentions import FACTUALITIES, RUNGS


def test_no_document_of_the_half_that_is_not_read_is_trained_on() -> None:
    gold = [d["doc_id"] for d in training_documents() if d["doc_id"].startswith("dev")]
    assert gold
    assert all(int(doc_id.rsplit("-", 1)[1]) % 2 == 1 for doc_id in gold)


def test_the_same_examples_give_the_same_weights_and_the_weights_tell_them_apart() -> None:
    examples = [
        Example(doc_id=str(n), marks=["sign=denied" if n % 2 else "sign=will", "type=tariff"], labels=_labels(n))
        for n in range(40)
    ]
    first, second = fit(examples, "factuality"), fit(examples, "factuality")
    assert first == second
    weights = Weights(labels=tuple(first["labels"]), bias=tuple(first["bias"]), marks=first["marks"])
    other = Weights(labels=("x", "y"), bias=(0.0, 1.0), marks={"sign=will": (2.0, 0.0)})
    weighed = [Scale({"factuality": weights, "other": other}).weigh(e.marks) for e in examples[:2]]
    assert [heaviest(w["factuality"]) for w in weighed] == ["proposed", "denied"]
    assert [w["other"] for w in weighed] == [{"x": 2.0, "y": 1.0}, {"x": 0.0, "y": 1.0}]
    assert heaviest(weighed[0]["other"], among=["y"]) == "y"


def test_the_weights_in_the_repository_speak_the_closed_vocabulary() -> None:
    weights = load_weights()
    assert set(weights) == set(FIELDS)
    assert set(weights["factuality"].labels) == set(FACTUALITIES)
    assert set(weights["commitment"].labels) == set(RUNGS)


def _labels(number: int) -> dict[str, str]:
    return {"factuality": "denied" if number % 2 else "proposed", "commitment": "statement"}
