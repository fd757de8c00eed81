"""How sure, how recent and how binding: factuality, timeframe and rung of a trigger in its sentence."""

import re
from datetime import date
from typing import NamedTuple

from extractors.dates import Dated
from extractors.rules import Lexicon
from reewatch.mentions import Cue

CLAUSE_BREAK = re.compile(
    r"[;:]|,(?= (?:and|but|while|whereas|though|although|which|who|after|because|as|so|yet|with)\b)| - | – | — |"
    r"\b(?:but|while|whereas|although|though)\b"
)
MEASURED = ("trade_flow", "price", "licence_statistic")
LEGAL = ("export_control", "tariff", "military_scope", "enforcement")
#: A happening told within that many days of publication is news, even as context (guidelines, "Timeframe").
NEWS_DAYS = 14
PAST_PERFECT = re.compile(r"\bhad\b(?! to\b)", re.IGNORECASE)
WINDOW = 70


class Judged(NamedTuple):
    """Factuality, timeframe and rung, with the cues that earned the rung."""

    factuality: str
    timeframe: str
    commitment: str
    cues: tuple[Cue, ...]


def clause_of(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch of the sentence that the trigger governs: between the breaks around it."""
    breaks = [(m.start(), m.end()) for m in CLAUSE_BREAK.finditer(sentence)]
    left = max((e for _, e in breaks if e <= start), default=0)
    right = min((s for s, _ in breaks if s >= end), default=len(sentence))
    return left, right


def factuality_of(
    type_: str, sentence: str, span: tuple[int, int], *, lexicon: Lexicon, dates: list[Dated], published: date | None
) -> str:
    """Return the factuality of the trigger at ``span``, judged in its clause."""
    left, right = clause_of(sentence, *span)
    before, clause = sentence[max(left, span[0] - WINDOW) : span[0]], sentence[left:right]
    trigger = sentence[span[0] : span[1]]
    cues = lexicon.factuality
    ahead = any(_is_ahead(d, published) for d in dates if left <= d.start < right + 40 and d.lead != "expires")
    if cues["denied"].search(before) or cues["denied"].search(trigger):
        return "denied"
    if type_ in LEGAL and cues["threatened"].search(clause):
        return "threatened"
    if cues["scheduled"].search(clause) and ahead and type_ in LEGAL:
        return "scheduled"
    if cues["proposed"].search(before[-50:]) or cues["proposed"].match(trigger):
        return "scheduled" if ahead and type_ in LEGAL and re.search(r"\b(?:will|shall)\b", before) else "proposed"
    return "actual"


def _is_ahead(dated: Dated, published: date | None) -> bool:
    return published is not None and dated.value[:10] > published.isoformat()[: len(dated.value[:10])]


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


def commitment_of(type_: str, action: str, factuality: str, *, unnamed: bool, speaker: bool, instrument: bool) -> str:
    """Return the rung of the ladder by the guidelines' rules for the type, the factuality and who says so."""
    if unnamed:
        return "speculation"
    if type_ in MEASURED:
        return "verified" if factuality == "actual" else "speculation"
    if factuality in ("proposed", "threatened"):
        return _weak(type_, action, instrument=instrument, factuality=factuality)
    if factuality == "denied":
        return "statement" if speaker or type_ not in LEGAL else "in_force"
    if factuality == "scheduled":
        return "binding"
    return _firm(type_, action)


def _weak(type_: str, action: str, *, instrument: bool, factuality: str) -> str:
    if instrument and factuality == "threatened":
        return "binding"
    if type_ == "trade_deal" and action != "talks":
        return "framework"
    return "statement"


def _firm(type_: str, action: str) -> str:
    table = {
        ("trade_deal", "talks"): "statement", ("trade_deal", "framework"): "framework",
        ("trade_deal", "signed"): "binding", ("trade_deal", "extended"): "framework",
        ("trade_deal", "ratified"): "in_force", ("trade_deal", "implemented"): "in_force",
        ("investment", "announced"): "framework", ("investment", "committed"): "binding",
        ("investment", "closed"): "in_force", ("investment", "cancelled"): "statement",
        ("partnership", "signed"): "framework", ("partnership", "announced"): "framework",
        ("capacity", "first_output"): "verified", ("capacity", "expanded"): "verified",
        ("capacity", "halted"): "statement", ("enforcement", "alleged_breach"): "statement",
        ("stockpile", "purchased"): "statement",
    }  # fmt: skip
    return table.get((type_, action), "in_force")
