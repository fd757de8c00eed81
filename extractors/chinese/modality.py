"""How sure a Chinese event is: its factuality, from its clause and those it depends on."""

import re
from datetime import date

from extractors.chinese.dates import ChineseDate
from extractors.chinese.events import Hit
from extractors.chinese.flows import is_period
from extractors.chinese.scenes import ChineseSentence

LEGAL = ("export_control", "tariff", "military_scope", "enforcement")
MEASURED = ("trade_flow", "price", "licence_statistic")
#: 将 before a noun phrase and one of these marks the object, not the future: 将萃取槽列入清单.
OBJECT_MARKED = re.compile(
    r"(?:列入|列为|纳入|移出|移除|降至|降到|下调|上调|提高|提至|升至|延长|再延|推迟|作为|视为|搁置|削减|扩大|扩至|加入|增列|收紧|减半|调|延|降低|放宽|取消|撤销|列|改|置|冻结|暂停|中止|打入|停征|停止|继续|拉黑|移|转|送)"
)
FUTURE_FOLLOWS = re.compile(
    r"将(?:会|要|于|在(?!华|内)|从(?!事)|自|继续|进一步|把|对|再|不|被|同|与|有|可|依法|加快|逐步|全面|正式|按|暂停|取消|冻结|停止|陆续|尽快|采取|举行|向|为|恢复|实施|加征)"
)
#: A clause that ends so governs those behind it.
GOVERNS = re.compile(
    r"(?:承诺|同意|预计|估计|计划|希望|要求|呼吁|建议|威胁|警告|预测|(?<![资原材])料|认为|商定|答应|考虑|可能|主张|提议|敦促|表示愿意|拟)(?:，|：|在|于)?$"
)
#: A wish at the head of a clause holds for those behind it too.
WISHES = re.compile(r"[^，。；]{0,8}?(?:希望|呼吁|敦促|盼望|要求)(?!企业)")
#: What answers an act told as coming is coming too.
AGREED = re.compile(r"同意|承诺|答应|允诺")
TURNS = re.compile(r"则|也|亦")
IN_TURN = re.compile(r"相应|也|亦|同样|对等|等于|相当于|意味着|^(?:对|并|同时|向|把|为|从严|以)")
#: A reason is told as fact.
CAUSE = re.compile(r"(?:随着|由于|因为|因|理由是|原因是|鉴于)")
#: "Whoever breaks this": a penalty that stands in a rule.
CLAUSE_OF_LAW = re.compile(r"违反|违者|凡|任何(?:国家|组织|企业|个人)|若|如(?!今)|同样|一律|都将|均将")
#: A future told in one clause goes on in the next one that begins with its verb.
START_MOVED = re.compile(r"(?:推迟|延期|延后|顺延|提前|押后)(?:至|到)")
COMING = re.compile(r"将(?![^，。；]{2,30}(?:列入|纳入|移出|降至|延长|冻结|暂停|推迟|打入))|拟|计划")
#: "The act does not mean", "nothing was lifted" behind the trigger.
DENIED_AFTER = re.compile(
    r"^[^，。；]{0,10}?(?:(?:的)?(?:说法|报道|传闻)[^，。；]{0,8}(?:不实|不属实|并非|否认)|并不属实|不属实|纯属|是假|不成立|没有发生|并未发生)"
)
#: Rules whose words of negation are the act itself.
NEGATIVE_ACTS = (
    "zh-tariff-untouched",
    "zh-tariff-exempted",
    "zh-control-stays",
    "zh-licence-revoked",
    "zh-tariff-struck-down",
)
NOT_DENIED = (
    "zh-tariff-off-the-table",
    "zh-suspension-not-covering",
    "zh-lift-not-covering",
    "zh-control-not-covered",
    "zh-control-not-a-ban",
)


#: A text that is no law yet, and what makes it one.
DRAFT = re.compile(r"征求意见稿|草案|公开征求意见")
ADOPTED = re.compile(r"(?:表决|审议|投票)?通过|获批|正式(?:公布|发布|施行|实施)|否决|撤回")


def clause_text(sentence: ChineseSentence, hit: Hit) -> tuple[int, str]:
    """Return where the hit's clause begins, and its text up to the end of the trigger."""
    left, _ = sentence.clauses[sentence.clause_at(hit.start)]
    return left, sentence.text[left : hit.end]


def factuality_of(hit: Hit, sentence: ChineseSentence, dates: list[ChineseDate]) -> str:
    """Return the factuality of a hit."""
    cues = sentence.document.cues["factuality"]
    left, here = clause_text(sentence, hit)
    before = here[: hit.start - left]
    trigger = sentence.text[hit.start : hit.end]
    if hit.rule_id in NOT_DENIED or _is_denied(hit, sentence, cues["denied"], before, trigger):
        return "denied"
    if _is_conditional(hit, sentence, cues["condition"], left):
        return "threatened" if hit.type in LEGAL else "proposed"
    if (
        hit.type == "enforcement"
        and hit.action == "penalty"
        and (sentence.document.issuer or CLAUSE_OF_LAW.search(before_of(sentence, hit)))
    ):
        return "threatened"
    if hit.type in LEGAL and DRAFT.search(sentence.text) and not ADOPTED.search(sentence.text):
        return "proposed"
    ahead = _starts_ahead(hit, dates, sentence.document.published)
    if hit.type in LEGAL and ahead and not _is_only_wished(hit, sentence, before):
        return "scheduled"
    if sentence.document.issuer and hit.type in LEGAL:
        return "actual"
    if _is_only_wished(hit, sentence, before) or _is_future(hit, sentence, before):
        legal = cues["legal"].search(sentence.text) is not None
        return "scheduled" if ahead and legal and hit.type in (*LEGAL, "trade_deal") else "proposed"
    if hit.type == "capacity" and dates and (published_before(dates, sentence) or _is_moved(dates, sentence)):
        return "proposed"
    if hit.type in MEASURED and _is_unmeasured(hit, sentence):
        return "proposed"
    return "actual"


def _is_moved(dates: list[ChineseDate], sentence: ChineseSentence) -> bool:
    """Return whether a start is told that is moved to another day, still to come."""
    moved = START_MOVED.search(sentence.text)
    published = sentence.document.published
    later = (d.value > published.isoformat()[: len(d.value)] for d in dates) if published else ()
    return moved is not None and any(later)


def published_before(dates: list[ChineseDate], sentence: ChineseSentence) -> bool:
    """Return whether all dates lie after publication."""
    published = sentence.document.published
    return published is not None and all(d.value > published.isoformat()[: len(d.value)] for d in dates)


def before_of(sentence: ChineseSentence, hit: Hit) -> str:
    """Return the sentence up to the hit."""
    return sentence.text[: hit.start]


def is_counterfactual(hit: Hit, sentence: ChineseSentence) -> bool:
    """Return whether the hit was to come and did not ("原定……", "本应……"): no mention, by the guidelines."""
    left, here = clause_text(sentence, hit)
    cue = sentence.document.cues["factuality"]["counterfactual"]
    return hit.type in LEGAL and cue.search(here[: hit.start - left]) is not None


def _is_denied(hit: Hit, sentence: ChineseSentence, denied: re.Pattern[str], before: str, trigger: str) -> bool:
    near = before[-16:]
    if DENIED_AFTER.match(sentence.text[hit.end :]):
        return True
    if hit.type in ("licence_statistic", "trade_flow", "price"):
        return False
    if hit.type == "enforcement" and hit.action != "mechanism":
        return False
    if hit.type == "licence" and hit.action != "granted":
        return bool(re.search(r"不存在|并未|并无|否认|从未|绝无", near))
    if hit.type == "military_scope":
        return bool(re.search(r"并未|没有|并非|不是", near))
    if hit.rule_id in NEGATIVE_ACTS:
        return bool(re.search(r"并未|没有|并非|不是", near))
    return bool(denied.search(near) or (denied.match(trigger) and hit.type != "licence"))


def _is_conditional(hit: Hit, sentence: ChineseSentence, condition: re.Pattern[str], left: int) -> bool:
    number = sentence.clause_at(hit.start)
    first = sentence.clauses[max(0, number - 1)][0]
    stretch = sentence.text[first : hit.end]
    if "；" in sentence.text[first:left]:
        stretch = sentence.text[left : hit.end]
    return condition.search(stretch) is not None and hit.type != "licence_statistic"


def _is_only_wished(hit: Hit, sentence: ChineseSentence, before: str) -> bool:
    """Return whether the hit is planned, considered, agreed or forecast: in its clause, or by a verb that governs it."""
    cues = sentence.document.cues["factuality"]
    stretch = before[-40:]
    for found in cues["proposed"].finditer(stretch):
        if not (
            hit.type == "trade_deal"
            and hit.action in ("framework", "signed", "implemented")
            and found[0] in ("同意", "商定", "答应")
        ):
            return True
    number = sentence.clause_at(hit.start)
    if CAUSE.match(before):
        return False
    for left, right in reversed(sentence.clauses[:number]):
        text = sentence.text[left:right]
        if text.endswith(("；", "。")):
            break
        if GOVERNS.search(text) or WISHES.match(text) or (AGREED.search(text) and TURNS.search(before)):
            return True
        next_to = right == sentence.clauses[number][0] or bool(re.match(r"并|同时|也|还", before))
        if next_to and (hit.start - right <= 1 or IN_TURN.search(before)) and COMING.search(text):
            return True
    return False


def _is_future(hit: Hit, sentence: ChineseSentence, before: str) -> bool:
    future = sentence.document.cues["factuality"]["future"]
    for found in future.finditer(before[-24:]):
        if not found[0].startswith("将"):
            return True
        trigger = sentence.text[hit.start : hit.end]
        follows = FUTURE_FOLLOWS.match(before[-24:][found.start() :])
        if follows or found.end() == len(before[-24:]) or not OBJECT_MARKED.match(trigger):
            return True
    return False


def _is_unmeasured(hit: Hit, sentence: ChineseSentence) -> bool:
    """Return whether what should be measured is still to come: its word is a forecast's ("看涨", "更高")."""
    return hit.type == "trade_flow" and bool(
        re.search(r"(?:更高|更低|看涨|看跌|转降|转升)$", sentence.text[hit.start : hit.end])
    )


def _starts_ahead(hit: Hit, dates: list[ChineseDate], published: date | None) -> bool:
    """Return whether the hit takes effect after publication."""
    if published is None:
        return False
    today = published.isoformat()
    starts = [
        d
        for d in dates
        if d.lead in ("effective", "") and not d.compared and not (is_period(d) and hit.type in MEASURED)
    ]
    if hit.rule_id.endswith("-ends") and any(d.lead == "expires" and d.value > today for d in dates):
        return True
    return any(d.value > today[: len(d.value)] for d in starts if d.lead == "effective" or d.start < hit.end)
