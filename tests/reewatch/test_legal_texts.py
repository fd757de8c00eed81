"""Which text acts, which part is meant, how an end is read, how dates as precise as known compare."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.instruments.own_terms import own_start
from reewatch.days import days_of, gap, seat_day
from reewatch.events.dates import add_duration, exclusive_end
from reewatch.instruments.acting_texts import acting_texts
from reewatch.instruments.names import issuer_of_id, name_of_id
from reewatch.instruments.parts import part_told
from tests.reewatch.ledger_mentions import day, mention, quantity, stored

M61, M70 = "CN-MOFCOM-2025-61", "CN-MOFCOM-2025-70"


@pytest.mark.parametrize(
    ("sentence", "texts", "acting"),
    [
        ("Announcement No. 70 suspends Announcement No. 61 until 10 November.", (M70, M61), {M70}),
        ("The ministry issued Announcement No. 70, which suspends No. 61.", (M70, M61), {M70}),
        ("Announcement No. 61 is suspended under Announcement No. 70.", (M70, M61), {M70}),
        ("Announcement No. 61 is suspended until 10 November 2026.", (M61,), set()),
        ("He signed Executive Order 14397, prolonging the pause of Proclamation 11004.",
         ("US-EO-14397", "US-PROC-11004"), {"US-EO-14397"}),
        ("The order pauses the duty imposed by Proclamation 11004.", ("US-PROC-11004",), set()),
        ("The duty under Proclamation 11004 is paused.", ("US-PROC-11004",), set()),
        ("China suspended the controls of Announcement No. 61 until 10 November, it said in Announcement No. 70.",
         (M70, M61), {M70}),
        ("The suspension of Announcement No. 61 under Announcement No. 70 ends in November.", (M70, M61), {M70}),
        ("The suspension set out in Announcement No. 70 ends in November.", (M70,), {M70}),
        ("The pause under Proclamation 11004 ends in May.", ("US-PROC-11004",), {"US-PROC-11004"}),
        ("The suspension of Announcement No. 61 ends in November.", (M61,), set()),
        ("China suspended No. 55 and the controls under No. 61.", ("CN-MOFCOM-2025-55", M61), set()),
        ("The order pauses Proclamation 11004 and the duty imposed under Executive Order 14257.",
         ("US-PROC-11004", "US-EO-14257"), set()),
        ("It suspends Proclamation 11004 imposed under Executive Order 14257.",
         ("US-PROC-11004", "US-EO-14257"), set()),
        ("The court vacated the duties.", ("US-IEEPA", "US-CASE-24-1287"), {"US-CASE-24-1287"}),
    ],
)  # fmt: skip
def test_which_text_acts(sentence: str, texts: tuple[str, ...], acting: set[str]) -> None:
    told = stored(mention("export_control", "suspended", instruments=texts), sentence=sentence)
    assert acting_texts([told]) == acting


def test_sentences_that_do_not_tell_which_text_acts_leave_it_to_the_one_that_does() -> None:
    """A headline that was lent its article's texts says nothing of them, nor does "controls under No. 70"."""
    plain = "China suspended the controls of Announcement No. 61, the ministry said in Announcement No. 70."
    either = "The suspension of China's October controls under Announcement No. 70 lasts until November."
    told = [
        stored(mention("export_control", "suspended", instruments=texts), sentence=sentence, number=n)
        for n, (sentence, texts) in enumerate(
            [("China suspends its October controls", (M70, M61)), ("China suspends controls", (M70, M61)),
             (plain, (M70, M61)), (either, (M70,))]
        )
    ]  # fmt: skip
    assert acting_texts(told) == {M70}


@pytest.mark.parametrize(
    ("sentence", "type_", "part"),
    [
        ("The ministry suspended Article 2 of Announcement No. 46.", "export_control", "Article 2"),
        ("China keeps 24 of the 34 percentage points suspended.", "tariff", "24 of 34 points"),
        ("Controls are suspended for 16 of the 28 firms.", "export_control", "16 of 28 firms"),
        ("The Section 301 exclusions are extended.", "tariff", "exclusions"),
        ("Duties under Section 232 apply.", "tariff", None),
        ("Announcement No. 61 is suspended.", "export_control", None),
        ("暂停实施第46号公告第二条。", "export_control", "第二条"),
        ("废止公告2025年第61号附件2。", "export_control", "附件2"),
        ("根据《出口管制法》第十二条暂停实施第46号公告。", "export_control", None),
        (
            "Under Article 12 of China's Export Control Law the ministry suspended Announcement No. 46.",
            "export_control",
            None,
        ),
        ("The court annulled an article of Regulation (EU) 2026/1190.", "export_control", "an article"),
        ("One of its annexes was repealed.", "export_control", "One of its annexes"),
        ("The controls are suspended, and an article on page four tells why.", "export_control", None),
    ],
)
def test_which_part_is_meant(sentence: str, type_: str, part: str | None) -> None:
    assert part_told(stored(mention(type_, "suspended"), sentence=sentence)) == part


def test_what_is_left_of_a_text_is_no_part_of_it() -> None:
    told = "The other articles of Announcement No. 61 stay in force, not Article 2."
    assert part_told(stored(mention("export_control", "imposed"), sentence=told)) is None


@pytest.mark.parametrize(
    ("sentence", "value", "end"),
    [
        ("suspended until 10 November 2026", "2026-11-10", "2026-11-10"),
        ("suspended through 9 November 2026", "2026-11-09", "2026-11-10"),
        ("暂停实施至2026年11月10日", "2026-11-10", "2026-11-11"),
        ("valid until the end of February 2027", "2027-02", "2027-03-01"),
    ],
)
def test_how_an_end_is_read(sentence: str, value: str, end: str) -> None:
    told = stored(mention("export_control", "suspended", dates=(day("expires", value),)), sentence=sentence)
    assert exclusive_end([told], None) == end


def test_an_end_is_worked_out_from_a_start_and_a_duration() -> None:
    told = stored(mention("tariff", "paused", quantities=(quantity("duration", 90, "day"),)))
    assert exclusive_end([told], "2026-02-02") == "2026-05-03"
    assert add_duration("2025-11-10", 1, "year") == "2026-11-10"
    assert add_duration("2026-01-31", 1, "month") == "2026-02-28"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("This announcement shall take effect on October 1, 2026.", "2026-10-01"),
        ("This announcement shall take effect on the date of its publication.", "2026-05-20"),
        ("三、本公告自2026年9月15日起实施。", "2026-09-15"),
        ("本公告自公布之日起正式实施。", "2026-05-20"),
        ("The rule takes effect on October 1, 2026.", None),
    ],
)
def test_the_start_that_a_text_gives_itself(text: str, start: str | None) -> None:
    assert own_start(text, date(2026, 5, 20)) == start


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_a_day_lies_in_its_month_quarter_half_and_year(when: date) -> None:
    quarter, half = (when.month + 2) // 3, (when.month + 5) // 6
    for value in (f"{when:%Y}", f"{when:%Y-%m}", f"{when:%Y}-Q{quarter}", f"{when:%Y}-H{half}", when.isoformat()):
        days, day_itself = days_of(value), days_of(when.isoformat())
        assert days is not None
        assert day_itself is not None
        assert days.first <= when <= days.last
        assert gap(days, day_itself) == 0


def test_days_are_those_of_the_seat() -> None:
    moment = datetime(2026, 11, 9, 20, tzinfo=UTC)
    assert seat_day(moment, "CN.MOFCOM") == date(2026, 11, 10)
    assert seat_day(moment, "US.WH") == date(2026, 11, 9)
    assert seat_day(moment, None) == date(2026, 11, 9)


def test_what_an_id_tells() -> None:
    assert (issuer_of_id(M61), name_of_id(M61)) == ("CN.MOFCOM", "Announcement No. 61 of 2025 (MOFCOM)")
    assert issuer_of_id("EU-REG-2026-1107") == "EU"
    assert name_of_id("US-S232") == "Duties under Section 232"
