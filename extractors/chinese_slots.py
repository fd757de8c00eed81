"""Items, stages, use, figures and dates of a Chinese event."""

import re
from dataclasses import replace

from extractors.chinese_dates import ChineseDate
from extractors.chinese_events import Hit
from extractors.chinese_figures import ChineseFigure
from extractors.chinese_flows import is_period
from extractors.chinese_scenes import ChineseSentence
from reewatch.mentions import DateSlot, Quantity

WITH_ITEMS = (
    "export_control",
    "licence",
    "licence_statistic",
    "military_scope",
    "trade_flow",
    "price",
    "enforcement",
    "capacity",
    "stockpile",
    "investment",
    "partnership",
)
#: Talked of as a class, these say nothing beside what is more precise.
MEASURED = ("trade_flow", "price", "licence_statistic")
CLASS_OF = {
    "magnets": "rare_earths",
    "heavy_rare_earths": "rare_earths",
    "ndfeb_magnets": "magnets",
    "smco_magnets": "magnets",
}
CITED = ("export_control", "tariff", "military_scope", "enforcement", "licence", "trade_deal")
STAGED = ("export_control", "capacity", "investment", "partnership", "enforcement")
DOWN = ("cut", "paused", "extended", "ended", "exempted")
FROM_LEVEL = re.compile(r"(?:先前|此前|早前|原先|从|由|自|原(?:为|来|先)?(?:的)?|高于|相比|较|比)[^，。；]{0,12}$")
TO_LEVEL = re.compile(r"(?:至|到|为|成)(?:了|约|仅|近)?$")
KEEPS = re.compile(r"(?:保留|维持|仍为|仍保留|降至|降到|降为|减至|升至|提高到|上调至|提至|到|至|为|保持)(?:约|在)?$")
ALREADY = re.compile(r"(?:加征|征收|已加征)(?:的|了)?(?:约)?$")
COUNTED = re.compile(
    r"^(?:外国|美国|日本|中国|本土|企业|实体|公司|元素|中重稀土|稀土|重稀土|机构|个人|供应商|厂商|金属|矿产|矿物|两用|物项|关键|美|日|外|军工|单位|车间|国防|组织|台湾|产品|技术|离子|元|材料|集团|境外)"
)


def items_of(hit: Hit, sentence: ChineseSentence) -> tuple[str, ...]:
    """Return the goods of a hit: of its reach, else of its sentence, headline or the sentence before."""
    if hit.type not in WITH_ITEMS:
        return ()
    found = [item for place, item in sentence.goods if not _beside_other(hit, place, sentence)]
    if hit.type in ("price", "trade_flow"):
        left, right = hit.reach
        found = [
            item for place, item in sentence.goods if left <= place < right and not _beside_other(hit, place, sentence)
        ]
    if not found and not (hit.type == "export_control" and re.search(r"名单|清单|实体", sentence.text)):
        names = sentence.document.names
        head = [names.good_ids[m[0]] for m in names.goods.finditer(sentence.document.headline)]
        found = ["rare_earths"] if "rare_earths" in head and len(head) > 1 and "magnets" not in head else head
        if not found and sentence.before is not None:
            found = [item for _, item in sentence.before.goods]
        if not found and (told := names.goods.search(sentence.document.about)):
            found = [names.good_ids[told[0]]]
    return _precise(list(dict.fromkeys(found)), hit)


def _beside_other(hit: Hit, place: int, sentence: ChineseSentence) -> bool:
    """Return whether a place stands in a clause that holds only other triggers."""
    number = sentence.clause_at(place)
    left, right = sentence.clauses[number]
    return (
        sentence.clause_at(hit.start) != number
        and hit.type in ("price", "trade_flow")
        and any(left <= p < right for p in hit.foreign)
    )


def _precise(items: list[str], hit: Hit) -> tuple[str, ...]:
    if hit.type in ("trade_flow", "licence_statistic", "price") and any(i in CLASS_OF for i in items):
        return tuple(i for i in items if i != "rare_earths")
    return tuple(items)


def stages_of(hit: Hit, sentence: ChineseSentence) -> tuple[str, ...]:
    """Return the stages of the value chain that the sentence of a hit names."""
    if hit.type not in STAGED:
        return ()
    names = sentence.document.names
    return tuple(stage for stage, pattern in names.stages if pattern.search(sentence.text))


def end_use_of(hit: Hit, sentence: ChineseSentence) -> str | None:
    """Return the use that the hit's clause names."""
    left, right = sentence.clauses[sentence.clause_at(hit.start)]
    clause = sentence.text[left:right]
    text = sentence.text if hit.type == "military_scope" else clause
    if hit.type == "licence" and left and sentence.text[:left].rstrip("，").endswith("申请"):
        text = sentence.text[:right]
    if re.search(r"军民两用", text):
        return "dual_use"
    if re.search(r"军事|军方|军用|军工|国防|武器", text):
        return "military"
    if re.search(r"民用|民间|人道", text):
        return "civilian"
    return "dual_use" if "两用物项" in clause else None


def instruments_of(hit: Hit, sentence: ChineseSentence) -> tuple[str, ...]:
    """Return the legal texts cited within the hit's reach."""
    if hit.type not in CITED:
        return ()
    left, right = hit.reach
    inside = [i for place, i in sentence.instruments if left <= place < right]
    if not inside and not any(left <= place for place, _ in sentence.instruments):
        inside = [i for _, i in sentence.instruments]
    return tuple(dict.fromkeys(inside))


def quantities_of(hit: Hit, sentence: ChineseSentence) -> tuple[Quantity, ...]:
    """Return the figures of a hit in their roles; a role and value is told once."""
    told = list(hit.figures) or [r for f in _owned(hit, sentence) if (r := _role(hit, f, sentence))]
    unique = {(role, f.value, f.low, f.unit): f.as_quantity(role, sign=sign) for role, f, sign in told}
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


def _statistic_role(hit: Hit, figure: ChineseFigure, before: str, after: str) -> tuple[str, float] | None:
    del hit
    if figure.unit == "percent":
        return None if FROM_LEVEL.search(before) else ("approval_rate", 1.0)
    if figure.unit in ("day", "working_day", "month"):
        return "processing_time", 1.0
    if figure.unit != "count" or FROM_LEVEL.search(before):
        return None
    behind = re.split(r"[，；。、]", after)[0]
    if re.match(r"[^，。；]{0,4}申请(?!获|已|尚|仍|待|被|未)", behind):
        return "applications", 1.0
    for near in (behind, re.split(r"[，；。、]", before)[-1][-8:]):
        for role, pattern in OUTCOMES:
            if pattern.search(near):
                return role, 1.0
    return "applications", 1.0


def _licence_role(hit: Hit, figure: ChineseFigure, before: str, after: str) -> tuple[str, float] | None:
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
    if figure.unit == "percent":
        return ("threshold", 1.0) if THRESHOLD.search(before + after) else None
    if figure.unit == "t":
        return "volume", 1.0
    if figure.unit == "count" and COUNTED.match(after) and not re.match(r"[^，。；]{0,6}(?:元素|稀土)?中有", after):
        return "count", 1.0
    return ("count", 1.0) if figure.unit == "count" and re.search(r"(?:有|至|增至|达)$", before) else None


def _money_role(hit: Hit, figure: ChineseFigure, before: str, after: str) -> tuple[str, float] | None:
    del after
    if "/" in figure.unit and figure.unit != "t/yr":
        return "price", 1.0
    if figure.unit == "t/yr":
        return "capacity", 1.0
    if figure.unit == "t":
        return "volume", 1.0
    if figure.unit == "percent":
        return "stake", 1.0
    if figure.unit in ("year", "month", "day"):
        return ("duration", 1.0) if not re.search(r"(?:前|过去|近)$", before) else None
    return ("amount", 1.0) if len(figure.unit) == len("USD") and hit.type != "price" else None


def _capacity_role(hit: Hit, figure: ChineseFigure, before: str, after: str) -> tuple[str, float] | None:
    del after
    if figure.unit == "t/yr":
        return None if FROM_LEVEL.search(before[-8:]) and not TO_LEVEL.search(before) else ("capacity", 1.0)
    if figure.unit in ("t", "kg"):
        return "volume", 1.0
    if figure.unit == "percent":
        return "volume_change", -1.0 if hit.action == "halted" else 1.0
    return ("amount", 1.0) if len(figure.unit) == len("USD") else None


def _deal_role(hit: Hit, figure: ChineseFigure, before: str, after: str) -> tuple[str, float] | None:
    del before, after
    spans = figure.unit in ("year", "month", "day") and hit.action in ("extended", "framework", "signed")
    return ("duration", 1.0) if spans else None


def dates_near(hit: Hit, sentence: ChineseSentence) -> list[ChineseDate]:
    """Return the dates within a hit's reach that are not compared with."""
    left, right = hit.reach
    own = any(left <= d.start < right and d.lead for d in sentence.dates)
    leading = hit.type not in MEASURED and not own
    near = [d for d in sentence.dates if left <= d.start < right or (leading and d.end <= left)]
    return [d for d in near if not d.compared and d.start not in hit.foreign and not _is_anothers(hit, d, sentence)]


def _is_anothers(hit: Hit, dated: ChineseDate, sentence: ChineseSentence) -> bool:
    """Return whether a date only dates a noun ("4月加征的关税") that the hit is not about."""
    if hit.type in MEASURED:
        return False
    found = DATED_NOUN.match(sentence.text, dated.end)
    return found is not None and not (dated.end <= hit.start < found.end())


#: "Of the duties imposed on 8 April": the verb between a date and 的.
DATED_NOUN = re.compile(
    r"(?:(?:和|、|及|至)\d{1,2}日)?(?:[以起][来起]?)?[^，。；\d]{0,10}?(?:加征|公布|发布|出台|实施|宣布|施行|推出|生效|签署|达成|祭出|开征)的"
)
ANNOUNCES = re.compile(
    r"扬言|威胁|放话|发布|公布|宣布|公告|证实|签署|颁布|下达|通报|印发|披露|表示|发表|刊登|说|称|列入|移出|达成|会谈|会晤|磋商|通话|通电话|谈妥|裁定|判决|指责|行政令|对外发布|推出"
)
IN_FORCE = re.compile(
    r"实施|施行|实行|生效|执行|起|征收|管制|纳入|提高|上调|降|投产|开工|运营|首批|加征|暂停|届满|供货|产出|完工|启用|到账|取消|动工|建成|停产|限制|祭出"
)


def dates_of(hit: Hit, sentence: ChineseSentence) -> tuple[DateSlot, ...]:
    """Return the dates of a hit in their roles."""
    slots: list[DateSlot] = []
    near = dates_near(hit, sentence)
    if hit.type in MEASURED and not any(is_period(d) for d in near):
        near = _period_before(hit, sentence) + near
    for dated in near:
        for role, value in _date_roles(hit, dated, sentence):
            slot = DateSlot(
                role=role,
                value=value,
                raw=dated.raw,
                found=dated.found,
                inclusive=dated.inclusive if role == "expires" else None,
            )
            if not any(s.role == role and s.value == value for s in slots):
                slots.append(slot)
    return tuple(slots)


def _period_before(hit: Hit, sentence: ChineseSentence) -> list[ChineseDate]:
    """Return the period told before the hit's reach in its sentence: what goes on about it measures the same."""
    if hit.type != "trade_flow":
        return []
    periods = [d for d in sentence.dates if is_period(d) and d.start < hit.reach[0]]
    if not periods and sentence.number and any(f.unit in ("t", "percent") for _, f, _ in hit.figures):
        periods = [d for d in (sentence.before.dates if sentence.before else ()) if is_period(d)][:1]
    return periods[-1:]


def _is_ahead(dated: ChineseDate, sentence: ChineseSentence) -> bool:
    published = sentence.document.published
    return published is not None and dated.value > published.isoformat()[: len(dated.value)]


def _date_roles(hit: Hit, dated: ChineseDate, sentence: ChineseSentence) -> list[tuple[str, str]]:
    measured = hit.type in MEASURED
    if is_period(dated) and measured and dated.lead == "":
        if hit.type == "trade_flow" and dated.first != dated.value:
            return [("period", dated.first), ("period", dated.value)]
        return [("period" if hit.type == "trade_flow" else "as_of", dated.value)]
    if len(dated.value) == len("2025") and hit.rule_id == "zh-quota":
        return [("period", dated.value)]
    if dated.raw.startswith(("今年", "本年")) and len(dated.value) == len("2025") and hit.type != "capacity":
        return []
    if dated.lead == "effective" and measured:
        return []
    if dated.lead:
        return [(dated.lead, dated.value)]
    after = sentence.text[dated.end : dated.end + 26]
    if measured:
        return [("announced", dated.value)] if ANNOUNCES.search(after) else []
    if hit.type == "capacity" and hit.action == "expanded":
        return [("effective" if _is_ahead(dated, sentence) else "period", dated.value)]
    if hit.type in ("licence", "partnership", "price") and not ANNOUNCES.search(after):
        return []
    first = min(
        (m.start(), role)
        for role, p in (("announced", ANNOUNCES), ("effective", IN_FORCE), ("announced", re.compile("$")))
        if (m := p.search(after))
    )
    return [(first[1], dated.value)]
