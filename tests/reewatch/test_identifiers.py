from hypothesis import given
from hypothesis import strategies as st

from reewatch.identifiers import content_hash, content_id


@given(st.text(), st.text())
def test_ids_tell_contents_apart(a: str, b: str) -> None:
    assert (content_id("x", a) == content_id("x", b)) == (a == b)


def test_parts_are_not_glued_together() -> None:
    assert content_id("x", "ab", "c") != content_id("x", "a", "bc")


def test_numbers_hash_by_value() -> None:
    assert content_id("x", 1) == content_id("x", 1.0)
    assert content_id("x", [1, {"a": 2.0}]) == content_id("x", (1.0, {"a": 2}))


def test_lone_surrogates_can_be_hashed() -> None:
    assert len(content_hash("\ud800")) == 64
