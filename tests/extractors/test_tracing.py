"""Whoever writes a rule is told what the rules make of a sentence."""

from dataclasses import replace

import pytest

from extractors.pipeline import load_extractor
from extractors.triggers.rules import load_rules
from extractors.triggers.tracing import broken_examples, broken_turns, try_sentence
from extractors.triggers.turns import load_turns
from reewatch.framework import load_framework
from reewatch.settings import load_settings

RULES = load_rules()


@pytest.fixture(scope="module")
def extractor():
    settings = load_settings()
    return load_extractor(load_framework(settings.framework_dir), settings.extraction)


def test_every_rule_is_told_of(extractor) -> None:
    trials = try_sentence(extractor, "China suspended its export controls on rare earths.", RULES)
    assert {t.rule.rule_id for t in trials} == {r.rule_id for r in RULES}
    fired = [t for t in trials if t.fired]
    assert {t.rule.type for t in fired} == {"export_control"}
    assert all(t.mention and t.mention.rule == t.rule.rule_id for t in fired)
    assert all(t.reason for t in trials if not t.fired)


def test_what_a_rule_misses_is_named(extractor) -> None:
    trials = try_sentence(extractor, "The league suspended the striker for two matches.", RULES)
    assert not any(t.fired for t in trials)
    told = [t.reason for t in trials if t.words == "suspended" and t.rule.type == "export_control"]
    assert any("in its theme" in reason for reason in told)


def test_a_rule_whose_examples_fail_is_found(extractor) -> None:
    rule = RULES[0]
    wrong = replace(rule, yes=(*rule.yes, "It rained."), no=(*rule.no, rule.yes[0]))
    assert broken_examples(extractor, [rule]) == []
    assert [(b.sentence, b.should_fire) for b in broken_examples(extractor, [wrong])] == [
        ("It rained.", True),
        (rule.yes[0], False),
    ]


def test_a_turn_is_told_where_it_gave_the_action(extractor) -> None:
    sentence = "Half of the duties on Chinese goods fell with the Supreme Court's verdict in February."
    told = [t.mention.rule for t in try_sentence(extractor, sentence, load_rules()) if t.mention]
    assert "tariff-cut>fell-in-court" in told


def test_a_turn_that_does_not_do_as_its_examples_say_is_found(extractor) -> None:
    turn = next(t for t in load_turns() if t.turn_id == "fell-in-court")
    assert broken_turns(extractor, [turn]) == []
    swapped = replace(turn, yes=turn.no, no=turn.yes)
    assert {b.should_turn for b in broken_turns(extractor, [swapped])} == {True, False}
