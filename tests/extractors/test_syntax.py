"""A parsed sentence answers by a shorter way what a look at all its words would."""

import pytest

from evaluation.benchmarks.streams import EVERYDAY
from extractors.pipeline import Extractor, load_extractor
from extractors.syntax import Syntax
from extractors.triggers.grounds import own_words
from reewatch.framework import load_framework
from reewatch.settings import load_settings

TEXTS = [*EVERYDAY, "", " ", "MOFCOM's  Announcement\tNo. 61 — see\n\nbelow"]


@pytest.fixture(scope="module")
def parsed() -> list[Syntax]:
    settings = load_settings()
    extractor: Extractor = load_extractor(load_framework(settings.framework_dir), settings.extraction)
    return extractor.parse(TEXTS)


def test_the_word_at_a_character_is_the_first_that_ends_behind_it(parsed: list[Syntax]) -> None:
    for text, syntax in zip(TEXTS, parsed, strict=True):
        for offset in range(-1, len(text) + 2):
            assert syntax.word_at(offset) == next((w for w in syntax.words if w.end > offset), None)


def test_what_was_asked_before_is_answered_the_same(parsed: list[Syntax]) -> None:
    for syntax in parsed:
        fresh = Syntax(syntax.words)
        for word in syntax.words:
            first = own_words(syntax, word.index), own_words(syntax, word.index, ("acl",))
            assert (own_words(syntax, word.index), own_words(syntax, word.index, ("acl",))) == first
            assert own_words(fresh, word.index, ("acl",)) == first[1]
