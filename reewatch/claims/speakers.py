"""Who speaks: the many ways of naming one body brought to one name."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from reewatch.framework import Entity

#: A bare noun of office stands for the agency or firm that the sentence is about.
OFFICE = re.compile(
    r"^(the |its |a |an )?(ministry|office|department|agency|government|administration|commission|company|"
    r"bank|lender|fund|firm|spokes\w+|official|officials|minister|secretary|president)$"
)
#: Who speaks for the state or firm that a sentence is about, told by office alone.
IN_OFFICE = re.compile(
    r"\b(?:minister|ministry|cabinet|government|department|treasurer|premier|president|chancellor|secretary|agency|"
    r"commissioner|spokes\w+|chief executive|chairman|company)\b",
    re.IGNORECASE,
)
#: Speakers without a name: their word counts for little and their figures are nobody's count.
UNNAMED = re.compile(
    r"\b(sources?|people|persons?|familiar|briefed|officials?|traders?|executives?|insiders?|analysts?|experts?|"
    r"companies|firms|reports?|media)\b|消息人士|知情人士|业内",
    re.IGNORECASE,
)
#: An executive or official whose name follows is named.
NAMED_IN_OFFICE = re.compile(r"\b(?:executive|official|officer) [A-Z][\w.-]+ [A-Z]\w+")
FORECASTER = re.compile(
    r"\b(analysts?|economists?|strategists?|consultan\w+|researchers?|brokers?|bank|research|intelligence|"
    r"institute|think[- ]tank|expert|lawyers?|law firm|professor|columnist)\b|分析师|专家|学者",
    re.IGNORECASE,
)
#: Nouns that make a proper name that of a body, whichever country stands in it.
BODY = re.compile(
    r"\b(?:Association|Chamber|Federation|Institute|Council|Society|Alliance|Confederation|League|Forum|Industries|"
    r"Manufacturers|Group|Bank|Club|Committee)\b"
)
STATE = re.compile(r"^(?:[A-Z]{2}|G7)$")
#: What a body is, before its name: "price reporting agency Quorum" and "Quorum" are one.
WHAT_IT_IS = re.compile(
    r"^(?:(?:the|an?) )?(?:[a-z-]+ ){0,3}(?:agency|consultancy|firm|group|lobby|provider|publisher|house|tracker|"
    r"assessor|researcher|consultant|company|miner|refiner|producer) (?=[A-Z])"
)
QUOTES = " \"'\u2018\u2019\u201c\u201d,"
CODE = re.compile(r"^(?:[A-Z]{2,3}|G7)(?:\.[A-Z]+)?$|^org:")


def speaker_names(entities: Iterable[Entity]) -> dict[str, str]:
    """Return lower-case name -> how the speaker is called: a code for states and agencies, a label for bodies."""
    names: dict[str, str] = {}
    for entity in entities:
        if entity.kind not in ("state", "agency", "body", "person", "organisation"):
            continue
        called = entity.label or entity.code or entity.id
        for name in (*entity.names, *entity.zh, entity.id):
            names.setdefault(_plain(name), called)
    return names


def speaker_called(raw: str | None, names: Mapping[str, str], *, office: str | None = None) -> str | None:
    """Return the one name of a speaker: its code or label, or the words of the text where nothing is known of it.

    ``office`` is whom a bare "the ministry" stands for: whose own text it is, else who acts.
    """
    if raw is None or not raw.strip():
        return None
    raw = WHAT_IT_IS.sub("", raw.strip(QUOTES)) or raw
    if CODE.match(raw):
        return raw
    text = _plain(raw)
    if text in names:
        return names[text]
    if OFFICE.match(text) and office and CODE.match(office):
        return office
    held = [n for n in names if len(n) > len("EU ") and n in text and _words_of(n).search(text)]
    if BODY.search(raw):  # a German association speaks for itself
        held = [n for n in held if not STATE.match(names[n]) and not _is_named_further(n, raw)]
    return names[max(held, key=lambda n: (len(n), n))] if held else raw.strip(QUOTES)


def _is_named_further(name: str, raw: str) -> bool:
    """Return whether a proper word before a body's name makes it another body: the German Chamber of Commerce."""
    found = re.search(rf"(?P<before>\w+) {re.escape(name)}(?!\w)", raw, re.IGNORECASE)
    return found is not None and found["before"][:1].isupper() and found["before"].lower() != "the"


def is_unnamed(speaker: str | None) -> bool:
    """Return whether a speaker is told and has no name."""
    if speaker is None or CODE.match(speaker) or NAMED_IN_OFFICE.search(speaker):
        return False
    return bool(UNNAMED.search(speaker))


def by_office(speaker: str | None) -> bool:
    """Return whether a speaker is told by an office alone, whose state or firm only the rest of the sentence tells."""
    return speaker is not None and not CODE.match(speaker) and bool(IN_OFFICE.search(speaker))


def one_speaker(a: str | None, b: str | None) -> bool:
    """Return whether two speakers may be one: equal, one untold, or an agency and its own government."""
    if a is None or b is None:
        return True
    x, y = a.casefold(), b.casefold()
    return x == y or x.startswith(f"{y}.") or y.startswith(f"{x}.")


def state_of(code: str | None) -> str | None:
    """Return the state that a code belongs to; None for firms, names and nothing."""
    return code.split(".")[0] if code and CODE.match(code) and not code.startswith("org:") else None


def is_quoted(speaker: str | None, sentence: str) -> bool:
    """Return whether a sentence names a speaker whose words it passes on."""
    if speaker is None:
        return False
    telling = [w for w in re.findall(r"[A-Za-z]{4,}", speaker.split(":")[-1]) if w.lower() not in ("china", "united")]
    return bool(telling) and all(re.search(rf"\b{w}\b", sentence, re.IGNORECASE) for w in telling)


def _plain(text: str) -> str:
    return re.sub(r"^the ", "", " ".join(text.translate(str.maketrans(QUOTES, " " * len(QUOTES))).casefold().split()))


@lru_cache(maxsize=4096)
def _words_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)" if name.isascii() else re.escape(name))
