"""The text of an article: its headline once, then its body."""

import pytest

from extractors.responses.pages import Draft, _revision


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("US imposes 100% tariff\n\nThe duty is a threat.", "US imposes 100% tariff\n\nThe duty is a threat."),
        ("us  imposes 100% TARIFF\nThe duty is a threat.", "US imposes 100% tariff\n\nThe duty is a threat."),
        ("The duty is a threat.\n\nUS imposes 100% tariff", None),
        ("US imposes 100% tariff", None),
        ("US imposes 100% tariff on magnets, says Trump\n\nNothing is signed.", None),
    ],
)
def test_a_headline_that_the_body_repeats_is_told_once(body: str, text: str | None) -> None:
    title = "US imposes 100% tariff"
    told = _revision(Draft(title=title, body=body), url="https://wire.example/a", source=None, fetch_id="f")
    assert told.text == (text or f"{title}\n\n{body}")
