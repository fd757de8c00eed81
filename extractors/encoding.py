"""The model's word vectors by a shorter way: those of words met before are kept, and a layer is one step of few passes.

What a word is before its neighbours are looked at follows from its form alone, and most words of a text were in others
before it: their vectors are looked up. The layers above are the model's own numbers in another order: the pieces of a
maxout stand side by side, so that the greatest is found by columns. The vectors are the same, which a test holds;
layers of another kind than is known here stay as they are.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

#: Vectors of words are worked out so many at a time, never more or fewer: the last digits of a product of matrices
#: depend on their sizes, and a word is to have the same vector whatever it was met with.
WORDS_AT_ONCE = 64
#: Products of fewer rows are worked out by another way, with other last digits; they are filled up.
FEWEST_ROWS = 32
#: Vectors are forgotten beyond so many, so that noise takes no memory (8 MB).
MOST_KNOWN = 20_000
#: What a variance is kept from being nothing by, as in the model's own layers.
LEAST_VARIANCE = 1e-08

Vectors = np.ndarray
_EMBED = ("extract_features", "list2ragged", "with_array", "with_array", "ragged2list")


def use_short_encoding(nlp: Language) -> None:
    """Put the shorter way in the place of the model's layers, where they are of the kind that it stands for."""
    if "tok2vec" not in nlp.pipe_names:
        return
    model = nlp.get_pipe("tok2vec").model  # type: ignore[attr-defined]  # spaCy's stub knows no components' models
    for node in list(model.walk()):
        if [layer.name for layer in node.layers] == ["maxout", "layernorm"]:
            node.layers[:] = [_joined(*node.layers)]
    embed = model.layers[0]
    if tuple(_kind(layer) for layer in embed.layers) == _EMBED:
        model.layers[0] = _remembering(embed)


def _kind(layer: Model[Any, Any]) -> str:
    return layer.name.partition("(")[0]


def _remembering(embed: Model[Any, Any]) -> Model[Any, Any]:
    """Return a layer that gives the vectors of the words of documents, as ``embed`` does."""
    known = _KnownWords(embed)

    def forward(_: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[Vectors], Callable[..., Any]]:
        return known.vectors_of(docs), _untrained(is_train)

    return Model("reewatch_embed", forward, layers=[embed], dims={"nO": embed.get_dim("nO")}, ops=embed.ops)


class _KnownWords:
    """The vectors of words met before, by what the model looks at in a word."""

    def __init__(self, embed: Model[Any, Any]) -> None:
        extract, _, hashes, mix, _ = embed.layers
        self._columns: list[int | str] = extract.attrs["columns"]
        self._hashes, self._mix = hashes, mix
        self._places: dict[bytes, int] = {}
        self._vectors: Vectors = np.empty((MOST_KNOWN, embed.get_dim("nO")), dtype="f")

    def vectors_of(self, docs: Sequence[Doc]) -> list[Vectors]:
        """Return the vectors of the words of each document, a row a word."""
        rows = np.concatenate(
            [doc.to_array(self._columns).reshape(len(doc), len(self._columns)) for doc in docs]
        ).astype("uint64")
        keys: list[Any] = rows.view(np.dtype((np.void, rows.shape[1] * rows.itemsize))).ravel().tolist()
        unknown = {key: place for place, key in enumerate(keys) if key not in self._places}
        if unknown:
            if len(self._places) + len(unknown) > MOST_KNOWN:
                self._places.clear()
                unknown = {key: place for place, key in enumerate(keys)}
                self._vectors = np.empty((max(MOST_KNOWN, len(unknown)), self._vectors.shape[1]), dtype="f")
            self._learn(list(unknown), rows[list(unknown.values())])
        found = self._vectors.take([self._places[key] for key in keys], axis=0)
        return np.split(found, np.cumsum([len(doc) for doc in docs])[:-1])

    def _learn(self, keys: Sequence[bytes], rows: np.ndarray) -> None:
        """Work out the vectors of words and keep them."""
        for start in range(0, len(keys), WORDS_AT_ONCE):
            some = rows[start : start + WORDS_AT_ONCE]
            padded = np.zeros((WORDS_AT_ONCE, rows.shape[1]), dtype=rows.dtype)
            padded[: len(some)] = some
            first = len(self._places)
            self._vectors[first : first + len(some)] = self._mix.predict(self._hashes.predict(padded))[: len(some)]
            self._places.update(zip(keys[start : start + len(some)], range(first, first + len(some)), strict=True))


def _joined(maxout: Model[Any, Any], norm: Model[Any, Any]) -> Model[Any, Any]:
    """Return one layer that does what a maxout and the normalization behind it do."""
    outputs, pieces, inputs = (maxout.get_dim(name) for name in ("nO", "nP", "nI"))
    by_piece = np.asarray(maxout.get_param("W")).transpose(1, 0, 2)
    weights: Any = np.ascontiguousarray(by_piece).reshape(pieces * outputs, inputs)
    bias = np.ascontiguousarray(np.asarray(maxout.get_param("b")).T).reshape(-1)
    scale, shift = np.asarray(norm.get_param("G")), np.asarray(norm.get_param("b"))

    def forward(model: Model[Any, Any], rows: Any, is_train: bool) -> tuple[Vectors, Callable[..., Any]]:
        pieced = np.asarray(model.ops.gemm(at_least(FEWEST_ROWS, rows), weights, trans2=True))[: len(rows)]
        pieced += bias
        best = pieced[:, :outputs].copy()
        for piece in range(1, pieces):
            np.maximum(best, pieced[:, piece * outputs : (piece + 1) * outputs], out=best)
        best -= best.mean(axis=1, keepdims=True)
        variance = (best * best).mean(axis=1, keepdims=True) + LEAST_VARIANCE
        best *= variance**-0.5
        best *= scale
        best += shift
        return best, _untrained(is_train)

    dims: dict[str, int | None] = {"nO": outputs, "nI": inputs}
    return Model("reewatch_maxout", forward, layers=[maxout, norm], dims=dims, ops=maxout.ops)


def at_least(count: int, rows: Any) -> Any:
    """Return a matrix with rows of zeros below its own where it has fewer than ``count``."""
    if len(rows) >= count:
        return np.asarray(rows)
    return np.concatenate([rows, np.zeros((count - len(rows), rows.shape[1]), dtype=rows.dtype)])


def _untrained(is_train: bool) -> Callable[..., Any]:
    """Return what stands for a way back through a layer: there is none, for nothing is trained here."""
    if is_train:
        raise NotImplementedError("the shorter way is for reading only; train the model that was loaded as it comes.")
    return lambda _: None
