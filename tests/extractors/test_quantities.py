"""Figures: value, unit and bound of one expression, and which figures a sentence holds."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.figures.finding import Figure, find_figures
from extractors.figures.numerals import ONES, TENS, read_number, read_scale

CASES = [
    # money
    ("a loan of $1.4 billion", 1.4e9, "USD", "exact"),
    ("US$56m of equity", 56e6, "USD", "exact"),
    ("A$400mn", 400e6, "AUD", "exact"),
    ("C$12.5 million", 12.5e6, "CAD", "exact"),
    ("as much as €75 million", 75e6, "EUR", "at_most"),
    ("some Rs 7,300 crore", 73e9, "INR", "about"),
    ("₹50 lakh", 5e6, "INR", "exact"),
    ("1,600 billion won", 1.6e12, "KRW", "exact"),
    ("20 billion yen", 20e9, "JPY", "exact"),
    ("RM 10 million", 10e6, "MYR", "exact"),
    ("half a billion dollars", 0.5e9, "USD", "exact"),
    ("3.5 billion Australian dollars", 3.5e9, "AUD", "exact"),
    ("at least $110 per kilogram", 110, "USD/kg", "at_least"),
    ("912,000 yuan/t", 912000, "CNY/t", "exact"),
    ("$77,300) a tonne", 77300, "USD/t", "exact"),
    # percent, points, parts and multiples
    ("twenty-two per cent", 22, "percent", "exact"),
    ("nearly 90%", 90, "percent", "about"),
    ("24 percentage points", 24, "pp", "exact"),
    ("by 10 points", 10, "pp", "exact"),
    ("just over half of the files", 50, "percent", "at_least"),
    ("one in four requests", 25, "percent", "exact"),
    ("three requests in four", 75, "percent", "exact"),
    ("cut output by up to a fifth", 20, "percent", "at_most"),
    ("rose more than sevenfold", 600, "percent", "at_least"),
    ("more than doubled", 100, "percent", "at_least"),
    ("tripled", 200, "percent", "exact"),
    ("was halved", -50, "percent", "exact"),
    ("three times the level of April", 200, "percent", "exact"),
    ("more than twice as much", 100, "percent", "at_least"),
    # time
    ("as long as 45 working days", 45, "working_day", "at_most"),
    ("90-day pause", 90, "day", "exact"),
    ("two weeks", 14, "day", "exact"),
    ("six months or longer", 6, "month", "at_least"),
    ("for a year", 1, "year", "exact"),
    ("a year-long permit", 1, "year", "exact"),
    # mass and rates
    ("816 000 t", 816000, "t", "exact"),
    ("40 kt", 40000, "t", "exact"),
    ("4.8 million kilograms", 4.8e6, "kg", "exact"),
    ("5,000 tpa", 5000, "t/yr", "exact"),
    ("85,000 metric tons of concentrate a year", 85000, "t/yr", "exact"),
    ("an annual capacity of 2,000 tonnes", 2000, "t/yr", "exact"),
    ("its first kilogram", 1, "kg", "exact"),
    # counts
    ("seventeen of the metals", 17, "count", "exact"),
    ("two dozen firms", 24, "count", "exact"),
    ("some 2,000 applications", 2000, "count", "about"),
]
RANGES = [
    ("1.62-1.64 million yuan a ton", 1.62e6, 1.64e6, "CNY/t"),
    ("$250/kg-$310/kg", 250, 310, "USD/kg"),
    ("$80 to $90 a kilogram", 80, 90, "USD/kg"),
    ("between 10 and 20 percent", 10, 20, "percent"),
    ("15-20 days", 15, 20, "day"),
    ("one to one and a half months", 1, 1.5, "month"),
    ("anything from 12,100t to 18,400t of oxides a year", 12100, 18400, "t/yr"),
]
SEVERAL = [
    ("approval climbed to 60% from 25%", [60, 25]),
    ("down from 57% to 47%", [47]),
    ("lower the duty from 20 to 10 percent", [10]),
    ("rose 45 percent to 13,145 t", [45, 13145]),
    ("by 115 percentage points to 30%", [115, 30]),
    ("19 of 141 applications", [19, 141]),
    ("a quarter of roughly 140", [25, 140]),
    ("of 141 applications, 19 were approved and 121 remain pending", [141, 19, 121]),
    ("Germany took 902 tons, India 177", [902, 177]),
    ("A$400mn ($248mn)", [4e8, 2.48e8]),
]
NONE = [
    "announcement No. 61", "Section 301 exclusions", "the second quarter of 2026", "two years ago", "since 2025",
    "five weeks after the order", "the F-35 makers", "https://a.example/search?q=30%25%2020%", "a third plant",
    "12:01 a.m. on May 14", "for months", "the first half",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "unit", "bound"), CASES)
def test_one_figure_with_its_unit_and_bound(text: str, value: float, unit: str, bound: str) -> None:
    [figure] = find_figures(text)
    assert figure.value == pytest.approx(value)
    assert (figure.unit, figure.bound) == (unit, bound)


@pytest.mark.parametrize(("text", "low", "high", "unit"), RANGES)
def test_a_range_has_low_and_high_and_no_value(text: str, low: float, high: float, unit: str) -> None:
    [figure] = find_figures(text)
    assert (figure.low, figure.high) == (pytest.approx(low), pytest.approx(high))
    assert (figure.value, figure.unit, figure.bound) == (None, unit, "range")


@pytest.mark.parametrize(("text", "values"), SEVERAL)
def test_several_figures_in_order(text: str, values: list[float]) -> None:
    assert [f.value for f in find_figures(text)] == pytest.approx(values)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_figure(text: str) -> None:
    assert find_figures(text) == []


@given(st.text(max_size=300))
def test_figures_stay_within_the_text_and_do_not_overlap(text: str) -> None:
    check_order(find_figures(text), text)


PIECES = ["5", "%", "to", "from", "$", "million", "a", "half", "days", "t", "of", "two", ",", "-", "/kg"]


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_sequence_of_figure_words_is_read_without_error(words: list[str]) -> None:
    text = " ".join(words)
    check_order(find_figures(text), text)


def check_order(figures: list[Figure], text: str) -> None:
    for first, second in pairwise(figures):
        assert first.end <= second.start
    assert all(0 <= f.start < f.end <= len(text) for f in figures)


@given(st.integers(0, 99))
def test_number_words_are_read_as_their_number(number: int) -> None:
    by_value = {v: w for w, v in (*ONES.items(), *TENS.items())}
    word = by_value.get(number) or f"{by_value[number // 10 * 10]}-{by_value[number % 10]}"
    assert read_number(word) == number


@given(st.integers(0, 10**9))
def test_digits_are_read_with_or_without_separators(number: int) -> None:
    assert read_number(f"{number:,}") == read_number(str(number)) == number


def test_scales_multiply() -> None:
    assert read_scale("hundred thousand") == 1e5
    assert read_scale("lakh crore") == 1e12


@pytest.mark.parametrize(
    "piece", ["1 ", "1,", "1,000", "twenty-", "$", "1 to ", "half a ", "five of the ", "5 big, ", "% "]
)
def test_hostile_sentences_take_bounded_time(piece: str) -> None:
    text = (piece * 1500)[:1500]
    start = time.perf_counter()
    find_figures(text)
    assert time.perf_counter() - start < 1.0
