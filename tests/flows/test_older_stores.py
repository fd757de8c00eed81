"""A store of before a migration is asked as one that was always of this version."""

import shutil
from pathlib import Path

import duckdb

from storage.migrations import STORE_MIGRATIONS, apply_migrations, migration_files
from storage.rows import key_number

FIGURE = {"figure_id": "fig-1", "observation_id": "obs-1", "figure_key": "volume|t|7", "series_key": "volume|t|?",
          "revision_id": "rev-1", "article_id": "art-1", "figure": "{}"}  # fmt: skip


def test_ids_that_were_stored_before_have_their_numbers(tmp_path: Path) -> None:
    older = tmp_path / "older"
    older.mkdir()
    for version, file in migration_files(STORE_MIGRATIONS):
        if version < 13:
            shutil.copy(file, older)
    con = duckdb.connect(str(tmp_path / "store.duckdb"))
    apply_migrations(con, older, tmp_path)
    con.execute("INSERT INTO memberships VALUES ('men-1', 'evt-ü', TIMESTAMP '2026-03-02')")
    names, values = ", ".join(FIGURE), ", ".join(f"'{v}'" for v in FIGURE.values())
    con.execute(f"INSERT INTO internal_figures ({names}, known_at) VALUES ({values}, TIMESTAMP '2026-03-02')")
    apply_migrations(con, STORE_MIGRATIONS, tmp_path)
    assert con.execute("SELECT event_key FROM internal_event_clocks").fetchall() == [(key_number("evt-ü"),)]
    keys = con.execute("SELECT figure_key, series_key, observation_key, observation_id FROM internal_figure_keys")
    told = ("volume|t|7", "volume|t|?", "obs-1")
    assert keys.fetchall() == [(*map(key_number, told), "obs-1")]
    con.close()
