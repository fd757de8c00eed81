"""What a sentence says would have been, or calls untrue: by general English, whatever the event."""

import re

from extractors.syntax import Syntax

_FALSE = r"(?:false|wrong|untrue|inaccurate|incorrect|baseless|unfounded|groundless|fabricated|fiction)"
_TO_SAY = r"(?: to (?:say|claim|suggest))?"
#: Behind these a clause is said to be false; before the event.
UNTRUE_THAT = re.compile(
    rf"(?:\bnot|n['’]t|\bnever|\bhardly) (?:\w+ )?(?:true|correct|accurate|right|the case)\b"
    rf"{_TO_SAY}(?: that)?\b[^,;.]*$|"
    rf"\b{_FALSE}\b{_TO_SAY} that\b[^,;.]*$",
    re.IGNORECASE,
)
REPORTS = re.compile(
    r"\b(?:reports?|claims?|rumou?rs?|suggestions?|assertions?|allegations?|stories|talk|speculation) "
    r"(?:that|of)\b[^;.]*$",
    re.IGNORECASE,
)
ARE_FALSE = re.compile(
    rf"^[^;.]*?\b(?:is|are|was|were|prove[sd]?|turned out(?: to be)?) (?:\w+ )?{_FALSE}\b", re.IGNORECASE
)


def is_counterfactual(syntax: Syntax, head: int) -> bool:
    """Return whether a clause tells what would have been: ``would have`` or ``'d have`` before a participle."""
    if head < 0 or syntax.words[head].tag not in ("VBN", "VBD"):
        return False
    helpers = [w.text.lower() for w in syntax.children(head, "aux", "auxpass")]
    return bool({"would", "'d"} & set(helpers)) and "have" in helpers


def is_called_untrue(sentence: str, start: int, end: int) -> bool:
    """Return whether the event at ``start`` to ``end`` is said not to be true."""
    before, after = sentence[:start], sentence[end:]
    return bool(UNTRUE_THAT.search(before)) or bool(REPORTS.search(before) and ARE_FALSE.match(after))
