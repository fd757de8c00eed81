"""What a match must hold: over patterns and texts made up at random, no match lacks a piece that was asked for."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.glances import in_plain
from extractors.pieces import demands_by_branch, demands_of
from extractors.regular import One, read_pattern

#: Characters and classes of which patterns are made up, and the letters of texts.
ATOMS = st.sampled_from([
    *"abcAB -_", r"\d", r"\w", r"\s", r"\.", r"\-", r"\\", r"\x41", r"\u0131", ".", r"\b", "^", "$", "[ab]", "[^a]",
    "[a-c]", r"[\d.]", r"[\]^-]", "[-a]", r"[^\W]", "é", "[é-ü]", "\u0130", "{", r"\n",
])  # fmt: skip
#: More repeats within each other may take time without end, whatever reads them.
MOST_REPEATS = 3
REPEATS = st.sampled_from(["", "", "", "?", "*", "+", "??", "{2}", "{0,2}", "{1,}", "{,1}", "*+", "{1,2}?"])
OPENINGS = st.sampled_from(["(", "(?:", "(?i:", "(?-i:", "(?=", "(?!", "(?>"])
TEXTS = st.text(st.sampled_from([*"abcABC  .-_09\\]^{é", "\n", "\u0130", "\u0131", "ü", "٣"]), max_size=12)


def _grouped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    sequence = st.lists(inner, min_size=1, max_size=4).map("".join)
    alternatives = st.lists(sequence, min_size=1, max_size=3).map("|".join)
    return st.tuples(OPENINGS, alternatives, REPEATS).map(lambda t: f"{t[0]}{t[1]}){t[2]}")


def _compiled(pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error:  # a repeat of a place, and the like
        return None


SINGLE = st.tuples(ATOMS, REPEATS).map("".join)
PATTERNS = (
    st.lists(st.recursive(SINGLE, _grouped, max_leaves=6), min_size=1, max_size=5)
    .map("".join)
    .map(_compiled)
    .filter(lambda p: p is not None and sum(map(p.pattern.count, ("*", "+", ",}", "{"))) <= MOST_REPEATS)
)


@settings(max_examples=300)
@given(PATTERNS, TEXTS)
def test_a_text_with_a_match_has_a_piece_of_each_set(pattern: re.Pattern[str], text: str) -> None:
    if pattern.search(text):
        plain = in_plain(text)
        assert [d for d in demands_of(pattern) if not any(piece in plain for piece in d)] == []
        ways = demands_by_branch(pattern)
        assert any(all(any(piece in plain for piece in d) for d in demands) for demands in ways)


@pytest.mark.parametrize("pattern", ["(?i)tariff", "(?#note)a", "(a)?(?(1)b|c)"])
def test_what_is_not_read_tells_nothing(pattern: str) -> None:
    with pytest.raises(ValueError, match="group"):
        read_pattern(pattern)
    assert demands_of(re.compile(pattern)) == []


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("[]a]", "]a"), ("[a-]", "a-"), (r"[\]-_]", "]^_"), (r"[\dx]", "0123456789x"), (r"\u4e00", "一"),
        (r"\x2d", "-"), ("[^a]", None), (r"[\w]", None), (".", None), (r"\t", "\t"), (r"[\b]", "\b"), ("[一-龥]", None),
    ],
)  # fmt: skip
def test_characters_are_listed(pattern: str, letters: str | None) -> None:
    assert read_pattern(pattern).branches == ((One(None if letters is None else frozenset(letters)),),)
