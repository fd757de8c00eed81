"""Parts of a legal text: an article, some points of a rate, some firms of a list, told in the document's words."""

import re

from reewatch.mentions import StoredMention

#: Parts by their number; "Section 232" is a statute, not a part.
NUMBERED = re.compile(
    r"\b((?:Articles?|Art\.|Paragraphs?|Annex(?:es)?|Chapters?|Clauses?|Schedules?|Points?|Items?|Parts?|"
    r"Sections?(?= \d{1,2}\b)|Titles?)\s+(?:\d{1,3}(?:\(\d+\))?[a-z]?|[IVX]+|[A-C])\b"
    r"(?:\s*(?:,|and|to|or|-|\u2013)\s*\d{1,3}\b(?!\s*%|\s+(?:of )?\d{4}))*)",
)
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
CHINESE = re.compile(r"(第[一二三四五六七八九十百\d]+[条款项])")
#: An article of another text: behind its number.
CHINESE_OF_A_TEXT = re.compile(r"\d号(?:[》」])?(?:中)?(?:的)?(第[一二三四五六七八九十百\d]+[条款项])")
CHINESE_POINTS = re.compile(r"(\d+%的?(?:加征)?(?:关税|税率))")


def part_told(stored: StoredMention) -> str | None:
    """Return the part of a text that a sentence speaks of, in its words; None where it speaks of the whole."""
    sentence = stored.sentence
    if counted := _counted(sentence, stays=stored.mention.action in ("suspended", "extended", "imposed")):
        return counted
    if found := NUMBERED.search(sentence):
        return " ".join(found[1].split())
    if found := CHINESE_OF_A_TEXT.search(sentence):
        return found[1]
    if (found := CHINESE.search(sentence)) and stored.issuer is None:
        return found[1]
    if stored.mention.type == "tariff" and (found := EXCLUSIONS.search(sentence)):
        return found[1].lower()
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
