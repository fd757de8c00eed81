"""A headline that says more than its body counts as far as the body goes, and no further."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewatch.events.headlines import STEPS, farthest_in_body
from reewatch.instruments.lending import lent_by_articles
from reewatch.mentions import Mention, Span
from tests.reewatch.ledger_mentions import mention, quantity, stored

BODY = Span(start=40, end=90)


def headline(action: str = "imposed", **told: Any) -> Mention:
    return mention("tariff", action, **({"commitment": "in_force", "actor": "US"} | told))


def sentence(action: str = "raised", **told: Any) -> Mention:
    plain = {"factuality": "threatened", "actor": "US.WH", "evidence": BODY}
    return mention("tariff", action, **(plain | told))


def test_a_threat_under_a_headline_that_tells_a_fact_is_a_threat() -> None:
    above, below = stored(headline(), number=1), stored(sentence(), number=2)
    lent = lent_by_articles([above, below])
    counted = lent[above.mention_id].to(above).mention
    assert (counted.factuality, counted.commitment) == ("threatened", "statement")
    assert below.mention_id not in lent


@pytest.mark.parametrize(
    "body",
    [
        [],
        [sentence(factuality="denied")],
        [sentence(action="cut")],
        [sentence(actor="CN")],
        [sentence(timeframe="background")],
        [sentence(), sentence(factuality="actual")],
    ],
    ids=["no body", "only a denial", "another act", "another state", "history", "told as a fact, too"],
)
def test_what_the_body_does_not_weaken_stands(body: list[Mention]) -> None:
    assert farthest_in_body(headline(), body) is None


def test_a_threat_of_another_figure_is_another_act() -> None:
    twenty_five, hundred = quantity("tariff_rate", 25, "percent"), quantity("tariff_rate", 100, "percent")
    above = headline(quantities=(twenty_five,))
    assert farthest_in_body(above, [sentence(quantities=(hundred,))]) is None
    assert farthest_in_body(above, [sentence(quantities=(twenty_five,))]) is not None
    points = quantity("tariff_change", 25, "pp")
    assert farthest_in_body(above, [sentence(quantities=(points,))]) is not None


@given(st.lists(st.sampled_from((*STEPS, "denied")), max_size=6), st.sampled_from(STEPS))
def test_a_headline_never_gains_and_its_body_is_never_touched(told: list[str], said: str) -> None:
    above, below = headline(factuality=said), [sentence(factuality=f) for f in told]
    farthest = farthest_in_body(above, below)
    assert farthest is None or STEPS.index(farthest.factuality) < STEPS.index(said)
    assert all(farthest_in_body(m, [above, *below]) is None for m in below)


def test_a_headline_over_unnamed_sources_has_their_rung() -> None:
    """ "China grants a licence, report says" over a body that only an insider told."""
    body = sentence("imposed", factuality="actual", commitment="speculation", actor="US")
    told = headline("imposed", factuality="actual")
    assert farthest_in_body(told, [told, body]) == body
