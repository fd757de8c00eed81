"""How recent: whether a trigger tells news or restates history."""

import re
from datetime import date

from extractors.clauses import clause_of
from extractors.dates import Dated
from extractors.rules import Lexicon

#: A happening told within that many days of publication is news, even as context (guidelines, "Timeframe").
NEWS_DAYS = 14
PAST_PERFECT = re.compile(r"\bhad\b(?! to\b)", re.IGNORECASE)


def timeframe_of(
    sentence: str,
    span: tuple[int, int],
    *,
    lexicon: Lexicon,
    dates: list[Dated],
    published: date | None,
    position: float,
) -> str:
    """Return whether the trigger tells news or restates history; ``position`` runs from 0 (headline) to 1."""
    left, right = clause_of(sentence, *span)
    clause = sentence[left:right]
    near = [d for d in dates if left - 5 <= d.start < right + 30]
    told = [_age(d, published) for d in near if published and d.lead != "expires"]
    ages = [a for a in told if a is not None]
    if any(0 <= a <= NEWS_DAYS for a in ages) or position == 0.0:
        return "new"
    if any(a > NEWS_DAYS for a in ages) and not any(a < 0 for a in ages):
        return "background"
    if PAST_PERFECT.search(sentence[max(left, span[0] - 40) : span[0]]):
        return "background"
    if lexicon.current.search(clause):
        return "new"
    return "background" if lexicon.background.search(clause) and position > 0.25 else "new"  # noqa: PLR2004


def _age(dated: Dated, published: date | None) -> int | None:
    """Return how many days ago a date was; a month counts from its end, what is less precise not at all."""
    if published is None or "Q" in dated.value or "H" in dated.value:
        return None
    parts = [int(p) for p in dated.value.split("-")]
    if len(parts) == 1:
        return (published.year - parts[0]) * 365 if parts[0] != published.year else None
    day = parts[2] if len(parts) > 2 else 28  # noqa: PLR2004
    return (published - date(parts[0], parts[1], day)).days
