"""Which legal text acts and which is acted upon, where a sentence names several: No. 70 suspends No. 61.

Read from the words around each number: a text is acted upon after "suspends", "duties under", before "is suspended"; it
acts after "signed", at the head of an active verb, or where the article is that text.
"""

import re
from collections import Counter
from collections.abc import Sequence

from reewatch.events.factuality import is_primary
from reewatch.events.families import RULING, specific
from reewatch.mentions import StoredMention

NUMBER = re.compile(r"(\d+(?:\.\d+)*)$")
CONTEXT = 90
VERB = (
    r"(?:suspend|paus|lift|revok|repeal|rescind|amend|extend|prolong|halt|withdraw|modif|end|cancel|replac|defer|postpon|"
    r"exempt|strik|str[iu]ck|vacat|annul|void|invalidat|renew|continu)"
)
#: What stands between a word and the number of a text.
NAME = (
    r"(?:(?:the|a|an|its|joint|new|a new|their|another|MOFCOM(?:'s)?)\s+)*"
    r"(?:Announcement|Executive Order|Order|Proclamation|Notice|Regulation|Rule|公告|No\.?|Nos\.?|EO|\s|\(EU\)|"
    r"\d{4}[/年-]第?)*$"
)
SIGNED = re.compile(
    r"(?:sign(?:ed|s|ing)|issu(?:ed|es|ing)|publish(?:ed|es|ing)|releas(?:ed|es|ing)|adopt(?:ed|s|ing)|promulgat\w+|"
    rf"\b{VERB}\w*\s+under|\bby|\bvia|\bthrough|\bwith|\bin|(?:^|[,;:]\s*)under|pursuant to|according to|"
    r"根据|发布|公布|印发|颁布)"
    rf"\s*{NAME}",
    re.IGNORECASE,
)
#: "The duty imposed by Proclamation 11004", "the controls in Announcement No. 61".
MADE_BY = re.compile(
    r"\b(?:impos\w+|set(?: out)?|requir\w+|introduc\w+|establish\w+|contained|dut(?:y|ies)|controls?|restrictions?|"
    rf"measures?|curbs?|requirements?|tariffs?)\s+(?:by|under|in|of|through|with)\s+{NAME}",
    re.IGNORECASE,
)
PAUSE = r"\b(?:suspension|pause|moratorium|waiver|reprieve|postponement|prolongation|extension|repeal|lifting|delay)s?"
#: "The suspension set out in Announcement No. 70", "the pause under No. 70": the text that grants it.
GRANTED_BY = re.compile(
    rf"{PAUSE}\s+(?:(?:(?:that|which)\s+)?(?:(?:was|is|were|are)\s+)?(?:set out|laid down|contained|announced|decreed|"
    r"ordered|provided(?: for)?|granted|made|written|declared|published|agreed|decided)\s+)?"
    rf"(?:in|by|under|through|with|via)\s+{NAME}",
    re.IGNORECASE,
)
#: "The suspension of the October controls under No. 70": of the text that suspends, or of the one that is suspended.
EITHER_WAY = re.compile(rf"{PAUSE}\s+(?:of|on|in)\b[^.;]*\b(?:under|in|by|through|via|with)\s+{NAME}", re.IGNORECASE)
#: Between what is acted upon and the text that does it: "suspended No. 61 under No. 70", but not "No. 55 and No. 61".
BY_THIS = re.compile(
    r"^(?!.*(?:\band\b|\bor\b|\bas well as\b|[;、]|\b(?:impos|introduc|requir|establish|contain)\w+))"
    rf"[^,]*\b(?:under|by|through|via)\s+{NAME}",
    re.IGNORECASE,
)
ACTED_LEFT = re.compile(
    rf"(?:\b{VERB}\w*|\bsuspension|\bpause|\bhold|implementation|application|enforcement|effect|\bcontrols?|"
    r"\bdut(?:y|ies)|"
    r"\bmeasures?|\btariffs?|\brules?|\brequirements?|\bcurbs?|required by|\bset (?:out )?by|"
    r"imposed (?:by|under)|暂停实施|停止执行|停止实施|"
    r"继续暂停|延长|取消|废止|修改)[^;]*$",
    re.IGNORECASE,
)
ACTED_RIGHT = re.compile(
    rf"^[^;]*?(?:\b(?:is|are|was|were|be|been|being|remain\w*|stays?|kept|keep)\s+(?:\w+\s+){{0,3}}(?:{VERB}\w*|"
    r"on hold|in abeyance|frozen)|\b(?:suspended|on hold|paused)\b|暂停|停止)",
    re.IGNORECASE,
)
ACTING_RIGHT = re.compile(
    rf"^[^;]{{0,60}}?(?<!is )(?<!are )(?<!was )(?<!were )\b{VERB}(?:s|es|ing|ed)?\b(?!\s+(?:until|since|for|from)\b)",
    re.IGNORECASE,
)
#: "No. 6, which suspends the controls, has been extended": it acts, whatever is done to it.
ACTING_CLAUSE = re.compile(rf"^(?: of \d{{4}})?,? (?:which|that) (?:has |had )?{VERB}\w*\b", re.IGNORECASE)
ANOTHER = re.compile(r"第\s?\d{1,3}\s?号")
ACTS = "acts"
ACTED_UPON = "acted upon"


def acting_texts(members: Sequence[StoredMention]) -> frozenset[str]:
    """Return those of the texts that an act's tellings name which do the act; the others are acted upon."""
    votes: dict[str, Counter[str]] = {}
    for stored in members:
        texts = specific(stored.mention.instruments)
        for text in texts:
            role = _role(stored, text, alone=len(texts) == 1)
            if role:
                votes.setdefault(text, Counter())[role] += 1
    acting = frozenset(t for t, v in votes.items() if v[ACTS] > v[ACTED_UPON])
    named = frozenset(i for m in members for i in specific(m.mention.instruments))
    return acting if acting < named or len(named) == 1 else _newest(acting)


def _newest(texts: frozenset[str]) -> frozenset[str]:
    """Of texts that all seem to act, the one with the highest number came last and acts."""
    return frozenset([max(texts, key=lambda t: [int(n) for n in re.findall(r"\d+", t)])]) if texts else texts


def _role(stored: StoredMention, text: str, *, alone: bool) -> str | None:
    """Return what a text does in a sentence, None where its words do not tell."""
    if text.startswith(RULING):
        return ACTS
    number = _number(text)
    if is_primary(stored) and is_named_in_headline(stored, text):
        return ACTS
    place = _place(number, stored.sentence)
    others = [p for t in specific(stored.mention.instruments) - {text} if (p := _place(_number(t), stored.sentence))]
    if place is None:  # lent by its article; or inside a range ("55 to 58"): what stands in lists is acted upon
        return ACTED_UPON if others and not alone else None
    left, right = stored.sentence[: place.start()][-CONTEXT:], stored.sentence[place.end() :][:CONTEXT]
    before = max((p.end() for p in others if p.end() <= place.start()), default=0)
    acted_before = re.search(rf"{PAUSE}|\b{VERB}", stored.sentence[:before], re.IGNORECASE)
    if GRANTED_BY.search(left) or (acted_before and BY_THIS.search(stored.sentence[before : place.start()])):
        return ACTS
    return None if EITHER_WAY.search(left) else _by_words(left, right)


def _by_words(left: str, right: str) -> str | None:
    """Return what a text does by the words before and behind its number."""
    if ACTING_CLAUSE.search(right) or (SIGNED.search(left) and not MADE_BY.search(left)):
        return ACTS
    if MADE_BY.search(left) or ACTED_RIGHT.search(right) or ACTED_LEFT.search(left):
        return ACTED_UPON
    return ACTS if ACTING_RIGHT.search(right) else None


def _place(number: str, sentence: str) -> re.Match[str] | None:
    return re.search(rf"(?<![\d.-]){re.escape(number)}(?![\d%])", sentence)


def names_number(text: str, sentence: str) -> bool:
    """Return whether a sentence tells the number of a text itself."""
    return _place(_number(text), sentence) is not None


#: "Revoked Executive Order 14420", with which the move that it made is off.
TAKEN_BACK = re.compile(
    rf"\b(?:revok|repeal|rescind|cancel|withdr|annul|void|terminat|scrap)\w*\s*{NAME}", re.IGNORECASE
)


def is_taken_back(text: str, sentence: str) -> bool:
    """Return whether a sentence tells that a text itself is revoked."""
    place = _place(_number(text), sentence)
    return place is not None and TAKEN_BACK.search(sentence[: place.start()]) is not None


def is_named_in_headline(stored: StoredMention, text: str) -> bool:
    """Return whether a headline tells the number of the text that it is, not of one that it acts upon."""
    number = _number(text)
    if not re.search(rf"(?<![\d-]){re.escape(number)}(?!\d)", stored.title):
        return False
    head = stored.title.split(number)[0]
    if ACTED_LEFT.search(head) and ANOTHER.search(head):
        return False  # "第63号 关于继续暂停实施第61号": a headline begins with its own number
    return not ACTED_LEFT.search(head) or len(head) <= CONTEXT // 3 or bool(re.search(r"\($|公告\d{4}年第$", head))


def _number(text: str) -> str:
    found = NUMBER.search(text)
    return found[1] if found else text.rsplit("-", 1)[-1]
