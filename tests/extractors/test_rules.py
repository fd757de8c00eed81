"""Each rule fires on its own sentences, and on none of those it must not take."""

import pytest

from extractors.pipeline import load_extractor
from extractors.triggers.rules import Rule, load_rules
from extractors.triggers.tracing import fires
from reewatch.framework import load_framework
from reewatch.settings import load_settings

FRAMEWORK = load_framework(load_settings().framework_dir)
RULES = load_rules()
EXTRACTOR = load_extractor(FRAMEWORK, load_settings().extraction)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.rule_id)
def test_a_rule_fires_on_its_own_sentences(rule: Rule) -> None:
    assert rule.yes
    assert [s for s in rule.yes if not fires(EXTRACTOR, rule, s)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.rule_id)
def test_a_rule_leaves_others_alone(rule: Rule) -> None:
    assert rule.no
    assert [s for s in rule.no if fires(EXTRACTOR, rule, s)] == []


def test_rules_speak_the_closed_vocabulary() -> None:
    known = {(t.id, a) for t in FRAMEWORK.event_types for a in t.actions}
    assert {(r.type, r.action) for r in RULES} <= known
    assert {t.id for t in FRAMEWORK.event_types} == {r.type for r in RULES}
