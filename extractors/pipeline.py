"""The extractor: a spaCy pipeline of registered components, and from its documents the contract's mentions."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from importlib.metadata import version
from itertools import chain, islice
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractors.caseless import Caseless
from extractors.chinese.mentions import find_chinese_mentions
from extractors.entities import EntityMatcher, Named
from extractors.events import find_mentions
from extractors.firms import unlisted_firms
from extractors.instruments.finding import find_instruments
from extractors.lead_ins import lead_in
from extractors.models import describe_model, kept_model
from extractors.namesakes import without_namesakes
from extractors.parallel import read_in_processes
from extractors.reading import DocumentParts
from extractors.relevance import is_relevant, title_of
from extractors.sentences import sentence_spans
from extractors.syntax import FINISHING, Syntax, SyntaxReader
from extractors.triggers.rules import load_rules, reading_hash
from reewatch.documents import Document
from reewatch.framework import EventType, Framework
from reewatch.identifiers import content_id
from reewatch.mentions import Mention
from reewatch.settings import ExtractionSettings

#: Beyond this a document is not read: no news article is longer, and time stays bounded.
LONGEST_DOCUMENT = 200_000
#: Documents that are read together, so that their sentences are parsed together; and how many of these in one go.
DOCUMENTS_AT_ONCE = 32
SENTENCES_AT_ONCE = 128
#: Where few documents earn reading, no more than these are held until there are enough to read together.
MOST_HELD = 512
#: Fewer documents than these are read sooner than further processes start.
WORTH_PROCESSES = 200
#: Halves of characters, which no encoder takes, and runs that are longer than any word.
HALVES = re.compile("[\ud800-\udfff]")
ENDLESS = re.compile(r"\S{150}(?=\S)")
ISSUERS = Caseless(r"announcements?\b|ministry of commerce|mofcom|commerce ministry|export[- ]control|licensing")

#: A document with its parts, None where it does not earn reading.
_Taken = tuple[Document, DocumentParts | None]


@Language.component("reewatch_sentences", assigns=["doc.user_data"])
def sentences(doc: Doc) -> Doc:
    """Mark the sentences of a document, as (start, end) of characters."""
    doc.user_data["sentences"] = sentence_spans(_text_of(doc))
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
        listed = self.matcher(doc) if self.matcher else []
        firms = unlisted_firms(_text_of(doc), listed)
        found = sorted((*listed, *firms), key=lambda n: n.start)
        doc.user_data["entities"] = list(without_namesakes(_text_of(doc), found))
        return doc


@Language.component("reewatch_instruments", assigns=["doc.user_data"])
def instruments(doc: Doc) -> Doc:
    """Mark the legal texts that a document cites."""
    text = _text_of(doc)
    doc.user_data["instruments"] = find_instruments(
        text,
        published=doc.user_data.get("published"),
        issuer_in_context=bool(ISSUERS.search(text)),
        known=doc.user_data.get("known", ()),
    )
    return doc


class Extractor:
    """Reads documents into mentions; the same document gives the same mentions, whatever else is read with it."""

    def __init__(self, framework: Framework, settings: ExtractionSettings) -> None:
        """Build the pipeline from the framework's entities and the rules in ``patterns/``."""
        self._framework, self._settings = framework, settings
        self.model_note = describe_model(settings.model)
        self.version = content_id("ext", reading_hash(), version("spacy"), self.model_note)

    @property
    def framework(self) -> Framework:
        """The framework that it was built from."""
        return self._framework

    @property
    def event_types(self) -> tuple[EventType, ...]:
        """The closed vocabulary that the mentions are of."""
        return self._framework.event_types

    @cached_property
    def _parser(self) -> Language:
        """The model, loaded when the first sentence earns it: where others read, it never does."""
        return kept_model(self._settings.model)

    @cached_property
    def _nlp(self) -> Language:
        """What takes documents apart; words that it has met are known to the parser, whose tokenizer it shares."""
        nlp = spacy.blank("en", vocab=self._parser.vocab)
        nlp.tokenizer = self._parser.tokenizer
        nlp.max_length = LONGEST_DOCUMENT + 1
        nlp.add_pipe("reewatch_sentences")
        entities = nlp.add_pipe("reewatch_entities")
        assert isinstance(entities, _Entities)
        entities.load(self._framework)
        nlp.add_pipe("reewatch_instruments")
        return nlp

    @cached_property
    def _grammar(self) -> SyntaxReader:
        return SyntaxReader(self._parser)

    def parse(self, sentences: Sequence[str]) -> list[Syntax]:
        """Return the grammar of each sentence."""
        if not sentences:
            return []  # without loading the model, or calling it for nothing
        leads = [lead_in(s) for s in sentences]
        bare = (s[n:] for s, n in zip(sentences, leads, strict=True))
        behind = [name for name in FINISHING if name in self._parser.pipe_names]
        parsed = self._parser.pipe(bare, batch_size=SENTENCES_AT_ONCE, disable=behind)
        return [self._grammar.read(doc, shift=n) for doc, n in zip(parsed, leads, strict=True)]

    def extract(self, documents: Iterable[Document]) -> Iterator[tuple[Document, tuple[Mention, ...]]]:
        """Yield each document with its mentions, in order; in several processes where the settings say so."""
        source = iter(documents)
        if self._settings.processes > 1:
            first = list(islice(source, WORTH_PROCESSES))
            if len(first) == WORTH_PROCESSES:
                yield from read_in_processes(
                    chain(first, source), framework=self._framework, settings=self._settings, size=DOCUMENTS_AT_ONCE
                )
                return
            source = iter(first)
        for held in self._held(source):
            yield from zip((d for d, _ in held), self._read(held), strict=True)

    def read(self, documents: Sequence[Document]) -> list[tuple[Mention, ...]]:
        """Return the mentions of each document: a cheap look at all, then the parser over what earned it, at once."""
        return self._read([(d, self._parts_if_earned(d)) for d in documents])

    def _held(self, documents: Iterable[Document]) -> Iterator[list[_Taken]]:
        """Yield documents taken apart, as many together as make the parser's while."""
        held: list[_Taken] = []
        earning = 0
        for document in documents:
            parts = self._parts_if_earned(document)
            held.append((document, parts))
            earning += parts is not None
            if earning == DOCUMENTS_AT_ONCE or len(held) == MOST_HELD:
                yield held
                held, earning = [], 0
        if held:
            yield held

    def _read(self, taken: Sequence[_Taken]) -> list[tuple[Mention, ...]]:
        grammar = iter(self.parse([p.text[slice(*span)] for _, p in taken if p for span in p.sentences]))
        return [self._mentions(d, p, grammar) for d, p in taken]

    def _parts_if_earned(self, document: Document) -> DocumentParts | None:
        return self.parts_of(document) if self.earns_reading(document) else None

    def earns_reading(self, document: Document) -> bool:
        """Return whether a document in English is about what is watched; those in Chinese are read by other means."""
        text = readable(document.text)
        return not _is_chinese(document) and is_relevant(text, title_of(text))

    @staticmethod
    def reads_in_part(text: str) -> bool:
        """Return whether a text is longer than is read, so that what it says further on is not known."""
        return len(text) > LONGEST_DOCUMENT

    def parts_of(self, document: Document) -> DocumentParts:
        """Return the sentences, entities and instruments of a document."""
        return self.take_apart(tokenizable(readable(document.text)), _day(document.published))

    def take_apart(self, text: str, published: date | None) -> DocumentParts:
        """Return the sentences, entities and instruments of an English text."""
        doc = self._nlp.make_doc(text)
        doc.user_data["text"] = text
        doc.user_data["published"] = published
        doc.user_data["known"] = self._on_record(published)
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

    def _on_record(self, published: date | None) -> list[str]:
        """Return the ids of the legal texts that the framework knows, issued by a day."""
        day = published.isoformat() if published else ""
        return [k.instrument_id for k in self._framework.instruments if k.issued and k.issued <= day]

    def _mentions(
        self, document: Document, parts: DocumentParts | None, grammar: Iterator[Syntax]
    ) -> tuple[Mention, ...]:
        types = self.event_types
        if parts:
            own = list(islice(grammar, len(parts.sentences)))
            parsed = replace(parts, parse=lambda _: own)
            return find_mentions(parsed, rules=load_rules(), types=types)
        if _is_chinese(document):
            day = _day(document.published)
            return find_chinese_mentions(readable(document.text), day, types, known=self._on_record(day))
        return ()


def readable(text: str) -> str:
    """Return what is read of a text, every character in its place: no longer than is read, no half characters."""
    text = text[:LONGEST_DOCUMENT]
    return text if text.isascii() else HALVES.sub("\ufffd", text)


def tokenizable(text: str) -> str:
    """Return a text whose endless words are broken up by blanks in the place of single characters.

    The tokenizer would look at the rest of such a word again for each of its characters.
    """
    return ENDLESS.sub(lambda m: f"{m[0][:-1]} ", text)


def load_extractor(framework: Framework, settings: ExtractionSettings) -> Extractor:
    """Return the extractor for a framework; takes about a second the first time."""
    return Extractor(framework, settings)


def _text_of(doc: Doc) -> str:
    """Return the text as it was given: spaCy puts its own together anew from the tokens, whenever it is asked."""
    text: str | None = doc.user_data.get("text")
    return doc.text if text is None else text


def _is_chinese(document: Document) -> bool:
    return document.language.startswith("zh")


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None
