"""What the figures of a Chinese event are for: their roles by its type, their units and the words around them."""

import re
from dataclasses import replace

from extractors.chinese.bases import basis_of
from extractors.chinese.events import Hit
from extractors.chinese.figures import ChineseFigure
from extractors.chinese.scenes import ChineseSentence
from reewatch.mentions import Quantity

DOWN = ("cut", "paused", "extended", "ended", "exempted")
FROM_LEVEL = re.compile(
    r"(?:先前|此前|早前|原先|个月前|年前|周前|从|由|原(?:为|来|先)|高于|相比|较|比)[^，。；]{0,12}$"
)
TO_LEVEL = re.compile(r"(?:至|到|为|成)(?:了|约|仅|近)?$")
KEEPS = re.compile(r"(?:保留|维持|仍为|仍保留|降至|降到|降为|减至|升至|提高到|上调至|提至|到|至|为|保持)(?:约|在)?$")
COUNTED = re.compile(
    r"^(?:外国|美国|日本|中国|欧|德|英|韩|印|中企|本土|企业|实体|公司|元素|中重稀土|稀土|重稀土|机构|个人|供应商|厂商|金属|矿产|矿物|两用|物项|关键|美|日|外|军工|单位|车间|国防|组织|台湾|产品|技术|离子|元|材料|集团|境外)"
)


def quantities_of(hit: Hit, sentence: ChineseSentence) -> tuple[Quantity, ...]:
    """Return the figures of a hit in their roles; a role and value is told once."""
    told = list(hit.figures) or [r for f in _owned(hit, sentence) if (r := _role(hit, f, sentence))]
    unique = {
        (role, f.value, f.low, f.unit): f.as_quantity(
            role, sign=sign, basis=basis_of(role, sentence.text, (f.start, f.end))
        )
        for role, f, sign in told
    }
    return tuple(unique.values())


def _owned(hit: Hit, sentence: ChineseSentence) -> list[ChineseFigure]:
    left, right = hit.reach
    return [f for f in sentence.figures if left <= f.start < right and f.start not in hit.foreign]


def _role(hit: Hit, figure: ChineseFigure, sentence: ChineseSentence) -> tuple[str, ChineseFigure, float] | None:
    before = sentence.text[max(0, figure.start - 24) : figure.start].rpartition("。")[2]
    after = sentence.text[figure.end : figure.end + 14]
    decide = {
        "tariff": _tariff_role, "licence_statistic": _statistic_role, "licence": _licence_role, "export_control": _control_role,
        "military_scope": _control_role, "investment": _money_role, "stockpile": _money_role, "capacity": _capacity_role,
        "trade_deal": _deal_role, "partnership": _deal_role, "enforcement": _control_role,
    }.get(hit.type)  # fmt: skip
    found = decide(hit, figure, before, after) if decide else None
    if found is None:
        return None
    role, sign = found
    if role == "tariff_change":
        figure = replace(figure, unit="pp")
    return role, figure, sign


def _tariff_role(hit: Hit, figure: ChineseFigure, before: str, after: str) -> tuple[str, float] | None:
    if figure.unit in ("day", "month", "year"):
        return "duration", 1.0
    if figure.unit not in ("percent", "pp") or (FROM_LEVEL.search(before) and not TO_LEVEL.search(before)):
        return None
    lowers = hit.action in DOWN
    if figure.unit == "pp":
        return "tariff_change", -1.0 if lowers else 1.0
    if KEEPS.search(before) or re.match(r"[^，。；]{0,8}(?:予以)?保留", after):
        return "tariff_rate", 1.0
    if hit.action in ("paused", "extended") and re.match(
        r"[^，。；]{0,12}，[^，。；]{0,8}(?:保留|剩余|余下)", after + "，保留" * bool(hit.keeps)
    ):
        return "tariff_change", -1.0
    if hit.action in ("paused", "extended"):
        return None if re.match(r"[^，。；]{0,6}中，", after) else ("tariff_rate", 1.0)
    if hit.action == "raised" and re.search(
        r"(?:再|额外|追加|另)(?:行|外)?(?:加征|征收|增加|加)?[^，。；\d]{0,12}$", before
    ):
        return "tariff_change", 1.0
    return "tariff_rate", 1.0


THRESHOLD = re.compile(r"比例|占比|价值|股权|持股|控股|含量|成分|达到|门槛|以上|附属")
OUTCOMES = (
    ("pending", re.compile(r"待审|待批|未批|积压|审理中|等待|悬而未决|尚未|排队|未获|处理中|在审")),
    ("denied", re.compile(r"拒|驳回|退回|否决")),
    ("approved", re.compile(r"获批|批准|过关|核准|获准|放行|通过|获得许可|拿到|批出")),
)


OUTCOMES = (
    ("pending", re.compile(r"待审|待批|未批|积压|审理中|等待|悬而未决|尚未|排队|未获|处理中|在审")),
    ("denied", re.compile(r"拒|驳回|退回|否决")),
    ("approved", re.compile(r"获批|批准|过关|核准|获准|放行|通过|获得许可|拿到|批出")),
)


#: What is done to so many applications, right before their number: 批准38份申请, 拒绝5份申请.
DECIDED = re.compile(r"(?:批准|核准|放行|批出|(?P<no>拒绝|驳回|否决))了?(?:约|近|逾|超过|其中)?$")


def _statistic_role(hit: Hit, figure: ChineseFigure, before: str, after: str) -> tuple[str, float] | None:
    del hit
    if figure.unit == "percent":
        return None if FROM_LEVEL.search(before) else ("approval_rate", 1.0)
    if FROM_LEVEL.search(before) and not TO_LEVEL.search(before):
        return None
    if figure.unit in ("day", "working_day", "month"):
        return "processing_time", 1.0
    if figure.unit != "count":
        return None
    behind = re.split(r"[，；。、]", after)[0]
    decided = DECIDED.search(before)
    if decided:
        return "denied" if decided["no"] else "approved", 1.0
    if re.match(r"[^，。；]{0,4}申请(?!获|已|尚|仍|待|被|未|悬|积|排|卡|在审)", behind):
        return "applications", 1.0
    for near in (behind, re.split(r"[，；。、]", before)[-1][-8:]):
        for role, pattern in OUTCOMES:
            if pattern.search(near):
                return role, 1.0
    return "applications", 1.0


def _licence_role(hit: Hit, figure: ChineseFigure, before: str, after: str) -> tuple[str, float] | None:
    if FROM_LEVEL.search(before) and not TO_LEVEL.search(before):
        return None
    if figure.unit in ("day", "working_day", "month", "year"):
        timed = re.search(r"审批|审核|审查|办理|处理|缩短|等待|时间", before[-12:]) and not re.search(r"效期", before)
        return ("processing_time" if timed else "validity"), 1.0
    if figure.unit == "count" and re.match(r"(?:[^，。；]{0,6})(?:许可|企业|公司|厂商|申请|客户|出口商)", after):
        return ("approved" if "许可" in after[:6] and hit.action == "granted" else "count"), 1.0
    return None


def _control_role(hit: Hit, figure: ChineseFigure, before: str, after: str) -> tuple[str, float] | None:
    if figure.unit in ("year", "month", "day") and (
        hit.action in ("suspended", "extended", "imposed") or hit.type == "military_scope"
    ):
        return ("duration", 1.0) if hit.action in ("suspended", "extended") else None
    if FROM_LEVEL.search(before) and not TO_LEVEL.search(before):
        return None
    if figure.unit == "percent":
        return ("threshold", 1.0) if THRESHOLD.search(before + after) else None
    if figure.unit == "t":
        return "volume", 1.0
    if figure.unit == "count" and COUNTED.match(after) and not re.match(r"[^，。；]{0,6}(?:元素|稀土)?中有", after):
        return "count", 1.0
    return ("count", 1.0) if figure.unit == "count" and re.search(r"(?:有|至|增至|达|达到|到)$", before) else None


def _money_role(hit: Hit, figure: ChineseFigure, before: str, after: str) -> tuple[str, float] | None:
    if "/" in figure.unit and figure.unit != "t/yr":
        return "price", 1.0
    if figure.unit == "t/yr":
        return "capacity", 1.0
    if figure.unit == "t":
        return "volume", 1.0
    if figure.unit == "percent":
        return ("stake", 1.0) if re.search(r"股|权益", before[-8:] + after[:6]) else None
    if figure.unit in ("year", "month", "day"):
        return ("duration", 1.0) if not re.search(r"(?:前|过去|近)$", before) else None
    return ("amount", 1.0) if len(figure.unit) == len("USD") and hit.type != "price" else None


def _capacity_role(hit: Hit, figure: ChineseFigure, before: str, after: str) -> tuple[str, float] | None:
    if figure.unit == "t/yr":
        return None if FROM_LEVEL.search(before[-8:]) and not TO_LEVEL.search(before) else ("capacity", 1.0)
    if figure.unit in ("t", "kg"):
        return "volume", 1.0
    cut = hit.action != "halted" or re.search(r"减产|下降|减少|降", before[-8:] + after[:4])
    if figure.unit == "percent" and cut:
        return "volume_change", -1.0 if hit.action == "halted" else 1.0
    return ("amount", 1.0) if len(figure.unit) == len("USD") else None


def _deal_role(hit: Hit, figure: ChineseFigure, before: str, after: str) -> tuple[str, float] | None:
    del before, after
    spans = figure.unit in ("year", "month", "day") and hit.action in ("extended", "framework", "signed")
    return ("duration", 1.0) if spans else None
