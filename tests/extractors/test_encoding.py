"""The shorter way gives the vectors that the model's own layers give, whatever the words came with."""

import numpy as np
import pytest
from spacy.language import Language

from evaluation.benchmarks.streams import EVERYDAY
from extractors.encoding import MOST_KNOWN, use_short_encoding
from extractors.models import load_model, load_whole_model

TEXTS = [*EVERYDAY, "…", "MOFCOM's  Announcement\tNo. 61", ""]


@pytest.fixture(scope="module")
def short() -> Language:
    return load_model("auto")


def _vectors(nlp: Language, texts: list[str]) -> list[np.ndarray]:
    model = nlp.get_pipe("tok2vec").model  # type: ignore[attr-defined]
    return [np.asarray(v) for v in model.predict([nlp.make_doc(t) for t in texts])]


def test_the_vectors_are_those_of_the_models_own_layers(short: Language) -> None:
    own = load_whole_model("auto")
    assert "reewatch_embed" in {node.name for node in short.get_pipe("tok2vec").model.walk()}  # type: ignore[attr-defined]
    for ours, theirs in zip(_vectors(short, TEXTS), _vectors(own, TEXTS), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-5)


def test_the_shorter_layers_multiply_as_the_models_others_do(short: Language) -> None:
    models = [getattr(component, "model", None) for _, component in short.pipeline]
    nodes = [node for model in models if model is not None for node in model.walk()]
    assert {"reewatch_embed", "reewatch_maxout"} <= {node.name for node in nodes}
    assert not any(node.ops.use_blis for node in nodes)  # twice as slow where it has no kernel for the machine


def test_a_products_rows_do_not_hang_on_how_many_there_are(short: Language) -> None:
    layer = next(n for n in short.get_pipe("tok2vec").model.walk() if n.name == "reewatch_maxout")  # type: ignore[attr-defined]
    rows = np.random.default_rng(3).standard_normal((200, layer.get_dim("nI")), dtype="f")
    whole = layer.predict(rows)
    for count in (1, 2, 5, 31, 32, 33, 199):
        assert np.array_equal(layer.predict(rows[:count]), whole[:count])


def test_a_word_has_the_same_vector_whatever_it_was_met_with() -> None:
    one, other = load_model("auto"), load_model("auto")
    _vectors(one, TEXTS)
    for text in reversed(TEXTS):
        _vectors(other, [text])
    embed = [nlp.get_pipe("tok2vec").model.layers[0] for nlp in (one, other)]  # type: ignore[attr-defined]
    docs = [one.make_doc(text) for text in TEXTS]
    for mine, yours in zip(*(layer.predict(docs) for layer in embed), strict=True):
        assert np.array_equal(mine, yours)


def test_more_new_words_at_once_than_are_kept_have_their_vectors(short: Language) -> None:
    words = [f"q{number:x}z" for number in range(MOST_KNOWN + 100)]
    noise = [short.make_doc(" ".join(words[i : i + 500])) for i in range(0, len(words), 500)]
    embed = short.get_pipe("tok2vec").model.layers[0]  # type: ignore[attr-defined]
    together = embed.predict(noise)
    for doc, vectors in zip(noise[::10], together[::10], strict=True):
        assert np.array_equal(vectors, embed.predict([doc])[0])


def test_layers_of_another_kind_stay() -> None:
    nlp = load_whole_model("auto")
    embed = nlp.get_pipe("tok2vec").model.layers[0]  # type: ignore[attr-defined]
    embed.layers.pop(0)
    use_short_encoding(nlp)
    assert nlp.get_pipe("tok2vec").model.layers[0] is embed  # type: ignore[attr-defined]
