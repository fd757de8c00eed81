"""Cost follows news: what 500 new articles cost over a small store and over a large one, stage by stage.

`python -m evaluation.scale 10000 1000000` plays one night of made articles through the real functions, lays copies of
all its rows under earlier days until the store holds so many articles (three mentions each), and times the next night.
Copies bear ids and keys of their own, as other happenings of other months would: both nights decide the same, so that
what differs is what the size of the store costs.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from flows.resolving import resolve_events
from flows.tracking import consequences, group_copies
from reewatch.articles import Completeness, Revision, make_revision
from reewatch.framework import Framework, load_framework
from reewatch.mentions import DateSlot, Mention, Quantity, Span
from reewatch.runs import RunKind, make_run
from storage.changes import insert_changes
from storage.checks import run_checks
from storage.connection import open_store, transaction
from storage.mentions import insert_mentions, mentions_of_run
from storage.publishing import publish
from storage.revisions import insert_revisions
from storage.rows import Connection, table_columns
from storage.runs import record_status

FRAMEWORK = Path(__file__).resolve().parents[1] / "framework"
NIGHT = int(os.environ.get("SCALE_NIGHT", "500"))
FIRST, SECOND = datetime(2026, 3, 2, 5, tzinfo=UTC), datetime(2026, 3, 3, 5, tzinfo=UTC)
#: Tables that do not grow with the articles: legal texts, states of indicators, runs.
KEPT = ("migrations", "runs", "instruments", "indicators", "polled_sources", "internal_run_durations")
#: Columns that name content, and the keys under which it is found.
SALTED = (
    "article_id", "revision_id", "mention_id", "event_id", "voice_id", "observation_id", "figure_id", "promise_id",
    "topic_id", "change_id", "subject_id", "fetch_id", "sentence_key", "event_key", "figure_key", "series_key",
    "topic_key", "merged_into",
)  # fmt: skip
KINDS = (
    ("investment", "committed", "actual", "binding", "US.DOD"),
    ("tariff", "raised", "scheduled", "binding", "US.WH"),
    ("capacity", "commissioned", "actual", "in_force", None),
)


def main(sizes: list[int]) -> None:
    """Print the seconds of each stage for each size, and the ratio of the last to the first."""
    measured = [measure(size) for size in sizes]
    lines: list[list[object]] = [["articles", *sizes, "ratio"]]
    lines += [[stage, *_shown([m[stage] for m in measured])] for stage in measured[0]]
    sums = [sum(s for stage, s in m.items() if stage != "publish") for m in measured]
    lines.append(["sum without publish", *_shown(sums)])
    lines.append([f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB"])
    rows = ["  ".join(str(cell) for cell in line) for line in lines]
    sys.stdout.writelines(f"{row}\n" for row in rows)


def _shown(seconds: list[float]) -> list[str]:
    return [*(f"{s:.2f}" for s in seconds), f"{seconds[-1] / max(seconds[0], 1e-9):.2f}"]


def measure(articles: int) -> dict[str, float]:
    """Return the seconds of each stage of a night of 500 articles over a store of so many."""
    framework = load_framework(FRAMEWORK)
    with tempfile.TemporaryDirectory() as folder:
        con = open_store(Path(folder) / "store.duckdb")
        con.execute("SET memory_limit = '1500MB'")
        try:
            play(con, FIRST, framework, first=0)
            grow(con, articles // NIGHT)
            seconds = play(con, SECOND, framework, first=NIGHT // 2)
            with _timed(seconds, "publish"):
                con.execute("CHECKPOINT")
                publish(con, Path(folder), "run-scale")
        finally:
            con.close()
    return seconds


def play(con: Connection, clock: datetime, framework: Framework, *, first: int) -> dict[str, float]:
    """Play a night of articles number ``first`` and on; return the seconds of each stage."""
    seconds: dict[str, float] = {}
    run = make_run(RunKind.IMPORT, clock)
    read = [_article(n, clock) for n in range(first, first + NIGHT)]
    with transaction(con):
        record_status(con, run, "started")
        with _timed(seconds, "copies"):
            new = insert_revisions(con, [r for r, _ in read], clock)
            group_copies(con, new, known_at=clock)
        with _timed(seconds, "mentions"):
            insert_mentions(con, read, extractor_version="x", framework_version="f", known_at=clock)
            told = mentions_of_run(con, clock)
        with _timed(seconds, "resolution"):
            steps, changes = resolve_events(con, told, framework, clock)
        with _timed(seconds, "tracking"):
            changes += consequences(con, steps, framework, clock)
            insert_changes(con, changes, clock)
        record_status(con, run, "derived", {})
    with _timed(seconds, "checks"):
        failures = [f for f in run_checks(con) if f.check != "rows_hang_together"]  # made articles have no fetch
    assert not failures, failures
    record_status(con, run, "published")
    return seconds


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    seconds[stage] = time.perf_counter() - started


def grow(con: Connection, times: int) -> None:
    """Lay ``times - 1`` copies of every row under earlier days."""
    tables = con.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()").fetchall()
    for (table,) in tables:
        columns = table_columns(con, table)
        if table in KEPT:
            continue
        told = [_copied(name, kind) for name, kind in columns.items()]
        con.execute(
            f"CREATE TEMP TABLE grown AS SELECT {', '.join(told)} FROM {table}, range(1, ?) copies(k) ORDER BY k DESC",
            [times],
        )
        con.execute(f"INSERT INTO {table} FROM grown")
        con.execute("DROP TABLE grown")
    con.execute("CHECKPOINT")


def _copied(name: str, kind: str) -> str:
    if name in SALTED and kind == "VARCHAR":
        return f'"{name}" || \'-\' || k AS "{name}"'
    if name == "instruments":  # earlier happenings are about other texts
        return "list_transform(instruments, i -> i || '-' || k) AS instruments"
    return f'"{name}" - to_days(k::INTEGER) AS "{name}"' if name == "known_at" else f'"{name}"'


def _article(number: int, clock: datetime) -> tuple[Revision, list[Mention]]:
    sentences = [
        f"Firm {number} of place {number % 97} told story {n} of matter {number} in some more words." for n in (0, 1, 2)
    ]
    filler = " ".join(f"Sentence {n} of article {number} says nothing that matters to anyone here." for n in range(8))
    text = f"Headline of article {number}\n\n{' '.join(sentences)} {filler}"
    revision = make_revision(
        url=f"https://wire{number % 40}.example/{number}", title=f"Headline of article {number}", text=text,
        published=clock.date().isoformat(), completeness=Completeness.FULL, source_id="import",
        fetch_id=f"fet-{number}", published_found="import", language="en", author="", parser_version="p",
        publisher="wire",
    )  # fmt: skip
    return revision, [_mention(number, n, text.index(s), len(s)) for n, s in enumerate(sentences)]


def _mention(number: int, kind: int, start: int, length: int) -> Mention:
    type_, action, factuality, rung, actor = KINDS[kind]
    figure = {
        "investment": ("amount", 1000 + number, "USD"), "tariff": ("tariff_rate", 5 + number % 90, "percent"),
        "capacity": ("capacity", 10 + number, "t_per_year"),
    }[type_]  # fmt: skip
    role, value, unit = figure
    span = Span(start=start, end=start + length)
    return Mention(
        type=type_, action=action, factuality=factuality, timeframe="new", commitment=rung,
        direction="tightening" if type_ == "tariff" else "easing", actor=actor or f"org:maker{number}",
        target="CN" if type_ == "tariff" else f"org:maker{number}" if actor else None, speaker=None, items=("magnets",),
        quantities=(Quantity(role=role, value=float(value), low=None, high=None, unit=unit, bound="exact"),),
        dates=(DateSlot(role="effective", value=f"2026-{4 + number % 9:02d}-{1 + number % 28:02d}"),),
        instruments=(f"US-EO-{14000 + number % 50}",) if type_ == "tariff" else (),
        evidence=span, trigger=Span(start=start, end=start + 4),
    )  # fmt: skip


if __name__ == "__main__":
    main([int(a) for a in sys.argv[1:]] or [10_000, 1_000_000])
