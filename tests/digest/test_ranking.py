"""The order of the digest agrees with an analyst's (evaluation/ranking)."""

from datetime import UTC, datetime

import pytest

from evaluation.ranking.agreement import agreement, read_pairs
from flows.digest_sections import Desk
from storage.digests import reported_changes

pytestmark = pytest.mark.timeout(900)


@pytest.mark.parametrize(("which", "count"), [("first", 50), ("held", 42)])
def test_the_order_agrees_with_hand_judged_pairs(desk: Desk, which, count: int) -> None:
    pairs = read_pairs(which)
    assert len(pairs) == count
    changes = reported_changes(desk.published, datetime(2025, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    told = agreement(pairs, changes)
    assert told.found >= 0.9 * told.pairs, "titles changed: judge the lost pairs again (evaluation/ranking/README.md)"
    assert told.share >= 0.90, told
