"""Explanations and errors: every mark is where it says, and nothing of a text gets into a page unescaped."""

import pytest

from evaluation.errors import find_errors
from evaluation.pages import errors_page, explanation_page
from extractors.explaining import explain
from extractors.pipeline import load_extractor
from reewatch.documents import Document
from reewatch.framework import load_framework
from reewatch.mentions import mention_to_json
from reewatch.settings import load_settings

NASTY = "<script>alert('x')</script> & \"quotes\""
TITLE = f"China suspends rare earth export controls {NASTY}"
SENTENCE = (
    f"China suspended the controls of Announcement No. 61 of 2025 on rare earths until 10 November 2026 {NASTY}, "
    "the commerce ministry said."
)
DOCUMENT = Document(
    doc_id="d<1>",
    url="javascript:alert(1)",
    source="wire",
    title=TITLE,
    published="2025-11-07",
    language="en",
    text=f"{TITLE}\n\n{SENTENCE} Rare earths go into magnets.",
)


@pytest.fixture(scope="module")
def extractor():
    settings = load_settings()
    return load_extractor(load_framework(settings.framework_dir), settings.extraction)


@pytest.fixture(scope="module")
def explained(extractor):
    return explain(extractor, DOCUMENT)


def test_marks_stand_on_their_words(explained) -> None:
    body = next(e for e in explained if e.mention.evidence.start > 0 and e.mention.type == "export_control")
    told = {(m.kind, body.sentence[m.start : m.end]) for m in body.marks}
    assert ("trigger", "suspended") in told
    assert ("actor", "China") in told
    assert ("item", "rare earths") in told
    assert any(kind == "instrument" and "61" in words for kind, words in told)
    assert any(kind == "date" and "November" in words for kind, words in told)


def test_segments_make_up_the_sentence(explained) -> None:
    assert explained
    for one in explained:
        assert "".join(s.text for s in one.segments()) == one.sentence
        assert one.sentence == DOCUMENT.text[one.mention.evidence.start : one.mention.evidence.end]


def test_an_explanation_page_is_escaped(explained) -> None:
    page = explanation_page([(DOCUMENT, explained)])
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "href=" not in page
    assert '<mark class="trigger"' in page


def test_an_error_page_is_escaped_and_holds_every_kind(explained) -> None:
    found = [mention_to_json(e.mention) for e in explained]
    body = next(m for m in found if m["evidence"]["start"] > 0)
    wrong = {**body, "factuality": "denied", "dates": []}
    further = {**body, "type": "price", "action": "rose"}
    gold = [{"doc_id": DOCUMENT.doc_id, "title": TITLE, "text": DOCUMENT.text, "mentions": [wrong, further]}]
    errors = find_errors(gold, {DOCUMENT.doc_id: found})
    assert {"missed", "fields", "false"} == {e.kind for e in errors}
    changed = next(e for e in errors if e.kind == "fields")
    assert ("factuality", "denied", body["factuality"]) in changed.fields
    assert "dates" in {name for name, _, _ in changed.fields}
    page = errors_page(errors, half="odd")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_what_is_right_is_no_error(explained) -> None:
    found = [mention_to_json(e.mention) for e in explained]
    gold = [{"doc_id": "d", "title": TITLE, "text": DOCUMENT.text, "mentions": found}]
    assert find_errors(gold, {"d": found}) == []
