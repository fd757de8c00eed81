"""What would have been is no event, and what is called untrue is denied."""

import pytest

from extractors.judgement.unreal import is_called_untrue, is_left_open
from extractors.pipeline import load_extractor
from extractors.triggers.rules import load_rules
from extractors.triggers.tracing import try_sentence
from reewatch.framework import load_framework
from reewatch.settings import load_settings


def test_what_would_have_been_is_no_mention() -> None:
    settings = load_settings()
    extractor = load_extractor(load_framework(settings.framework_dir), settings.extraction)
    told = {}
    for sentence in (
        "China lifted its ban on exports of rare-earth magnets.",
        "Without the truce, China would have lifted its ban on exports of rare-earth magnets.",
    ):
        trials = try_sentence(extractor, sentence, load_rules())
        told[sentence.split()[0]] = [t.rule.type for t in trials if t.fired and t.words == "lifted"]
    assert told == {"China": ["export_control"], "Without": []}


@pytest.mark.parametrize(
    ("sentence", "untrue"),
    [
        ("It is not true that Beijing lifted the ban.", True),
        ("It isn't correct to say that Beijing lifted the ban.", True),
        ("It would be wrong to claim that Beijing lifted the ban.", True),
        ("Reports that Beijing had lifted the ban are false.", True),
        ("The rumour that Beijing lifted the ban proved unfounded.", True),
        ("Asked about reports that Beijing lifted the ban, the spokesperson denied this.", True),
        ("Pressed on whether Beijing lifted the ban, an official said such reports were baseless.", True),
        ("Asked about the day on which Beijing lifted the ban, the spokesperson thanked the press.", False),
        ("Reports that Beijing lifted the ban moved prices.", False),
        ("It is true that Beijing lifted the ban.", False),
        ("False papers were found after Beijing lifted the ban.", False),
    ],
)
def test_what_is_called_untrue(sentence: str, untrue: bool) -> None:
    start = sentence.index("lifted")
    assert is_called_untrue(sentence, start, start + len("lifted")) is untrue


@pytest.mark.parametrize(
    ("sentence", "left_open"),
    [
        ("No word from Beijing as the pause on rare earth controls runs out", True),
        ("The ministry has not said when it will issue licences.", True),
        ("Neither side would say whether the tariff was extended.", True),
        ("Asked whether China had stopped exports, the spokesman said that trade was normal.", True),
        ("It is unclear whether the order covers magnets.", True),
        ("Officials stayed silent on the controls that lapse on Sunday.", True),
        ("What to do now: list your suppliers; settle with the refiner in Baotou who asks for the permit.", True),
        ("What importers should do: file early and keep the certificates of origin.", True),
        ("Our recommended steps: map the magnets you buy; apply for licences before May.", True),
        ("We advise clients to renew general licences by the end of the month.", True),
        ("What China will do next is open.", False),
        ("China suspends its controls on rare earths.", False),
        ("The company said it was not affected; it confirmed that three licences were granted.", False),
        ("No licence has been granted since May.", False),
        ("The ministry did not extend the suspension.", False),
    ],
)
def test_what_is_left_open(sentence: str, left_open: bool) -> None:
    assert is_left_open(sentence) is left_open
