"""Where in its sentence each part of a mention stands: the trigger, the cues, and the characters of the slots."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.dates.finding import find_dates
from extractors.entities import Named
from extractors.figures.finding import Figure, find_figures
from extractors.pipeline import Extractor
from extractors.reading import DocumentParts
from reewatch.documents import Document
from reewatch.mentions import Mention, Quantity, mention_to_json

#: Kinds of marks, those first that are shown where several lie on the same characters.
KINDS = ("trigger", "instrument", "date", "quantity", "actor", "target", "item", "speaker", "cue")
FIELDS = ("type", "action", "factuality", "timeframe", "commitment", "direction", "actor", "target", "speaker", "items",
          "stage", "end_use", "instruments")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Characters of a sentence and what they gave: ``kind`` is trigger, cue or a slot, ``told`` what it holds."""

    start: int
    end: int
    kind: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of a sentence under the same marks; in order, segments make up the sentence."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A mention, its sentence, and the marks on that."""

    sentence: str
    mention: Mention
    marks: tuple[Mark, ...]

    def segments(self) -> list[Segment]:
        """Return the sentence in stretches, cut wherever a mark begins or ends."""
        cuts = sorted({0, len(self.sentence), *(m.start for m in self.marks), *(m.end for m in self.marks)})
        return [Segment(text=self.sentence[a:b], marks=self._at(a, b)) for a, b in pairwise(cuts)]

    def _at(self, start: int, end: int) -> tuple[Mark, ...]:
        there = [m for m in self.marks if m.start < end and m.end > start]
        return tuple(sorted(there, key=lambda m: KINDS.index(m.kind)))


def explain(extractor: Extractor, document: Document) -> list[Explained]:
    """Return the mentions of a document, each with the marks on its sentence, in order."""
    ((_, mentions),) = extractor.extract([document])
    parts = extractor.parts_of(document)
    return [_explained(document.text, parts, m) for m in mentions]


def told_fields(mention: Mention) -> list[tuple[str, str]]:
    """Return the fields of a mention that hold something, by name, as short text."""
    value = mention_to_json(mention)
    fields = [(name, value[name]) for name in FIELDS if value[name]]
    told = [(name, ", ".join(v) if isinstance(v, list) else str(v)) for name, v in fields]
    told += [("quantity", _quantity_text(q)) for q in mention.quantities]
    return told + [("date", f"{d.role} {d.value}") for d in mention.dates]


def _quantity_text(quantity: Quantity) -> str:
    value = f"{quantity.value:g}" if quantity.value is not None else f"{quantity.low} to {quantity.high}"
    bound = "" if quantity.bound in ("exact", "range") else f" ({quantity.bound})"
    return f"{quantity.role} {value} {quantity.unit}{bound}"


def _explained(text: str, parts: DocumentParts, mention: Mention) -> Explained:
    start, end = mention.evidence.start, mention.evidence.end
    sentence = text[start:end]
    marks = {
        _mark(
            mention.trigger.start - start, mention.trigger.end - start, "trigger", f"{mention.type} {mention.action}"
        ),
        *(_mark(c.start - start, c.end - start, "cue", c.cue) for c in mention.cues),
        *_entity_marks(mention, [n for n in parts.entities if start <= n.start < end], start),
        *(
            _mark(c.start - start, c.end - start, "instrument", c.instrument_id)
            for c in parts.instruments
            if start <= c.start < end and c.instrument_id in mention.instruments
        ),
        *_figure_marks(mention, find_figures(sentence)),
        *(
            _mark(d.start, d.end, "date", f"{slot.role} {slot.value}")
            for d in find_dates(sentence, parts.published)
            for slot in mention.dates
            if slot.value == d.value
        ),
        *_speaker_marks(mention, sentence),
    }
    inside = [m for m in marks if 0 <= m.start < m.end <= len(sentence)]
    ordered = sorted(inside, key=lambda m: (m.start, m.end, m.kind, m.told))
    return Explained(sentence=sentence, mention=mention, marks=tuple(ordered))


def _mark(start: int, end: int, kind: str, told: str) -> Mark:
    return Mark(start=start, end=end, kind=kind, told=told)


def _entity_marks(mention: Mention, entities: Iterable[Named], offset: int) -> Iterator[Mark]:
    for named in entities:
        start, end = named.start - offset, named.end - offset
        for role, code in (("actor", mention.actor), ("target", mention.target)):
            if code is not None and code == named.code:
                yield _mark(start, end, role, code)
        if named.entity.id in mention.items:
            yield _mark(start, end, "item", named.entity.id)


def _figure_marks(mention: Mention, figures: Sequence[Figure]) -> Iterator[Mark]:
    for quantity in mention.quantities:
        for figure in figures:
            if _same_figure(figure, quantity):
                yield _mark(figure.start, figure.end, "quantity", _quantity_text(quantity))


def _same_figure(figure: Figure, quantity: Quantity) -> bool:
    """Return whether a quantity is the figure's: the sign is the role's, and may differ."""
    if quantity.value is not None:
        return figure.value is not None and abs(figure.value) == abs(quantity.value)
    ends = [quantity.low, quantity.high]
    return figure.value is None and {abs(e) for e in ends if e is not None} == {
        abs(e) for e in (figure.low, figure.high) if e is not None
    }


def _speaker_marks(mention: Mention, sentence: str) -> Iterator[Mark]:
    place = sentence.find(mention.speaker) if mention.speaker else -1
    if mention.speaker and place >= 0:
        yield _mark(place, place + len(mention.speaker), "speaker", mention.speaker)
