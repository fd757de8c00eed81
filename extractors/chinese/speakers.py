"""Who asserts what a Chinese sentence tells: officials, bodies, and sources without a name."""

import re

from extractors.chinese.events import Hit
from extractors.chinese.scenes import ChineseSentence

SOURCE = re.compile(
    r"(?:据|根据|按照|依据|援引|引述|引用)(?P<who>[^，。；]{2,24}?)(?:的)?(?:消息(?!人)|报道|报导|数据|统计|介绍|说法|称|说|透露|公布|发布|估计|预计|披露|资料)"
)
#: Words between a speaker and his verb.
ADVERBS = re.compile(
    r"(?:则|也|还|都|并|又|均|曾|已|周[一二三四五六日]|(?:\d+月)?\d+日|(?<=[\u4e00-\u9fff])在[^，。；]{1,16}|上周|本周|近日|日前|今天|当天|昨日|随后|同时|当日|进一步|强烈|公开|普遍|强调|后|：)+$"
)
ROLE = re.compile(
    r"[^，。；：、\s]{0,16}(?:业内|业界|市场|人士|分析师|业者|官员|发言人|负责人|专家|高管|商会|协会|外媒|媒体|消息|部长|大臣|总统|主席|首席执行官|执行长|总裁|律师|交易商|贸易商|厂商|经理|机构|研究员|代表|数据|清单|声明|报告|文件|公司|集团|会长|总经理|券商|智库|日报|时报|社)$"
)
NAMELESS = re.compile(r"业内|业界|市场|分析师|人士|业者|专家|交易商|贸易商|研究员|律师")
#: "何咏前：…", "外媒：…" at the head of a headline.
HEADLINE_SPEAKER = re.compile(r"(?P<who>[^，。：\s]{2,12})：")
BODY = re.compile(r"(?:协会|商会|联合会|学会|工会|联盟)$")
PRONOUN = re.compile(r"(?:他|她|其|发言人|该发言人|该部|该部门)$")
HEARSAY = ("有消息", "据悉", "据报", "据传", "传出", "传言", "坊间", "有媒体", "媒体报道")
#: What goes on in the voice of the sentence before.
GOES_ON = re.compile(
    r"(?:中方|我方|我们|企业|凡|对于?|有关|相关|此次|此举|这|该|双方|中国|只要|今后|下一步|同时|措施|管制)"
)
MEASURER = "CN.GACC"


def speaker_of(hit: Hit, sentence: ChineseSentence) -> tuple[str | None, bool]:
    """Return who asserts the hit, and whether it is nobody with a name."""
    if sentence.answering and not sentence.restated:
        return sentence.answering, False
    for who in (_of_headline(sentence), _of_verb(sentence, hit), _of_source(sentence)):
        if who is not None:
            return who, sentence.document.cues["attribution"]["unnamed"].search(who) is not None
    unnamed = sentence.document.cues["attribution"]["unnamed"].search(sentence.text)
    if unnamed is not None and unnamed[0] in HEARSAY:
        return None, True
    if hit.type == "trade_flow" and any(n.code == MEASURER and n.start < hit.start for n in sentence.names):
        return MEASURER, False
    return _going_on(sentence), False


def _of_headline(sentence: ChineseSentence) -> str | None:
    head = HEADLINE_SPEAKER.match(sentence.text) if sentence.number == 0 else None
    if head is None:
        return None
    named = next((n for n in sentence.names if n.end == head.end() - 1), None)
    nobody = sentence.document.cues["attribution"]["unnamed"].search(head["who"])
    if named and not (named.kind == "state" and BODY.search(head["who"])):
        return named.code
    return head["who"] if nobody or BODY.search(head["who"]) else None


def _of_verb(sentence: ChineseSentence, hit: Hit) -> str | None:
    """Return who stands before a verb of saying that has the hit as what is said: before it, or at the very end."""
    for found in sentence.document.cues["attribution"]["verbs"].finditer(sentence.text):
        verb = found.start()
        at_end = verb > len(sentence.text) - 8 and not sentence.text.endswith(("？", "?"))
        left, _ = sentence.clauses[sentence.clause_at(verb)]
        inside = hit.start < verb <= hit.end or left <= hit.start < verb
        if (verb < hit.start or at_end) and not inside and (who := speaker_before(sentence, verb)):
            return who
    return None


def _of_source(sentence: ChineseSentence) -> str | None:
    told = SOURCE.search(sentence.text)
    if told is None:
        return None
    named = next((n for n in sentence.names if told.start("who") <= n.start < told.end("who")), None)
    return named.code if named else told["who"]


def speaker_before(sentence: ChineseSentence, verb: int) -> str | None:
    """Return who stands before a verb of saying: a name's code, the words of a role, who a pronoun stands for."""
    left, _ = sentence.clauses[sentence.clause_at(verb)]
    told = ADVERBS.sub("", sentence.text[left:verb].strip("，；：。 "))
    if not told:
        return None
    if PRONOUN.match(told) and sentence.before is not None:
        return _last_named(sentence.before)
    end = left + len(told)
    named = [n for n in sentence.names if left <= n.start and n.end <= end + 2 and n.side == "subject"]
    role = ROLE.search(told)
    if role:
        if BODY.search(told) and all(n.kind == "state" for n in named):
            return role[0]  # an association of China is not China
        return named[-1].code if named and not NAMELESS.search(told) else role[0]
    return named[-1].code if named and named[-1].end >= end - 3 else None


def _last_named(sentence: ChineseSentence | None) -> str | None:
    """Return the official or the body named last before."""
    while sentence is not None:
        said = [n.code for n in sentence.names if n.kind in ("agency", "person", "body") and n.side == "subject"]
        if said:
            return said[0]
        sentence = sentence.before
    return None


def _going_on(sentence: ChineseSentence) -> str | None:
    """Return the speaker of the sentence before, where this one only goes on in a report of a briefing."""
    last = sentence.before
    briefing = sentence.document.cues["document"]["questions"].search(sentence.document.about)
    if last is None or sentence.opens or not briefing or not GOES_ON.match(sentence.text):
        return None
    for found in sentence.document.cues["attribution"]["verbs"].finditer(last.text):
        who = speaker_before(last, found.start())
        if who and re.match(r"[A-Z]{2}(?:\.[A-Z]+)?$", who):
            return who
    return None
