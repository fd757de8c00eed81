"""The classifier: its labels, its arithmetic, and that training from the same examples gives the same weights."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.training import Example, _trained, labelled_sentences
from extractors.triggers.classifier import Classifier, load_classifier
from reewatch.framework import load_framework
from reewatch.settings import load_settings

TYPES = load_framework(load_settings().framework_dir).event_types


def test_the_weights_speak_the_closed_vocabulary() -> None:
    assert set(load_classifier("types").labels) == {t.id for t in TYPES}
    assert set(load_classifier("actions").labels) <= {f"{t.id}.{a}" for t in TYPES for a in t.actions}


def test_labelled_sentences_speak_it_too() -> None:
    known = {t.id for t in TYPES} | {f"{t.id}.{a}" for t in TYPES for a in t.actions}
    sentences = labelled_sentences()
    assert [s for labels, s in sentences if not labels <= known] == []
    assert {label for labels, _ in sentences for label in labels} >= {t.id for t in TYPES}


@given(
    st.dictionaries(st.sampled_from("abc"), st.floats(-2, 2)), st.dictionaries(st.sampled_from("abcd"), st.just(1.0))
)
def test_a_probability_is_the_logistic_of_the_sum(weights: dict[str, float], features: dict[str, float]) -> None:
    classifier = Classifier({"x": {"": 0.5, **weights}})
    expected = 0.5 + sum(weights.get(f, 0.0) * v for f, v in features.items())
    assert classifier.scores(features)["x"] == pytest.approx(expected)
    assert classifier.probabilities(features)["x"] == pytest.approx(1 / (1 + math.exp(-expected)))


def test_the_best_of_no_trained_label_is_none() -> None:
    assert Classifier({"x": {"": 0.0}}).best({}, ["y"]) is None


def test_training_twice_gives_the_same_weights_and_learns() -> None:
    granted = Example(features={"w=grant": 1.0, "w=licence": 1.0}, labels=frozenset({"licence"}))
    other = Example(features={"w=weather": 1.0, "w=fair": 1.0}, labels=frozenset())
    examples = [granted, granted, granted, other, other, other]
    weights = _trained(examples, ["licence"], 2.0)
    assert weights == _trained(examples, ["licence"], 2.0)
    classifier = Classifier(weights)
    assert (
        classifier.probabilities(granted.features)["licence"]
        > 0.5
        > classifier.probabilities(other.features)["licence"]
    )
