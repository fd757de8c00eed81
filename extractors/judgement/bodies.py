"""Associations and their like: a body that a phrase calls by its initials is not the country that it is of."""

import re
from collections.abc import Sequence

from extractors.entities import Named
from reewatch.claims.speakers import BODY

BODY_NOUN = re.compile(
    r"\b(?:association|chamber|federation|alliance|council|society|confederation|institute|lobby|group|body|union|"
    r"league|forum|network)\b",
    re.IGNORECASE,
)
INITIALS = re.compile(r"\b[A-Z]{3,7}\b")
#: The name behind the noun that tells what somebody is.
CALLED = re.compile(
    r"\b(?:association|chamber|federation|alliance|confederation|institute|lobby|union|league|body|group)"
    r" (?P<name>[A-Z][\w&-]+(?: [A-Z][\w&-]+){0,3})$"
)


def known_in(phrase: str, named: Sequence[Named]) -> str | None:
    """Return the most telling of those named in a phrase; a state only tells where a body is from that it names."""
    telling = ("agency", "person", "body", "organisation")
    best = max(named, key=lambda n: (n.entity.kind in telling, n.start), default=None)
    if best is None or best.entity.kind != "state":
        return (best.entity.label or best.code) if best else None
    initials = _initials_in(phrase, best)
    if initials is not None:  # the German federation VDMA is not Germany
        return initials
    if called := CALLED.search(phrase):  # "the Swiss engineering association Swissmem"
        return called["name"]
    return None if BODY.search(phrase) else best.entity.label or best.code  # nor is the German Association of ...


def _initials_in(phrase: str, state: Named) -> str | None:
    """Return the initials by which a body is called in a phrase that tells its country: "the German lobby VDA"."""
    found = INITIALS.search(phrase)
    return found[0] if found and BODY_NOUN.search(phrase) and found[0] not in state.entity.names else None
