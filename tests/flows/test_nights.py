"""Whole nights over the sample newsroom, through the real pipeline, in the plain functions."""

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from cli.sampling import sample_settings
from flows.nights import plan_night
from flows.running import replay, run_night
from flows.workplace import Workplace
from reewatch.errors import ClockError
from reewatch.runs import RunKind
from samples.newsroom import load_newsroom
from samples.server import NewsroomServer
from storage.publishing import published_path

NEWSROOM = load_newsroom()
NIGHTS = 4


def play(root: Path, server: NewsroomServer, count: int = NIGHTS):
    settings = sample_settings(NEWSROOM.hosts, server.address)
    for night in NEWSROOM.nights[:count]:
        server.turn_to(night.number)
        planned = plan_night(
            Workplace(root), settings, kind=RunKind.NIGHTLY, as_of=night.as_of, sources_path=NEWSROOM.sources_path
        )
        yield planned, run_night(planned)


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    root = tmp_path_factory.mktemp("played")
    with NewsroomServer(NEWSROOM) as server:
        runs = list(play(root, server))
        yield root, server, runs


def rows(root: Path, sql: str):
    con = duckdb.connect(str(published_path(root)), read_only=True)
    try:
        return con.execute(sql).fetchall()
    finally:
        con.close()


def test_every_night_learns_something_and_publishes(played) -> None:
    root, _, runs = played
    for _, summary in runs:
        assert summary.counts["revisions"] > 0
        assert summary.published is not None
        assert summary.digest is not None
    assert rows(root, "SELECT count(*) FROM mentions")[0][0] > 20
    assert ("CN-MOFCOM-2025-18",) in rows(root, "SELECT DISTINCT instrument_id FROM instruments")


def test_copies_are_one_voice(played) -> None:
    root, _, _ = played
    voices = rows(root, "SELECT voice_id, count(*) FROM revisions WHERE url LIKE '%april-controls%' GROUP BY 1")
    assert [n for _, n in voices] == [2]


def test_a_silent_edit_is_a_revision(played) -> None:
    root, _, _ = played
    told = rows(root, "SELECT title FROM revisions WHERE url LIKE '%london-talks-open' ORDER BY known_at")
    assert len(told) == 2


def test_the_same_night_again_does_nothing(played) -> None:
    _, _, runs = played
    again = run_night(runs[-1][0])
    assert again.already_done
    assert again.manifest_hash == runs[-1][1].manifest_hash


def test_a_night_without_news_adds_nothing(played) -> None:
    root, server, runs = played
    before = rows(root, "SELECT (SELECT count(*) FROM revisions), (SELECT count(*) FROM mentions), "
                        "(SELECT count(*) FROM events), (SELECT count(*) FROM changes)")  # fmt: skip
    server.turn_to(NIGHTS)
    planned = runs[-1][0]
    later = plan_night(
        planned.workplace,
        sample_settings(NEWSROOM.hosts, server.address),
        kind=RunKind.NIGHTLY,
        as_of=planned.run.as_of.replace(hour=23),
        sources_path=NEWSROOM.sources_path,
    )
    run_night(later)
    after = rows(root, "SELECT (SELECT count(*) FROM revisions), (SELECT count(*) FROM mentions), "
                       "(SELECT count(*) FROM events), (SELECT count(*) FROM changes)")  # fmt: skip
    assert after == before


def test_a_clock_before_the_last_is_refused(played) -> None:
    planned = played[2][0][0]
    earlier = replace(planned, run=replace(planned.run, run_id="run-x", as_of=planned.run.as_of.replace(year=2024)))
    with pytest.raises(ClockError, match="earlier"):
        run_night(earlier)


def test_a_replay_gives_the_same_rows(played, tmp_path) -> None:
    root, _, runs = played
    hashes = {}
    archives = [root / "archive" / f"{p.run.run_id}.warc.gz" for p, _ in runs]
    blank = replace(runs[0][0], workplace=Workplace(tmp_path))
    replay(blank, archives, on_run=lambda s: hashes.update({s.run_id: s.manifest_hash}))
    assert hashes == {s.run_id: s.manifest_hash for _, s in runs}
