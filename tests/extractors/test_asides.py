"""What stands beside an event is not its own: dates of other happenings, acts on other goods."""

from datetime import date
from functools import cache

import pytest

from extractors.asides import is_aside
from extractors.pipeline import Extractor, load_extractor
from extractors.triggers.rules import load_rules
from extractors.triggers.tracing import try_sentence
from reewatch.framework import load_framework
from reewatch.settings import load_settings

PUBLISHED = date(2026, 3, 18)


@cache
def extractor() -> Extractor:
    """Return the extractor; one for all tests."""
    settings = load_settings()
    return load_extractor(load_framework(settings.framework_dir), settings.extraction)


@pytest.mark.parametrize(
    ("sentence", "aside"),
    [
        ("Beijing |widened| its curbs, the first such step since #2022#.", True),
        ("Beijing |widened| its curbs after a similar move in #2022#.", True),
        ("Beijing |widened| its curbs, reversing a course that dates from #2022#.", True),
        ("After three quiet years that began in #2022#, Beijing |widened| its curbs.", True),
        ("Beijing |widened| its curbs in #2022#.", False),  # its own date
        ("In #2022#, Beijing |widened| its curbs.", False),
        ("The curbs, which Beijing |widened| in #2022#, cover magnets.", False),  # within the same clause
        ("After Beijing |widened| its curbs in #2022#, prices rose.", False),
    ],
)
def test_dates_of_other_happenings_are_known(sentence: str, aside: bool) -> None:
    bare = sentence.replace("|", "").replace("#", "")
    year, trigger = bare.index("2022"), bare.index("widened")
    (syntax,) = extractor().parse([bare])
    assert is_aside(syntax, (year, year + 4), (trigger, trigger + len("widened"))) is aside


@pytest.mark.parametrize(
    ("sentence", "mentioned"),
    [
        ("China suspended its export controls on magnets.", True),
        ("China suspended its export controls on soybeans.", False),
        ("China suspended its export controls on goods, soybeans among them.", True),  # all goods
        ("China suspended its export controls on magnets that go into cars.", True),  # what the goods go into
        ("China suspended its soybean export controls.", False),
    ],
)
def test_acts_on_other_goods_are_no_mentions(sentence: str, mentioned: bool) -> None:
    trials = try_sentence(extractor(), sentence, load_rules(), published=PUBLISHED)
    assert any(t.fired for t in trials if t.rule.type == "export_control") is mentioned
