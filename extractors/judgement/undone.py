"""Moves of a duty that a headline says are off ("Trump drops cut of magnet duty"): its grammar is not trusted."""

import re

from extractors.judgement.candidates import Candidate

MOVES = frozenset({"cut", "exempted", "raised"})
OFF = (
    r"(?:call(?:s|ed)? off|cancel(?:s|l?ed)|drop(?:s|ped)|scrap(?:s|ped)|abandon(?:s|ed)|shelv(?:es|ed)|axe[sd]|"
    r"ditch(?:es|ed)|revok(?:es|ed)|withdr(?:aws|ew)|withdrawn|revers(?:es|ed)|nix(?:es|ed)|rescind(?:s|ed)|undo(?:es|ne))"
)
BEFORE = re.compile(rf"\b{OFF}\s+(?:(?!and\b|but\b|as\b|after\b)[\w'’-]+\s+){{0,4}}$", re.IGNORECASE)
BEHIND = re.compile(rf"^(?:\s+[\w'’-]+){{0,4}}?\s+(?:is |are |was )?{OFF}\b(?! (?:to|by|from) \d)", re.IGNORECASE)


#: "Revoked the order and with it the cut".
ALONG = re.compile(
    rf"\b{OFF}\b[^.;]{{0,80}}\b(?:and|along|together) with (?:(?:it|them|that) )?(?:the |its )?(?:\w+ ){{0,2}}$",
    re.IGNORECASE,
)


def is_undone(candidate: Candidate) -> bool:
    """Return whether a move of a duty is told only to say that it does not come: by a headline, or with its text."""
    scene = candidate.scene
    if candidate.type != "tariff" or candidate.action not in MOVES:
        return False
    if scene.position > 0.0:
        return ALONG.search(scene.sentence[: candidate.start]) is not None
    own = re.match(OFF, candidate.words, re.IGNORECASE)
    before, behind = scene.sentence[: candidate.start], scene.sentence[candidate.end :]
    return not own and bool(BEFORE.search(before) or BEHIND.match(behind))
