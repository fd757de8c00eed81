"""The model's parser, stepped from here: its own states, transitions and numbers, in a loop that costs less.

spaCy's loop over the transitions runs without the interpreter's lock, and takes it again after each small sum to see
whether that has failed: half the time of the parser. Stepped with the lock in hand nothing is to be taken. The
parse is the same, which a test holds; a parser of another kind than is known here stays as it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from extractors.encoding import FEWEST_ROWS, at_least

#: Words that are parsed at once; each takes four kilobytes meanwhile.
WORDS_AT_ONCE = 5_000


class SteppedParser:
    """A component that does what spaCy's greedy parser does."""

    def __init__(self, parser: Any) -> None:
        """``parser`` is the model's own."""
        self._parser = parser

    def __call__(self, doc: Doc) -> Doc:
        """Set the relations of the words of a document."""
        self._set_on([doc])
        return doc

    def pipe(self, docs: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]:
        """Yield documents with the relations of their words set, ``batch_size`` of them at once at most."""
        held: list[Doc] = []
        words = 0
        for doc in docs:
            if held and (len(held) == batch_size or words + len(doc) > WORDS_AT_ONCE):
                yield from self._set_on(held)
                held, words = [], 0
            held.append(doc)
            words += len(doc)
        yield from self._set_on(held)

    def _set_on(self, docs: Sequence[Doc]) -> Sequence[Doc]:
        if docs:
            self._parser.set_annotations(docs, self._parsed(docs))
        return docs

    def _parsed(self, docs: Sequence[Doc]) -> list[Any]:
        """Return the state of each document once no transition is left."""
        parser = self._parser
        states: list[Any] = parser.moves.init_batch(docs)
        unfinished = [state for state in states if not state.is_final()]
        if not unfinished:
            return states
        model = parser.model.predict(docs)
        upper = model.vec2scores
        weights, bias = upper.get_param("W"), upper.get_param("b")
        while unfinished:
            seen = model.state2vec.predict(model.get_token_ids(unfinished))
            scores = upper.ops.gemm(at_least(FEWEST_ROWS, seen), weights, trans2=True)[: len(seen)]
            scores += bias
            unfinished = parser.transition_states(unfinished, scores)
        model.clear_memory()
        return states


def use_stepped_parser(nlp: Language) -> None:
    """Put the shorter loop in the place of the parser's own, where the parser is of the kind that it stands for."""
    for place, (name, component) in enumerate(nlp._components):  # noqa: SLF001  no public way to one that exists
        if name == "parser" and _is_known(component):
            nlp._components[place] = (name, SteppedParser(component))  # noqa: SLF001


def _is_known(parser: Any) -> bool:
    """Return whether a parser is greedy, scores in two layers, and holds no class that it was not trained on."""
    attributes = parser.model.attrs
    return parser.cfg["beam_width"] == 1 and attributes["has_upper"] and not attributes["unseen_classes"]
