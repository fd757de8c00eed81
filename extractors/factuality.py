"""How sure: whether an event is done, decided for later, planned, threatened or denied."""

import re
from datetime import date

from extractors.clauses import clause_of
from extractors.dates import Dated
from extractors.rules import Lexicon

LEGAL = ("export_control", "tariff", "military_scope", "enforcement")
WINDOW = 70


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
