"""Each rule fires on its own sentences, and on none of those it must not take."""

import pytest

from extractors.events import find_mentions
from extractors.pipeline import load_extractor
from extractors.rules import Rule, load_rules
from reewatch.framework import load_framework
from reewatch.settings import load_settings

FRAMEWORK = load_framework(load_settings().framework_dir)
RULES = load_rules()
EXTRACTOR = load_extractor(FRAMEWORK, load_settings().extraction)


#: A headline that names no topic, and words by which the document is one on trade, outside its sentences.
HEADLINE = "The week"
WORLD = "China, Japan, India: exports, tariffs, prices, rare earths, magnets and dysprosium."


def fires(rule: Rule, sentence: str) -> bool:
    parts = EXTRACTOR.take_apart(f"{HEADLINE}\n\n{sentence}\n\n{WORLD}", None)
    found = find_mentions(parts, rules=[rule], types=FRAMEWORK.event_types)
    return any(m.rule == rule.rule_id for m in found)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.rule_id)
def test_a_rule_fires_on_its_own_sentences(rule: Rule) -> None:
    assert rule.yes
    assert [s for s in rule.yes if not fires(rule, s)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.rule_id)
def test_a_rule_leaves_others_alone(rule: Rule) -> None:
    assert rule.no
    assert [s for s in rule.no if fires(rule, s)] == []


def test_rules_speak_the_closed_vocabulary() -> None:
    known = {(t.id, a) for t in FRAMEWORK.event_types for a in t.actions}
    assert {(r.type, r.action) for r in RULES} <= known
    assert {t.id for t in FRAMEWORK.event_types} == {r.type for r in RULES}
