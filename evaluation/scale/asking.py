"""What the questions of the cookbook take over a published copy of any size."""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from storage.connection import connect
from storage.cookbook import recipes
from storage.publishing import published_path

COOKBOOK = Path(__file__).resolve().parents[2] / "docs" / "cookbook.md"
MEMORY = "2GB"
THREADS = 2
TIMES = 3


def ask_cookbook(folder: Path) -> Iterator[str]:
    """Yield a line a question (the median of three in milliseconds, rows) and one on all: median and worst."""
    con = connect(published_path(folder), read_only=True)
    try:
        con.execute(f"SET memory_limit = '{MEMORY}'")
        con.execute(f"SET threads = {THREADS}")
        taken = []
        for recipe in recipes(COOKBOOK.read_text(encoding="utf-8")):
            times, rows = [], 0
            for _ in range(TIMES):
                start = time.perf_counter()
                rows = len(con.execute(recipe.sql).fetchall())
                times.append(1000 * (time.perf_counter() - start))
            taken.append(statistics.median(times))
            yield f"{taken[-1]:8.0f} ms  {rows:7} rows  {recipe.question}"
        yield f"median {statistics.median(taken):.0f} ms, worst {max(taken):.0f} ms, of {len(taken)} questions"
    finally:
        con.close()
