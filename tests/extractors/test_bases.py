"""What a figure is relative to: the word of its own phrase."""

import pytest

from extractors.figures.bases import basis_of
from extractors.figures.finding import find_figures

ROLES = {
    "investment": "amount",
    "tariff": "tariff_rate",
    "trade_flow": "volume_change",
    "licence_statistic": "processing_time",
}


@pytest.mark.parametrize(
    ("kind", "sentence", "bases"),
    [
        (
            "investment",
            "It is made of a grant of $20 million, a loan of $80 million and an equity stake of $10 million.",
            ["grant", "loan", "equity"],
        ),
        ("investment", "It gets $80 million in loans, a $20 million grant and $10 million for shares.",
         ["loan", "grant", "equity"]),
        ("tariff", "A fentanyl tariff of 10 percent and a reciprocal tariff of 10 percent make 20 percent in all.",
         ["fentanyl", "reciprocal", "all_in"]),
        ("tariff", "They pay 25 percent under Section 301, 10 percent for fentanyl, 10 percent as a reciprocal rate.",
         ["s301", "fentanyl", "reciprocal"]),
        ("tariff", "The additional duty on magnets is 15 percent ad valorem.", [None]),
        ("trade_flow", "Exports came to a high in April, up 31 percent from a year earlier.", ["yoy"]),
        ("trade_flow", "Exports fell 9 percent in May from the previous month.", ["mom"]),
        ("trade_flow", "Exports rose 5 percent from June 2025 and fell 2 percent from May.", ["yoy", "mom"]),
        ("trade_flow", "From January to May they were 3 percent higher than in the same period of 2025.", ["ytd"]),
        ("licence_statistic", "A licence took 68 working days, while the law allows 45.", ["observed", "statutory"]),
        ("licence_statistic", "A file takes 62 days against the 45 that the law allows.", ["observed", "statutory"]),
        ("licence_statistic", "Members waited 68 days.", ["observed"]),
        ("licence_statistic", "Members have waited more than 68 days.", ["waiting"]),
    ],
)  # fmt: skip
def test_the_base_of_each_figure_is_told_in_its_own_phrase(kind: str, sentence: str, bases: list[str | None]) -> None:
    figures = [f for f in find_figures(sentence) if f.unit != "count"]
    assert [basis_of(kind, ROLES[kind], sentence, (f.start, f.end))[0] for f in figures] == bases


@pytest.mark.parametrize(
    ("sentence", "bound"),
    [
        ("It pays no less than $350 per kilogram.", "at_least"),
        ("It pays less than $350 per kilogram.", "at_most"),
        ("It pays no more than $350 per kilogram.", "at_most"),
    ],
)
def test_no_less_bounds_from_below(sentence: str, bound: str) -> None:
    assert [f.bound for f in find_figures(sentence)] == [bound]
