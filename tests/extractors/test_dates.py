"""Dates: what one expression means on the day of publication, and what is none."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.training import labelled_sentences
from extractors.dates.finding import BY_KIND, find_dates
from extractors.dates.patterns import SOONER

#: A Thursday.
PUBLISHED = date(2026, 6, 18)
CASES = [
    ("The waiver was granted by the department in April.", "2026-04", "inferred"),
    # told in full
    ("on November 10, 2026", "2026-11-10", "explicit"),
    ("from 10 November 2026", "2026-11-10", "explicit"),
    ("dated 2026-11-10", "2026-11-10", "explicit"),
    # counted from the text's own day
    ("takes effect on the date of publication", "2026-06-18", "relative"),
    ("applies from the day on which it is published", "2026-06-18", "relative"),
    ("comes into force thirty days after the date of its publication", "2026-07-18", "relative"),
    ("applies 10 days after publication", "2026-06-28", "relative"),
    ("05-Aug-2026", "2026-08-05", "explicit"),
    ("in April 2025", "2025-04", "explicit"),
    ("in the second quarter of 2026", "2026-Q2", "explicit"),
    ("H1 2026", "2026-H1", "explicit"),
    ("in fiscal 2027", "2027", "explicit"),
    ("at the end of 2023", "2023-12", "explicit"),
    ("by 2030", "2030", "explicit"),
    # the year inferred from tense and nearness
    ("the White House delays the duty to August 1", "2026-08-01", "inferred"),
    ("China imposed it on April 4", "2026-04-04", "inferred"),
    ("suspended until Nov. 10", "2026-11-10", "inferred"),
    ("they met in November", "2025-11", "inferred"),
    ("talks will resume in February", "2027-02", "inferred"),
    ("the pact was signed on 24 February last", "2026-02-24", "relative"),
    ("April of last year", "2025-04", "relative"),
    ("last August", "2025-08", "relative"),
    ("production will follow in the fourth quarter", "2026-Q4", "inferred"),
    (
        "expects to make its first kilogram of dysprosium oxide at a mill in the desert of Utah in October",
        "2026-10",
        "inferred",
    ),
    # counted
    ("said on Thursday", "2026-06-18", "relative"),
    ("said on Friday", "2026-06-12", "relative"),
    ("the two sides will meet on Monday", "2026-06-22", "relative"),
    ("next Tuesday", "2026-06-23", "relative"),
    ("Wednesday last week", "2026-06-10", "relative"),
    ("yesterday", "2026-06-17", "relative"),
    ("a week ago", "2026-06-11", "relative"),
    ("three months ago", "2026-03", "relative"),
    ("two years ago", "2024", "relative"),
    ("earlier this month", "2026-06", "relative"),
    ("last year", "2025", "relative"),
    ("next quarter", "2026-Q3", "relative"),
    ("within 30 days", "2026-07-18", "relative"),
    ("within six months", "2026-12", "relative"),
    ("two weeks before the November 10 deadline", "2026-10-27", "relative"),
    # Chinese
    ("2025年10月9日", "2025-10-09", "explicit"),
    ("去年10月", "2025-10", "relative"),
    ("2026年上半年", "2026-H1", "explicit"),
]
SEVERAL = [
    ("from January through May", ["2026-01", "2026-05"]),
    ("in April and May", ["2026-04", "2026-05"]),
    ("from December 1 to March 31", ["2026-12-01", "2027-03-31"]),
    ("January-February", ["2026-01", "2026-02"]),
    ("the first five months of 2026", ["2026-01", "2026-05"]),
    ("the increases of April 8 and 9", ["2026-04-08", "2026-04-09"]),
    ("on 9 October, and the day after", ["2025-10-09", "2025-10-10"]),
    ("in force since 4 April, two days earlier", ["2026-04-02", "2026-04-04"]),
]
NONE = ["No. 61", "10.9 billion", "Announcement 2026", "15 percent", "in 10 countries", "may take 5 days",
        "the march of time", "for the first time in four months",
        "a 2,000-tonne plant", "2026 tons", "S&P 500", "last week"]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "found"), CASES)
def test_one_date_with_the_way_it_was_found(text: str, value: str, found: str) -> None:
    assert [(d.value, d.found) for d in find_dates(text, PUBLISHED)] == [(value, found)]


@pytest.mark.parametrize(("text", "values"), SEVERAL)
def test_several_dates(text: str, values: list[str]) -> None:
    assert sorted(d.value for d in find_dates(text, PUBLISHED)) == values


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text, PUBLISHED) == []


def test_the_day_spoken_of_before_anchors_what_is_counted_from_it() -> None:
    [dated] = find_dates("six days earlier", PUBLISHED, anchor=date(2025, 6, 5))
    assert dated.value == "2025-05-30"
    [same] = find_dates("on the same date", PUBLISHED, that_day=date(2027, 5, 10))
    assert same.value == "2027-05-10"


def test_without_a_day_of_publication_only_what_is_told_in_full_is_resolved() -> None:
    assert [d.value for d in find_dates("on Monday, last month and on 9 October 2025", None)] == ["2025-10-09"]


@pytest.mark.parametrize(("text", "inclusive"), [("suspended through November 10, 2026", True),
                                                 ("suspended until November 10, 2026", False)])  # fmt: skip
def test_through_includes_its_day_and_until_does_not(text: str, inclusive: bool) -> None:
    [dated] = find_dates(text, PUBLISHED)
    assert (dated.lead, dated.inclusive) == ("expires", inclusive)


@given(st.dates(date(1990, 1, 1), date(2049, 12, 31)))
def test_every_day_told_in_full_is_found_in_every_form(day: date) -> None:
    month = day.strftime("%B")
    english = (f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}")
    forms = (day.isoformat(), *english, f"{day.year}年{day.month}月{day.day}日")
    for form in forms:
        assert [d.value for d in find_dates(f"on {form}.", PUBLISHED)] == [day.isoformat()]


WORDS = ["May", "5", "2026", "next", "year", "the", "first", "quarter", "of", "Friday", "in", "two", "weeks", "ago",
         "31", "February", "until", "last", "-", "29", "and"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=25), st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_any_sequence_of_date_words_is_read_without_error(words: list[str], published: date) -> None:
    text = " ".join(words)
    assert all(0 <= d.start < d.end <= len(text) for d in find_dates(text, published))


@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    assert all(0 <= d.start < d.end <= len(text) for d in find_dates(text, PUBLISHED))


@pytest.mark.parametrize(
    "piece", ["May ", "2026-", "the first ", "in two ", "last ", "1 ", "on the ", "April 8 and ", "Q1 "]
)
def test_hostile_sentences_take_bounded_time(piece: str) -> None:
    text = (piece * 1500)[:1500]
    start = time.perf_counter()
    find_dates(text, PUBLISHED)
    assert time.perf_counter() - start < 2.0


def test_what_is_sooner_looked_for_stands_in_whatever_matches() -> None:
    texts = [*(text for text, *_ in CASES), *(sentence for _, sentence in labelled_sentences())]
    matching = [(kind, text) for kind in SOONER for text in texts if BY_KIND[kind].search(text)]
    assert {kind for kind, _ in matching} == set(SOONER)
    assert [(kind, text) for kind, text in matching if not SOONER[kind].search(text)] == []
