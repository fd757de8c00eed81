"""Plants whose start is moved, numbers set against those that do not hold, and who counts them."""

from functools import cache

import pytest

from extractors.pipeline import Extractor, load_extractor
from reewatch.documents import Document
from reewatch.framework import load_framework
from reewatch.mentions import Mention
from reewatch.settings import load_settings

HEADLINE = "Rare-earth magnets: the day in brief"


@cache
def extractor() -> Extractor:
    """Return the extractor; one for all tests."""
    settings = load_settings()
    return load_extractor(load_framework(settings.framework_dir), settings.extraction)


def told(sentence: str, headline: str = HEADLINE) -> list[Mention]:
    """Return the mentions of the body of a text of 18 June 2026."""
    document = Document(
        doc_id="a", url="https://a.example/1", source="wire", title=headline, published="2026-06-18", language="en",
        text=f"{headline}\n\n{sentence}",
    )  # fmt: skip
    return [m for m in extractor().read([document])[0] if m.evidence.start > len(headline)]


MOVED = [
    ("Vireo Magnetics has put off the opening of its magnet plant in Gliwice from July to November 2026.", "2026-11"),
    ("Vireo Magnetics delays its magnet plant in Gliwice to November.", "2026-11"),
    ("The start of the magnet plant was pushed back from July to the first quarter of 2027.", "2027-Q1"),
]


@pytest.mark.parametrize(("sentence", "start"), MOVED)
def test_a_plant_whose_start_is_moved_is_still_to_come(sentence: str, start: str) -> None:
    (mention,) = (m for m in told(sentence) if m.type == "capacity")
    assert (mention.action, mention.factuality) == ("commissioned", "proposed")
    assert [d.value for d in mention.dates if d.role == "effective"] == [start]


def test_who_stops_for_want_of_alloy_has_halted() -> None:
    (mention,) = told("Vireo Magnetics halts magnet output in Gliwice for lack of alloy.")
    assert (mention.type, mention.action) == ("capacity", "halted")


CORRECTED = [
    ("75 and not 65 of the 260 applications for rare-earth licences have been approved.", "approved", 75),
    ("The duty on Chinese magnets is 15 percent, not 12 percent.", "tariff_rate", 15),
]


@pytest.mark.parametrize(("sentence", "role", "value"), CORRECTED)
def test_of_two_numbers_the_one_that_holds_is_told(sentence: str, role: str, value: float) -> None:
    assert [q.value for m in told(sentence) for q in m.quantities if q.role == role] == [value]


def test_a_number_behind_a_date_is_counted() -> None:
    counts = told("Of 260 applications for magnet licences filed by April 30, 65 have been approved, the VDMA said.")
    assert {(q.role, q.value) for m in counts for q in m.quantities} == {("applications", 260), ("approved", 65)}


SPEAKERS = [
    "Of 260 applications for magnet licences, 65 have been approved, the German engineering federation VDMA said.",
    "The VDMA has corrected its count: 75 of the 260 applications for magnet licences have been approved.",
    "By the VDMA's corrected count 75 of 260 applications for magnet licences have been approved.",
]


@pytest.mark.parametrize("sentence", SPEAKERS)
def test_a_body_that_counts_speaks_by_its_initials(sentence: str) -> None:
    assert "VDMA" in {m.speaker for m in told(sentence) if m.type == "licence_statistic"}


def test_a_ministrys_word_on_its_own_controls_is_read_without_the_goods() -> None:
    headline = "Regular press conference of the Ministry of Commerce"
    said = (
        "The ministry has approved 88 percent of the compliant applications for civilian use received from European "
        "companies this year, spokesperson He Yongqian said."
    )
    rates = [q.value for m in told(said, headline) for q in m.quantities if q.role == "approval_rate"]
    assert rates == [88]
    assert told("The ministry imposed anti-dumping duties on European brandy, the spokesperson said.", headline) == []


def test_a_plant_that_is_to_open_is_planned() -> None:
    found = told("The plant is to open by the end of 2027 and to process 5,000 tonnes of magnet scrap a year.")
    assert [(m.action, m.factuality) for m in found if m.type == "capacity"] == [("commissioned", "proposed")]


def test_a_headline_that_names_the_mine_speaks_of_its_owner() -> None:
    headline = "Ochre Ridge produces first rare earth concentrate"
    said = "Wattle Resources has produced its first rare earth concentrate at the Ochre Ridge mine in Australia."
    text = f"{headline}\n\n{said}"
    document = Document(
        doc_id="a", url="https://a.example/1", source="wire", title=headline, published="2026-06-18", language="en",
        text=text,
    )  # fmt: skip
    assert {m.actor for m in extractor().read([document])[0]} == {"org:wattle-resources"}


def test_talks_that_are_not_held_are_denied_and_a_signed_contract_is_actual() -> None:
    denied = told("Banksia Rare Earths said on Thursday that it was not in talks with Apple on any stake.")
    assert {m.factuality for m in denied if m.type == "investment"} == {"denied"}
    said = (
        "PERTH - Banksia Rare Earths Ltd. has signed a binding agreement under which Apple will buy a 10 percent stake "
        "for A$260 million, the miner said in a statement to the Australian exchange."
    )
    assert {(m.action, m.factuality) for m in told(said)} == {("committed", "actual")}
