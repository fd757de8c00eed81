"""Whether the figures of two tellings agree, within the care with which each was told."""

from collections.abc import Sequence

from reewatch.events.families import MEASURED
from reewatch.mentions import Mention, Quantity, StoredMention

TOLERANCE = 0.005
#: "About 1.4 billion" and 1.38 billion.
ROUGH = 0.06
ROUGH_BOUNDS = frozenset({"about", "at_least", "at_most"})
#: Types of which a second figure is a second happening, also in another article.
COUNTED = MEASURED | {"investment", "stockpile"}


def equal_figures(a: Quantity, b: Quantity) -> bool:
    """Return whether two figures of one role and unit may be one."""
    if a.value is not None and b.value is not None:
        rough = a.bound in ROUGH_BOUNDS or b.bound in ROUGH_BOUNDS
        return abs(a.value - b.value) <= (ROUGH if rough else TOLERANCE) * max(abs(a.value), abs(b.value))
    low = max(x for x in (_low(a), _low(b)) if x is not None) if _low(a) is not None or _low(b) is not None else None
    high = (
        min(x for x in (_high(a), _high(b)) if x is not None) if _high(a) is not None or _high(b) is not None else None
    )
    return low is None or high is None or low <= high


def _low(q: Quantity) -> float | None:
    return q.value if q.value is not None else q.low


def _high(q: Quantity) -> float | None:
    return q.value if q.value is not None else q.high


def shared_figures(x: Mention, y: Mention) -> int:
    """Return how many figures of one role and unit are equal."""
    return sum(_comparable(a, b) and equal_figures(a, b) for a in x.quantities for b in y.quantities)


def _comparable(a: Quantity, b: Quantity) -> bool:
    same_base = a.basis is None or b.basis is None or a.basis == b.basis
    return a.role == b.role and a.unit == b.unit and same_base


def figures_bar(a: StoredMention, b: StoredMention) -> bool:
    """Return whether figures speak against one happening.

    Two figures of one kind are two happenings within one article, and wherever the figure is the happening. In
    different articles about an act of state they are two accounts of it, which are kept side by side.
    """
    x, y = a.mention, b.mention
    mine, other = (_without_match(m.quantities, n.quantities) for m, n in ((x, y), (y, x)))
    differ = [(p, q) for p in mine for q in other if p.role == q.role and p.unit == q.unit]
    if not differ:
        return False
    other_base = any(p.basis and q.basis and p.basis != q.basis for p, q in differ)
    equal = shared_figures(x, y) > 0
    return other_base or (not equal and (x.type in COUNTED or a.article_id == b.article_id))


def _without_match(quantities: Sequence[Quantity], others: Sequence[Quantity]) -> list[Quantity]:
    """Return the figures to which none of others is equal: what both tell speaks against nothing."""
    return [p for p in quantities if not any(_comparable(p, q) and equal_figures(p, q) for q in others)]
