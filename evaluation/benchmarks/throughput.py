"""Throughput against spaCy's stock pipeline over the same texts, and whether the way of reading changes what is read.

Each pipeline reads in a process of its own. What is compared is processor time, so that other work on the machine
counts less; and the two take turns over stretches of one stream, so that a machine that grows faster or slower
meanwhile does so for both.
"""

import math
import multiprocessing
import os
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from evaluation.benchmarks.streams import ONE_IN, all_relevant, mostly_irrelevant, warm_up
from reewatch.documents import Document
from reewatch.framework import Framework
from reewatch.identifiers import content_hash
from reewatch.settings import ExtractionSettings

#: Documents that one pipeline reads before it is the other's turn.
TURN = 32
MEGABYTE = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A stretch of a stream, read: the seconds that it took, and of each document a hash of it and its mentions."""

    documents: int
    characters: int
    processor_seconds: float
    seconds: float
    peak_megabytes: float
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way of reading a stream: documents per second of processor and of wall clock, and the highest memory seen."""

    documents: int
    characters: int
    per_processor_second: float
    per_second: float
    peak_megabytes: float  # summed over the process and its children; 0 where /proc does not tell
    outcome: str  # a hash of all mentions by document, each document once


#: By how many documents that concern the trade: beyond the number of the gold documents these are read again.
STREAMS: Mapping[str, Callable[[int], list[Document]]] = {
    "5 % relevant": lambda count: mostly_irrelevant(count * ONE_IN),
    "all relevant": all_relevant,
}
#: The turns of the pipeline that a measuring process holds; set once, when it starts.
_turns: list[Iterator[Turn]] = []


def compare(framework: Framework, settings: ExtractionSettings, *, count: int) -> dict[str, tuple[Reading, Reading]]:
    """Return (ours, stock) by stream: two processes that take turns, one working at a time."""
    single = settings.model_copy(update={"processes": 1})
    found = {}
    for name, make in STREAMS.items():
        documents = make(count)
        texts = [d.text for d in documents]
        with (
            _process(_start, read_with_ours, documents, framework, single) as ours,
            _process(_start, read_with_stock, texts, settings.model) as stock,
        ):
            turns = [(ours.submit(_next_turn).result(), stock.submit(_next_turn).result()) for _ in texts[::TURN]]
        found[name] = (_together([mine for mine, _ in turns]), _together([other for _, other in turns]))
    return found


def with_two_processes(framework: Framework, settings: ExtractionSettings, *, count: int) -> Reading:
    """Return the reading of the relevant stream by two worker processes, memory of all three summed.

    The stream is read over and over: of few documents no other process reads any.
    """
    from extractors.pipeline import WORTH_PROCESSES  # noqa: PLC0415  not in the process that measures the stock pipeline

    documents = all_relevant(count)
    enough = math.ceil(2 * WORTH_PROCESSES / count)
    return _alone(documents * enough, framework, settings.model_copy(update={"processes": 2}))


def shuffled_outcome(framework: Framework, settings: ExtractionSettings, *, count: int) -> str:
    """Return the outcome of the relevant stream in another order."""
    documents = random.Random(5).sample(all_relevant(count), count)  # noqa: S311  a sample, not a secret
    return _alone(documents, framework, settings.model_copy(update={"processes": 1})).outcome


def read_with_ours(documents: Sequence[Document], framework: Framework, settings: ExtractionSettings) -> Iterator[Turn]:
    """Read documents with the extractor, as one stream of which a stretch is taken at a turn."""
    from extractors.pipeline import load_extractor  # noqa: PLC0415  in the measuring process only

    extractor = load_extractor(framework, settings)
    if settings.processes == 1:
        list(extractor.extract(warm_up()))
    read = extractor.extract(documents)
    while True:
        since = _now()
        found = list(islice(read, TURN))
        if not found:
            return
        turn = _turn([d.text for d, _ in found], since)  # the hashes are no part of reading, nor of its time
        yield replace(turn, outcomes=tuple(content_hash(repr((d.doc_id, mentions))) for d, mentions in found))


def read_with_stock(texts: Sequence[str], model: str) -> Iterator[Turn]:
    """Read texts with the whole stock pipeline, as it comes."""
    from extractors.models import load_whole_model  # noqa: PLC0415  in the measuring process only

    nlp = load_whole_model(model)
    list(nlp.pipe(d.text for d in warm_up()))
    for start in range(0, len(texts), TURN):
        since, some = _now(), texts[start : start + TURN]
        for _ in nlp.pipe(some):
            pass
        yield _turn(some, since)


def _process(start: Callable[..., None] | None = None, *arguments: Any) -> ProcessPoolExecutor:
    """Return a fresh process, which begins by calling ``start``."""
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(1, mp_context=spawn, initializer=start, initargs=arguments)


def _start(read: Callable[..., Iterator[Turn]], *arguments: Any) -> None:
    _turns.append(read(*arguments))


def _next_turn() -> Turn:
    return next(_turns[0])


def _alone(documents: Sequence[Document], framework: Framework, settings: ExtractionSettings) -> Reading:
    """Return our reading of a whole stream in a fresh process."""
    with _process() as process:
        return process.submit(_read_all, documents, framework, settings).result()


def _read_all(documents: Sequence[Document], framework: Framework, settings: ExtractionSettings) -> Reading:
    return _together(list(read_with_ours(documents, framework, settings)))


def _now() -> tuple[float, float]:
    return time.process_time(), time.perf_counter()


def _turn(texts: Sequence[str], since: tuple[float, float]) -> Turn:
    processor, clock = _now()
    return Turn(
        documents=len(texts),
        characters=sum(map(len, texts)),
        processor_seconds=processor - since[0],
        seconds=clock - since[1],
        peak_megabytes=_memory(),
    )


def _together(turns: Sequence[Turn]) -> Reading:
    count = sum(t.documents for t in turns)
    return Reading(
        documents=count,
        characters=sum(t.characters for t in turns),
        per_processor_second=count / sum(t.processor_seconds for t in turns),
        per_second=count / sum(t.seconds for t in turns),
        peak_megabytes=max(t.peak_megabytes for t in turns),
        outcome=content_hash("\n".join(sorted({o for t in turns for o in t.outcomes}))),
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
