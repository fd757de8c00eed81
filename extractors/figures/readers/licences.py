"""The role of a figure for licences: decisions on them, and what is counted of them."""

import re

from extractors.figures.finding import Figure
from extractors.figures.readers.setting import SOONER_OR_LATER, Setting, in_role, is_one_of_some
from extractors.figures.role_words import (
    ASIDE,
    ELLIPTIC,
    FATES_COUNTED,
    FILES,
    LICENCE_COUNTS,
    MEASURES,
    MEMBERS_OF,
    OF_ALL,
    OUT_OF,
    PARTIES,
    PERIOD,
    REVIEWED,
    SPANS,
    TELLING,
    TERM,
    VALID,
)
from extractors.ownership import Asserted, head_of
from reewatch.mentions import Quantity

#: What is had, and not only asked for: "the Commission counts 610 permits".
LICENCES = re.compile(r"(?:licen[cs]es?|permits?)$", re.IGNORECASE)

#: What still waits, told by the verb and what stands with it.
UNDECIDED = re.compile(
    r"(?:(?:is|are|was|were|remain\w*|stay\w*|still|yet|now|lie|lies|lay|sit|sits|sat|have|had|been) ){0,4}"
    r"(?:pending|undecided|unanswered|outstanding|unresolved|in limbo|stuck|waiting|await\w*|open\b|held up|"
    r"under review)",
    re.IGNORECASE,
)
REACH_OF_A_FATE = 60
#: How long a licence holds, not how long it took.
VALIDITY = re.compile(r"\bvalid (?:for|over) (?:\w+ ){0,2}$", re.IGNORECASE)


def read_licence_statistic(mine: Asserted, setting: Setting) -> Quantity | None:
    """Return a figure on licences in general: rates, counts and times."""
    figure = setting.figure
    if figure.unit == "percent" and figure.noun != "multiple":
        if _is_undecided(setting):
            return in_role(setting, "share", mine)
        return in_role(setting, "approval_rate", mine)
    if figure.unit in SPANS:
        lasts = PERIOD.search(setting.before()) or VALIDITY.search(setting.before(25))
        return None if lasts else in_role(setting, "processing_time", mine)
    if figure.unit == "count" and (FILES.match(figure.noun) or figure.noun in ELLIPTIC or PARTIES.match(figure.noun)):
        return in_role(setting, _licence_count(setting), mine)
    return None


def _is_undecided(setting: Setting) -> bool:
    """Return whether a part of the applications is that which still waits: "half of them are still pending"."""
    word = head_of(setting.scene.syntax, (setting.figure.start, setting.figure.end))
    if word is None or word.dep not in ("nsubj", "nsubjpass"):
        return False
    start = setting.scene.syntax.words[word.head].start
    told = setting.scene.sentence[max(start, setting.figure.end) :][:REACH_OF_A_FATE]
    return bool(UNDECIDED.match(told))


def _licence_count(setting: Setting) -> str:
    """Return what became of the applications counted: by the nearest word that tells, within the figure's clause."""
    if setting.figure.noun == "of" or OF_ALL.search(setting.before()) or OUT_OF.search(setting.before()):
        return "applications"
    if re.match(
        r"(?: \w+){0,3} (?:were|was|are|is|had been|have been)? ?(?:received|lodged|filed|submitted|made)",
        setting.after(60),
    ):
        return "applications"
    fate = _counted_fate(setting) or _fate(setting)
    if fate:
        return fate
    behind = ASIDE.sub("", setting.after(60))
    after = re.split(r"[;,]| and (?=\d|\w+ (?:are|were|have|remain))| but | while ", behind)[0]
    before = re.split(r"[;,]| and | but | while ", setting.before(30))[-1]
    for text in (after, before):
        hits = [(m.start(), name) for name, pattern in LICENCE_COUNTS if (m := pattern.search(text))]
        if hits:
            return min(hits)[1] if text is after else max(hits)[1]
    return "approved" if setting.figure.noun == "part" or LICENCES.match(setting.figure.noun) else "applications"


def _counted_fate(setting: Setting) -> str | None:
    """Return what the counted noun itself says: an approval was given, whatever verb counts it."""
    return next((name for name, pattern in FATES_COUNTED if pattern.match(setting.figure.noun)), None)


def _fate(setting: Setting) -> str | None:
    """Return what the verb that governs the figure says of the applications counted."""
    syntax = setting.scene.syntax
    word = head_of(syntax, (setting.figure.start, setting.figure.end))
    if word is None or word.dep not in ("nsubj", "nsubjpass", "dobj"):
        return None
    verb = syntax.words[word.head].text
    return next((name for name, pattern in LICENCE_COUNTS if pattern.match(verb)), None)


def read_licence(mine: Asserted, setting: Setting) -> Quantity | None:
    """Return a figure of a decision on licences: how many, how long valid, how long it took."""
    figure = setting.figure
    if figure.unit in SPANS:
        if SOONER_OR_LATER.match(setting.after(12)):
            return None
        if TERM.search(setting.before()) or REVIEWED.search(setting.before(25)):
            return in_role(setting, "processing_time", mine) if REVIEWED.search(setting.near(50)) else None
        return in_role(setting, "validity", mine) if VALID.search(setting.near(50)) else None
    if figure.unit in ("t", "kg"):
        return in_role(setting, "volume", mine)
    told_by = TELLING.search(setting.before())
    counted = any(p.match(figure.noun) for p in (FILES, PARTIES, MEASURES)) and not told_by
    if figure.unit == "count" and counted and not is_one_of_some(setting) and not MEMBERS_OF.search(setting.before()):
        return in_role(setting, _licence_role(mine, figure), mine)
    return None


def _licence_role(mine: Asserted, figure: Figure) -> str:
    """Return the role of a count at a decision: files are approved or denied, parties are counted."""
    if FILES.match(figure.noun) and not PARTIES.match(figure.noun):
        return {"granted": "approved", "denied": "denied"}.get(mine.action, "count")
    return "count"
