"""Duties set beside the one that a sentence tells of keep their own statute."""

import pytest

from reewatch.mentions import Mention, Quantity
from reewatch.observations.bases import basis_of
from reewatch.other_duties import others_in, told_of_its_own
from tests.reewatch.ledger_mentions import mention, quantity

TARIFF: Mention = mention("tariff", "imposed")


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("A 20 percent duty on gallium, added to the Section 301 duty of 25 percent.",
         "to the Section 301 duty of 25 percent"),
        ("It comes on top of existing Section 301 duties.", "on top of existing Section 301 duties"),
        ("The levy is separate from tariffs under Section 232.", "separate from tariffs under Section 232"),
        ("It does not touch the reciprocal tariff.", "does not touch the reciprocal tariff"),
        ("The duty rests on Section 122.", None),
        ("A duty of 25 percent under Section 301 applies to magnets.", None),
    ],
)  # fmt: skip
def test_which_duty_is_another(sentence: str, other: str | None) -> None:
    assert [sentence[a:b] for a, b in others_in(sentence)] == ([other] if other else [])


@pytest.mark.parametrize(("value", "basis"), [(20, None), (25, "s301")])
def test_a_figure_has_the_base_of_its_own_duty(value: float, basis: str | None) -> None:
    figure: Quantity = quantity("tariff_rate", value, "percent")
    told = "A 20 percent duty, added to the Section 301 duty of 25 percent."
    assert basis_of(figure, TARIFF, told) == basis


def test_the_statute_of_an_article_is_not_that_of_duties_it_only_names() -> None:
    text = (
        "A new levy. It rests on Section 122 and comes on top of Section 301 duties.\nThose under Section 232 remain."
    )
    told = " ".join(told_of_its_own(text))
    assert "122" in told
    assert "301" not in told
    assert "232" not in told
