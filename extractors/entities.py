"""Entities in a document, found by a PhraseMatcher over the names of the framework."""

from typing import NamedTuple

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from reewatch.framework import Entity

#: Kinds that act, and kinds that are acted upon.
ACTORS = ("state", "agency", "person", "organisation", "facility")
GOODS = ("element", "product")


class Named(NamedTuple):
    """An entity at its characters."""

    start: int
    end: int
    entity: Entity

    def moved(self, by: int) -> "Named":
        """Return it so many characters further on."""
        return Named(self.start + by, self.end + by, self.entity)

    @property
    def code(self) -> str:
        """What it is written as in an actor or target field."""
        return self.entity.code or self.entity.id


class EntityMatcher:
    """Finds entities: the longest name wins; names in capitals and symbols only as they are written."""

    def __init__(self, nlp: Language, entities: tuple[Entity, ...]) -> None:
        """``nlp`` gives the tokenizer and the vocabulary."""
        self._by_key = {f"{e.kind}|{e.id}": e for e in entities}
        self._exact = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._folded = PhraseMatcher(nlp.vocab, attr="LOWER")
        for key, entity in self._by_key.items():
            loose = entity.kind in GOODS
            exact = [n for n in (*entity.names, *entity.symbols) if not loose or n.isupper() or n in entity.symbols]
            folded = [n for n in entity.names if loose and not n.isupper()]
            capitals = [] if loose else [n[0].upper() + n[1:] for n in exact if n[0].islower()]
            if exact:
                self._exact.add(key, [nlp.make_doc(n) for n in (*exact, *capitals)])
            if folded:
                self._folded.add(key, [nlp.make_doc(n) for n in folded])

    def __call__(self, doc: Doc) -> list[Named]:
        """Return the entities of a document, in order, none overlapping another."""
        found = [(s, e, k) for m in (self._exact, self._folded) for k, s, e in m(doc)]
        found.sort(key=lambda f: (f[0] - f[1], f[0], doc.vocab.strings[f[2]]))
        taken: set[int] = set()
        named = []
        for start, end, key in found:
            places = set(range(start, end))
            if taken & places:
                continue
            taken |= places
            span = doc[start:end]
            entity = self._by_key[doc.vocab.strings[key]]
            named.append(Named(start=span.start_char, end=span.end_char, entity=entity))
        return sorted(named, key=lambda n: n.start)
