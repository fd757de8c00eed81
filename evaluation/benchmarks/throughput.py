"""Throughput against spaCy's stock pipeline over the same texts, and whether the way of reading changes what is read.

Each measurement runs in a process of its own. Ratios are of processor time, so that other work on the machine counts
less.
"""

import multiprocessing
import os
import random
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evaluation.benchmarks.streams import all_relevant, characters, mostly_irrelevant
from reewatch.documents import Document
from reewatch.framework import Framework
from reewatch.identifiers import content_hash
from reewatch.mentions import Mention
from reewatch.settings import ExtractionSettings

#: Texts read before the clock starts, so that loading is not measured.
WARM_UP = 40
MEGABYTE = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way of reading a stream: documents per second of processor and of wall clock, and the highest memory seen."""

    documents: int
    characters: int
    per_processor_second: float
    per_second: float
    peak_megabytes: float  # summed over the process and its children; 0 where /proc does not tell
    outcome: str  # a hash of all mentions by document


STREAMS: Mapping[str, Callable[[int], list[Document]]] = {
    "5 % relevant": mostly_irrelevant,
    "all relevant": all_relevant,
}


def read_with_stock(texts: Sequence[str], model: str) -> Reading:
    """Read texts with the whole stock pipeline, as it comes."""
    from extractors.models import load_whole_model  # noqa: PLC0415  in the measuring process only

    nlp = load_whole_model(model)
    list(nlp.pipe(texts[:WARM_UP]))
    since = time.process_time(), time.perf_counter()
    count = sum(1 for _ in nlp.pipe(texts))
    reading = _reading(count, sum(map(len, texts)), since)
    return replace(reading, peak_megabytes=_memory())


def read_with_ours(documents: Sequence[Document], framework: Framework, settings: ExtractionSettings) -> Reading:
    """Read documents with the extractor."""
    from extractors.pipeline import load_extractor  # noqa: PLC0415

    extractor = load_extractor(framework, settings)
    if settings.processes == 1:
        list(extractor.extract(documents[:WARM_UP]))
        list(extractor.extract([d for d in documents if extractor.earns_reading(d)][:WARM_UP]))
    since, peak = (time.process_time(), time.perf_counter()), 0.0
    mentions: dict[str, tuple[Mention, ...]] = {}
    for number, (document, found) in enumerate(extractor.extract(documents)):
        mentions[document.doc_id] = found
        if settings.processes > 1 and number % WARM_UP == 0:
            peak = max(peak, _memory())  # while the workers are there; it takes as long as reading some documents
    reading = _reading(len(documents), characters(documents), since)
    peak = max(peak, _memory())
    return replace(reading, peak_megabytes=peak, outcome=content_hash(repr(sorted(mentions.items()))))


def compare(framework: Framework, settings: ExtractionSettings, *, count: int) -> dict[str, tuple[Reading, Reading]]:
    """Return (ours, stock) by stream, one process each, one after the other."""
    single = settings.model_copy(update={"processes": 1})
    found = {}
    for name, make in STREAMS.items():
        documents = make(count)
        ours = _alone(read_with_ours, documents, framework, single)
        stock = _alone(read_with_stock, [d.text for d in documents], settings.model)
        found[name] = (ours, stock)
    return found


def with_two_processes(framework: Framework, settings: ExtractionSettings, *, count: int) -> Reading:
    """Return the reading of the relevant stream by two worker processes, memory of all three summed."""
    two = settings.model_copy(update={"processes": 2})
    return _alone(read_with_ours, all_relevant(count), framework, two)


def shuffled_outcome(framework: Framework, settings: ExtractionSettings, *, count: int) -> str:
    """Return the outcome of the relevant stream in another order."""
    documents = random.Random(5).sample(all_relevant(count), count)  # noqa: S311  a sample, not a secret
    return _alone(read_with_ours, documents, framework, settings.model_copy(update={"processes": 1})).outcome


def _alone(function: Callable[..., Reading], *arguments: Any) -> Reading:
    """Run a function in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def _reading(count: int, length: int, since: tuple[float, float]) -> Reading:
    spent, passed = time.process_time() - since[0], time.perf_counter() - since[1]
    return Reading(
        documents=count,
        characters=length,
        per_processor_second=count / spent,
        per_second=count / passed,
        peak_megabytes=0.0,
        outcome="",
    )


def _memory() -> float:
    """Return the resident memory of this process and its children, in megabytes; 0 without /proc."""
    own = os.getpid()
    total = 0.0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except (FileNotFoundError, ProcessLookupError, PermissionError):  # it ended, or is another's
            continue
        if own in (int(fields["Pid"]), int(fields["PPid"])):
            total += int(fields.get("VmHWM", "0 kB").split()[0]) * 1024 / MEGABYTE
    return total
