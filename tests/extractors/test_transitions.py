"""The stepped parser finds what the model's own does, whatever the texts and however they are batched."""

import random

import pytest
from spacy.language import Language

from evaluation.benchmarks.mutations import mutated_documents
from evaluation.benchmarks.streams import EVERYDAY
from extractors.models import load_whole_model
from extractors.pipeline import readable
from extractors.transitions import SteppedParser, use_stepped_parser

CHANCE = random.Random(3)
HOSTILE = [readable(d.text)[:3000] for d in mutated_documents(60, seed=4)]
NOISE = [
    " ".join(CHANCE.choices(["to", ",", "of", "export", "(", "\n", "—", "banned", "7"], k=n)) for n in range(0, 90, 7)
]
TEXTS = [*EVERYDAY, *NOISE, "", "\t", "x", *HOSTILE]


@pytest.fixture(scope="module")
def own() -> Language:
    return load_whole_model("auto", exclude=("ner", "attribute_ruler", "lemmatizer"))


@pytest.fixture(scope="module")
def stepped() -> Language:
    nlp = load_whole_model("auto", exclude=("ner", "attribute_ruler", "lemmatizer"))
    use_stepped_parser(nlp)
    assert isinstance(dict(nlp.pipeline)["parser"], SteppedParser)
    return nlp


def _grammar(nlp: Language, batch_size: int) -> list[list[tuple[str, int, bool | None]]]:
    return [[(t.dep_, t.head.i, t.is_sent_start) for t in doc] for doc in nlp.pipe(TEXTS, batch_size=batch_size)]


@pytest.mark.parametrize("batch_size", [1, 7, 128])
def test_relations_and_heads_are_those_of_the_models_own_parser(
    own: Language, stepped: Language, batch_size: int
) -> None:
    assert _grammar(stepped, batch_size) == _grammar(own, batch_size)


def test_one_document_is_parsed_as_among_others(own: Language, stepped: Language) -> None:
    for text in TEXTS[:30]:
        assert [t.head.i for t in stepped(text)] == [t.head.i for t in own(text)]


def test_a_parser_of_another_kind_stays() -> None:
    nlp = load_whole_model("auto", exclude=("ner",))
    nlp.get_pipe("parser").cfg["beam_width"] = 4  # type: ignore[attr-defined]
    use_stepped_parser(nlp)
    assert not isinstance(dict(nlp.pipeline)["parser"], SteppedParser)
