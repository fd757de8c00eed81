"""Chinese texts: rules on their own sentences, figures, dates, modality, near-misses, hostile input."""

import time
from datetime import date

import pytest

from extractors.chinese.dates import find_chinese_dates
from extractors.chinese.events import find_hits
from extractors.chinese.figures import find_chinese_figures
from extractors.chinese.instruments import find_chinese_instruments
from extractors.chinese.mentions import find_chinese_mentions
from extractors.chinese.rules import ChineseRule, load_chinese_cues, load_chinese_names, load_chinese_rules
from extractors.chinese.scenes import ChineseDocument, read_sentence
from extractors.chinese.script import simplified
from reewatch.framework import load_framework
from reewatch.mentions import Mention
from reewatch.settings import load_settings

FRAMEWORK = load_framework(load_settings().framework_dir)
RULES = load_chinese_rules()
PUBLISHED = date(2025, 10, 9)


def fires(rule: ChineseRule, sentence: str) -> bool:
    plain = simplified(sentence)
    document = ChineseDocument(
        headline=plain,
        published=PUBLISHED,
        issuer="CN.MOFCOM" if rule.notice else None,
        about=plain,
        cues=load_chinese_cues(),
        names=load_chinese_names(),
    )
    scene = read_sentence(plain, 0, 1, document=document, restated=False, opens=True, answering=None, before=None)
    return bool(find_hits(scene, [rule]))


def mentions(text: str, published: date = PUBLISHED) -> tuple[Mention, ...]:
    return find_chinese_mentions(text, published, FRAMEWORK.event_types)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.rule_id)
def test_a_rule_fires_on_its_own_sentences_and_leaves_others_alone(rule: ChineseRule) -> None:
    assert rule.yes
    assert rule.no
    assert [s for s in rule.yes if not fires(rule, s)] == []
    assert [s for s in rule.no if fires(rule, s)] == []


def test_rules_speak_the_closed_vocabulary() -> None:
    known = {(t.id, a) for t in FRAMEWORK.event_types for a in t.actions}
    assert {(r.type, r.action) for r in RULES} <= known
    measured = {"trade_flow", "price"}  # read by changes and figures, not by rules
    assert {t.id for t in FRAMEWORK.event_types} - measured == {r.type for r in RULES}
    assert len({r.rule_id for r in RULES}) == len(RULES)


def test_names_are_those_of_the_framework() -> None:
    known = (
        {e.id for e in FRAMEWORK.entities}
        | {e.code for e in FRAMEWORK.entities}
        | {e.label for e in FRAMEWORK.entities}
    )
    names = load_chinese_names()
    assert {code for code, _ in names.codes.values()} - known == set()
    assert set(names.short.values()) - known == set()
    assert set(names.good_ids.values()) - known == set()


FIGURES = (
    ("1至6月累計2萬2,319噸", [(22319, "t", "exact")]),  # steps of 万
    ("約140件許可申請，過關的不到四分之一", [(140, "count", "about"), (25, "percent", "at_most")]),
    ("六成左右过关，比两成五改善", [(60, "percent", "about"), (25, "percent", "exact")]),  # tenths
    ("24个百分点在90天内暂停", [(24, "pp", "exact"), (90, "day", "at_most")]),
    ("逾1.5亿美元贷款", [(150e6, "USD", "at_least")]),
    ("氧化镨钕报价每公斤110美元", [(110, "USD/kg", "exact")]),  # the unit stands before the figure
    ("62.5万元/吨", [(625000, "CNY/t", "exact")]),
    ("年产能3000吨", [(3000, "t/yr", "exact")]),
    (
        "增长逾六倍，是去年的69倍",
        [(600, "percent", "at_least"), (6800, "percent", "exact")],
    ),  # times, up and as many as
    ("需45个工作日，为期一年", [(45, "working_day", "exact"), (1, "year", "exact")]),
    ("9日发布2025年第57号公告，比前一年同期", []),  # dates and numbers of texts are no figures
)


@pytest.mark.parametrize(("text", "expected"), FIGURES, ids=[t for t, _ in FIGURES])
def test_figures(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert [(f.value, f.unit, f.bound) for f in find_chinese_figures(simplified(text))] == expected


def test_a_range_has_low_and_high() -> None:
    (figure,) = find_chinese_figures("氧化镨钕162万至164万元/吨")
    assert (figure.value, figure.low, figure.high, figure.bound) == (None, 1.62e6, 1.64e6, "range")


DATES = (
    ("自11月8日起实施", [("2025-11-08", "effective")]),  # ahead
    ("4月4日，发布公告，自发布之日起实施", [("2025-04-04", ""), ("2025-04-04", "effective")]),
    ("自即日起至2026年11月10日暂停", [("2025-10-09", "effective"), ("2026-11-10", "expires")]),
    ("前8个月累计", [("2025-08", "")]),
    ("1至6月累计", [("2025-H1", "")]),
    ("去年12月出口", [("2024-12", "")]),
    ("截至9月底", [("2025-09", "as_of")]),
    ("上周四宣布", [("2025-10-02", "")]),
    ("45个工作日，90日内", []),
)


@pytest.mark.parametrize(("text", "expected"), DATES, ids=[t for t, _ in DATES])
def test_dates(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(d.value, d.lead) for d in find_chinese_dates(text, PUBLISHED)] == expected


def test_an_end_told_by_zhi_includes_its_day() -> None:
    (*_, end) = find_chinese_dates("自即日起至2026年11月10日暂停", PUBLISHED)
    assert end.inclusive


INSTRUMENTS = (
    ("商务部公告2025年第61号", ["CN-MOFCOM-2025-61"]),
    ("商务部 海关总署公告（2025）第70号", ["CN-MOFCOM-2025-70"]),
    ("2025年第55、56、57、58号公告", [f"CN-MOFCOM-2025-{n}" for n in (55, 56, 57, 58)]),
    ("2025年第55号至第58号公告", [f"CN-MOFCOM-2025-{n}" for n in (55, 56, 57, 58)]),
    ("税委会公告2025年第2号", ["CN-SCTC-2025-2"]),
    ("第14257号行政令，301条款", ["US-EO-14257", "US-S301"]),
    ("管制编码1E902.a）", ["CN-CODE-1E902.a"]),
)


@pytest.mark.parametrize(("text", "expected"), INSTRUMENTS, ids=[t for t, _ in INSTRUMENTS])
def test_instruments(text: str, expected: list[str]) -> None:
    assert sorted(i for _, i in find_chinese_instruments(simplified(text), date(2025, 12, 1))) == sorted(expected)


CONTEXT = "商务部就稀土出口管制作出说明\n\n"
FACTUALITY = (
    ("商务部对稀土实施出口管制。", "export_control", "actual"),
    ("商务部决定自12月1日起对稀土实施出口管制。", "export_control", "scheduled"),
    ("商务部拟对稀土实施出口管制。", "export_control", "proposed"),
    ("若谈判破裂，商务部将对稀土实施出口管制。", "export_control", "threatened"),
    ("商务部并未对稀土实施出口管制。", "export_control", "denied"),
    ("美国可能对中国商品加征关税。", "tariff", "proposed"),
    ("美国威胁对中国商品加征关税。", "tariff", "threatened"),
    ("商务部将向合规企业发放许可。", "licence", "proposed"),
)


@pytest.mark.parametrize(("sentence", "type_", "expected"), FACTUALITY, ids=[s for s, _, _ in FACTUALITY])
def test_factuality(sentence: str, type_: str, expected: str) -> None:
    found = [m for m in mentions(CONTEXT + sentence) if m.type == type_ and m.evidence.start]
    assert [m.factuality for m in found] == [expected]


def test_traditional_script_gives_the_same_mentions() -> None:
    plain = mentions("商务部对稀土实施出口管制\n\n商务部将10家美国实体列入出口管制管控名单。")
    other = mentions("商務部對稀土實施出口管制\n\n商務部將10家美國實體列入出口管制管控名單。")
    assert plain == other
    assert len(plain) == 2


NEAR_MISSES = (
    "稀土板块午后走强，多股涨停\n\nA股稀土永磁概念股集体上涨，北方稀土股价涨停，成交额居前。券商认为出口管制预期推动板块走高。",
    "稀土元素如何让荧光材料发光\n\n研究团队在期刊上发表论文，解释铕和铽的发光机理，实验室合成的晶体效率提高20%。",
    "用钕磁铁打捞：新手选购指南\n\n强磁打捞要选钕铁硼磁铁。限制出口到海外的好物也有，价格下降10%。钓鱼爱好者喜欢磁吸玩具。",
    "镍矿出口禁令推迟\n\n印尼将推迟镍矿出口禁令，镍价下跌3%。",
)


@pytest.mark.parametrize("text", NEAR_MISSES, ids=[t.partition("\n")[0] for t in NEAR_MISSES])
def test_near_misses_stay_silent(text: str) -> None:
    assert mentions(text) == ()


HOSTILE = (
    "稀土出口管制" * 20_000,
    "稀土" + "，".join(["对美国出口590吨"] * 15_000),
    "稀土出口管制。" * 5 + "1" * 100_000,
    "稀土管制许可" + "一二三四五六七八九十百千万" * 8_000,
    "稀土公告" + "第1号、" * 25_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=["words", "clauses", "digits", "numerals", "numbers"])
def test_time_is_bounded_on_hostile_input(text: str) -> None:
    started = time.monotonic()
    mentions(text)
    assert time.monotonic() - started < 20


YEARS = (
    ("公告第61号继续暂停实施", date(2026, 2, 3), "CN-MOFCOM-2025-61"),  # on record
    ("公告第83号继续暂停实施", date(2027, 1, 12), "CN-MOFCOM-2026-83"),  # numbers run up through the year
    ("商务部发布公告第8号", date(2027, 2, 12), "CN-MOFCOM-2027-8"),
    ("公告第7号已暂停实施", date(2027, 2, 12), "CN-MOFCOM-2024-7"),  # told elsewhere in the text
)


@pytest.mark.parametrize(("text", "day", "expected"), YEARS, ids=[t for t, *_ in YEARS])
def test_the_year_of_a_number_told_alone(text: str, day: date, expected: str) -> None:
    found = find_chinese_instruments(text, day, told={"7": "2024"}, known=("CN-MOFCOM-2025-61", "CN-MOFCOM-2025-18"))
    assert [i for _, i in found] == [expected]


def test_applications_that_are_granted_are_approved() -> None:
    text = "商务部：稀土出口许可绿色通道已开通\n\n发言人说，截至7月20日，已通过该通道批准38份申请。"
    found = [m for m in mentions(text, date(2026, 7, 22)) if m.type == "licence_statistic"]
    assert [(q.role, q.value) for m in found for q in m.quantities] == [("approved", 38)]


def test_the_ministrys_answers_are_read_however_short() -> None:
    text = (
        "商务部新闻发言人就中美元首会晤成果答记者问\n\n问：请介绍会晤成果。\n\n"
        "答：中方将继续暂停实施10月9日公布的稀土出口管制措施至2027年11月10日。"
    )
    assert [m.type for m in mentions(text, date(2026, 10, 30))] == ["export_control"]
    assert mentions("商务部新闻发言人就白兰地反倾销答记者问\n\n答：中方将依法对白兰地征收反倾销关税。") == ()
