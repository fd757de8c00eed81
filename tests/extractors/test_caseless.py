"""A pattern searched in lower case, at a glance or not, finds what it finds without regard to case."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.caseless import Caseless
from extractors.glances import Glance
from extractors.judgement.words import load_judgement_words
from extractors.triggers.rules import load_rules, load_topics
from extractors.triggers.turns import load_turns

#: Letters whose other cases are odd among plain ones, and what patterns are made of.
LETTERS = st.sampled_from([*"abikstzABIKSTZ .-09", "\u0130", "\u0131", "\u017f", "\u212a", "é", "É", "٣", "Σ"])
PATTERNS = (
    r"\bk[a-t]+s\b", r"(?<![\w$])(?:Ta|bi)(?!\w)", r"(?P<Kind>k|S)\D(?P=Kind)", r"[^\WA-K]+", r"\S+\.\d", r"i(?=\s?t)",
    "tisk|ski", r"(?-i:[A-Z])\w+", "é+",
)  # fmt: skip


@given(st.sampled_from(PATTERNS), st.lists(LETTERS, max_size=30).map("".join), st.booleans())
def test_the_same_places_are_found(pattern: str, text: str, glanced: bool) -> None:
    plain, caseless = re.compile(pattern, re.IGNORECASE), Caseless(pattern, often=True)
    if glanced:
        Glance({"other": re.compile("tisk")}).possible(text)
    expected = [m.span() for m in plain.finditer(text)]
    assert [m.span() for m in caseless.finditer(text)] == expected
    assert (caseless.search(text) is not None) == bool(expected)
    assert (caseless.match(text) is None) == (plain.match(text) is None)


def test_all_patterns_of_the_project_find_the_same_places() -> None:
    patterns = [*load_topics().values(), *load_judgement_words().patterns.values()]
    patterns += [p for t in load_turns() for p in (t.phrase, t.blocks) if p]
    patterns += [p for r in load_rules() for p in (r.phrase, r.requires, r.blocks) if p]
    plain = [(p, re.compile(p.pattern, re.IGNORECASE)) for p in patterns]
    sentences = [s for r in load_rules()[::4] for s in r.yes[:1]]
    sentences += ["NO LICENCE WAS ISSUED.", "K\u0131lo of Scandium"]
    glance = Glance(load_topics())
    for sentence in sentences:
        glance.possible(sentence)
        for caseless, other in plain:
            expected = [m.span() for m in other.finditer(sentence)]
            assert [m.span() for m in caseless.finditer(sentence)] == expected, (caseless.pattern, sentence)


def test_a_part_is_not_searched_for_what_its_sentence_lacks() -> None:
    sentence = "exports went on until the licence expired"
    until, tariff = Caseless("until", often=True), Caseless("tariff", often=True)
    Glance({"licence": re.compile("licence")}).possible(sentence)
    assert until.search(sentence[:30], within=sentence)
    assert tariff.search("a tariff", within=sentence) is tariff.match("tariff", within=sentence) is None


def test_a_pattern_that_cannot_be_compiled_is_refused() -> None:
    with pytest.raises(re.error):
        Caseless("(a")
