"""One run from beginning to end, as plain functions: what a night, a poll, an import and a replay share."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from fetching.archive_reading import read_header
from flows.acquiring import asks_the_web, fetch_pages, poll_sources
from flows.correcting import put_in_effect
from flows.deriving import derive
from flows.finishing import check_and_publish, write_digest_of
from flows.ingesting import begin, finish_ingest, ingest
from flows.nights import Night, source_from_header
from flows.recoding import count_to_recode, prepare_recoding, recode
from flows.reporting import summarise
from reewatch.errors import ClockError, NoSourceReachableError
from reewatch.runs import Run, RunKind, make_run
from reewatch.summaries import RunSummary
from reewatch.timestamps import format_timestamp, parse_timestamp
from storage.connection import open_store
from storage.runs import find_run, last_clock, record_durations, unfinished_runs

Stage = Callable[[Night], object]
#: What runs that a person starts do in the place of deriving; they bring no news, and no digest is written of them.
BY_HAND: Mapping[RunKind, tuple[str, Stage]] = {
    RunKind.CORRECT: ("correct", put_in_effect),
    RunKind.RECODE: ("recode", recode),
}


def stages_of(night: Night) -> list[tuple[str, Stage]]:
    """Return the stages of a run in order; each can be run again without doing anything twice."""
    web: list[tuple[str, Stage]] = [("begin", begin)]
    if asks_the_web(night):
        web += [("poll", poll_sources), ("ingest sources", ingest), ("pages", fetch_pages)]
    web += [("ingest", ingest), ("finish ingest", finish_ingest)]
    if night.run.kind in BY_HAND:
        return [*web, BY_HAND[night.run.kind], ("publish", check_and_publish)]
    if night.run.kind is RunKind.POLL:
        return web
    return [*web, ("derive", derive), ("publish", check_and_publish), ("digest", write_digest_of)]


def run_night(night: Night, *, run_stage: Callable[[str, Stage, Night], object] | None = None) -> RunSummary:
    """Carry out a run and return its summary; ``run_stage`` is how a stage is called (an orchestrator wraps it).

    A run that is there already does nothing. One that was killed is gone on with where it stopped.
    Raises ClockError for a clock before the store's last.
    """
    night.workplace.prepare()
    if is_done(night):
        _finish_ending(night, run_stage or _call)
        return summarise(night, already_done=True)
    finish_others(night)
    require_clock(night)
    _carry_out(night, stages_of(night), run_stage or _call)
    return summarise(night, already_done=False)


def run_recoding(
    night: Night, most: int | None, *, run_stage: Callable[[str, Stage, Night], object] | None = None
) -> list[RunSummary]:
    """Read outdated texts anew, at most so many, and return the summaries of the runs that did; none where none is.

    A recoding that was killed is gone on with first. The caller holds the run lock. Raises ClockError where the clock
    is not after the store's last.
    """
    night.workplace.prepare()
    planned = replace(night, run=make_run(RunKind.RECODE, night.run.as_of))
    if is_begun(planned):  # at this very clock: done, or killed
        return [run_night(night_of_archive(planned, planned.archive_path), run_stage=run_stage)]
    finished = [summarise(n, already_done=False) for n in finish_others(night) if n.run.kind is RunKind.RECODE]
    if finished or not count_to_recode(night):
        return finished
    return [run_night(prepare_recoding(night, most), run_stage=run_stage)]


def require_reachable(summary: RunSummary) -> None:
    """Raise NoSourceReachableError where sources were asked and none answered."""
    if summary.none_reachable and not summary.already_done:
        raise NoSourceReachableError(
            f"none of the {len(summary.sources)} sources that were asked answered. "
            "Remedy: check the network; `reewatch sources` tells how each failed."
        )


def is_begun(night: Night) -> bool:
    """Return whether the store knows of this very run."""
    con = open_store(night.workplace.store)
    try:
        return find_run(con, night.run.run_id) is not None
    finally:
        con.close()


def is_done(night: Night) -> bool:
    """Return whether the store has this very run, finished."""
    con = open_store(night.workplace.store)
    try:
        state = find_run(con, night.run.run_id)
    finally:
        con.close()
    return state is not None and state.status == ("ingested" if night.run.kind is RunKind.POLL else "published")


def require_clock(night: Night) -> None:
    """Raise ClockError where the run's clock is earlier than the store's last."""
    con = open_store(night.workplace.store)
    try:
        last = last_clock(con)
    finally:
        con.close()
    if last is not None and night.run.as_of < last:
        raise ClockError(
            f"the clock {format_timestamp(night.run.as_of)} is earlier than the store's last, "
            f"{format_timestamp(last)}. "
            "Remedy: give a later --as-of, or another --data-dir."
        )


def _call(name: str, stage: Stage, night: Night) -> object:
    del name  # an orchestrator shows it
    return stage(night)


def _carry_out(night: Night, stages: list[tuple[str, Stage]], run_stage: Callable[[str, Stage, Night], object]) -> None:
    seconds: dict[str, float] = {}
    for name, stage in stages:
        started = time.perf_counter()
        run_stage(name, stage, night)
        seconds[name] = time.perf_counter() - started
    con = open_store(night.workplace.store)
    try:
        record_durations(con, night.run, seconds, is_replay=False)
    finally:
        con.close()


def _finish_ending(night: Night, run_stage: Callable[[str, Stage, Night], object]) -> None:
    """Publish the store's last run, and write its digest, where it was killed after it was recorded as published."""
    ending = [(n, s) for n, s in stages_of(night) if n in ("publish", "digest")]
    there = {"publish": night.workplace.root / "published" / night.run.run_id,
             "digest": night.workplace.digests / f"{night.run.run_id}.eml"}  # fmt: skip
    if all(there[name].exists() for name, _ in ending):
        return
    con = open_store(night.workplace.store)
    try:
        is_last = last_clock(con) == night.run.as_of
    finally:
        con.close()
    if is_last:
        _carry_out(night, ending, run_stage)


def finish_others(night: Night) -> list[Night]:
    """Finish what killed runs left, from their own archives and without asking the web again; return these."""
    con = open_store(night.workplace.store)
    try:
        left = [s.run for s in unfinished_runs(con) if s.run.run_id != night.run.run_id]
    finally:
        con.close()
    paths = [p for r in left if (p := night.workplace.archive_of(r.run_id)).exists()]
    finished = [night_of_archive(night, p) for p in paths]
    for other in finished:
        _carry_out(other, _offline_stages(other.run.kind), _call)
    return finished


def _offline_stages(kind: RunKind) -> list[tuple[str, Stage]]:
    taken: list[tuple[str, Stage]] = [("begin", begin), ("ingest", ingest), ("finish ingest", finish_ingest)]
    if kind is RunKind.POLL:
        return taken
    return [*taken, BY_HAND.get(kind, ("derive", derive)), ("publish", check_and_publish)]


def night_of_archive(night: Night, path: Path) -> Night:
    """Return the night that an archive belongs to, with the sources that its header names."""
    header = read_header(path)
    run = Run(
        run_id=header["run_id"],
        kind=RunKind(header["kind"]),
        as_of=parse_timestamp(header["as_of"]),
        input_hash=header["input_hash"],
    )
    sources = tuple(source_from_header(s) for s in header["sources"])
    return replace(night, run=run, sources=sources, baseline=bool(header["baseline"]), most=header.get("most"))


def replay(night: Night, archives: list[Path], *, on_run: Callable[[RunSummary], None]) -> None:
    """Run archives again into an empty store, in the order of their clocks; nothing is asked of the web.

    Raises ClockError where the store is not empty.
    """
    night.workplace.prepare()
    con = open_store(night.workplace.store)
    try:
        if last_clock(con) is not None:
            raise ClockError(f"{night.workplace.store} is not empty. Remedy: replay into another --data-dir.")
    finally:
        con.close()
    for replayed, path in _by_clock(night, archives):
        copy_archive(path, replayed)
        _carry_out(replayed, _offline_stages(replayed.run.kind), _call)
        on_run(summarise(replayed, already_done=False))


def _by_clock(night: Night, archives: list[Path]) -> list[tuple[Night, Path]]:
    planned = [(night_of_archive(night, p), p) for p in archives]
    order = {RunKind.POLL: 0, RunKind.IMPORT: 1, RunKind.NIGHTLY: 2, RunKind.CORRECT: 3, RunKind.RECODE: 4}

    def clock(item: tuple[Night, Path]) -> tuple[datetime, int, str]:
        return item[0].run.as_of, order[item[0].run.kind], item[0].run.run_id

    return sorted(planned, key=clock)


def copy_archive(path: Path, night: Night) -> None:
    """Put an archive where the store expects it, so that evidence can be followed to it."""
    target = night.archive_path
    if path.resolve() != target.resolve():
        target.write_bytes(path.read_bytes())
