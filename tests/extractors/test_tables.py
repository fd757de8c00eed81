"""Rows of tables become lines that are read as sentences, and give mentions."""

from datetime import UTC, datetime

from extractors.pipeline import load_extractor
from extractors.responses.metadata import parse_tree
from extractors.responses.pages import Draft, _take_body
from extractors.responses.tables import rows_as_lines
from reewatch.documents import Document
from reewatch.framework import load_framework
from reewatch.settings import load_settings

PAGE = b"""<html><body><article><h1>Customs data: rare earth magnets</h1>
<p>China's customs agency published its monthly figures for exports of rare earth magnets on Friday. The table gives the
volumes by month, and the change on the year before, for all countries that buy them, Japan and Germany among them.</p>
<table><caption>Exports of rare earth magnets</caption>
<tr><th>Month</th><th>Exports (tonnes)</th><th>Change on year</th></tr>
<tr><td>August 2025</td><td>6,146</td><td>15.4%</td></tr>
<tr><td>September 2025</td><td>5,774</td><td>-6.1%</td></tr></table>
<p>The steps of the ministry so far, according to the notices that it has published on its website this year:</p>
<ul><li>4 April 2025: China imposes export controls on seven rare earths</li>
<li>7 November 2025: China suspends the October controls until 10 November 2026</li></ul>
<table><tr><td>9 October 2025</td><td>Announcement No. 61</td>
<td>export controls on rare earths expanded to five more elements</td></tr></table>
<p>Exporters say that the paperwork still takes weeks, and that general licences have made it easier since.</p>
</article></body></html>"""


def body() -> str:
    draft = Draft()
    _take_body(draft, parse_tree(PAGE, None))
    return draft.body


def test_a_figure_is_told_by_its_column_caption_and_unit() -> None:
    lines = body().split("\n\n")
    assert "August 2025: exports of rare earth magnets were 6,146 tonnes; change on year was 15.4%." in lines
    assert not [line for line in lines if "---" in line or line.startswith("| ")]


def test_a_row_of_words_keeps_its_words() -> None:
    told = "9 October 2025: Announcement No. 61; export controls on rare earths expanded to five more elements."
    assert told in body().split("\n\n")


def test_other_text_stays_as_it_is() -> None:
    text = "A | B\n\nNothing | here is a table.\n\n- one\n\n- two"
    assert rows_as_lines(text) == text


def test_broken_tables_are_borne() -> None:
    assert rows_as_lines("| |\n\n|---|\n\n| | |") == ""
    assert rows_as_lines("|---|---|") == ""
    assert rows_as_lines("| 2025年8月 | 6146吨 |") == "2025年8月\uff0c6146吨"


def test_rows_and_items_with_a_date_and_a_measure_are_mentions() -> None:
    settings = load_settings()
    extractor = load_extractor(load_framework(settings.framework_dir), settings.extraction)
    title = "Customs data: rare earth magnets"
    document = Document(
        doc_id="table",
        url="https://customs.example/",
        source="agency",
        title=title,
        published=datetime(2025, 11, 20, tzinfo=UTC).date().isoformat(),
        language="en",
        text=f"{title}\n\n{body()}",
    )
    ((_, mentions),) = extractor.extract([document])
    told = {(m.type, document.text[m.evidence.start : m.evidence.end][:14]) for m in mentions}
    assert ("trade_flow", "August 2025: e") in told
    assert ("trade_flow", "September 2025") in told
    assert ("export_control", "9 October 2025") in told
    assert {"- 4 April 2025", "- 7 November 2"} <= {words for type_, words in told if type_ == "export_control"}
    flow = next(m for m in mentions if m.type == "trade_flow" and m.dates and m.dates[0].value == "2025-08")
    assert ("volume", 6146.0, "t") in {(q.role, q.value, q.unit) for q in flow.quantities}
