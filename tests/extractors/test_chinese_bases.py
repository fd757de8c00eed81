"""What a Chinese figure is relative to, and who counts."""

import pytest

from extractors.chinese.bases import basis_of as chinese_basis
from extractors.chinese.figures import find_chinese_figures


@pytest.mark.parametrize(
    ("role", "sentence", "bases"),
    [
        ("volume_change", "5月出口同比增长12%，环比下降6%。", ["yoy", "mom"]),
        ("volume_change", "1至5月累计出口同比增长8%。", ["ytd"]),
        ("volume_change", "出口量较上年同期增长8%，较上月下降3%。", ["yoy", "mom"]),
        ("processing_time", "法定期限为45个工作日，平均办理时间为62个工作日。", ["statutory", "observed"]),
        ("amount", "该行提供贷款3亿美元，另有补贴2亿美元。", ["loan", "grant"]),
        ("tariff_rate", "芬太尼关税为10%，对等关税为10%，合计20%。", ["fentanyl", "reciprocal", "all_in"]),
        ("approval_rate", "受访企业中三成获批。", ["respondents"]),
    ],
)
def test_the_base_of_each_chinese_figure(role: str, sentence: str, bases: list[str]) -> None:
    figures = find_chinese_figures(sentence)
    assert [chinese_basis(role, sentence, (f.start, f.end)) for f in figures] == bases
