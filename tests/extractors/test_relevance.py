"""Which documents earn reading: short ones need fewer words around the goods than long ones."""

import pytest

from evaluation.gate import half, load_gold
from extractors.glances import in_plain
from extractors.relevance import ANY_OF, hints_of, is_relevant
from extractors.triggers.rules import load_relevance, load_topics


@pytest.mark.parametrize(
    ("title", "body", "relevant"),
    [
        (
            "EXIM signs $90 million loan for Corvid Metals",
            "The bank lends it to a rare-earth alloy plant in Ohio.",
            True,
        ),
        ("Levy on China is off the table, Greer says", "The 50% tariff on Chinese goods will not come, he said.", True),
        (
            "Announcement No. 71 of 2026 of the Ministry of Commerce",
            "Export controls under Announcement No. 58 of 2025 remain suspended until 10 November 2027.",
            True,
        ),
        (
            "Announcement No. 72 of 2026 of the Ministry of Commerce",
            "Article 3 of Announcement No. 58 of 2025 is suspended until 1 May 2027; the others stay in force.",
            True,
        ),
        ("Court stays ruling", "The duties under IEEPA stay in force; importers go on paying the tariffs.", True),
        (
            "Norway, Chile sign accord",
            "The accord on trade in rare earths and critical minerals holds ten years.",
            True,
        ),
        ("Announcement No. 4 of the parish council", "The hall is closed; the choir is suspended until May.", False),
        (
            "Notice of Modification of Section 301 Action: Permanent Magnets",
            "The United States Trade Representative sets the additional duty on rare-earth magnets at 15 percent.",
            True,
        ),
        (
            "Ministry clears more chip licences",
            "Exports of Announcement No. 3 processors may go on.",
            False,
        ),
        (
            "Spokesperson of the Ministry of Commerce on the talks in Oslo",
            "China will suspend Announcement No. 71 of 2026. The two sides stay in touch.",
            True,
        ),
        (
            "Aircraft makers may go on buying",
            "Exports of samarium-cobalt magnets for civil aircraft are exempt, the ministry said.",
            True,
        ),
        (
            "Announcement No. 8 of 2026 of the Ministry of Commerce",
            "The anti-dumping duty on pork remains in place for five years.",
            False,
        ),
        ("Corvid draws first $4 million of its EXIM loan", "Corvid Metals has drawn it, the company said.", True),
        (
            "Platform for rare-earth orders opens in June",
            "Firms pool what they order of rare earths; a permit is not needed. Rare-earth purchases are made in lots.",
            True,
        ),
        ("Corvid draws a crowd", "Corvid Metals played a concert for its fans.", False),
        ("Rare Earth reissue their album", "The band goes on tour; the songs are on vinyl again.", False),
        ("Pub licences suspended in Leeds", "The council took away three licences to sell alcohol.", False),
    ],
)
def test_which_short_documents_earn_reading(title: str, body: str, relevant: bool) -> None:
    assert is_relevant(f"{title}\n\n{body}", title) == relevant


def test_a_long_text_needs_more_than_a_short_one() -> None:
    said = "Rare earths were named at the plant."
    assert is_relevant(said, said)
    assert not is_relevant(said + " Nothing else was said of them there." * 30, said)


@pytest.mark.parametrize("name", ANY_OF)
def test_what_a_document_may_hold_is_never_missed(name: str) -> None:
    pattern = {**load_topics(), **load_relevance()}[name]
    told = {m[0] for d in half(load_gold(), "odd") for m in pattern.finditer(d["text"])}
    assert told
    assert all(hints_of(in_plain(m)) & 1 << ANY_OF.index(name) for m in told)


def test_words_that_are_part_of_nothing_give_no_hint() -> None:
    assert hints_of("the choir sings on sunday") == 0
