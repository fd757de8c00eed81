"""Codes of actors in lines for people: ``CN.MOFCOM`` becomes "MOFCOM", ``org:lynas`` "Lynas"."""

import re
from collections.abc import Iterable, Mapping

from reewatch.framework import Entity

CODE = re.compile(r"\b(?:org|body|person|fac):[a-z0-9-]+|\b[A-Z]{2}\.[A-Z][A-Z_]+\b|\b[A-Z]{2}\b(?=: )")
NOBODY = re.compile(r"^someone: ")


def names_of(entities: Iterable[Entity]) -> dict[str, str]:
    """Return code -> the name by which people know it."""
    return {e.id: e.label or e.names[0] for e in entities}


def named(text: str, names: Mapping[str, str]) -> str:
    """Return a line with its codes told as names; an unknown code stays as it is."""
    told = CODE.sub(lambda m: names.get(m[0], m[0]), NOBODY.sub("", text))
    return told[:1].upper() + told[1:] if NOBODY.match(text) else told


def party(code: str | None, names: Mapping[str, str]) -> str:
    """Return the name of an actor; nothing where there is none."""
    return "" if not code or code == "someone" else names.get(code, code)
