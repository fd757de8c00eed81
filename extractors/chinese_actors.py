"""Who acts, upon whom, and who says so, in a Chinese sentence."""

import re

from extractors.chinese_events import Hit
from extractors.chinese_scenes import ChineseName, ChineseSentence

#: Acts that are China's unless another state is named as acting.
CHINESE_ACTS = ("export_control", "licence", "licence_statistic", "military_scope", "trade_flow", "enforcement")
FIRST_OF_TWO = ("trade_deal", "partnership")
SOURCE = re.compile(
    r"(?:据|根据|按照|依据|援引|引述|引用)(?P<who>[^，。；]{2,24}?)(?:的)?(?:消息(?!人)|报道|报导|数据|统计|介绍|说法|称|说|透露|公布|发布|估计|预计|披露|资料)"
)
BEFORE_VERB = re.compile(r"[^，。；：！？、\s]{2,30}$")
#: Words between a speaker and his verb.
ADVERBS = re.compile(
    r"(?:则|也|还|都|并|又|均|曾|已|周[一二三四五六日]|\d+日|在[^，。；]{1,16}(?:上|中|时|会上)|上周|本周|近日|日前|今天|当天|昨日|随后|同时|当日|进一步|强烈|公开|普遍|强调|：)+$"
)
MEASURER = {"CN.GACC"}


def actor_and_target(hit: Hit, sentence: ChineseSentence) -> tuple[str | None, str | None]:
    """Return the codes of who acts and whom it acts on; None where sentence and headline do not tell."""
    if hit.type == "price":
        return None, None
    names = _near(hit, sentence)
    subject = next((n for n in reversed(names) if n.side == "subject" and n.start < hit.end and n.kind != "body"), None)
    towards = next((n for n in reversed(names) if n.side == "towards"), None)
    if hit.type in FIRST_OF_TWO:
        return _two_sides(hit, sentence, names)
    if hit.type == "tariff":
        return _tariff(sentence, subject, towards)
    if hit.type in CHINESE_ACTS:
        return _chinese(hit, sentence, subject, towards)
    actor = subject.code if subject else _of_headline(sentence)
    return actor, towards.code if towards and towards.code != actor else None


def _near(hit: Hit, sentence: ChineseSentence) -> list[ChineseName]:
    left, right = hit.reach
    inside = [n for n in sentence.names if left <= n.start < right]
    return inside or [n for n in sentence.names if n.start < right]


def _of_headline(sentence: ChineseSentence) -> str | None:
    first = sentence
    while first.before is not None:
        first = first.before
    names = [n for n in first.names if n.side == "subject" and n.kind != "body"]
    return names[0].code if names else None


def _two_sides(hit: Hit, sentence: ChineseSentence, names: list[ChineseName]) -> tuple[str | None, str | None]:
    source: ChineseSentence | None = sentence
    codes: list[str] = []
    acting = [n for n in names if n.kind in ("state", "agency", "person", "firm") and n.side != "place"]
    while source is not None:
        codes += [n.code for n in acting if n.code.split(".")[0] not in {c.split(".")[0] for c in codes}]
        codes = list(dict.fromkeys(codes))
        if len(codes) > 1 or source.before is None or hit.type == "partnership":
            break
        if not re.search(r"双方|两国|双边", sentence.text) and codes:
            break
        source = source.before
        acting = [n for n in source.names if n.kind in ("state", "agency", "person")]
    if not codes:
        return _of_headline(sentence), None
    sides = [codes[0], *(c for c in codes[1:] if c.split(".")[0] != codes[0].split(".")[0])]
    return sides[0].split(".")[0] if hit.type == "trade_deal" else sides[0], sides[1].split(".")[0] if len(
        sides
    ) > 1 else None


def _tariff(
    sentence: ChineseSentence, subject: ChineseName | None, towards: ChineseName | None
) -> tuple[str | None, str | None]:
    target = towards.code.split(".")[0] if towards else None
    if subject is not None and subject.code != target:
        actor: str | None = subject.code
    elif target == "CN":
        actor = "US"
    elif target == "US":
        actor = sentence.document.issuer or "CN"
    else:
        actor = sentence.document.issuer or (subject.code if subject else _of_headline(sentence))
    side = (actor or "").split(".")[0]
    if target is None or target == side:
        target = {"US": "CN", "CN": "US"}.get(side)
    return actor, target


def _chinese(
    hit: Hit, sentence: ChineseSentence, subject: ChineseName | None, towards: ChineseName | None
) -> tuple[str | None, str | None]:
    acting_abroad = (
        subject is not None and subject.code[:2] not in ("CN", "or") and _acts_itself(hit, sentence, subject)
    )
    target = towards.code.split(".")[0] if towards and (acting_abroad or not towards.code.startswith("CN")) else None
    if sentence.document.issuer:
        if hit.type == "enforcement" and subject and subject.code == "CN.GACC":
            return "CN.GACC", target
        return sentence.document.issuer, target
    if hit.type == "enforcement" and hit.action == "alleged_breach":
        return _accused(hit, sentence)
    if hit.type == "trade_flow":
        exporter = subject if subject and subject.kind == "state" and not _is_buyer(sentence, subject) else None
        return (exporter.code if exporter else "CN"), hit.target
    if hit.type == "licence_statistic":
        body = next((n.code for n in sentence.names if n.kind == "body"), None)
        of = {"EU Chamber": "EU", "CLEPA": "EU", "AmCham China": "US", "VDA": "DE", "BDI": "DE", "SIAM": "IN"}
        return "CN", target or of.get(body or "") or _foreign(subject)
    if subject is None or subject.kind in ("firm", "person") or hit.type == "licence":
        return _licensing(subject), target or (_foreign(subject) if hit.type == "licence" else None)
    acts_abroad = not subject.code.startswith("CN") and _acts_itself(hit, sentence, subject)
    if subject.code.startswith("CN") or acts_abroad:
        return subject.code, target
    return "CN", target or _foreign(subject)


def _acts_itself(hit: Hit, sentence: ChineseSentence, subject: ChineseName) -> bool:
    """Return whether a foreign state is told as restricting: nobody Chinese is named as acting before the trigger."""
    chinese = any(n.code.startswith("CN") and n.side == "subject" for n in sentence.names if n.start < hit.start)
    said = any(v in sentence.text[subject.end : subject.end + 4] for v in ("说", "称", "表示", "指", "认为"))
    return (
        not chinese
        and not said
        and subject.kind in ("state", "agency")
        and hit.type in ("export_control", "enforcement", "military_scope")
    )


def _licensing(subject: ChineseName | None) -> str:
    if subject and subject.code.startswith(("CN", "US.COMMERCE", "US.BIS")):
        return subject.code
    return "CN"


def _foreign(subject: ChineseName | None) -> str | None:
    return subject.code if subject and subject.kind == "state" and subject.code != "CN" else None


def _accused(hit: Hit, sentence: ChineseSentence) -> tuple[str | None, str | None]:
    """Return who is accused, and by whom: the state between the accusing verb and the breach."""
    states = [
        n.code.split(".")[0] for n in sentence.names if n.kind in ("state", "agency", "person") and n.start < hit.end
    ]
    if not states:
        return _of_headline(sentence), None
    accused = states[-1]
    return accused, next((s for s in states if s != accused), None)


def _is_buyer(sentence: ChineseSentence, name: ChineseName) -> bool:
    return name.side != "subject" or bool(
        re.match(r"[^，。；]{0,8}(?:进口|买|采购|客户|企业|最大买家)|(?:则|仍)?\d", sentence.text[name.end :])
    )


def speaker_of(hit: Hit, sentence: ChineseSentence) -> tuple[str | None, bool]:
    """Return who asserts the hit, and whether it is nobody with a name."""
    cues = sentence.document.cues["attribution"]
    unnamed = cues["unnamed"].search(sentence.text)
    if sentence.answering and not sentence.restated:
        return sentence.answering, False
    for found in cues["verbs"].finditer(sentence.text):
        who = _speaker_before(sentence, found.start(), hit)
        if who is not None and _governs(sentence, found.start(), hit):
            return who, bool(cues["unnamed"].search(who)) or (
                unnamed is not None and unnamed.start() <= found.start() and unnamed[0] in who
            )
    told = SOURCE.search(sentence.text)
    if told:
        named = next((n for n in sentence.names if told.start("who") <= n.start < told.end("who")), None)
        return (named.code if named else told["who"]), bool(cues["unnamed"].search(told["who"]))
    hearsay = unnamed is not None and unnamed[0] in (
        "据悉",
        "据报",
        "据传",
        "传出",
        "传言",
        "坊间",
        "有媒体",
        "媒体报道",
    )
    measured = next(
        (n.code for n in sentence.names if n.code in MEASURER and hit.type == "trade_flow" and n.start < hit.start),
        None,
    )
    return measured, hearsay


def _governs(sentence: ChineseSentence, verb: int, hit: Hit) -> bool:
    """Return whether a verb of saying has the hit as what is said: before it, or at the very end of the sentence."""
    return verb < hit.start or (verb > len(sentence.text) - 8 and not sentence.text.endswith(("？", "?")))


def _speaker_before(sentence: ChineseSentence, verb: int, hit: Hit) -> str | None:
    """Return who stands before a verb of saying: a name's code, or the words of a role."""
    left, _ = sentence.clauses[sentence.clause_at(verb)]
    told = ADVERBS.sub("", sentence.text[left:verb].strip("，；：。 "))
    if not told:
        return None
    if hit.start < verb <= hit.end or (left <= hit.start < verb):
        return None
    named = [n for n in sentence.names if left <= n.start and n.end <= left + len(told) + 2 and n.side == "subject"]
    role = re.search(
        r"[^，。；：、\s]{0,16}(?:人士|分析师|业者|官员|发言人|负责人|专家|高管|商会|协会|外媒|媒体|消息|部长|总统|主席|首席执行官|执行长|总裁|律师|交易商|贸易商|厂商|经理|机构|研究员|代表|数据|清单|声明|报告|文件|公司|集团|会长|总经理|券商|智库)$",
        told,
    )
    if role:
        state = named[-1] if named and not re.search(r"分析师|人士|业者|专家|交易商|贸易商|研究员|律师", told) else None
        return state.code if state else role[0]
    if named and named[-1].end >= left + len(told) - 3:
        return named[-1].code
    return None
