"""What a field may be corrected to."""

from pathlib import Path

import pytest

from reewatch.corrections import checked_value, founded_by_split
from reewatch.errors import UsageError
from reewatch.framework import load_framework

TYPES = load_framework(Path(__file__).resolve().parents[2] / "framework").event_types


@pytest.mark.parametrize("field", ["type", "action", "factuality"])
def test_what_every_event_has_cannot_be_unknown(field: str) -> None:
    with pytest.raises(UsageError, match=f"None is no {field}"):
        checked_value("event", field, None, TYPES)


def test_what_a_text_need_not_tell_can_be_unknown() -> None:
    assert checked_value("event", "end_use", None, TYPES) is None
    assert checked_value("event", "target", None, TYPES) is None


def test_words_of_the_contract_are_asked_for() -> None:
    assert checked_value("event", "factuality", "denied", TYPES) == "denied"
    with pytest.raises(UsageError, match="Remedy: one of"):
        checked_value("event", "factuality", "perhaps", TYPES)


def test_what_is_split_off_after_a_merge_gets_an_id_that_leads_nowhere_else() -> None:
    gone: set[str] = set()
    first = founded_by_split(["men-2", "men-1"], gone.__contains__)
    gone.add(first)
    second = founded_by_split(["men-1"], gone.__contains__)
    assert second != first
    assert founded_by_split(["men-1"], gone.__contains__) == second
