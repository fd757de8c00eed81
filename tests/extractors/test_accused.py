"""Who is accused of what: states of breaking accords, and nobody's state where smugglers or dodgers are told of."""

from datetime import date
from functools import cache

import pytest

from extractors.events import find_mentions
from extractors.pipeline import Extractor, load_extractor
from extractors.triggers.rules import load_rules
from reewatch.framework import load_framework
from reewatch.mentions import Mention
from reewatch.settings import load_settings


@cache
def extractor() -> Extractor:
    settings = load_settings()
    return load_extractor(load_framework(settings.framework_dir), settings.extraction)


def mentions(text: str) -> list[Mention]:
    parts = extractor().take_apart(text, date(2026, 9, 10))
    return list(find_mentions(parts, rules=load_rules(), types=extractor().event_types))


@pytest.mark.parametrize(
    ("sentence", "accused"),
    [
        ("The gang evaded the controls on gallium for two years, the court said.", None),
        ("Prosecutors accused three men of relabelling Chinese dysprosium.", None),
        ("The firm misdeclared the magnets as made in Vietnam, the Justice Department said.", None),
        ("Greer accused China of breaking the Geneva accord on rare earths.", "CN"),
        ("Washington complained that the Beijing government breached the deal on magnets.", "CN"),
    ],
)
def test_who_is_accused(sentence: str, accused: str | None) -> None:
    told = [m for m in mentions(f"Rare earths\n\n{sentence}") if m.action == "alleged_breach"]
    assert {m.actor for m in told} == {accused}


def test_smugglers_are_punished_by_who_holds_them_and_not_for_where_the_goods_went() -> None:
    sentence = "A court in Shenzhen jailed three men for smuggling gallium to the United States."
    (told,) = [m for m in mentions(f"Rare earths\n\n{sentence}") if m.type == "enforcement"]
    assert (told.action, told.actor, told.target) == ("penalty", "CN", None)


@pytest.mark.parametrize(
    "sentence",
    [
        "U.S. prosecutors charged an importer with evading antidumping duties on magnets from China.",
        "The importer pleaded guilty to dodging the tariff on Chinese magnets.",
    ],
)
def test_a_duty_that_somebody_dodged_is_no_act_upon_it(sentence: str) -> None:
    assert [m for m in mentions(f"Rare earths\n\n{sentence}") if m.type == "tariff"] == []


@pytest.mark.parametrize(
    ("headline", "body", "parties"),
    [
        ("New duties on rare earth magnets take effect",
         "India on Thursday imposed a 15 percent duty on rare earth magnets from Vietnam.", ("IN", "VN")),
        ("Duty on Chinese magnets raised", "Washington raised the duty on Chinese magnets to 50.", ("US", "CN")),
        ("Washington raises duty on magnets", "Canada raised its duty on magnets from China.", ("US", None)),
    ],
)  # fmt: skip
def test_a_headline_without_a_doer_has_that_of_its_body(
    headline: str, body: str, parties: tuple[str, str | None]
) -> None:
    told = mentions(f"{headline}\n\n{body}")[0]
    assert (told.evidence.start, (told.actor or "").split(".")[0], told.target) == (0, *parties)
