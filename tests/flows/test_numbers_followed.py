"""Every number that a listing of the played newsroom prints is followed by `show` to what tells it.

That is a sentence of the archive with that number in figures or words, a citation, a fetch, or a formula. How a
sentence writes numbers is read here anew, by other code than the extraction's, so that a figure that was misread fails.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli.main import app
from storage.connection import connect
from storage.evidence import evidence_chain
from storage.listings import find_by_id
from storage.publishing import published_path
from storage.rows import Connection

#: Listing -> the column by which its rows are shown.
IDS = {
    "events": "event_id", "instruments": "instrument_id", "promises": "promise_id", "observations": "observation_id",
    "indicators": "indicator_id", "changes": "change_id", "claims": "topic_id", "deadlines": "subject_id",
    "review": "event_id", "sources": "source_id", "runs": "run_id",
}  # fmt: skip
#: What these hold is evidence itself, or no number of the world.
NO_FIGURES = ("evidence", "corrections", "url", "cues", "manifest_hash", "why")
#: Ids, instruments' numbers and days: `test_evidence` follows the ids, and a day is no measure.
NAMES = re.compile(
    r"\b[a-z]{3}-[0-9a-f]{8,}|\b[A-Z]{2,}(?:-[A-Z0-9.]+)+\b|\d{4}-(?:\d\d|Q[1-4]|H[12])(?:-\d\d)?(?:T[\d:.]+Z)?"
    r"|since [A-Z][a-z]+ \d{4}"
)
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
VOICES = re.compile(r"\((\d+) independent voices?")
COUNTING = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
WORDS = {word: float(n) for n, word in enumerate(COUNTING.split())} | {
    "a": 1.0, "an": 1.0, "first": 1.0, "half": 50.0, "quarter": 25.0, "third": 100 / 3, "dozen": 12.0,
}  # fmt: skip
TIMES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "万": 1e4, "亿": 1e8}
CHINESE = "零一二三四五六七八九十"


def numbers_in(text: str) -> set[float]:
    """Return what numbers a sentence may tell: in figures, in words, and with the word of magnitude behind them."""
    found = [(m.end(), float(m.group().replace(",", ""))) for m in NUMBER.finditer(text)]
    found += [(m.end(), WORDS[w]) for m in re.finditer(r"[a-z]+", text.lower()) if (w := m.group()) in WORDS]
    found += [(m.end(), float(CHINESE.index(m.group()))) for m in re.finditer(f"[{CHINESE}]", text)]
    told = {value for _, value in found}
    for end, value in found:
        word = re.match(r"[\s-]*([a-z]+|万|亿)", text[end:].lower())
        if word and word.group(1) in TIMES:
            told.add(value * TIMES[word.group(1)])
    return told


def numbers_of(value: Any, field: str = "") -> Iterator[tuple[str, float]]:
    """Yield (field, number) of all that a row prints."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in NO_FIGURES:
                yield from numbers_of(inner, field or name)
    elif isinstance(value, list):
        for inner in value:
            yield from numbers_of(inner, field)
    elif isinstance(value, str):
        for number in NUMBER.findall(NAMES.sub(" ", value)):
            yield field, float(number.replace(",", ""))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield field, float(value)


@pytest.fixture(scope="module")
def published(newsroom_root: Path) -> Iterator[Connection]:
    con = connect(published_path(newsroom_root), read_only=True)
    yield con
    con.close()


def unexplained(con: Connection, row: dict[str, Any], subject_id: str) -> list[tuple[str, float]]:
    shown = find_by_id(con, subject_id)
    assert shown, f"nothing is shown for {subject_id}"
    chain = evidence_chain(con, shown)
    if any(piece["what"] == "citation" for piece in chain):
        return []
    texts = [str(piece.get(f) or "") for piece in chain for f in ("sentence", "title", "detail")]
    told = {number for text in texts for number in numbers_in(text)}
    told |= {float(n) for piece in shown for n in VOICES.findall(str(piece))}
    if any(piece["what"] == "formula" and piece["of"] == "value" for piece in chain):
        told |= {round(100 * part / whole, 1) for part in told for whole in told if 0 < part < whole}
    worked_out = {piece["of"] for piece in chain if piece["what"] == "formula" and piece["of"] != "value"}
    return [
        (field, number)
        for field, number in numbers_of(row)
        if field not in worked_out and not any(abs(abs(number) - t) <= 0.005 * abs(t) for t in told)
    ]


@pytest.mark.parametrize("listing", IDS)
def test_every_number_is_followed_to_what_tells_it(newsroom_root: Path, published: Connection, listing: str) -> None:
    answer = CliRunner().invoke(app, ["--data-dir", str(newsroom_root), listing, "--json"])
    assert answer.exit_code == 0, answer.output
    rows = json.loads(answer.stdout)
    assert rows
    assert any(number for row in rows for number in numbers_of(row))
    lost = {row[IDS[listing]]: left for row in rows if (left := unexplained(published, row, row[IDS[listing]]))}
    assert not lost


def test_a_number_that_no_sentence_tells_is_found_out(published: Connection) -> None:
    observation = {"observation_id": "", "value": 77777.0}
    (some,) = published.execute(
        "SELECT observation_id FROM observations_rows WHERE citation IS NULL AND NOT derived LIMIT 1"
    ).fetchall()
    assert unexplained(published, observation, some[0]) == [("value", 77777.0)]
