"""Whether the extractor bears broken documents: no error, bounded time, and mentions that keep the contract."""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.pipeline import Extractor
from reewatch.documents import Document
from reewatch.framework import EventType
from reewatch.mentions import (
    BOUNDS,
    DATE_ROLES,
    DIRECTIONS,
    FACTUALITIES,
    RUNGS,
    TIMEFRAMES,
    Mention,
    mention_from_json,
    mention_to_json,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustnessReport:
    """What was seen: ``faults`` name the document and the fault; seconds are of processor."""

    documents: int
    mentions: int
    slowest: tuple[float, str, int]  # seconds, doc_id, characters
    faults: tuple[str, ...]


def try_documents(extractor: Extractor, documents: Iterable[Document], *, limit: float) -> RobustnessReport:
    """Read each document by itself; one that fails or takes more than ``limit`` seconds of processor is a fault."""
    faults: list[str] = []
    count = mentions = 0
    slowest = (0.0, "", 0)
    for document in documents:
        count += 1
        started = time.process_time()
        try:
            ((_, found),) = extractor.extract([document])
        except Exception as error:  # noqa: BLE001  whatever it is, it is what is looked for
            faults.append(f"{document.doc_id}: {type(error).__name__}: {error}"[:300])
            continue
        spent = time.process_time() - started
        slowest = max(slowest, (spent, document.doc_id, len(document.text)))
        if spent > limit:
            faults.append(f"{document.doc_id}: {spent:.1f} s for {len(document.text)} characters")
        mentions += len(found)
        faults += [
            f"{document.doc_id}: {f}" for m in found for f in contract_faults(m, document, extractor.event_types)
        ]
    return RobustnessReport(documents=count, mentions=mentions, slowest=slowest, faults=tuple(faults))


def contract_faults(mention: Mention, document: Document, types: Iterable[EventType]) -> list[str]:
    """Return where a mention breaks the contract: closed vocabularies, offsets, and the way through JSON and back."""
    actions = {t.id: t.actions for t in types}
    faults = []
    if mention.action not in actions.get(mention.type, ()):
        faults.append(f"{mention.type} {mention.action} is not in the vocabulary")
    for value, known in (
        (mention.factuality, FACTUALITIES),
        (mention.timeframe, TIMEFRAMES),
        (mention.commitment, RUNGS),
        (mention.direction, DIRECTIONS),
        *((q.bound, BOUNDS) for q in mention.quantities),
        *((d.role, DATE_ROLES) for d in mention.dates),
    ):
        if value not in known:
            faults.append(f"{value!r} is not in the vocabulary")
    evidence, trigger = mention.evidence, mention.trigger
    if not 0 <= evidence.start <= trigger.start < trigger.end <= evidence.end <= len(document.text):
        faults.append(f"offsets {evidence} {trigger}")
    if mention_from_json(mention_to_json(mention)) != mention:
        faults.append("JSON changes it")
    return faults
