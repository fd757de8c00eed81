"""Whether a Chinese event is news or restated history."""

import re
from datetime import date

from extractors.chinese.dates import ChineseDate
from extractors.chinese.events import Hit
from extractors.chinese.flows import is_period
from extractors.chinese.scenes import ChineseSentence

MEASURED = ("trade_flow", "price", "licence_statistic")
NEWS_DAYS = 14
#: "Than last year" dates nothing.
COMPARED_YEAR = re.compile(r"(?:比|较|高于|低于)(?:去年|前年|此前|之前|过去)")


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
