"""Two acts upon two texts in one Chinese sentence: each has its text, and the start that stands for it."""

from datetime import date

import pytest

from extractors.chinese.mentions import find_chinese_mentions
from extractors.chinese.scenes import find_chinese_instruments
from reewatch.framework import load_framework
from reewatch.settings import load_settings

FRAMEWORK = load_framework(load_settings().framework_dir)
M55, M61, M70 = "CN-MOFCOM-2025-55", "CN-MOFCOM-2025-61", "CN-MOFCOM-2025-70"
CASES = (
    ("商务部宣布，自2026年10月1日起恢复实施2025年第61号公告，同时废止2025年第70号公告。", "2026-10-01", "2026-10-01"),
    ("商务部决定恢复执行公告2025年第61号并废止公告2025年第70号，自2026年12月1日起施行。", "2026-12-01", "2026-12-01"),
    ("商务部废止2025年第70号公告，2025年第61号公告自2026年10月1日起恢复施行。", "2026-10-01", None),
)


@pytest.mark.parametrize(("sentence", "back", "gone"), CASES)
def test_each_act_has_its_text_and_its_start(sentence: str, back: str, gone: str | None) -> None:
    text = f"商务部公告\n\n{sentence}"
    told = {m.action: m for m in find_chinese_mentions(text, date(2026, 9, 10), FRAMEWORK.event_types)}
    assert (told["reinstated"].instruments, told["lifted"].instruments) == ((M61,), (M70,))
    starts = [[d.value for d in told[a].dates if d.role == "effective"] for a in ("reinstated", "lifted")]
    assert starts == [[back], [gone] if gone else []]


def test_a_number_keeps_its_year_whatever_follows() -> None:
    cited = find_chinese_instruments("废止公告2025年第61号附件2和公告2025年第55号第三条", date(2026, 9, 10))
    assert [i for _, i in cited] == [M61, M55]


@pytest.mark.parametrize(
    ("sentence", "factuality"),
    [
        ("征求意见稿规定，出口稀土磁体须申请许可。", "proposed"),
        ("越南公布一项法律草案，禁止出口未加工的稀土矿。", "proposed"),
        ("越南国会表决通过法律草案，禁止出口未加工的稀土矿。", "actual"),
    ],
)
def test_what_a_draft_would_require_is_proposed(sentence: str, factuality: str) -> None:
    told = find_chinese_mentions(f"稀土出口管制\n\n{sentence}", date(2026, 10, 12), FRAMEWORK.event_types)
    assert {m.factuality for m in told if m.type == "export_control" and m.evidence.start > 0} == {factuality}
