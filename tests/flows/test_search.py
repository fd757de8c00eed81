"""The search index beside the published copy: what it finds, whose text it holds, and that no night waits for it."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.indexing import refresh_index
from flows.workplace import Workplace
from reewatch.errors import StoreError, UsageError
from reewatch.words import marked, searchable
from storage.publishing import published_path
from storage.search import POINTER, Answer, build_index, search


@pytest.fixture
def root(newsroom_root: Path, tmp_path: Path) -> Path:
    shutil.copytree(newsroom_root / "published", tmp_path / "published", symlinks=True)
    return tmp_path


def texts(answer: Answer) -> list[str]:
    return ["".join(t for t, _ in f.pieces) for f in answer.found]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("samarium", "samarium"),
        ("SUSPENDS", "suspen"),
        ("No. 61 of 2025", "61"),
        ("出口管制", "出口管制"),
        ("商务部", "商务部"),
    ],
)
def test_what_holds_all_the_words_is_found_and_marked(newsroom_root: Path, words: str, told: str) -> None:
    answer = search(newsroom_root, words, limit=5)
    assert answer.is_current
    assert answer.found
    assert all(told in t.lower() for t in texts(answer))
    assert all(any(hit for _, hit in f.pieces) for f in answer.found)


def test_what_the_night_learned_can_be_followed(newsroom_root: Path) -> None:
    import duckdb

    con = duckdb.connect(str(published_path(newsroom_root)), read_only=True)
    for found in search(newsroom_root, "magnets").found:
        table = "mentions" if found.kind == "sentence" else "revisions"
        column = "mention_id" if found.kind == "sentence" else "revision_id"
        assert con.execute(f"SELECT count(*) FROM {table} WHERE {column} = ?", [found.found_id]).fetchall() == [(1,)]
    con.close()


@pytest.mark.parametrize("words", ["", "  ", "…!?", "%_\\", "x" * 201])
def test_a_question_without_words_is_refused(newsroom_root: Path, words: str) -> None:
    with pytest.raises(UsageError, match="characters of words"):
        search(newsroom_root, words)


@pytest.mark.parametrize("words", ["'; DROP TABLE articles; --", '" OR 1=1', "a\x00b", "🦊 magnets"])
def test_words_are_only_words(newsroom_root: Path, words: str) -> None:
    assert isinstance(search(newsroom_root, words).found, tuple)


def test_an_older_index_answers_and_says_so(root: Path) -> None:
    newer = root / "published" / "run-ffffffffffffffff"
    shutil.copytree((root / "published" / "current").resolve(), newer)
    (root / "published" / "current").unlink()
    (root / "published" / "current").symlink_to(newer.name)
    before = search(root, "magnets")
    assert not before.is_current
    assert refresh_index(Workplace(root)) == ""
    after = search(root, "magnets")
    assert after.is_current
    assert after.run_id == newer.name
    assert [f.found_id for f in after.found] == [f.found_id for f in before.found]
    assert len(list((root / "published" / "search").iterdir())) == 1


def test_a_trouble_with_the_index_is_told_and_fails_nothing(root: Path) -> None:
    (root / "published" / POINTER).unlink()
    shutil.rmtree(root / "published" / "search")
    published_path(root).write_bytes(b"not a database")
    assert "not brought up to date" in refresh_index(Workplace(root))
    with pytest.raises(StoreError, match="search --build"):
        search(root, "magnets")


def test_what_a_kill_left_aside_is_cleared(root: Path) -> None:
    left = root / "published" / "search" / ".run-1.99.building"
    left.write_bytes(b"half")
    build_index(root)
    assert not left.exists()


@given(st.text(max_size=400), st.lists(st.text("abcdefgh0123出口管制", min_size=1, max_size=6), max_size=4))
def test_the_pieces_of_a_short_text_are_the_text(text: str, stems: list[str]) -> None:
    pieces = marked(text[:200], stems)
    assert "".join(t for t, _ in pieces) == text[:200]
    assert all(searchable(t) for t, hit in pieces if hit)
