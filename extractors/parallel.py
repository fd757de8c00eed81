"""Reading documents in several processes, in order, with no more of them in flight than are being read."""

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from reewatch.documents import Document
from reewatch.framework import Framework
from reewatch.mentions import Mention
from reewatch.settings import ExtractionSettings

if TYPE_CHECKING:
    from extractors.pipeline import Extractor

#: Batches that wait for each process, so that none is idle while the others read.
WAITING = 3
#: The reader of this process, where it is a worker; set once, when the worker starts.
_own: list["Extractor"] = []

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield the items in lists of ``size``, the last one shorter."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch


def read_in_processes(
    documents: Iterable[Document], *, framework: Framework, settings: ExtractionSettings, size: int
) -> Iterator[tuple[Document, tuple[Mention, ...]]]:
    """Yield each document with its mentions, in order; ``settings.processes`` workers read ``size`` documents at once.

    A worker that dies ends the reading with BrokenProcessPool.
    """
    spawn = multiprocessing.get_context("spawn")  # a fork would copy locks that threads of the caller hold
    with ProcessPoolExecutor(
        settings.processes, mp_context=spawn, initializer=_start, initargs=(framework, settings)
    ) as pool:
        pending: deque[tuple[list[Document], Future[list[tuple[Mention, ...]]]]] = deque()
        for batch in batches(documents, size):
            pending.append((batch, pool.submit(_read, batch)))
            if len(pending) >= WAITING * settings.processes:
                yield from _finished(*pending.popleft())
        while pending:
            yield from _finished(*pending.popleft())


def _finished(
    batch: Sequence[Document], future: Future[list[tuple[Mention, ...]]]
) -> Iterator[tuple[Document, tuple[Mention, ...]]]:
    return zip(batch, future.result(), strict=True)


def _start(framework: Framework, settings: ExtractionSettings) -> None:
    from extractors.pipeline import Extractor  # noqa: PLC0415  the pipeline imports this module

    _own.append(Extractor(framework, settings))


def _read(batch: Sequence[Document]) -> list[tuple[Mention, ...]]:
    return _own[0].read(batch)
