"""The grammar of one sentence as plain values: words with their lemmas, tags and governors. No spaCy beyond this."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc

#: Relations by which a word heads a clause of its own, beside the root (ClearNLP labels, as en_core_web_sm has them).
CLAUSAL = frozenset({"ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp", "csubj"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One token; ``start`` and ``end`` are characters of the sentence, ``head`` the index of its governor."""

    index: int
    start: int
    end: int
    text: str
    lemma: str
    tag: str  # Penn Treebank
    pos: str  # Universal Dependencies
    dep: str
    head: int


@dataclass(frozen=True)
class Syntax:
    """A parsed sentence; indices are those of ``words``."""

    words: tuple[Word, ...]

    @cached_property
    def _children(self) -> dict[int, tuple[int, ...]]:
        below: dict[int, list[int]] = {}
        for word in self.words:
            if word.head != word.index:
                below.setdefault(word.head, []).append(word.index)
        return {head: tuple(indices) for head, indices in below.items()}

    def children(self, index: int, *deps: str) -> list[Word]:
        """Return the words that a word governs, in order; only those of the relations named, where any is."""
        found = [self.words[i] for i in self._children.get(index, ())]
        return [w for w in found if w.dep in deps] if deps else found

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
            todo += self._children.get(current, ())
        return [self.words[i] for i in sorted(found)]

    def word_at(self, offset: int) -> Word | None:
        """Return the word that covers a character of the sentence, or the next one behind it."""
        return next((w for w in self.words if w.end > offset), None)

    def clause_head(self, index: int) -> Word:
        """Return the verb (or other head) of the innermost clause that a word stands in."""
        word = self.words[index]
        while word.dep not in CLAUSAL and word.head != word.index:
            word = self.words[word.head]
        if word.dep == "conj" and word.pos not in ("VERB", "AUX"):
            return word if word.head == word.index else self.clause_head(word.head)
        return word


def syntax_of(doc: Doc, *, shift: int = 0) -> Syntax:
    """Return the grammar of a parsed document that holds one sentence, all of it but its first ``shift`` characters."""
    return Syntax(
        tuple(
            Word(
                index=t.i,
                start=t.idx + shift,
                end=t.idx + len(t) + shift,
                text=t.text,
                lemma=t.lemma_.lower(),
                tag=t.tag_,
                pos=t.pos_,
                dep=t.dep_,
                head=t.head.i,
            )
            for t in doc
        )
    )
