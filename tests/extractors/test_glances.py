"""A glance holds back no pattern that matches: over all patterns of the project, and over texts that are broken."""

import random
import re

import pytest

from evaluation.benchmarks.mutations import mutated_documents
from evaluation.benchmarks.streams import EVERYDAY
from extractors.dates.patterns import PATTERNS
from extractors.glances import Glance
from extractors.pieces import demands_by_branch, demands_of
from extractors.triggers.rules import load_rules, load_topics


@pytest.mark.parametrize(
    ("pattern", "demands"),
    [
        ("tariffs?|dut(?:y|ies)", [{"tariff", "duty", "duties"}]),
        (r"\blicen[cs]e", [{"licence", "license"}]),
        (r"(?:\w+ ){0,4}duty", [{"duty"}]),
        (r"\w+", []),
        ("a?", []),
        (r"no\. \d", [{f"no. {n}" for n in range(10)}]),
        (r"\d+ (?:kilo)+", [{"kilo"}, set("0123456789")]),
        (r"(?P<x>a|b)tariff(?P=x)\1", [{"atariff", "btariff"}]),
        ("\\bé", []),  # has another case beyond ASCII
        ("月", [{"月"}]),
        (
            r"(?:two|three) \w+ (?:weeks?|days?) ago",
            [{" week ago", " weeks ago", " day ago", " days ago"}, {"two ", "three "}],
        ),
        (r"(?:a \w+ b|c)+ \w? d", [{" d"}, {" b", "c"}]),
        (r"(?:one \w+|\w+ two) three", [{" three"}, {"one ", " two"}]),
        (r"(?:one|\w+) three", [{" three"}]),
    ],
)
def test_every_match_holds_one_piece_of_each_set(pattern: str, demands: list[set[str]]) -> None:
    assert demands_of(re.compile(pattern, re.IGNORECASE)) == demands


def test_a_pattern_is_held_back_where_one_of_its_sets_is_missing() -> None:
    glance = Glance({"span": re.compile(r"(?:two|three) \w+ (?:weeks?|days?) ago")})
    assert glance.possible("two full weeks ago") == ["span"]
    assert glance.possible("two full weeks on") == glance.possible("some full weeks ago") == []


@pytest.mark.parametrize(
    ("pattern", "ways"),
    [
        (
            r"(?<!\w)(?:(?:talks|met) (?:\w+ )?with|(?:sat|sit) down)(?!\w)",
            [[{"talks ", "met "}, {"with"}], [{"sat down", "sit down"}]],
        ),
        (r"tariff|\w+ rate", [[{"tariff"}], [{" rate"}]]),
        (r"tariff|\w+", [[]]),  # of one alternative nothing is known
        (r"(?:tariff|rate)s \w+", [[{"tariffs ", "rates "}]]),
    ],
)
def test_each_alternative_is_asked_for_by_itself(pattern: str, ways: list[list[set[str]]]) -> None:
    found = demands_by_branch(re.compile(pattern, re.IGNORECASE))
    assert [sorted(map(sorted, demands)) for demands in found] == [sorted(map(sorted, way)) for way in ways]


def test_a_phrase_is_held_back_where_no_alternative_has_all_its_words() -> None:
    glance = Glance({"talks": re.compile(r"(?:talks \w+ Paris|vaults \w+ Bern)")}, by_branch=True)
    assert glance.possible("Talks in Bern") == []
    assert glance.possible("vaults in Bern") == ["talks"]


@pytest.mark.parametrize("text", ["TARIFF", "tariff\u017f", "DUT\u0130ES", "k\u0131lo", "\u212ailo", "no. ٣"])
def test_letters_and_digits_of_odd_cases_are_let_through(text: str) -> None:
    patterns = {p: re.compile(p, re.IGNORECASE) for p in ("tariffs?", "duties", "kilo", r"no\. \d")}
    matching = [p for p, compiled in patterns.items() if compiled.search(text)]
    assert set(matching) <= set(Glance(patterns).possible(text))


def test_what_stands_ahead_or_behind_is_asked_for_as_well() -> None:
    asked = demands_of(re.compile(r"(?<=about )\d+(?= months?)(?! ago)"))
    assert [" month"] in map(sorted, asked)
    assert ["about "] in map(sorted, asked)


def test_a_text_seen_before_is_looked_at_again_for_new_patterns() -> None:
    text = "a gazebo of marzipan"
    Glance({"one": re.compile("gazebo")}).possible(text)
    assert Glance({"two": re.compile("marzipan")}).possible(text) == ["two"]


def test_no_pattern_that_matches_is_held_back() -> None:
    patterns: dict[str, re.Pattern[str]] = {**dict(PATTERNS), **load_topics()}
    patterns |= {r.rule_id: r.phrase for r in load_rules() if r.phrase}
    by_branch, glance = Glance(patterns, by_branch=True), Glance(patterns)
    examples = [sentence for rule in load_rules() for sentence in (*rule.yes, *rule.no)]
    broken = [d.text[:400] for d in mutated_documents(150, seed=3)]
    texts = random.Random(1).sample([*examples, *EVERYDAY], 300) + broken
    held_back = [
        (key, text)
        for text in texts
        for key in patterns.keys() - (set(glance.possible(text)) & set(by_branch.possible(text)))
        if patterns[key].search(text)
    ]
    assert held_back == []
