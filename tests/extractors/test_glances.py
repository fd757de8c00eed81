"""A glance holds back no pattern that matches: over all patterns of the project, and over texts that are broken."""

import random
import re

import pytest

from evaluation.benchmarks.mutations import mutated_documents
from evaluation.benchmarks.streams import EVERYDAY
from extractors.dates.patterns import PATTERNS
from extractors.glances import Glance, pieces_of
from extractors.triggers.rules import load_rules, load_topics


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        ("tariffs?|dut(?:y|ies)", {"tariff", "tariffs", "duty", "duties"}),
        (r"\blicen[cs]e", {"licence", "license"}),
        (r"(?:\w+ ){0,4}duty", {"duty"}),
        (r"\w+", None),
        ("a?", None),
        (r"no\. \d", {f"no. {n}" for n in range(10)}),
        ("(?<=x)é", None),  # has another case beyond ASCII
        ("月", {"月"}),
    ],
)
def test_pieces_are_what_every_match_holds_one_of(pattern: str, pieces: set[str] | None) -> None:
    assert pieces_of(re.compile(pattern, re.IGNORECASE)) == pieces


@pytest.mark.parametrize("text", ["TARIFF", "tariff\u017f", "DUT\u0130ES", "k\u0131lo", "\u212ailo", "no. ٣"])
def test_letters_and_digits_of_odd_cases_are_let_through(text: str) -> None:
    patterns = {p: re.compile(p, re.IGNORECASE) for p in ("tariffs?", "duties", "kilo", r"no\. \d")}
    matching = [p for p, compiled in patterns.items() if compiled.search(text)]
    assert set(matching) <= set(Glance(patterns).possible(text))


def test_no_pattern_that_matches_is_held_back() -> None:
    patterns: dict[str, re.Pattern[str]] = {**dict(PATTERNS), **load_topics()}
    patterns |= {r.rule_id: r.phrase for r in load_rules() if r.phrase}
    glance = Glance(patterns)
    examples = [sentence for rule in load_rules() for sentence in (*rule.yes, *rule.no)]
    broken = [d.text[:400] for d in mutated_documents(150, seed=3)]
    texts = random.Random(1).sample([*examples, *EVERYDAY], 300) + broken
    held_back = [
        (key, text)
        for text in texts
        for key in patterns.keys() - set(glance.possible(text))
        if patterns[key].search(text)
    ]
    assert held_back == []
