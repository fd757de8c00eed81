"""The start that a legal text gives itself: "This announcement shall take effect on October 1, 2026"."""

import re
from datetime import date

from extractors.chinese.dates import find_chinese_dates
from extractors.dates.finding import find_dates

CLAUSE = re.compile(
    r"\b(?:this|the present) (?:joint )?(?:announcement|notice|order|proclamation|regulation|rule|decision)\b"
    r"[^.;\n]{0,40}?\b(?:takes? effect|enters? into (?:force|effect)|comes? into (?:force|effect)|(?:is|be|becomes?) "
    r"effective|appl(?:y|ies)|be implemented|goes into effect|go into effect)\b[^;\n]{0,120}",
    re.IGNORECASE,
)
CHINESE_CLAUSE = re.compile(r"本(?:公告|通知|决定|令|办法)自[^。；\n]{1,60}?(?:起|后)?(?:正式)?(?:施行|实施|生效|执行)")
ON_ISSUE = re.compile(
    r"\b(?:date|day|time) of (?:its |the )?(?:publication|promulgation|issuance|issue|signature)\b|\bupon publication|"
    r"\bimmediately\b|(?:公布|发布|印发)之日",
    re.IGNORECASE,
)


def own_start(text: str, published: date | None) -> str | None:
    """Return the ISO day from which a text says that it holds, or None where it says no day."""
    for pattern, find in ((CLAUSE, find_dates), (CHINESE_CLAUSE, find_chinese_dates)):
        for clause in pattern.finditer(text):
            told = [d.value for d in find(clause[0], published) if len(d.value) == len("2026-10-01")]
            if told:
                return told[0]
            if ON_ISSUE.search(clause[0]) and published:
                return published.isoformat()
    return None
