"""Every row of every listing can be followed to a sentence in the archive, to a citation, or to a formula over such."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fetching.archive_reading import read_fetch
from flows.judging import indicator_rows
from flows.promising import ledger_rows
from flows.reviewing import review_queue
from reewatch.framework import load_framework
from reewatch.timestamps import parse_timestamp
from storage import ledger_listings, listings
from storage.connection import connect
from storage.evidence import evidence_chain
from storage.publishing import published_path
from storage.rows import Connection

ROOT = Path(__file__).resolve().parents[2]
NOW = parse_timestamp("2025-11-09T05:00:00Z")
PAUSE = (
    "China suspends rare earth controls until November 10, 2026\n\nBEIJING - China suspended the controls of "
    "Announcement No. 61 of 2025 on exports of rare earths until November 10, 2026, the commerce ministry said Friday. "
    "The ministry approved 19 of 141 licence applications, it said."
)
LOAN = (
    "Pentagon lends magnet maker $400 million\n\nThe Pentagon committed a $400 million loan to MP Materials for a "
    "magnet plant on Friday. Shipments of magnets fell 38% in October from a year earlier, customs data showed."
)
ACCOUNTS = (
    "White House: China to issue general licences by December 1, 2025\n\nChina will issue general licences for exports "
    "of rare earths to U.S. users by December 1, 2025, the White House said. The tariff on Chinese goods will be cut "
    "to 10% on November 10, 2025, the White House said. China's commerce ministry said the tariff will be cut to 20%."
)
TEXTS = (PAUSE, LOAN, ACCOUNTS)
#: Listing -> the column by which its rows are shown.
IDS = {
    "events": "event_id", "instruments": "instrument_id", "changes": "change_id", "observations": "observation_id",
    "promises": "promise_id", "claims": "topic_id", "indicators": "indicator_id", "review": "event_id",
}  # fmt: skip


@pytest.fixture(scope="module")
def played(tmp_path_factory) -> Iterator[tuple[Path, Connection]]:
    root = tmp_path_factory.mktemp("played")
    rows = [{"doc_id": f"d{n}", "url": f"https://wire{n}.example/a", "source": "wire", "title": t.split("\n")[0],
             "published": "2025-11-07", "language": "en", "text": t} for n, t in enumerate(TEXTS)]  # fmt: skip
    (root / "night.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
    command = [Path(sys.executable).parent / "reewatch", "--data-dir", root / "var"]
    for clock, file in (("2025-11-08T05:00:00Z", "night.jsonl"), ("2025-11-09T05:00:00Z", "empty.jsonl")):
        (root / "empty.jsonl").touch()
        env = {k: v for k, v in os.environ.items() if k != "REEWATCH_BASELINE"}
        done = subprocess.run([*command, "import", root / file, "--as-of", clock], capture_output=True, text=True,
                              check=False, cwd=ROOT, env=env)  # fmt: skip
        assert done.returncode == 0, done.stderr
    con = connect(published_path(root / "var"), read_only=True)
    yield root / "var", con
    con.close()


def rows_of(con: Connection, listing: str) -> list[dict[str, Any]]:
    framework = load_framework(ROOT / "framework")
    asked: dict[str, Any] = {
        "events": lambda: listings.list_events(con, NOW),
        "instruments": lambda: listings.list_instruments(con, NOW, None),
        "changes": lambda: listings.list_changes(con, parse_timestamp("2025-01-01T00:00:00Z"), NOW),
        "observations": lambda: ledger_listings.list_observations(con, NOW),
        "promises": lambda: ledger_rows(con, NOW, None),
        "claims": lambda: ledger_listings.list_claims(con, NOW, None),
        "indicators": lambda: indicator_rows(con, framework.indicators, NOW, NOW.date()),
        "review": lambda: review_queue(con, framework, NOW),
    }
    found: list[dict[str, Any]] = asked[listing]()
    return found


@pytest.mark.parametrize("listing", IDS)
def test_every_row_leads_to_what_it_rests_on(played: tuple[Path, Connection], listing: str) -> None:
    root, con = played
    rows = rows_of(con, listing)
    assert rows, f"{listing}: the story tells none"
    for row in rows:
        shown = listings.find_by_id(con, row[IDS[listing]])
        assert shown, row
        told = {c["what"]: c for c in evidence_chain(con, shown)}
        sentence, response = told.get("sentence"), told.get("archived response")
        if sentence is None:
            nothing = listing == "indicators" and row["state"] == "no_evidence" and row["grade"] == 0
            assert "citation" in told or nothing, row
            continue
        assert response is not None, row
        archived = read_fetch(root / "archive" / response["archive_file"], response["archive_offset"])
        assert archived.fetch.fetch_id == response["fetch_id"]


@pytest.mark.parametrize("listing", ["events", "observations"])
def test_a_sentence_is_in_the_archived_text(played: tuple[Path, Connection], listing: str) -> None:
    _, con = played
    for row in rows_of(con, listing):
        for piece in row["evidence"]:
            assert any(piece["sentence"] in text for text in TEXTS)


def test_what_no_sentence_tells_has_its_formula(played: tuple[Path, Connection]) -> None:
    _, con = played
    page = (ROOT / "docs" / "change_tracking.md").read_text(encoding="utf-8")
    assert page
    numbers = {"events": ("articles", "origins"), "indicators": ("grade", "age_days"), "changes": ("significance",)}
    for listing, fields in numbers.items():
        row = rows_of(con, listing)[0]
        chain = evidence_chain(con, listings.find_by_id(con, row[IDS[listing]]))
        assert set(fields) <= {c["of"] for c in chain if c["what"] == "formula"}
