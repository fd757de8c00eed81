"""Citations of legal texts and their canonical ids."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.instruments.finding import find_instruments

ON_RECORD = ("CN-MOFCOM-2025-18", "CN-MOFCOM-2025-61", "CN-MOFCOM-2026-1")
CASES = [
    # announcements
    ("Announcements Nos. 55 to 58, 61 and 62 of 2025", [f"CN-MOFCOM-2025-{n}" for n in (55, 56, 57, 58, 61, 62)]),
    ("MOFCOM Announcement No. 70 (2025)", ["CN-MOFCOM-2025-70"]),
    ("Announcement 2025 No. 72", ["CN-MOFCOM-2025-72"]),
    ("Announcement No. 1 of last year", ["CN-MOFCOM-2025-1"]),
    ("the order, No. 19 of this year, bites", ["CN-MOFCOM-2026-19"]),
    ("under Announcement 61", ["CN-MOFCOM-2025-61"]),
    ("issued a new Announcement No. 61", ["CN-MOFCOM-2026-61"]),
    ("the State Council Tariff Commission's Announcement No. 4 of 2025", ["CN-SCTC-2025-4"]),
    ("商务部公告2025年第61号", ["CN-MOFCOM-2025-61"]),
    ("商务部公告（2025）第70号", ["CN-MOFCOM-2025-70"]),  # noqa: RUF001  as it is written
    ("税委会公告2025年第5号", ["CN-SCTC-2025-5"]),
    ("发布2025年第55号至第56号公告", ["CN-MOFCOM-2025-55", "CN-MOFCOM-2025-56"]),
    # American texts
    ("Executive Orders 14257 and 14259", ["US-EO-14257", "US-EO-14259"]),
    ("E.O. 14298", ["US-EO-14298"]),
    ("Proclamation 11001", ["US-PROC-11001"]),
    ("Sections 122, 232 and 301", ["US-S122", "US-S232", "US-S301"]),
    ("the IEEPA tariffs", ["US-IEEPA"]),
    ("90 FR 16437", ["US-FR-90-16437"]),
    ("10 U.S.C. § 4872", ["US-USC-10-4872"]),
    ("DFARS clause 252.225-7052", ["US-DFARS-252.225-7052"]),
    ("subheading 9903.01.24", ["US-HTS-9903.01.24"]),
    ("Learning Resources, Inc. v. Trump", ["US-CASE-learning-resources"]),
    ("Learning Resources v. Trump, No. 24-1287", ["US-CASE-24-1287"]),
    ("V.O.S. Magnetics v. United States", ["US-CASE-vos-magnetics"]),
    # others
    ("control code 1C902.a", ["CN-CODE-1C902.a"]),
    ("Regulation (EU) 2024/1252", ["EU-REG-2024-1252"]),
    ("Regulation (EC) No 428/2009", ["EU-REG-2009-428"]),
]  # fmt: skip
NONE = [
    "the world's No. 1 producer",
    "on 232 firms",
    "ECCN 3A090",
    "order 12 wafers",
    "notice 30 days before",
    "in 2025 61 firms",
]


DAY = date(2026, 12, 20)


def ids(text: str) -> list[str]:
    cited = find_instruments(text, published=DAY, issuer_in_context=True, known=ON_RECORD)
    return list(dict.fromkeys(c.instrument_id for c in cited))


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_citation_gives_its_canonical_ids(text: str, expected: list[str]) -> None:
    assert sorted(ids(text)) == sorted(expected)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_citation(text: str) -> None:
    assert ids(text) == []


def test_the_year_told_once_holds_for_the_number_told_again() -> None:
    assert ids("Announcement No. 33 of 2024 lapses. Announcement No. 33 was never enforced.") == ["CN-MOFCOM-2024-33"]


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("The ministry suspended Announcement No. 83.", date(2027, 1, 12), "CN-MOFCOM-2026-83"),
        ("The ministry suspended Announcement No. 83.", date(2026, 12, 12), "CN-MOFCOM-2026-83"),
        ("MOFCOM issued Announcement No. 4.", date(2027, 1, 12), "CN-MOFCOM-2027-4"),
    ],
)
def test_numbers_run_up_through_the_year(text: str, day: date, expected: str) -> None:
    assert [c.instrument_id for c in find_instruments(text, published=day, issuer_in_context=True)] == [expected]


@given(st.text(max_size=300))
def test_any_text_is_read_without_error(text: str) -> None:
    cited = find_instruments(text, published=DAY, issuer_in_context=True)
    assert all(0 <= c.start < c.end <= len(text) for c in cited)


@pytest.mark.parametrize(
    "piece", ["No. 5, ", "Announcement 5 and ", "Sections 301, ", "第5号、", "A.B. C ", "Order 1, ", "Aa v. Bb "]
)
def test_a_long_hostile_document_takes_bounded_time(piece: str) -> None:
    text = (piece * 50_000)[:200_000]
    start = time.perf_counter()
    find_instruments(text, published=DAY, issuer_in_context=True)
    assert time.perf_counter() - start < 15
