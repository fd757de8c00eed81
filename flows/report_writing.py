"""The report of a published night: its contents read from one copy, its pages written aside and swapped in whole."""

import shutil
from pathlib import Path

from flows.judging import indicator_rows
from flows.promising import ledger_rows
from flows.workplace import Workplace
from reewatch.errors import ReewatchError
from reewatch.framework import Framework
from reewatch.promises.deadlines import deadlines_of
from reewatch.timestamps import format_timestamp, parse_timestamp
from reports.pages.contents import Contents
from reports.pages.rendering import pages, static_files
from storage.connection import Connection, connect
from storage.ledger_listings import list_claims
from storage.listings import list_instruments, list_runs, list_sources
from storage.publishing import is_published, published_path
from storage.report_rows import (
    count_of,
    figures,
    indicator_history,
    latest_changes,
    latest_events,
    sentences,
    timelines,
)

MOST_EVENTS = 5000
MOST_CHANGES = 5000
MOST_FIGURES = 30
DAYS_AHEAD = 365
#: Of promises, dates and claims a page shows so many, and says how many more there are.
MOST_ROWS = 1000
WEIGHTY = {"overdue": 0, "open": 1}


def read_contents(con: Connection, framework: Framework) -> Contents:
    """Return what the report tells of one published copy, as known at the clock of its last run."""
    run = list_runs(con)[-1]
    known_at = parse_timestamp(run["as_of"])
    promises = sorted(ledger_rows(con, known_at, None), key=lambda p: (WEIGHTY.get(p["status"], 2), p["due"] or ""))
    claims = list_claims(con, known_at, None)
    coming = deadlines_of(promises, list_instruments(con, known_at, None), known_at.date(), DAYS_AHEAD)
    return Contents(
        run_id=run["run_id"],
        as_of=format_timestamp(known_at),
        titles={i.id: i.title for i in framework.indicators},
        indicators=indicator_rows(con, framework.indicators, known_at, known_at.date()),
        history=indicator_history(con),
        figures=figures(con, MOST_FIGURES),
        instruments=timelines(con),
        promises=promises[:MOST_ROWS],
        deadlines=coming[:MOST_ROWS],
        claims=claims[:MOST_ROWS],
        changes=latest_changes(con, MOST_CHANGES),
        events=latest_events(con, MOST_EVENTS),
        sentences=sentences(con, MOST_EVENTS),
        sources=list_sources(con),
        left_out={
            "promises": len(promises) - MOST_ROWS,
            "deadlines": len(coming) - MOST_ROWS,
            "claims": len(claims) - MOST_ROWS,
            "changes": count_of(con, "changes") - MOST_CHANGES,
            "events": count_of(con, "events") - MOST_EVENTS,
        },
    )


def write_pages(contents: Contents, folder: Path) -> None:
    """Write every page of the report into an empty folder."""
    for name in ("indicators", "events"):
        (folder / name).mkdir(parents=True)
    for path, page in pages(contents):
        (folder / path).write_text(page, encoding="utf-8")
    for path, content in static_files():
        (folder / path).write_bytes(content)


def write_report(place: Workplace, framework: Framework) -> Path:
    """Write the report of the published copy to ``report`` in the data directory, swapped in whole; return it.

    Raises StoreError where nothing is published. A kill leaves the older report standing.
    """
    con = connect(published_path(place.root), read_only=True)
    try:
        contents = read_contents(con, framework)
    finally:
        con.close()
    reports = place.root / "reports"
    reports.mkdir(exist_ok=True)
    building, folder = reports / f".{contents.run_id}.building", reports / contents.run_id
    for left in (building, folder):
        shutil.rmtree(left, ignore_errors=True)
    write_pages(contents, building)
    building.rename(folder)
    _point(place.report, folder)
    for old in reports.iterdir():
        if old != folder:
            shutil.rmtree(old)
    return place.report


def _point(pointer: Path, folder: Path) -> None:
    aside = pointer.with_name(".report-new")
    aside.unlink(missing_ok=True)
    aside.symlink_to(folder.relative_to(pointer.parent))
    aside.replace(pointer)


def refresh_report(place: Workplace, framework: Framework) -> str:
    """Bring the report up to the published copy; return a line on what went wrong, empty where nothing did."""
    if not is_published(place.root):
        return ""
    try:
        write_report(place, framework)
    except (ReewatchError, OSError) as error:
        return f"the report was not brought up to date: {error}"
    return ""
