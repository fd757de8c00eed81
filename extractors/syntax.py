"""The grammar of one sentence as plain values: words with their lemmas, tags and governors. No spaCy beyond this."""

import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from spacy.attrs import DEP, HEAD, ORTH, SPACY, TAG  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc, Token

from extractors.attributes import Attributes, AttributeTable

#: How the tags of nouns, verbs and adjectives begin.
CONTENT = ("N", "V", "J")
#: The components behind the parser that give parts of speech and lemmas.
FINISHING = ("attribute_ruler", "reewatch_attributes", "lemmatizer")
#: Text, lemma, tag, part of speech and relation of a token.
_Told = tuple[str, str, str, str, str]
#: What is known of tokens is forgotten beyond this, so that noise takes no memory.
MOST_KNOWN = 100_000

#: Relations by which a word heads a clause of its own, beside the root (ClearNLP labels, as en_core_web_sm has them).
CLAUSAL = frozenset({"ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp", "csubj"})


class Word(NamedTuple):
    """One token; ``start`` and ``end`` are characters of the sentence, ``head`` the index of its governor."""

    index: int  # type: ignore[assignment]  # a tuple's own method of that name is of no use here
    start: int
    end: int
    text: str
    lemma: str
    tag: str  # Penn Treebank
    pos: str  # Universal Dependencies
    dep: str
    head: int


@dataclass(slots=True)
class Syntax:
    """A parsed sentence; indices are those of ``words``, which do not change.

    What is asked of it over and over is kept with it, since many rules stand on the same words.
    """

    words: tuple[Word, ...]
    #: The words that each word governs, in order, by its index; not those of words that govern none.
    below: dict[int, list[Word]] = field(init=False, repr=False, compare=False)
    #: The lemmas of the nouns, verbs and adjectives, in order.
    content: tuple[str, ...] = field(init=False, repr=False, compare=False)
    #: The topmost words of spans that were asked for.
    heads: dict[tuple[int, int], Word | None] = field(default_factory=dict, init=False, repr=False, compare=False)
    #: The words that carry events, of spans that were asked for.
    anchors: dict[tuple[tuple[int, int], bool], Word | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    #: The ways up from words that were asked for.
    climbs: dict[int, list[tuple[int, float]]] = field(default_factory=dict, init=False, repr=False, compare=False)
    #: The words of their own that words were asked for.
    phrases: dict[tuple[int, tuple[str, ...]], frozenset[int]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _ends: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out what every sentence is asked."""
        self.below = {}
        for word in self.words:
            if word.head != word.index:
                self.below.setdefault(word.head, []).append(word)
        self.content = tuple([w.lemma for w in self.words if w.tag.startswith(CONTENT)])
        self._ends = [w.end for w in self.words]

    def children(self, index: int, *deps: str) -> list[Word]:
        """Return the words that a word governs, in order; only those of the relations named, where any is."""
        below = self.below.get(index)
        if below is None:
            return []
        return [w for w in below if w.dep in deps] if deps else below.copy()

    def governors(self, index: int) -> Iterator[Word]:
        """Yield the governor of a word, the governor of that, and so on up to the root."""
        while self.words[index].head != index:
            index = self.words[index].head
            yield self.words[index]

    def subtree(self, index: int) -> list[Word]:
        """Return a word with all that it governs, in order."""
        found, todo = [], [index]
        while todo:
            current = todo.pop()
            found.append(current)
            todo += [w.index for w in self.below.get(current, ())]
        return [self.words[i] for i in sorted(found)]

    def word_at(self, offset: int) -> Word | None:
        """Return the word that covers a character of the sentence, or the next one behind it."""
        place = bisect_right(self._ends, offset)
        return self.words[place] if place < len(self.words) else None

    def clause_head(self, index: int) -> Word:
        """Return the verb (or other head) of the innermost clause that a word stands in."""
        word = self.words[index]
        while word.dep not in CLAUSAL and word.head != word.index:
            word = self.words[word.head]
        if word.dep == "conj" and word.pos not in ("VERB", "AUX"):
            return word if word.head == word.index else self.clause_head(word.head)
        return word


class SyntaxReader:
    """Reads the grammar off documents of one sentence each, as the parser leaves them.

    Part of speech and lemma follow from form, tag and relation, but where a rule over several tokens may bear on them.
    So the components that find them see each such triple once; from then on it is known.
    """

    def __init__(self, nlp: Language) -> None:
        """``nlp`` has the components that give parts of speech and lemmas, ``FINISHING``."""
        self._finishing = [component for name, component in nlp.pipeline if name in FINISHING]
        self._table = next((c for c in self._finishing if isinstance(c, AttributeTable)), None)
        self._lemmatizer = next((c for c in self._finishing if isinstance(c, Lemmatizer)), None)
        self._known: dict[tuple[int, int, int], _Told] = {}
        self._forms: dict[tuple[int, int, Attributes], tuple[str, str, str]] = {}

    def read(self, doc: Doc, *, shift: int = 0) -> Syntax:
        """Return the grammar of a document that holds one sentence, all of it but its first ``shift`` characters."""
        rows = doc.to_array([ORTH, TAG, DEP, HEAD, SPACY]).view("int64").tolist()
        known, start = self._known, shift
        words: list[Word] = []
        make = tuple.__new__  # a named tuple's own way costs twice as much, and there are many words
        told = [known.get((orth, tag, dep)) for orth, tag, dep, _, _ in rows]
        if None in told:
            self._finish(doc, [(orth, tag, dep) for orth, tag, dep, _, _ in rows], told)
        for index, (of_word, (_, _, _, head, blank)) in enumerate(zip(told, rows, strict=True)):
            text, lemma, tag_, pos, dep_ = of_word  # type: ignore[misc]  # none is None any more
            end = start + len(text)
            words.append(make(Word, (index, start, end, text, lemma, tag_, pos, dep_, index + head)))
            start = end + blank
        return Syntax(tuple(words))

    def _finish(self, doc: Doc, keys: list[tuple[int, int, int]], told: list[_Told | None]) -> None:
        """Fill in what is not known yet of a document's tokens; it is kept where no rule over several tokens may hold.

        No such rule begins at a token that is known: those at which one does are never kept.
        """
        unknown = [doc[place] for place, known in enumerate(told) if known is None]
        if self._table is None or self._lemmatizer is None or self._table.begins_more(unknown):
            for component in self._finishing:
                doc = component(doc)
            told[:] = [_told_of(token) for token in doc]
            return
        if len(self._known) > MOST_KNOWN:
            self._known.clear()
            self._forms.clear()
        for token in unknown:
            told[token.i] = self._known[keys[token.i]] = self._told_alone(token, self._table, self._lemmatizer)

    def _told_alone(self, token: Token, table: AttributeTable, lemmatizer: Lemmatizer) -> _Told:
        """Return what is known of a token on which no rule over several bears: of its relation, only what rules ask."""
        form = (token.orth, token.tag, table.attributes_of(token))
        known = self._forms.get(form)
        if known is not None:
            text, lemma, pos = known
            return text, lemma, sys.intern(token.tag_), pos, sys.intern(token.dep_)
        table.set_on(token)
        if lemmatizer.overwrite or token.lemma == 0:
            token.lemma_ = lemmatizer.lemmatize(token)[0]
        told = _told_of(token)
        self._forms[form] = (told[0], told[1], told[3])
        return told


def _told_of(token: Token) -> _Told:
    """Return what is known of a token; each string once in memory: those that are the same object are soon compared."""
    told = (token.text, token.lemma_.lower(), token.tag_, token.pos_, token.dep_)
    return tuple(map(sys.intern, told))  # type: ignore[return-value]  # of five, as they were
