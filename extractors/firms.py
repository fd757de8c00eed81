"""Firms that the framework does not list, by the form of their names: "Harrow Ridge Magnetics Corp."."""

import re
from collections.abc import Iterable, Iterator

from extractors.entities import Named
from reewatch.framework import Entity

LEGAL_FORM = (
    r"(?:Corp(?:oration)?|Inc(?:orporated)?|Ltd|Limited|plc|PLC|AG|GmbH|S\.?A|N\.?V|LLC|Pty|Co|Company|Bhd|Berhad|SE|AB|"
    r"ASA|Oyj)\b\.?"
)
TRADE = (
    r"(?:Metals?|Materials|Minerals|Mining|Resources|Magnetics?|Magnets?|Rare Earths?|Technologies|Alloys?|Energy|"
    r"Lithium|Group|Holdings|Industries|Recycling|Refining|Chemicals?|Motors?|Aerospace|Systems|Partners|Capital|Ventures|"
    r"Elements|Separations?|Oxides?|Processing|Mines)"
)
#: To be matched in one way only: with two, a run of capitalised words that is no name takes time without end.
WORD = r"(?:[A-Z](?=[\w&’'-]*[a-z])[\w&’'-]*+|[A-Z]{2,5})"
#: No name has more words than these before the one that tells its trade, nor more of the latter.
MOST_WORDS, MOST_TRADES = 12, 4
#: What begins a sentence before a name and is no part of it.
OPENING = r"(?:At|And|In|But|With|From|As|By|After|When|If|Like|For|While|Since|Meanwhile|Both)"
NO_FIRM_AFTER = r" [A-Z][a-z]+ (?:Act|Agency|Committee|University|Journal)"
NAME = re.compile(
    rf"\b(?:{OPENING} )?(?:[A-Z][\w-]*+['’]s )?"
    rf"(?P<name>{WORD}(?: (?:{WORD}|&|and(?= {WORD} {TRADE}))){{0,{MOST_WORDS}}}? "
    rf"(?:{TRADE}(?: {TRADE}){{0,{MOST_TRADES}}}|(?={LEGAL_FORM})))"
    rf"(?:,? ?(?P<form>{LEGAL_FORM}))?(?!\w|{NO_FIRM_AFTER})"
)
#: Words that make no name by themselves.
GENERIC = frozenset({
    "rare", "earth", "earths", "critical", "strategic", "raw", "minerals", "mineral", "materials", "material", "metals",
    "metal", "energy", "natural", "resources", "national", "department", "ministry", "agency", "bureau", "state",
    "council", "the", "heavy", "light", "magnets", "magnet", "mining", "a", "an", "new", "industry", "industries",
    "several", "most", "some", "all", "both", "prices", "exports", "permanent", "processed", "battery", "office",
    "act", "fund", "defense", "defence", "commission", "minister", "secretary", "union", "european", "federal", "clean",
    "technology", "international", "global", "world", "group", "capital", "partners", "company", "in", "on", "for",
    "of",
    "its", "their", "under", "section", "chief", "vice", "executive", "geological", "survey", "association", "motors",
})  # fmt: skip
#: An office is no firm: "Department of Natural Resources"; "the site of Quillon Oxides" is one.
OFFICE_BEFORE = re.compile(
    r"\b[A-Z]\w+ (?:of|for|and) (?:the )?$|(?:Ministry|Minister|Department|Secretary|Bureau|Office|Agency) $"
)
LONGEST_ALIAS = 3


def unlisted_firms(text: str, known: Iterable[Named]) -> list[Named]:
    """Return the firms of a text that overlap no known entity, in order, with their short forms further on.

    Names are taken from the body, where capitals mean something, and then found in the headline too.
    """
    taken = bytearray(len(text))  # by character: looking through all places for each would take too long
    for place in known:
        taken[place.start : place.end] = b"\1" * (place.end - place.start)
    body = text.find("\n") + 1
    names: dict[str, Entity] = {}
    for found in NAME.finditer(text, body):
        words = re.split(r"[\s&]+", found["name"].strip())
        free = 1 not in taken[found.start() : found.start() + len(_head(found["name"]))]
        office = OFFICE_BEFORE.search(text[max(0, found.start() - 30) : found.start()])
        if free and not office and any(w.lower() not in GENERIC for w in words):
            names.setdefault(found["name"].strip(), _firm(found["name"].strip()))
    return sorted(_places_of(text, names, taken), key=lambda n: n.start)


def _firm(name: str) -> Entity:
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return Entity(id=f"org:{slug}", kind="organisation", names=(name,))


def _head(name: str) -> str:
    """Return a name without the goods that it ends in: "Quillon Magnets" names the goods as well as the firm."""
    head = re.sub(r" (?:Rare Earths?|Magnets?|Metals?|Oxides?|Alloys?)$", "", name)
    return head if any(w.lower() not in GENERIC for w in head.split()) else name


def _places_of(text: str, names: dict[str, Entity], taken: bytearray) -> Iterator[Named]:
    """Yield every place of a name, the longest first, or of its short form."""
    spoken = dict(names)
    for name, entity in names.items():
        short = re.sub(rf" {TRADE}(?: {TRADE})*$", "", name)
        distinct = short != name and any(w.lower() not in GENERIC for w in short.split())
        if distinct and len(short) > LONGEST_ALIAS:
            spoken.setdefault(short, entity)
    for name in sorted(spoken, key=len, reverse=True):
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            if 1 in taken[found.start() : found.start() + len(_head(found[0]))]:
                continue
            taken[slice(*found.span())] = b"\1" * len(found[0])
            yield Named(start=found.start(), end=found.end(), entity=spoken[name])
