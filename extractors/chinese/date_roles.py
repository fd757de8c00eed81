"""Which dates are a Chinese event's own, and in which roles."""

import re

from extractors.chinese.dates import ChineseDate
from extractors.chinese.events import Hit
from extractors.chinese.flows import is_period
from extractors.chinese.scenes import ChineseSentence
from reewatch.mentions import DateSlot

#: Talked of as a class, these say nothing beside what is more precise.
MEASURED = ("trade_flow", "price", "licence_statistic")


def dates_near(hit: Hit, sentence: ChineseSentence) -> list[ChineseDate]:
    """Return the dates within a hit's reach that are not compared with."""
    left, right = hit.reach
    own = any(left <= d.start < right and d.lead for d in sentence.dates)
    leading = hit.type not in MEASURED and not own
    both = {d.start for d in sentence.dates if _is_of_both(hit, d, sentence)}
    near = [d for d in sentence.dates if left <= d.start < right or (leading and d.end <= left) or d.start in both]
    told = [d for d in near if not d.compared and not _is_anothers(hit, d, sentence)]
    return [d for d in told if d.start not in hit.foreign or d.start in both]


def _is_of_both(hit: Hit, dated: ChineseDate, sentence: ChineseSentence) -> bool:
    """Return whether a start holds for two acts that are joined: 自…起恢复第61号公告并废止第70号公告, or told behind both."""
    if hit.type not in LEGAL or dated.lead != "effective":
        return False
    left, right = sentence.clauses[sentence.clause_at(hit.start)]
    if dated.end <= left:
        return JOINED.match(sentence.text, left) is not None
    behind = sentence.clause_at(dated.start) == sentence.clause_at(hit.start) + 2
    return behind and JOINED.match(sentence.text, right) is not None


JOINED = re.compile(r"并|同时|以及|且")


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
    r"表决|扬言|威胁|放话|发布|公布|宣布|公告|证实|签署|颁布|下达|通报|印发|披露|表示|发表|刊登|说|称|列入|移出|达成|会谈|会晤|磋商|通话|通电话|谈妥|裁定|判决|指责|行政令|对外发布|推出"
)
IN_FORCE = re.compile(
    r"实施|施行|实行|生效|执行|起|征收|管制|纳入|提高|上调|降|投产|开工|运营|首批|加征|暂停|届满|供货|产出|完工|启用|到账|取消|动工|建成|停产|限制|祭出"
)
#: The day from which a start is moved: 由12月1日推迟至.
OLD_START = re.compile(r"(?:由|从|自|原定(?:于)?)(?:原定的)?$")
#: A works whose start is moved: 由2026年11月推迟至2027年2月.
MOVED_BEHIND = re.compile(r"[^，。；]{0,6}(?:推迟|延期|延后|顺延|提前|押后)(?:至|到)")
MOVED_TO = re.compile(r"(?:推迟|延期|延后|顺延|提前|押后)(?:至|到)?.?$")
VERBS = (("announced", ANNOUNCES), ("effective", IN_FORCE))
LEGAL = ("export_control", "tariff", "military_scope", "enforcement")


def dates_of(hit: Hit, sentence: ChineseSentence) -> tuple[DateSlot, ...]:
    """Return the dates of a hit in their roles."""
    slots: list[DateSlot] = []
    near = dates_near(hit, sentence)
    if hit.type in MEASURED and not any(is_period(d) for d in near):
        near = _period_before(hit, sentence) + near
    for dated in near:
        moved = _of_a_moved_start(hit, dated, sentence)
        for role, value in _date_roles(hit, dated, sentence) if moved is None else moved:
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


def _of_measured(hit: Hit, dated: ChineseDate, sentence: ChineseSentence) -> list[tuple[str, str]]:
    """Return the stretch that a figure measures (of several months the first and the last), or when it was told."""
    if is_period(dated) and dated.lead == "":
        if hit.type != "trade_flow":
            return [("as_of", dated.value)]
        return [("period", value) for value in dict.fromkeys((dated.first, dated.value))]
    if dated.lead:
        return [] if dated.lead == "effective" else [(dated.lead, dated.value)]
    tells = hit.type != "licence_statistic" and ANNOUNCES.search(sentence.text, dated.end, dated.end + 26)
    return [("announced", dated.value)] if tells else []


def _of_a_moved_start(hit: Hit, dated: ChineseDate, sentence: ChineseSentence) -> list[tuple[str, str]] | None:
    """Return the role of the day to which a start is moved, none for the old one; None where a date is neither."""
    if not hit.rule_id.endswith("start-moved"):
        return None
    if dated.start >= hit.end:
        return [("effective", dated.value)]
    return [] if dated.end <= hit.start and OLD_START.search(sentence.text, 0, dated.start) else None


def _beside_a_moved_start(hit: Hit, dated: ChineseDate, sentence: ChineseSentence) -> list[tuple[str, str]] | None:
    """Return the role of the day that a works' start is moved to, none for that before; None where none is moved."""
    if hit.type != "capacity":
        return None
    if MOVED_BEHIND.match(sentence.text, dated.end):
        return []
    moved = MOVED_TO.search(sentence.text[: dated.start] + dated.raw[:1])
    return [("effective", dated.value)] if moved else None


def _date_roles(hit: Hit, dated: ChineseDate, sentence: ChineseSentence) -> list[tuple[str, str]]:
    if hit.type in MEASURED:
        return _of_measured(hit, dated, sentence)
    yearly = len(dated.value) == len("2025")
    if yearly and hit.rule_id == "zh-quota":
        return [("period", dated.value)]
    if yearly and dated.raw.startswith(("今年", "本年")) and hit.type != "capacity":
        return []
    after = sentence.text[dated.end : dated.end + 26]
    moved = _beside_a_moved_start(hit, dated, sentence)
    if moved is not None:
        return moved
    if dated.lead:
        return [(dated.lead, dated.value)]
    if hit.type == "capacity" and hit.action == "expanded":
        if _is_ahead(dated, sentence):
            return [("effective", dated.value)]
        return [("period", value) for value in dict.fromkeys((dated.first, dated.value))]
    if hit.type in ("licence", "partnership") and not ANNOUNCES.search(after):
        return []
    if _is_ahead(dated, sentence):
        return [("effective", dated.value)]
    told = [(m.start(), role) for role, p in VERBS if (m := p.search(after))]
    default = "effective" if hit.type in LEGAL else "announced"
    return [(min(told)[1] if told else default, dated.value)]
