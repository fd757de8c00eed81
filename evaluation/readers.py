"""`python -m evaluation.readers --processes 8 --seconds 300`: readers of the published copy while nights run in a loop.

Each answer must be of one whole night: the copy that was opened holds that run as its last, nothing that is known
later, and says the same when it is asked again. Prints one line; ends with 1 where an answer was torn or failed.
"""

import argparse
import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path

from flows.importing import prepare_import
from flows.nights import plan_night
from flows.running import run_night
from flows.workplace import Workplace
from reewatch.runs import RunKind
from reewatch.settings import load_settings
from storage.connection import connect
from storage.publishing import published_path

FIRST = datetime(2025, 11, 8, 5, tzinfo=UTC)
#: Seconds that readers have to start, and to tell what they saw.
STARTING, ANSWERING = 120.0, 120.0
QUESTIONS = (
    "SELECT count(*), max(known_at) FROM changes",
    "SELECT count(*), max(last_known_at) FROM events",
    "SELECT count(*), max(known_at) FROM mentions",
    "SELECT count(*), max(known_at) FROM instruments",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader saw: how many answers, of how many nights, and what was wrong with any."""

    answers: int
    nights: int
    troubles: tuple[str, ...]


def read_until(root: Path, is_over: Callable[[], bool]) -> Reading:
    """Ask the published copy without pause until it is over; every opening asks each question twice."""
    answers, seen, troubles = 0, set(), []
    while not is_over():
        try:
            run_id, told = _ask(root)
        except Exception as error:  # noqa: BLE001  whatever it is, it is what is counted
            troubles.append(repr(error))
            continue
        answers += 2 * len(QUESTIONS) + 1
        seen.add(run_id)
        troubles += told
    return Reading(answers=answers, nights=len(seen), troubles=tuple(troubles[:5]))


def _ask(root: Path) -> tuple[str, list[str]]:
    path = published_path(root)
    con = connect(path, read_only=True)
    try:
        run_id, as_of = con.execute("SELECT run_id, as_of FROM runs ORDER BY as_of DESC LIMIT 1").fetchall()[0]
        told = [] if run_id == path.parent.name else [f"{path} holds {run_id}"]
        for question in QUESTIONS:
            (count, last), again = con.execute(question).fetchall()[0], con.execute(question).fetchall()[0]
            if (count, last) != again or (last is not None and last > as_of):
                told.append(f"{question}: {count}, {last}, then {again}, as of {as_of}")
        return run_id, told
    finally:
        con.close()


def run_nights(root: Path, number: int) -> None:
    """Run one more night, of one more document."""
    as_of = FIRST + timedelta(days=number)
    night = root / "night.jsonl"
    night.write_text(json.dumps(_document(number, as_of)), encoding="utf-8")
    planned = plan_night(Workplace(root), load_settings(), kind=RunKind.IMPORT, as_of=as_of)
    run_night(prepare_import(planned, [night]))


def _document(number: int, as_of: datetime) -> dict[str, str]:
    title = f"China grants {number + 2} rare earth licences"
    text = f"{title}\n\nChina's commerce ministry granted {number + 2} licences for rare earths, it said on Friday."
    return {
        "doc_id": f"d{number}", "url": f"https://wire.example/{number}", "source": "wire", "title": title,
        "published": as_of.date().isoformat(), "language": "en", "text": text,
    }  # fmt: skip


def _reader(root: Path, ready: Barrier, over: Event, told: "Queue[Reading]") -> None:
    ready.wait()
    told.put(read_until(root, over.is_set))


@contextmanager
def _readers(root: Path, processes: int) -> Iterator[list[Reading]]:
    """Readers that read while the block runs; what they saw is listed when it has ended."""
    context = multiprocessing.get_context("spawn")
    told: Queue[Reading] = context.Queue()
    ready, over, seen = context.Barrier(processes + 1), context.Event(), list[Reading]()
    started = [context.Process(target=_reader, args=(root, ready, over, told)) for _ in range(processes)]
    for process in started:
        process.start()
    try:
        ready.wait(STARTING)
        yield seen
    finally:
        over.set()
        for _ in range(0 if ready.broken else processes):
            seen.append(told.get(timeout=ANSWERING))
        for process in started:
            process.join()


def measure(processes: int, seconds: float, *, least: int = 1) -> tuple[list[Reading], int]:
    """Return what each reader saw, and how many nights ran meanwhile: for so long, and at least so many."""
    with tempfile.TemporaryDirectory(prefix="reewatch-readers-") as folder:
        root = Path(folder)
        run_nights(root, 0)
        nights = 0
        with _readers(root, processes) as readings:
            until = time.monotonic() + seconds
            while time.monotonic() < until or nights < least:
                nights += 1
                run_nights(root, nights)
    return readings, nights


def main() -> None:
    """Measure, print, and end with 1 where anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.readers", description=__doc__)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=300.0)
    asked = parser.parse_args()
    readings, nights = measure(asked.processes, asked.seconds)
    troubles = [t for r in readings for t in r.troubles]
    seen = min(r.nights for r in readings)
    sys.stdout.write(
        f"{asked.processes} readers, {asked.seconds:g} s, {nights} nights meanwhile: "
        f"{sum(r.answers for r in readings)} answers, each reader saw {seen} nights or more, {len(troubles)} troubles\n"
    )
    sys.stdout.writelines(f"{t}\n" for t in troubles[:10])
    sys.exit(1 if troubles else 0)


if __name__ == "__main__":
    main()
