"""A start that is moved: the day that it is moved to is told as the new one, the day that it had before is none."""

import re

from extractors.caseless import Caseless
from extractors.dates.finding import Dated
from extractors.ownership import Asserted
from extractors.scenes import Scene

FOUNDING = ("imposed", "raised", "expanded")
#: What only moves the start of a rule, and the day that it is moved from.
PUT_OFF = re.compile(r"(?:delay|postpon|defer|mov|shift)\w*|(?:push|put)\w* (?:back|off)", re.IGNORECASE)
MOVED_FROM = Caseless(
    r"\b(?:(?:forward|up|back|off|moved|shifted|advanced|postponed|delayed|deferred|slipp?ed|put) from|instead of|"
    r"rather than|earlier than|later than) (?:the )?$",
    often=True,
)
MOVED_TO = Caseless(r"\b(?:to|until|till) (?:the |mid-?|early |late |end of |start of )*$")
WAS_TO = Caseless(
    r"\b(?:was|were|had been) (?:\w+ )?(?:due|set|scheduled|supposed|meant|planned|originally)? ?(?:to (?:\w+ ){1,3})?"
    r"(?:on|from|as of|in|for) $",
)
#: The end that a pause had before it was prolonged: "which was to lapse on 1 December".
WAS_TO_END = re.compile(
    r"\b(?:was|were|had been) (?:(?:due|set|scheduled|supposed|meant|planned|originally|previously) ){0,2}"
    r"to (?:lapse|expire|end|run out|finish)(?: (?:on|in|at|by)(?: the)?)? ?$",
    re.IGNORECASE,
)
#: "Due on 1 February, will now come on 1 August": the day that it was due, and that it comes on another.
WAS_DUE = re.compile(
    r"\b(?:due|set|scheduled|planned|slated|foreseen)(?: to (?:\w+ ){1,3})? ?(?:on|for|from|in|by) (?:the )?$",
    re.IGNORECASE,
)
NOW_COMES = re.compile(
    r"^[^;.]*?\b(?:now|instead|not before|not until|only)\b[^;.]*?\b(?:on|from|in|until|before|of|to|for) (?:the )?$",
    re.IGNORECASE,
)
_SHIFTING = (
    r"\b(?:postpon|delay|defer|(?:put(?:s|ting)?|push\w*|mov\w+) (?:off|back)|slipp?|"
    r"(?:put(?:s|ting)?|push\w*|mov\w+) (?:\S+ ){1,10}?(?:off|back)(?= from| to| until)|"
    r"(?:brought|bring\w*|pull\w*|mov\w+) (?:forward|up|(?:\S+ ){1,10}?forward(?= from| to)))\w*\b"
)
SHIFTED = re.compile(_SHIFTING, re.IGNORECASE)
MOVING = re.compile(rf"{_SHIFTING}|\bsooner\b", re.IGNORECASE)
#: "Brought forward from 1 October to 15 September": the first day is given up.
SHIFTED_FROM = Caseless(rf"(?:{_SHIFTING}|\b(?:mov|advanc)\w+\b)[^.;]*\bfrom (?:the )?$", often=True)
ONTO = re.compile(r",? (?:to|until|till) ")
INSTEAD = Caseless(
    r"\b(?:instead of|rather than|in place of|originally (?:planned |set |due |scheduled )?(?:for|on|by|from))"
    r" (?:(?:on|from|by|in|the|its|original|earlier|planned|promised) ){0,3}$",
    often=True,
)


def is_given_up(dated: Dated, scene: Scene) -> bool:
    """Return whether a date is the old one, in whose place another is told: "by 30 June instead of 31 May"."""
    before = scene.sentence[: dated.start]
    if INSTEAD.search(before[-45:], within=scene.sentence):
        return True
    shifted = SHIFTED_FROM.search(before, within=scene.sentence)
    if shifted:  # "put off from July to November 2026" is read as one stretch of months
        pair = [d for d in scene.dates if (d.start, d.end) == (dated.start, dated.end)]
        if len(pair) > 1:
            return dated == pair[0]
    return bool(shifted and ONTO.match(scene.sentence, dated.end))


def is_of_old_end(mine: Asserted, dated: Dated, scene: Scene) -> bool:
    """Return whether a date is the end that a pause had before another, later one is told."""
    later = any(d.value > dated.value for d in scene.dates)
    return mine.action == "extended" and later and WAS_TO_END.search(scene.sentence[: dated.start]) is not None


def puts_off_a_start(mine: Asserted, scene: Scene) -> bool:
    """Return whether what imposes a rule only puts off its start: "postponed its duty to August 1"."""
    words = scene.sentence[slice(*mine.trigger)]
    return mine.action in ("imposed", "commissioned") and bool(SHIFTED.match(words) or PUT_OFF.match(words))


def role_beside_a_moved_start(dated: Dated, scene: Scene, before: str) -> str | None:
    """Return the role of a date where a start is moved: that of the new start, or of the decision."""
    if MOVED_TO.search(before) or SHIFTED_FROM.search(scene.sentence[: dated.start], within=scene.sentence):
        return "effective"
    return None if _is_ahead(dated, scene) else "announced"


def is_of_old_start(mine: Asserted, dated: Dated, scene: Scene, before: str) -> bool:
    """Return whether a date is the start that a rule had before it was moved: "put off from", "was to begin"."""
    if MOVED_FROM.search(before, within=scene.sentence):
        return True
    if mine.action in FOUNDING and WAS_DUE.search(before) and _comes_on_another(dated, scene):
        return True
    if mine.action not in FOUNDING or not _is_ahead(dated, scene) or not WAS_TO.search(before):
        return False
    here: Scene | None = scene
    while here is not None:
        if MOVING.search(here.sentence):
            return True
        here = here.previous
    return False


def _comes_on_another(dated: Dated, scene: Scene) -> bool:
    """Return whether the sentence goes on with the day on which something comes now."""
    others = [d for d in scene.dates if d.start > dated.end and d.value != dated.value]
    return any(NOW_COMES.match(scene.sentence[dated.end : d.start]) for d in others)


def _is_ahead(dated: Dated, scene: Scene) -> bool:
    return scene.published is not None and dated.value > scene.published.isoformat()[: len(dated.value)]
