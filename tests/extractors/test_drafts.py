"""What a draft would require is proposed; moves of a duty that are called off are denied, in headlines too."""

import pytest

from tests.extractors.test_accused import mentions


@pytest.mark.parametrize(
    ("headline", "body", "factuality"),
    [
        ("India drafts rule on rare earth exports", "Dealers would need a permit for each shipment of neodymium.",
         "proposed"),
        ("Hanoi and raw ore", "The bill bans exports of raw rare earths.", "proposed"),
        ("India and neodymium", "The draft rules require a licence for exports of magnets.", "proposed"),
        ("India and neodymium", "Parliament passed the bill, which bans exports of raw rare earths.", "actual"),
        ("India and neodymium", "The new rules require a licence for exports of magnets.", "actual"),
    ],
)  # fmt: skip
def test_what_a_draft_would_require(headline: str, body: str, factuality: str) -> None:
    told = [m for m in mentions(f"{headline}\n\n{body}") if m.type == "export_control" and m.evidence.start > 0]
    assert {m.factuality for m in told} == {factuality}


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("Trump drops cut of magnet duty", "denied"),
        ("White House scraps plan to lower tariffs on Chinese magnets", "denied"),
        ("Magnets\n\nWashington dropped the reduction of the tariff on Chinese magnets.", "denied"),
        ("Magnets\n\nThe White House reversed the cut of duties on Chinese magnets.", "denied"),
        ("Trump cuts duty on Chinese magnets", "actual"),
    ],
)
def test_a_cut_that_is_called_off_does_not_come(text: str, factuality: str) -> None:
    assert {(m.action, m.factuality) for m in mentions(text) if m.type == "tariff"} == {("cut", factuality)}


def test_who_buys_together_fills_no_reserve() -> None:
    told = mentions("Rare earths\n\nThe European Commission opened a joint purchasing platform for rare earths.")
    assert [(m.type, m.action) for m in told] == [("partnership", "announced")]
