"""What an act is about beside its goods: entities or goods, which duty, which kind of money."""

import re

from reewatch.events.families import specific, statutes
from reewatch.mentions import Mention, StoredMention

#: Words of a listing of firms, which is no control of goods.
LISTING = re.compile(
    r"\bentit(?:y|ies)\b|\bblack-?list|(?:control|watch|unreliable|entity) list|实体|管控名单|关注名单", re.IGNORECASE
)
#: Ids of statutes, by the base that a duty under them has (GUIDELINES, "Instruments"; TRACKING, "observations").
DUTIES = {
    "US-S301": frozenset({"s301"}),
    "US-S232": frozenset({"s232"}),
    "US-S122": frozenset({"s122"}),
    "US-IEEPA": frozenset({"fentanyl", "reciprocal"}),
}
DUTY_BASES = frozenset().union(*DUTIES.values())


def objects_bar(a: StoredMention, b: StoredMention) -> bool:
    """Return whether two acts are upon different things; what one does not tell speaks against nothing."""
    x, y = a.mention, b.mention
    if x.type == "export_control":
        if specific(x.instruments) & specific(y.instruments):
            return False  # one text: whom it lists, and what they may not be sent
        return (_lists_firms(a) and _names_goods(b)) or (_lists_firms(b) and _names_goods(a))
    told = _duties if x.type == "tariff" else _money if x.type == "investment" else None
    if told is None:
        return False
    first, second = told(x), told(y)
    return bool(first and second and not first & second)


def _lists_firms(stored: StoredMention) -> bool:
    """Return whether a control is told as one of so many, or listed, firms and of no goods."""
    counted = any(q.role == "count" for q in stored.mention.quantities)
    return not stored.mention.items and (counted or LISTING.search(stored.sentence) is not None)


def _names_goods(stored: StoredMention) -> bool:
    """Return whether a control is told as one of goods and of no firms."""
    counted = any(q.role == "count" for q in stored.mention.quantities)
    return bool(stored.mention.items) and not counted and LISTING.search(stored.sentence) is None


def _duties(mention: Mention) -> frozenset[str]:
    told = frozenset(q.basis for q in mention.quantities if q.basis) & DUTY_BASES
    return told.union(*(DUTIES.get(s, frozenset()) for s in statutes(mention.instruments)))


def _money(mention: Mention) -> frozenset[str]:
    return frozenset(q.basis for q in mention.quantities if q.basis)
