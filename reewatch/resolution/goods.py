"""Which goods contain which: a report of "rare earths" and one of dysprosium may tell one happening."""

from collections.abc import Collection

LIGHT = frozenset({"lanthanum", "cerium", "praseodymium", "neodymium", "samarium", "europium"})
HEAVY = frozenset(
    {"gadolinium", "terbium", "dysprosium", "holmium", "erbium", "thulium", "ytterbium", "lutetium", "yttrium"}
)
ELEMENTS = LIGHT | HEAVY | {"scandium", "promethium"}
MAGNETS = frozenset({"ndfeb_magnets", "smco_magnets"})
#: A general word and what it takes in; goods named one by one are told apart.
CONTAINS: dict[str, frozenset[str]] = {
    "rare_earths": ELEMENTS | MAGNETS | {"heavy_rare_earths", "light_rare_earths", "ndpr", "magnets"},
    "heavy_rare_earths": HEAVY | {"samarium", "scandium"},
    "light_rare_earths": LIGHT | {"ndpr"},
    "ndpr": frozenset({"neodymium", "praseodymium"}),
    "magnets": MAGNETS,
}
#: What a good is made of and called by: a report of samarium and one of its magnets' alloy may tell one happening.
MADE_OF: dict[str, frozenset[str]] = {
    "smco_magnets": frozenset({"samarium"}),
    "ndfeb_magnets": frozenset({"ndpr", "neodymium"}),
}
#: Takes in whatever is named.
ANY = "critical_minerals"
GENERAL = frozenset({*CONTAINS, ANY})


def meet(a: Collection[str], b: Collection[str]) -> bool:
    """Return whether two lists of goods may be those of one happening; an empty list says nothing against it."""
    return not a or not b or any(_touch(x, y) for x in a for y in b)


def _touch(x: str, y: str) -> bool:
    made = y in MADE_OF.get(x, ()) or x in MADE_OF.get(y, ())
    return x == y or ANY in (x, y) or y in CONTAINS.get(x, ()) or x in CONTAINS.get(y, ()) or made


def _named(items: Collection[str]) -> set[str]:
    """Return the goods that are told one by one; "NdPr" names its two metals."""
    return {x for i in items for x in (CONTAINS["ndpr"] if i == "ndpr" else (i,))} - GENERAL


def shared_share(a: Collection[str], b: Collection[str]) -> float:
    """Return the share of the shorter list's specific goods that the other names too, 0 to 1."""
    first, second = _named(a), _named(b)
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0
