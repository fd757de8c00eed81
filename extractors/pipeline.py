"""The extractor: a spaCy pipeline of registered components, and from its documents the contract's mentions."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib.metadata import version
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractors.chinese import find_chinese_mentions
from extractors.entities import EntityMatcher, Named
from extractors.events import DocumentParts, find_mentions
from extractors.instruments import find_instruments
from extractors.models import describe_model, load_model
from extractors.rules import load_rules, patterns_hash
from extractors.sentences import sentence_spans
from extractors.syntax import Syntax, syntax_of
from reewatch.documents import Document
from reewatch.framework import Framework
from reewatch.identifiers import content_id
from reewatch.mentions import Mention
from reewatch.settings import ExtractionSettings

#: To be raised whenever the same text would give other mentions.
CODE_VERSION = "rules-1"
#: Beyond this a document is not read: no news article is longer, and time stays bounded.
LONGEST_DOCUMENT = 200_000
ISSUERS = re.compile(r"Announcement|Ministry of Commerce|MOFCOM|commerce ministry|export control", re.IGNORECASE)


@Language.component("reewatch_sentences", assigns=["doc.user_data"])
def sentences(doc: Doc) -> Doc:
    """Mark the sentences of a document, as (start, end) of characters."""
    doc.user_data["sentences"] = sentence_spans(doc.text)
    return doc


@Language.factory("reewatch_entities", assigns=["doc.user_data"])
def make_entities(nlp: Language, name: str) -> Any:
    """Return the component that finds the framework's entities; its matcher is given by ``load_extractor``."""
    return _Entities(nlp, name)


class _Entities:
    """Finds entities once it has been given the framework's."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name, self._nlp = name, nlp
        self.matcher: EntityMatcher | None = None

    def load(self, framework: Framework) -> None:
        """Take the names to look for."""
        self.matcher = EntityMatcher(self._nlp, framework.entities)

    def __call__(self, doc: Doc) -> Doc:
        doc.user_data["entities"] = self.matcher(doc) if self.matcher else []
        return doc


@Language.component("reewatch_instruments", assigns=["doc.user_data"])
def instruments(doc: Doc) -> Doc:
    """Mark the legal texts that a document cites."""
    doc.user_data["instruments"] = find_instruments(
        doc.text, year=doc.user_data.get("year", ""), issuer_in_context=bool(ISSUERS.search(doc.text))
    )
    return doc


class Extractor:
    """Reads documents into mentions; the same document gives the same mentions, whatever else is read with it."""

    def __init__(self, framework: Framework, settings: ExtractionSettings) -> None:
        """Build the pipeline from the framework's entities and the rules in ``patterns/``."""
        self._nlp = spacy.blank("en")
        self._nlp.max_length = LONGEST_DOCUMENT + 1
        self._nlp.add_pipe("reewatch_sentences")
        entities = self._nlp.add_pipe("reewatch_entities")
        assert isinstance(entities, _Entities)
        entities.load(framework)
        self._nlp.add_pipe("reewatch_instruments")
        self._types = framework.event_types
        self._parser = load_model(settings.model)
        self.model_note = describe_model(settings.model)
        self.version = content_id("ext", CODE_VERSION, patterns_hash(), version("spacy"))

    def parse(self, sentences: Sequence[str]) -> list[Syntax]:
        """Return the grammar of each sentence."""
        return [syntax_of(doc) for doc in self._parser.pipe(sentences, batch_size=64)]

    def extract(self, documents: Iterable[Document]) -> Iterator[tuple[Document, tuple[Mention, ...]]]:
        """Yield each document with its mentions, in order."""
        for document in documents:
            yield document, self._mentions(document)

    def _mentions(self, document: Document) -> tuple[Mention, ...]:
        text = document.text[:LONGEST_DOCUMENT]
        published = _day(document.published)
        if document.language.startswith("zh"):
            return find_chinese_mentions(text, published, self._types)
        parts = self.take_apart(text, published)
        return find_mentions(parts, rules=load_rules(), types=self._types)

    def take_apart(self, text: str, published: date | None) -> DocumentParts:
        """Return the sentences, entities and instruments of an English text."""
        doc = self._nlp.make_doc(text)
        doc.user_data["year"] = str(published.year) if published else ""
        for _, component in self._nlp.pipeline:
            doc = component(doc)
        entities: list[Named] = doc.user_data["entities"]
        return DocumentParts(
            text=text,
            published=published,
            sentences=doc.user_data["sentences"],
            entities=entities,
            instruments=doc.user_data["instruments"],
            parse=self.parse,
        )


def load_extractor(framework: Framework, settings: ExtractionSettings) -> Extractor:
    """Return the extractor for a framework; takes about a second the first time."""
    return Extractor(framework, settings)


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None
