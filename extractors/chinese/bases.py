"""What a Chinese figure is relative to: the base of a change, a duty, a rate, a time or money (TRACKING, "observations")."""

import re

#: By kind: the bases with the words that tell them; the one that stands last before the figure wins.
CHANGE = (
    ("yoy", re.compile(r"同比|(?:上年|去年|前年)(?:同期|同月|同季)?|按年")),
    ("mom", re.compile(r"环比|(?:上月|上个月|前一?个?月)|按月|月增|月减")),
)
DUTY = (
    ("reciprocal", re.compile(r"对等")),
    ("fentanyl", re.compile(r"芬太尼")),
    ("s301", re.compile(r"301")),
    ("s232", re.compile(r"232")),
    ("s122", re.compile(r"122条")),
    ("all_in", re.compile(r"合计|综合税率|总税率|总体税率|累计税率|叠加(?:后|之后)")),
)
MONEY = (
    ("price_floor", re.compile(r"保底|最低价|底价")),
    ("loan", re.compile(r"贷款|借款|融资|信贷")),
    ("grant", re.compile(r"拨款|补贴|补助|资助|赠款|无偿")),
    ("equity", re.compile(r"股权|入股|参股|持股|增资|认购|股份")),
    ("offtake", re.compile(r"承购|包销")),
    ("acquisition", re.compile(r"收购|并购")),
)
TIME = (
    ("statutory", re.compile(r"法定|规定|依法|法律|应当?在|应于")),
    ("waiting", re.compile(r"等待|等候|已等|仍未|尚未|苦等")),
    ("observed", re.compile(r"平均|实际|用时|耗时|历时|办理时间|审批时间|缩短至|延长至")),
)
RATE = (("respondents", re.compile(r"受访|调查|问卷|调研")),)
KINDS = {
    "volume_change": CHANGE, "price_change": CHANGE, "tariff_rate": DUTY, "tariff_change": DUTY, "amount": MONEY,
    "stake": MONEY, "price": MONEY, "processing_time": TIME, "approval_rate": RATE,
}  # fmt: skip
#: What a role is relative to where no word tells.
USUAL = {"processing_time": "observed", "approval_rate": "applications"}
#: So many characters before and behind a figure its base is told.
REACH = 80
#: Several months measured together, or one alone.
MEASURED = re.compile(
    r"(?P<to_date>累计|\d{1,2}月?(?:至|到|-|—|－|～|~)\d{1,2}月|前\S{1,2}个?月|上半年|下半年|前三季度|今年以来|年初至今)|\d{1,2}月(?!\d{1,2}日)"
)


def basis_of(role: str, sentence: str, span: tuple[int, int]) -> str | None:
    """Return the basis of a figure at ``span`` of a sentence in simplified characters, None where nothing tells it."""
    bases = KINDS.get(role)
    if bases is None:
        return None
    before = re.split("[。；]", sentence[max(0, span[0] - REACH) : span[0]])[-1]
    found = _last(bases, before) or _first(bases, sentence[span[1] : span[1] + REACH].partition("，")[0])
    if found == "yoy" and _is_to_date(before):
        return "ytd"
    return found or USUAL.get(role)


def _last(bases: tuple[tuple[str, re.Pattern[str]], ...], before: str) -> str | None:
    told = [(m.end(), name) for name, pattern in bases for m in pattern.finditer(before)]
    return max(told)[1] if told else None


def _first(bases: tuple[tuple[str, re.Pattern[str]], ...], behind: str) -> str | None:
    told = [(m.start(), name) for name, pattern in bases for m in pattern.finditer(behind)]
    return min(told)[1] if told else None


def _is_to_date(before: str) -> bool:
    told = list(MEASURED.finditer(before))
    return bool(told) and told[-1]["to_date"] is not None
