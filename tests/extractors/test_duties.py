"""Duties that are spoken of without their word, and the steps in which they come."""

from functools import cache

from extractors.pipeline import Extractor, load_extractor
from reewatch.documents import Document
from reewatch.framework import load_framework
from reewatch.mentions import Mention
from reewatch.settings import load_settings


@cache
def extractor() -> Extractor:
    """Return the extractor; one for all tests."""
    settings = load_settings()
    return load_extractor(load_framework(settings.framework_dir), settings.extraction)


def steps(body: str) -> Mention:
    """Return the last mention of a text on duties."""
    headline = "Trump sets duties on rare-earth magnets"
    document = Document(
        doc_id="a", url="https://a.example/1", source="wire", title=headline, published="2026-05-20", language="en",
        text=f"{headline}\n\n{body}",
    )  # fmt: skip
    return extractor().read([document])[0][-1]


def test_the_steps_of_a_duty_told_without_its_word() -> None:
    found = steps("The tariff on magnets from China rises in two steps. From 1 January it is 15 %, from July 25 %.")
    assert (found.type, found.factuality, found.actor, found.target) == ("tariff", "scheduled", "US", "CN")
    assert found.items == ("magnets",)
    assert [q.value for q in found.quantities if q.role == "tariff_rate"] == [15, 25]
    assert [d.value for d in found.dates] == ["2027-01-01", "2027-07"]


def test_what_is_not_a_duty_keeps_its_parties_and_goods() -> None:
    found = steps("The tariff on magnets from China rises. Japan imposed duties on Korean motors of 5 percent.")
    assert found.actor != "US"
