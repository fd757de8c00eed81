"""What the report of a published copy of any size takes: to read, to write, and to open in a browser."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.report_writing import read_contents, write_pages
from reewatch.framework import Framework
from storage.connection import connect
from storage.publishing import published_path

LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd"


def measure_report(folder: Path, framework: Framework) -> Iterator[str]:
    """Yield lines: seconds to read and to write, pages, bytes of the largest, and milliseconds until it is loaded."""
    start = time.perf_counter()
    con = connect(published_path(folder), read_only=True)
    try:
        contents = read_contents(con, framework)
    finally:
        con.close()
    told = f"{len(contents.events)} events, {len(contents.sentences)} sentences, {len(contents.changes)} changes"
    yield f"read in {time.perf_counter() - start:.1f} s: {told}"
    with TemporaryDirectory() as report:
        start = time.perf_counter()
        write_pages(contents, Path(report))
        pages = sorted(Path(report).rglob("*.html"), key=lambda p: p.stat().st_size, reverse=True)
        size = sum(p.stat().st_size for p in pages)
        yield f"written in {time.perf_counter() - start:.1f} s: {len(pages)} pages, {size / 1e6:.1f} MB"
        yield from _opened([*pages[:3], Path(report) / "index.html"])


def _opened(pages: list[Path]) -> Iterator[str]:
    browser_path = shutil.which("chromium")
    if browser_path is None:
        yield "there is no chromium here: nothing was opened"
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only this measurement needs a browser

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for page in pages:
            tab = browser.new_page()
            tab.goto(page.as_uri())
            yield f"{page.name}: {page.stat().st_size / 1e6:.2f} MB, loaded in {tab.evaluate(LOADED):.0f} ms"
            tab.close()
        browser.close()
