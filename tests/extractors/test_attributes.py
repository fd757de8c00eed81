"""The table of attributes gives what the model's own component gives, token by token."""

import spacy

from evaluation.gate import load_gold
from extractors.attributes import use_attribute_table
from extractors.models import OFFICIAL, REPACKAGED

#: Every pattern of several tokens, and spaces, which the gold texts lack.
ODD = (
    "It ain't so.",
    "We're gonna go, we've got ta.",
    "Let's see  whether c'm on is read.",
    "There is  \n one; y'all know.",
)


def model() -> spacy.language.Language:
    for name in (OFFICIAL, REPACKAGED):
        try:
            return spacy.load(name.replace("-", "_"), exclude=["ner"])
        except OSError:
            continue
    raise AssertionError("no model")


def test_the_table_stands_for_the_models_own_rules() -> None:
    own, ours = model(), model()
    use_attribute_table(ours)
    assert "attribute_ruler" not in ours.pipe_names
    texts = [*ODD, *(d["text"] for d in load_gold() if d["language"] == "en")]
    for theirs, doc in zip(own.pipe(texts), ours.pipe(texts), strict=True):
        told = [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i) for t in theirs]
        assert [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i) for t in doc] == told


def test_a_model_with_other_rules_keeps_its_component() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("attribute_ruler").add([[{"SHAPE": "Xx"}]], {"POS": "NOUN"})
    use_attribute_table(nlp)
    assert nlp.pipe_names == ["attribute_ruler"]
