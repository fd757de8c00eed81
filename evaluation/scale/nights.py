"""One night of made articles through the real functions, stage by stage."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime

from evaluation.scale.articles import made_article
from flows.correcting import apply_acts
from flows.resolving import resolve_events
from flows.tracking import consequences, group_copies
from reewatch.corrections import make_correction
from reewatch.framework import Framework
from reewatch.runs import RunKind, make_run
from reewatch.timestamps import format_timestamp
from storage.changes import insert_changes
from storage.checks import run_checks
from storage.connection import Connection, transaction
from storage.mentions import insert_mentions, mentions_of_run
from storage.revisions import insert_revisions
from storage.runs import record_status


def play(con: Connection, clock: datetime, framework: Framework, *, first: int, count: int) -> dict[str, float]:
    """Play a night of ``count`` articles, number ``first`` and on; return the seconds of each stage."""
    seconds: dict[str, float] = {}
    run = make_run(RunKind.IMPORT, clock)
    read = [made_article(n, clock) for n in range(first, first + count)]
    with ExitStack() as whole:
        whole.enter_context(transaction(con))
        record_status(con, run, "started")
        with timed(seconds, "copies"):
            new = insert_revisions(con, [r for r, _ in read], clock)
            group_copies(con, new, known_at=clock)
        with timed(seconds, "mentions"):
            insert_mentions(con, read, extractor_version="x", framework_version="f", known_at=clock)
            told = mentions_of_run(con, clock)
        with timed(seconds, "resolution"):
            steps, changes, _ = resolve_events(con, told, framework, clock)
        with timed(seconds, "tracking"):
            changes += consequences(con, steps, framework, clock)
            insert_changes(con, changes, clock)
        with timed(seconds, "commit"):
            record_status(con, run, "derived", {})
            whole.close()
    with timed(seconds, "checks"):
        failures = [f for f in run_checks(con) if f.check != "rows_hang_together"]  # made articles have no fetch
    assert not failures, failures
    record_status(con, run, "published")
    return seconds


def correct(con: Connection, clock: datetime, framework: Framework) -> None:
    """Put some acts of a person on what the store learned last into effect, as a run of its own."""
    events = [r[0] for r in con.execute("SELECT DISTINCT event_id FROM events ORDER BY 1 LIMIT 4").fetchall()]
    promises = [r[0] for r in con.execute("SELECT DISTINCT promise_id FROM promises ORDER BY 1 LIMIT 1").fetchall()]
    told: dict[str, str] = {"why": "looked through", "who": "scale", "made_at": format_timestamp(clock)}
    acts = [make_correction("confirm", e, **told) for e in events[:2]]
    acts += [make_correction("correct", events[2], field="commitment", value="framework", **told)]
    acts += [make_correction("reject", events[3], **told)]
    acts += [make_correction("correct", p, field="what", value="a plant, by then", **told) for p in promises]
    run = make_run(RunKind.CORRECT, clock)
    with transaction(con):
        record_status(con, run, "started")
        apply_acts(con, acts, framework, clock)
        record_status(con, run, "derived", {})
    record_status(con, run, "published")


@contextmanager
def timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    """Note the seconds that the body takes under the name of a stage, and those of all cores under ``STAGE cpu``."""
    started, busy = time.perf_counter(), time.process_time()
    yield
    seconds[stage] = time.perf_counter() - started
    seconds[f"{stage} cpu"] = time.process_time() - busy
