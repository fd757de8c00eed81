"""Who pays and who gets: several payers with sums of their own, money won from a lender, a bank beside a builder."""

from functools import cache

import pytest

from extractors.pipeline import Extractor, load_extractor
from reewatch.documents import Document
from reewatch.framework import load_framework
from reewatch.mentions import Mention
from reewatch.settings import load_settings

HEADLINE = "Money for the rare-earth magnet plant of MP Materials"


@cache
def extractor() -> Extractor:
    """Return the extractor; one for all tests."""
    settings = load_settings()
    return load_extractor(load_framework(settings.framework_dir), settings.extraction)


def told(type_: str, sentence: str, headline: str = HEADLINE) -> list[Mention]:
    """Return the mentions of a type that a sentence under a headline tells."""
    text = f"{headline}\n\n{sentence}"
    document = Document(
        doc_id="a", url="https://a.example/1", source="wire", title=headline, published="2026-05-20", language="en",
        text=text,
    )  # fmt: skip
    found = extractor().read([document])[0]
    return [m for m in found if m.type == type_ and m.evidence.start > len(headline)]


def sums(mentions: list[Mention]) -> dict[str | None, list[float | None]]:
    """Return payer -> sums."""
    return {m.actor: [q.value for q in m.quantities if q.role == "amount"] for m in mentions}


SEVERAL = [
    ("The Pentagon put in $150 million and Apple $500 million.", {"US.DOD": [150e6], "org:apple": [500e6]}),
    (
        "EXIM lent $90 million, the DFC $45 million and Goldman Sachs another $30 million.",
        {"US.EXIM": [90e6], "US.DFC": [45e6], "org:goldman-sachs": [30e6]},
    ),
    (
        "The company received $90 million in loans from the DFC and a $10 million grant from the Department of Energy.",
        {"US.DFC": [90e6], "US.DOE": [10e6]},
    ),
    (
        "EXIM and the DFC lent the refiner $90 million and $45 million respectively.",
        {"US.EXIM": [90e6], "US.DFC": [45e6]},
    ),
    ("Australia pledged A$200 million, Japan A$100 million for the plant.", {"AU": [200e6], "JP": [100e6]}),
    # two sums of one payer stay together
    ("The Pentagon put in $400 million of equity and a $150 million loan.", {"US.DOD": [400e6, 150e6]}),
]


@pytest.mark.parametrize(("sentence", "expected"), SEVERAL)
def test_each_payer_has_its_own_sum(sentence: str, expected: dict[str, list[float]]) -> None:
    assert sums(told("investment", sentence)) == expected


def test_a_payer_is_not_the_one_who_gets_the_money() -> None:
    mentions = told("investment", "The Pentagon put in $150 million and Apple $500 million.")
    assert [(m.target, m.action, m.factuality) for m in mentions] == [("org:mp-materials", "closed", "actual")] * 2
    mentions = told("investment", "The Pentagon invested $400 million and Apple committed $500 million.")
    assert "org:apple" not in {m.target for m in mentions}


FUNDERS = [
    ("Corvid Metals won a $90 million loan from the U.S. Export-Import Bank.", "US.EXIM"),
    ("Corvid Metals wins $90 million EXIM loan for its separation plant.", "US.EXIM"),
    ("Corvid Metals clinched $40 million of Australian government funding through Export Finance Australia.", "AU.EFA"),
    ("Corvid Metals bagged a loan of 90 million dollars, the Export-Import Bank said.", "US.EXIM"),
]


@pytest.mark.parametrize(("sentence", "funder"), FUNDERS)
def test_who_wins_money_is_not_who_gives_it(sentence: str, funder: str) -> None:
    headline = "Corvid gets money for rare-earth plant"
    assert [(m.actor, m.target) for m in told("investment", sentence, headline)] == [(funder, "org:corvid-metals")]


BUILDERS = [
    ("JPMorgan is lending $1 billion for the construction of the 10X magnet plant.", "org:mp-materials"),
    ("BNP Paribas finances the construction of the magnet plant.", "org:mp-materials"),
    ("A consortium led by ING will finance the construction of Solvay's magnet plant in La Rochelle.", "org:solvay"),
    ("Aclara will build the rare-earth refinery with money from JPMorgan.", "org:aclara"),
]


@pytest.mark.parametrize(("sentence", "builder"), BUILDERS)
def test_who_lends_does_not_build(sentence: str, builder: str) -> None:
    assert {m.actor for m in told("capacity", sentence)} == {builder}


def test_a_plant_is_called_by_what_it_makes_a_year() -> None:
    (mention,) = told("capacity", "The company opened a 3,000-tonne magnet plant in Sumter.")
    assert [(q.role, q.value, q.unit) for q in mention.quantities] == [("capacity", 3000, "t/yr")]


def test_each_country_took_its_own_tons() -> None:
    found = told("trade_flow", "Germany took 640 kilograms, Japan 410 kilograms.", "China's germanium exports fall")
    assert [(m.target, [q.value for q in m.quantities]) for m in found] == [("DE", [640]), ("JP", [410])]


AGAINST = [
    "JOGMEC decided against a stake in the rare-earth refinery.",
    "The Pentagon opted against a loan to the mine.",
]


@pytest.mark.parametrize("sentence", AGAINST)
def test_what_is_decided_against_is_denied(sentence: str) -> None:
    assert {m.factuality for m in told("investment", sentence)} == {"denied"}
