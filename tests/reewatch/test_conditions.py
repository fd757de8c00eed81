"""Conditions of alerts: what they may say, what they must not, and what they hold of."""

import pytest

from reewatch.conditions import ConditionError, Vocabulary, read_condition

WORDS = Vocabulary(types=["tariff", "export_control"], actions=["imposed", "suspended"], indicators=["tariff-schedule"])
CHANGE = {
    "type": "export_control", "action": "suspended", "indicator": "tariff-schedule", "significance": 0.8,
    "rung": "in_force", "instrument": ("CN-MOFCOM-2025-61", "CN-MOFCOM-2025-62"), "factuality": "actual", "kind": "new",
}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "type == 'export_control'",
        "type in ('tariff', 'export_control') and significance >= 0.8",
        "rung >= 'binding' and not rung == 'verified'",  # the ladder has an order
        "rung > 'binding'",
        "'CN-MOFCOM-2025-61' in instrument",
        "instrument == 'CN-MOFCOM-2025-62'",
        "instrument in ['US-S301', 'CN-MOFCOM-2025-62']",
        "instrument not in ('US-S301',)",
        "instrument != 'US-S301'",
        "type == 'tariff' or (kind == 'new' and action != 'imposed')",
        "significance < 1",
    ],
)
def test_what_holds(text: str) -> None:
    assert read_condition(text, WORDS).holds(CHANGE)


@pytest.mark.parametrize(
    "text",
    [
        "type == 'tariff'",
        "rung < 'binding'",
        "rung == 'framework'",
        "instrument == 'US-S301'",
        "instrument != 'CN-MOFCOM-2025-62'",
        "significance > 0.8",
        "not (type == 'export_control' and action == 'suspended')",
    ],
)
def test_what_does_not_hold(text: str) -> None:
    assert not read_condition(text, WORDS).holds(CHANGE)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("__import__('os').system('true')", "is no comparison"),
        ("().__class__ == 'x'", "compares no name"),
        ("type == open('/etc/passwd')", "no text or number"),
        ("[t for t in type]", "is no comparison"),
        ("(lambda: 1) == type", "write the name first"),
        ("type == 'tarif'", "'tarif' is no type"),  # would never match, and nobody would know
        ("typ == 'tariff'", "no name 'typ'"),
        ("type > 'tariff'", "has no order"),
        ("significance >= 70", "from 0 to 1"),
        ("significance == 'high'", "from 0 to 1"),
        ("significance >= True", "from 0 to 1"),
        ("0.2 < significance < 0.5", "is no comparison"),
        ("type is 'tariff'", "the operators are"),
        ("type in 'tariff'", "takes a list"),
        ("type in ()", "takes a list"),
        ("type", "is no comparison"),
        ("", "cannot be read"),
        ("type ==", "cannot be read"),
        ("type == 'tariff' " * 40, "longer than"),
        ("(" * 300 + ")" * 150, "cannot be read"),
        ("not " * 120 + "type", "is no comparison"),
        ("type == f'{1}'", "no text or number"),
        ("'tariff' == type", "write the name first"),
    ],
)
def test_what_is_refused(text: str, why: str) -> None:
    with pytest.raises(ConditionError, match=why.replace("(", r"\(")):
        read_condition(text, WORDS)


def test_what_a_change_does_not_have_equals_nothing() -> None:
    bare = {"significance": 0.9, "kind": "raised"}
    assert not read_condition("type == 'tariff' or rung >= 'speculation' or instrument == 'US-S301'", WORDS).holds(bare)
    assert read_condition("type != 'tariff' and instrument != 'US-S301'", WORDS).holds(bare)
