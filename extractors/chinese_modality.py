"""Factuality, timeframe and rung of a Chinese event, from its clause and those it depends on."""

import re
from datetime import date

from extractors.chinese_dates import ChineseDate
from extractors.chinese_events import Hit
from extractors.chinese_flows import is_period
from extractors.chinese_scenes import ChineseSentence

LEGAL = ("export_control", "tariff", "military_scope", "enforcement")
MEASURED = ("trade_flow", "price", "licence_statistic")
NEWS_DAYS = 14
LONG_AGO = 45
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
#: A future told in one clause goes on in the next one that begins with its verb.
#: "Whoever breaks this": a penalty that stands in a rule.
CLAUSE_OF_LAW = re.compile(r"违反|违者|凡|任何(?:国家|组织|企业|个人)|若|如(?!今)|同样|一律|都将|均将")
COMING = re.compile(r"将(?![^，。；]{2,30}(?:列入|纳入|移出|降至|延长|冻结|暂停|推迟|打入))|拟|计划")
#: "Than last year" dates nothing.
COMPARED_YEAR = re.compile(r"(?:比|较|高于|低于)(?:去年|前年|此前|之前|过去)")
TALKS_AGREED = re.compile(r"商定|同意|约定")
#: Made known; whether it applies yet is not said.
UNVEILS = re.compile(r"宣布|公布|发布|公告|推出|出台|祭出|颁布")
HEDGED = re.compile(r"恐|可能|或(?!者)|有望|预计|预期|估计|预料|料将|看好|可望|也许|研判")
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
NOT_DENIED = ("zh-suspension-not-covering", "zh-lift-not-covering", "zh-control-not-covered", "zh-control-not-a-ban")


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
    ahead = _starts_ahead(hit, dates, sentence.document.published)
    if hit.type in LEGAL and ahead and not _is_only_wished(hit, sentence, before):
        return "scheduled"
    if sentence.document.issuer and hit.type in LEGAL:
        return "actual"
    if _is_only_wished(hit, sentence, before) or _is_future(hit, sentence, before):
        legal = cues["legal"].search(sentence.text) is not None
        return "scheduled" if ahead and legal and hit.type in (*LEGAL, "trade_deal") else "proposed"
    if hit.type == "capacity" and dates and published_before(dates, sentence):
        return "proposed"
    if hit.type in MEASURED and _is_unmeasured(hit, sentence):
        return "proposed"
    return "actual"


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
        return False
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


def timeframe_of(hit: Hit, sentence: ChineseSentence, dates: list[ChineseDate], period: str) -> str:
    """Return new or background; ``period`` is the last month or quarter that the document's news measures."""
    if sentence.restated:
        return "background"
    published = sentence.document.published
    if sentence.number == 0 or sentence.document.issuer:
        return "new"
    told = [d for d in dates if not d.compared and d.lead not in ("expires", "deadline")]
    if hit.type in MEASURED or (hit.type == "capacity" and hit.action == "expanded"):
        last = max((_last_month(d.value) for d in told if is_period(d)), default="")
        if last:
            return "background" if period and last < period else "new"
    ages = [a for d in told if published and (a := _age(d.value, published)) is not None]
    cues = sentence.document.cues["timeframe"]
    left, right = sentence.clauses[sentence.clause_at(hit.start)]
    past = [a for a in ages if a >= 0]
    if any(a <= NEWS_DAYS for a in past or ages):
        return "new"
    if cues["new"].search(sentence.text, left, right):
        return "new"
    if ages:
        return "background"
    first = left if hit.type in MEASURED else 0
    return "background" if cues["background"].search(COMPARED_YEAR.sub("", sentence.text[first:right])) else "new"


def _age(value: str, published: date) -> int | None:
    """Return how many days ago a date was; a month counts from its end, what is less precise only by whole years."""
    if "Q" in value or "H" in value or len(value) == len("2025"):
        return 366 if int(value[:4]) < published.year else None
    parts = [int(p) for p in value.split("-")]
    day = parts[2] if len(parts) > 2 else 28  # noqa: PLR2004
    return (published - date(parts[0], parts[1], day)).days


def _last_month(value: str) -> str:
    if "Q" in value:
        return f"{value[:4]}-{int(value[-1]) * 3:02}"
    if "H" in value:
        return f"{value[:4]}-{int(value[-1]) * 6:02}"
    return f"{value}-12" if len(value) == len("2025") else value[:7]


def last_period(sentences: list[ChineseSentence]) -> str:
    """Return the period that the news measures: that of the headline, else of the first sentence that measures one."""
    for sentence in sentences:
        months = [_last_month(d.value) for d in sentence.dates if is_period(d)]
        if months and (sentence.number == 0 or sentence.figures):
            return max(months)
    return ""


def commitment_of(
    hit: Hit, sentence: ChineseSentence, factuality: str, *, timeframe: str, unnamed: bool, speaker: bool, official: bool, started: bool,
    later: bool,
) -> str:  # fmt: skip
    """Return the rung; ``started`` where a start told is past, ``later`` where the document tells of a start ahead."""
    cues = sentence.document.cues["factuality"]
    if unnamed:
        return "speculation"
    if sentence.document.issuer:
        return "in_force" if started and factuality == "actual" else "binding"
    if hit.type in MEASURED:
        return "verified" if factuality == "actual" else "speculation"
    if factuality in ("proposed", "threatened"):
        left, right = sentence.clauses[sentence.clause_at(hit.start)]
        if speaker and not official and HEDGED.search(sentence.text, left, right):
            return "speculation"
        agreed = TALKS_AGREED if hit.action == "talks" else cues["agreed"]
        framed = factuality == "proposed" and hit.type in (*LEGAL, "trade_deal") and agreed.search(sentence.text)
        return "framework" if framed else "statement"
    if factuality == "denied":
        return "statement" if speaker or hit.type not in LEGAL else "in_force"
    if factuality == "scheduled":
        return "binding"
    rung = _firm(hit.type, hit.action)
    fresh = rung == "in_force" and timeframe == "new" and not started
    told = (
        hit.type in ("export_control", "tariff")
        and hit.action in ("imposed", "expanded", "raised")
        and hit.rule_id != "zh-entity-listed"
    )
    left, right = sentence.clauses[sentence.clause_at(hit.start)]
    if fresh and told and UNVEILS.search(sentence.text, left, right):
        return "binding"
    waits = fresh and sentence.number == 0 and later
    return "binding" if waits else rung


def _firm(type_: str, action: str) -> str:
    table = {
        ("trade_deal", "talks"): "statement", ("trade_deal", "framework"): "framework", ("trade_deal", "signed"): "binding",
        ("trade_deal", "extended"): "framework", ("trade_deal", "implemented"): "in_force",
        ("investment", "announced"): "statement", ("investment", "committed"): "binding",
        ("investment", "cancelled"): "statement", ("partnership", "signed"): "framework",
        ("partnership", "announced"): "framework", ("capacity", "first_output"): "verified",
        ("capacity", "expanded"): "verified", ("capacity", "halted"): "statement",
        ("enforcement", "alleged_breach"): "statement", ("stockpile", "purchased"): "statement",
    }  # fmt: skip
    return table.get((type_, action), "in_force")
