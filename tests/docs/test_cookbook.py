"""Every question of the cookbook is asked of the played newsroom, and its answer is the one that is written."""

import os
from pathlib import Path

import pytest

from storage.connection import connect
from storage.cookbook import recipes, with_answers
from storage.publishing import published_path

COOKBOOK = Path(__file__).resolve().parents[2] / "docs" / "cookbook.md"
QUESTIONS = 30


def test_the_answers_are_those_of_the_sample(newsroom_root: Path) -> None:
    con = connect(published_path(newsroom_root), read_only=True)
    try:
        written = COOKBOOK.read_text(encoding="utf-8")
        answered = with_answers(written, con)
    finally:
        con.close()
    if os.environ.get("UPDATE_GOLDEN"):
        COOKBOOK.write_text(answered, encoding="utf-8")
        return
    assert answered == written, "Remedy: `make golden`, and look at what changed."


def test_there_are_thirty_questions_and_none_is_asked_twice() -> None:
    found = recipes(COOKBOOK.read_text(encoding="utf-8"))
    assert len({r.question for r in found}) == len({r.sql for r in found}) == QUESTIONS


def test_a_question_without_a_statement_is_told() -> None:
    with pytest.raises(ValueError, match="What"):
        recipes("## 1. What?\n\nNothing.\n")
