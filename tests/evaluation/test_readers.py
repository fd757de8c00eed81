"""Readers of the published copy see whole nights only, while nights run in a loop; a torn one would be seen."""

from pathlib import Path

import duckdb

from evaluation.readers import measure, read_until, run_nights
from storage.publishing import published_path


def test_readers_see_whole_nights_while_nights_run() -> None:
    readings, nights = measure(processes=3, seconds=0, least=3)
    assert nights == 3
    assert all(r.answers > 50 and r.nights >= 3 for r in readings)
    assert [t for r in readings for t in r.troubles] == []


def test_a_copy_that_holds_what_is_known_later_is_seen(tmp_path: Path) -> None:
    run_nights(tmp_path, 0)
    con = duckdb.connect(str(published_path(tmp_path)))
    con.execute("UPDATE changes_rows SET known_at = known_at + INTERVAL 1 DAY")
    con.close()
    assert any("as of" in t for t in read_until(tmp_path, iter([False, True]).__next__).troubles)
