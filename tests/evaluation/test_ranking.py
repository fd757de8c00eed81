"""The order of changes agrees with an analyst's (evaluation/ranking)."""

import pytest

from evaluation.ranking.agreement import agreement, read_pairs


@pytest.mark.parametrize(("which", "count"), [("first", 50), ("held", 42)])
def test_the_order_agrees_with_hand_judged_pairs(which, count: int) -> None:
    told = agreement(read_pairs(which))
    assert told.pairs == count
    assert told.share >= 0.90, told.against


def test_the_other_way_round_nothing_agrees() -> None:
    assert agreement((second, first) for first, second in read_pairs("first")).share <= 0.10
