"""Which way an act points where its action alone does not tell."""

import pytest

from extractors.judgement.directions import direction_of


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("The share of licences approved has climbed to 60% from 25%.", "easing"),
        ("Approvals rose by a third in May.", "easing"),
        ("The approval rate fell from 60% to 40%.", "tightening"),
        ("Waiting times have grown from 45 to 90 days.", "tightening"),
        ("The backlog was cut to 30 applications from 120.", "easing"),
        ("Nineteen of 141 applications were approved by September.", "neutral"),
        ("Reviews take 45 working days.", "neutral"),
        ("In May exporters said that reviews take 45 working days.", "neutral"),
        ("Exporters may have to wait as long as 45 working days.", "tightening"),
    ],
)
def test_figures_of_licensing_point_where_they_moved(sentence: str, direction: str) -> None:
    assert direction_of(("licence_statistic", "reported"), "neutral", sentence) == direction


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("China extended its export controls on gallium for two years.", "tightening"),
        ("The anti-dumping duties were renewed until 2031.", "tightening"),
        ("China extended the suspension of its export controls until 2027.", "easing"),
        ("The United States extended tariff exclusions for magnets.", "easing"),
        ("Washington put off the tariff again, extending the truce.", "easing"),
        ("It was extended for a year.", "easing"),
    ],
)
def test_a_prolonged_life_tightens_and_a_prolonged_relief_eases(sentence: str, direction: str) -> None:
    assert direction_of(("export_control", "extended"), "easing", sentence) == direction


def test_other_acts_keep_the_direction_of_the_table() -> None:
    assert direction_of(("tariff", "raised"), "tightening", "The pause is extended.") == "tightening"
