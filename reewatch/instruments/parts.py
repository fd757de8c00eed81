"""Parts of a legal text: an article, some points of a rate, some firms of a list, told in the document's words."""

import re

from reewatch.mentions import StoredMention

#: Parts by their number; "Section 232" is a statute, not a part.
NUMBERED = re.compile(
    r"\b((?:Articles?|Art\.|Paragraphs?|Annex(?:es)?|Chapters?|Clauses?|Schedules?|Points?|Items?|Parts?|"
    r"Sections?(?= \d{1,2}\b)|Titles?)\s+(?:\d{1,3}(?:\(\d+\))?[a-z]?|[IVX]+|[A-C])\b"
    r"(?:\s*(?:,|and|to|or|-|\u2013)\s*\d{1,3}\b(?!\s*%|\s+(?:of )?\d{4}))*)",
)
#: "The other parts of the announcement remain in force": the text itself stands.
THE_REST = re.compile(
    r"\b(?:rest|remainder) of (?:the|its|that)|\b(?:other|remaining) (?:parts?|articles|provisions|annexes|clauses)\b|"
    r"其余|其他(?:部分|条款|规定)",
    re.IGNORECASE,
)
#: "Under Article 12 of the Export Control Law": what an act rests on is no part of the text that it is upon.
GROUND = re.compile(
    r"\b(?:under|pursuant to|in (?:accordance|line) with|based on|on the basis of|citing|invoking|invoked|"
    r"as required by) (?:the )?$",
    re.IGNORECASE,
)
OF_A_LAW = re.compile(
    r"^(?:\(\w+\))* (?:of|in) (?:[\w'-]+ ){0,6}?(?:law|act|treaty|code|constitution|gatt|charter)\b",
    re.IGNORECASE,
)
#: A part told without its number: "an article of the regulation", "annulled the second annex".
UNNUMBERED = re.compile(
    r"\b((?:an?|one|the|its|two|three|four|five|several|some) (?:of (?:the|its) )?(?:\w+ )?"
    r"(?:articles?|annex(?:es)?|paragraphs?|clauses?|chapters?))\b(?! ?\d)",
    re.IGNORECASE,
)
UNDONE = (
    r"(?:annul|repeal|revok|rescind|delet|str[iu]ck|strik|quash|void|scrap|suspend|withdr|cancel|invalidat|abolish|"
    r"drop)\w*"
)
UNDONE_BEFORE = re.compile(rf"\b{UNDONE} (?:down |out |only |just )?$", re.IGNORECASE)
UNDONE_BEHIND = re.compile(rf"^[^,;.]{{0,80}}?\b(?:is|are|was|were|be|been) (?:\w+ )?{UNDONE}", re.IGNORECASE)
SHARE = re.compile(
    r"\b(\d+(?:\.\d+)?(?: (?:percentage )?points)?) (?:out )?of (?:the |its |all |some )?(?:total )?"
    r"(\d+(?:\.\d+)?)(?:-| )(?:percentage[- ])?"
    r"(points?|percent|per cent|firms|companies|entities|items|elements|products|codes)\b",
    re.IGNORECASE,
)
POINTS = re.compile(
    r"\b(\d+(?:\.\d+)? (?:percentage )?points) of (?:the|its|a|that) (?:[\w-]+ ){0,4}?"
    r"(?:dut|tariff|rate|levy|surcharge)",
    re.IGNORECASE,
)
EXCLUSIONS = re.compile(r"\b(?:tariff |product |existing |certain |the )?(exclusions)\b", re.IGNORECASE)
#: Firms taken off a list: the others stay on it.
DELISTED = re.compile(
    r"\b((?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|some) (?:of (?:the|its) )?(?:[\w.-]+ ){0,3}?"
    r"(?:companies|firms|entities|contractors|institutes|universities))\b|(\d+家[^\W\d]{0,10}?(?:实体|企业|公司|机构))",
    re.IGNORECASE,
)
OFF_A_LIST = re.compile(r"\b(?:from|off) (?:\S+ ){0,5}list\b|\bdelist|移出|移除|剔除|除名", re.IGNORECASE)
_ARTICLES = r"第[一二三四五六七八九十百\d]+[条款项](?:(?:、|和|及|至|与)(?:第)?[一二三四五六七八九十百\d]+[条款项])*"
CHINESE = re.compile(rf"({_ARTICLES}|附件[一二三四五六七八九十\d]+)")
#: An article of another text: behind its number.
CHINESE_OF_A_TEXT = re.compile(
    rf"\d号(?:公告|令|通知|决定)?(?:[》」])?(?:中|之)?(?:的)?((?:{_ARTICLES}|附件[一二三四五六七八九十\d]+))"
)
#: 根据《出口管制法》第十二条: a ground, as above.
CHINESE_GROUND = re.compile(r"(?:法|条例|条约|协定)》?$")
CHINESE_POINTS = re.compile(r"(\d+%的?(?:加征)?(?:关税|税率))")


def part_told(stored: StoredMention) -> str | None:
    """Return the part of a text that a sentence speaks of, in its words; None where it speaks of the whole."""
    sentence = stored.sentence
    if stored.mention.action == "imposed" and THE_REST.search(sentence):
        return None
    counted = _counted(sentence, stays=stored.mention.action in ("suspended", "extended", "imposed"))
    if part := counted or _numbered(sentence) or _unnumbered(sentence) or _chinese(stored):
        return part
    if stored.mention.type == "tariff" and (found := EXCLUSIONS.search(sentence)):
        return found[1].lower()
    return None


def _chinese(stored: StoredMention) -> str | None:
    """Return the article or annex that a Chinese sentence names; in an issuer's own text only that of another text."""
    sentence = stored.sentence
    if found := CHINESE_OF_A_TEXT.search(sentence):
        return found[1]
    own = [m[1] for m in CHINESE.finditer(sentence) if not CHINESE_GROUND.search(sentence[: m.start()])]
    return own[0] if own and stored.issuer is None else None


def _numbered(sentence: str) -> str | None:
    """Return the part that is told by its number, passing over the articles of laws that an act rests on."""
    for found in NUMBERED.finditer(sentence):
        rests = GROUND.search(sentence[: found.start()]) and OF_A_LAW.search(sentence[found.end() :])
        if not rests:
            return " ".join(found[1].split())
    return None


def _unnumbered(sentence: str) -> str | None:
    """Return the part without a number that something is done to: "annulled an article of the regulation"."""
    for found in UNNUMBERED.finditer(sentence):
        if UNDONE_BEFORE.search(sentence[: found.start()]) or UNDONE_BEHIND.search(sentence[found.end() :]):
            return " ".join(found[1].split())
    return None


def _counted(sentence: str, *, stays: bool) -> str | None:
    """Return the part that is told by a number: of points, of items, of firms taken off a list.

    ``stays`` where the act is upon what stays on it: the firms that leave are no part of that.
    """
    if found := SHARE.search(sentence):
        number, total, unit = found[1].split()[0], found[2], found[3]
        return f"{number} of {total} {_plural(unit)}"
    if found := POINTS.search(sentence):
        return found[1]
    if not stays and OFF_A_LIST.search(sentence) and (found := DELISTED.search(sentence)):
        return found[1] or found[2]
    return None


def _plural(unit: str) -> str:
    return "points" if unit.lower().startswith(("point", "percent", "per cent")) else unit.lower()
