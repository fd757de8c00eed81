"""What a date is for an act of state: a control, a duty, a licence, a scope."""

import re
from datetime import date

from extractors.dates.around import is_of_an_announcement, is_of_the_telling, words_before
from extractors.dates.finding import Dated
from extractors.dates.moved_starts import SHIFTED, is_of_old_start, puts_off_a_start, role_beside_a_moved_start
from extractors.dates.times import is_ahead
from extractors.dates.words import (
    ARRIVED,
    BEGINNING,
    BY,
    DEFERRED,
    EFFECTING,
    ENTERED,
    ENTRY,
    EXPIRING,
    FULL,
    NO_ISSUER,
    NOT_EXPIRING,
    OF_A_TEXT,
    ORDERED,
    QUOTA,
    SINCE,
    SPEECH_KINDS,
    TERM,
    UNDOING,
)
from extractors.ownership import Asserted, head_of
from extractors.scenes import Scene

#: "From 5 April until 5 October": the time that an act lasts, however far from it this is told.
FROM = re.compile(r"\bfrom $", re.IGNORECASE)
STRETCH = re.compile(r",? (?:until|till|through|to) (?:\w+ )?\d|,? (?:until|till|through|to) [A-Z]")
#: Behind the day of an act and before its first day, in one clause.
FROM_A_DAY = re.compile(
    r"^[^;:]*?\b(?:from|as of|effective|starting|beginning|with effect from)(?: on)? $", re.IGNORECASE
)
#: Acts that last for a while and leave a rule as it was.
LASTING = ("suspended", "paused", "exempted", "extended", "eased")
#: Before the day that a start is moved to: not the one on which somebody moved it.
TOWARDS = re.compile(r"\b(?:to|until|till|from|by|for)(?: (?:next|the|this|coming))* $", re.IGNORECASE)

#: "Firms that shipped in August without a licence": when they did, and not when they need one.
UNLICENSED = re.compile(r" without (?:an?|the|its|their|any) (?:\w+ )?(?:licen[cs]e|permit|approval)", re.IGNORECASE)


def role_for_an_act(mine: Asserted, dated: Dated, scene: Scene) -> str | None:
    """Return the role of a date for an act of state: a control, a duty, a licence, a scope."""
    before = words_before(dated, scene)
    if is_of_old_start(mine, dated, scene, before):
        return None
    if puts_off_a_start(mine, scene):
        return role_beside_a_moved_start(dated, scene, before)
    if dated.kind == "within":
        return "effective" if BEGINNING.search(before) else None
    if ORDERED.search(scene.sentence[: dated.start]):
        return "announced"
    if _undone(mine, dated, scene) or UNLICENSED.match(scene.sentence, dated.end):
        return None
    if mine.action in LASTING and _ends_a_stretch(dated, scene):
        return "expires"
    if EXPIRING.search(before, within=scene.sentence) and not NOT_EXPIRING.search(before):
        deferred = mine.action in ("imposed", "expanded", "raised", "cut") and DEFERRED.search(before)
        return "effective" if deferred or mine.action == "ended" else "expires"
    if (TERM.search(before, within=scene.sentence) or BY.match(dated.raw)) and mine.factuality != "actual":
        return "deadline"
    return _day_of_an_act(mine, dated, scene)


def _day_of_an_act(mine: Asserted, dated: Dated, scene: Scene) -> str | None:
    """Return announced or effective, or period for a quota; None where the date is only that of a report."""
    before = words_before(dated, scene)
    quota = mine.type == "export_control" and QUOTA.search(scene.sentence)
    if (
        quota
        and re.search(r"\b(?:from|than|above|below|over|on) (?:those of |that of )?$", before)
        and dated.value < (scene.published or date.max).isoformat()[: len(dated.value)]
    ):
        return None  # a year compared with
    if quota and re.search(
        r"\b(?:months|half-year|half year|quarters?|weeks) (?:from|starting|beginning)(?: in| with)? $", before
    ):
        return "period"  # how long the quota runs
    if mine.action == "struck_down" or (quota and dated.kind in ("y", "relunit", "half", "quarter")):
        return "announced" if mine.action == "struck_down" else "period"
    if is_of_the_telling(dated, scene):
        return None if NO_ISSUER.search(words_before(dated, scene, 90)) else "announced"
    if mine.type == "licence" and SINCE.search(before[-25:]):
        return None
    if dated.kind in SPEECH_KINDS and SHIFTED.search(scene.sentence) and not TOWARDS.search(before):
        return "announced"
    if EFFECTING.search(before[-22:]) or dated.kind == "atonce":
        return "effective"
    if dated.kind in SPEECH_KINDS and _begins_on_another_day(dated, scene):
        return "announced"
    arrived = ARRIVED.search(scene.sentence[slice(*mine.trigger)])
    granted = mine.type == "licence" and mine.action != "revoked" and not arrived
    fresh = mine.type == "export_control" and _is_of_a_decision(mine, dated, scene)
    return "announced" if granted or fresh or is_of_an_announcement(dated, scene) else "effective"


def _ends_a_stretch(dated: Dated, scene: Scene) -> bool:
    """Return whether a date is the second of two between which something lasts: "from December 1 to March 31"."""
    starts = (d for d in scene.dates if d.end < dated.start and FROM.search(words_before(d, scene)))
    return any(re.fullmatch(r",? (?:to|through) ", scene.sentence[d.end : dated.start]) for d in starts)


def _begins_on_another_day(dated: Dated, scene: Scene) -> bool:
    """Return whether the clause gives an act a later first day: "on Wednesday imposed a duty from November 20"."""
    later = (d for d in scene.dates if d.start > dated.end and is_ahead(d, scene.published))
    return any(FROM_A_DAY.search(scene.sentence[dated.end : d.start]) for d in later)


def _is_of_a_decision(mine: Asserted, dated: Dated, scene: Scene) -> bool:
    """Return whether the day of a control is that on which a state decided: it changes one, or a chronicle tells it.

    What is newly imposed applies from a day, and is told with that; what is widened, lifted or put off is announced.
    """
    if dated.start <= ENTRY and scene.sentence[dated.end : dated.end + 1] == ":":
        return True
    return len(dated.value) == FULL and mine.action != "imposed"


def _undone(mine: Asserted, dated: Dated, scene: Scene) -> bool:
    """Return whether a date tells when that began which the event undoes: "suspend the steps it took on April 2"."""
    before = words_before(dated, scene)
    if mine.factuality != "actual" and re.search(r"\b(?:since|after) $", before) and not ENTERED.search(before):
        return True
    if mine.action not in UNDOING:
        return False
    if OF_A_TEXT.search(before):
        return True
    if STRETCH.match(scene.sentence, dated.end) and FROM.search(before) and is_ahead(dated, scene.published):
        return False
    if EXPIRING.search(before, within=scene.sentence) and not re.search(r"\bhad\b", before):
        return False
    syntax, word = scene.syntax, head_of(scene.syntax, (dated.start, dated.end))
    trigger = head_of(syntax, mine.trigger)
    if word is None or trigger is None:
        return False
    for governor in (word, *syntax.governors(word.index)):
        if governor.index == trigger.index:
            return False
        if governor.dep in ("relcl", "acl"):
            noun = syntax.words[governor.head]
            inside = {w.index for w in syntax.subtree(governor.index)}
            return noun.pos in ("NOUN", "PROPN") and trigger.index not in inside
    return False
