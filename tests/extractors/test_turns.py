"""Each turn changes the action of its own sentences, and of none that it must leave."""

from datetime import date

import pytest

from extractors.events import find_mentions
from extractors.pipeline import load_extractor
from extractors.triggers.rules import load_rules
from extractors.triggers.turns import MARK, Turn, load_turns, untold
from reewatch.framework import load_framework
from reewatch.settings import load_settings

FRAMEWORK = load_framework(load_settings().framework_dir)
EXTRACTOR = load_extractor(FRAMEWORK, load_settings().extraction)
TURNS = load_turns()


def _told(sentence: str) -> set[tuple[str, str, str]]:
    """Return type, action and turn of each mention of a sentence."""
    parts = EXTRACTOR.take_apart(f"Rare earths\n\n{sentence}", date(2027, 3, 3))
    mentions = find_mentions(parts, rules=load_rules(), types=EXTRACTOR.event_types)
    return {(m.type, m.action, m.rule.partition(MARK)[2]) for m in mentions}


@pytest.mark.parametrize("turn", TURNS, ids=lambda t: t.turn_id)
def test_a_turn_changes_its_own_sentences(turn: Turn) -> None:
    assert turn.yes
    assert [s for s in turn.yes if (turn.type, turn.action, turn.turn_id) not in _told(s)] == []


@pytest.mark.parametrize("turn", TURNS, ids=lambda t: t.turn_id)
def test_a_turn_leaves_others_alone(turn: Turn) -> None:
    assert turn.no
    assert [s for s in turn.no if any(told[2] == turn.turn_id for told in _told(s))] == []


def test_turns_speak_the_closed_vocabulary() -> None:
    known = {(t.id, a) for t in FRAMEWORK.event_types for a in t.actions}
    assert {(t.type, a) for t in TURNS for a in (*t.of, t.action)} <= known
    assert len({t.turn_id for t in TURNS}) == len(TURNS)
    assert not [t.turn_id for t in TURNS if t.action in t.of]


def test_a_rule_is_known_by_its_own_id() -> None:
    assert (
        untold("licence-granted-object>given-to-none") == untold("licence-granted-object") == "licence-granted-object"
    )
