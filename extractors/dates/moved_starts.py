"""A start that is moved: the day that it is moved to is told as the new one, the day that it had before is none."""

import re

from extractors.dates.finding import Dated
from extractors.ownership import Asserted
from extractors.scenes import Scene

FOUNDING = ("imposed", "raised", "expanded")
#: What only moves the start of a rule, and the day that it is moved from.
PUT_OFF = re.compile(r"(?:delay|postpon|defer|mov|shift)\w*|(?:push|put)\w* (?:back|off)", re.IGNORECASE)
MOVED_FROM = re.compile(
    r"\b(?:(?:forward|up|back|off|moved|shifted|advanced|postponed|delayed|deferred|slipp?ed|put) from|instead of|"
    r"rather than|earlier than|later than) (?:the )?$",
    re.IGNORECASE,
)
MOVED_TO = re.compile(r"\b(?:to|until|till) (?:the |mid-?|early |late |end of |start of )*$", re.IGNORECASE)
WAS_TO = re.compile(
    r"\b(?:was|were|had been) (?:\w+ )?(?:due|set|scheduled|supposed|meant|planned|originally)? ?(?:to (?:\w+ ){1,3})?"
    r"(?:on|from|as of|in|for) $",
    re.IGNORECASE,
)
MOVING = re.compile(
    r"\b(?:delay\w*|postpon\w*|defer\w*|put(?:s|ting)? (?:off|back)|push\w* back|brought forward|bring\w* forward|"
    r"sooner)\b",
    re.IGNORECASE,
)


def puts_off_a_start(mine: Asserted, scene: Scene) -> bool:
    """Return whether what imposes a rule only puts off its start: "postponed its duty to August 1"."""
    return mine.action == "imposed" and bool(PUT_OFF.match(scene.sentence[slice(*mine.trigger)]))


def role_beside_a_moved_start(dated: Dated, scene: Scene, before: str) -> str | None:
    """Return the role of a date where a start is moved: that of the new start, or of the decision."""
    if MOVED_TO.search(before):
        return "effective"
    return None if _is_ahead(dated, scene) else "announced"


def is_of_old_start(mine: Asserted, dated: Dated, scene: Scene, before: str) -> bool:
    """Return whether a date is the start that a rule had before it was moved: "put off from", "was to begin"."""
    if MOVED_FROM.search(before):
        return True
    if mine.action not in FOUNDING or not _is_ahead(dated, scene) or not WAS_TO.search(before):
        return False
    here: Scene | None = scene
    while here is not None:
        if MOVING.search(here.sentence):
            return True
        here = here.previous
    return False


def _is_ahead(dated: Dated, scene: Scene) -> bool:
    return scene.published is not None and dated.value > scene.published.isoformat()[: len(dated.value)]
