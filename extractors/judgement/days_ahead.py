"""Days after publication for which something is decided, and formal texts whose "will" is a commitment."""

import re

from extractors.dates.times import SINCE, is_ahead, is_ending
from extractors.judgement.candidates import Candidate
from extractors.judgement.words import load_judgement_words
from extractors.scenes import Scene
from extractors.triggers.clauses import clause_of


def names_a_later_day(candidate: Candidate) -> bool:
    """Return whether the event's clause names a day of effect after publication."""
    left, right = clause_of(candidate.scene.sentence, candidate.start, candidate.end)
    sentence = candidate.scene.sentence
    ends = candidate.action in ("ended", "lifted")  # of what ends, the end is the day of effect
    near = [d for d in candidate.scene.dates if left - 30 <= d.start < right + 40]
    near = [d for d in near if ends or not is_ending(sentence, d)]
    if any(is_ahead(d, candidate.scene.published) and not SINCE.search(sentence[: d.start]) for d in near):
        return True
    later = load_judgement_words().patterns["scheduled.later"]
    return bool(later.search(sentence[max(0, left) : right])) and candidate.action not in ("paused", "extended")


#: What makes a day the first on which an act holds.
FROM = re.compile(r"\b(?:from|as of|effective|starting|beginning|with effect from)(?: on)? $", re.IGNORECASE)


def begins_later(candidate: Candidate) -> bool:
    """Return whether the event's clause gives its act a first day ahead: "bars exports from 1 January"."""
    left, right = clause_of(candidate.scene.sentence, candidate.start, candidate.end)
    if candidate.type not in ("export_control", "tariff", "military_scope"):
        return False
    ahead = [d for d in candidate.scene.dates if left <= d.start < right and is_ahead(d, candidate.scene.published)]
    return any(d.start >= candidate.end and FROM.search(candidate.scene.sentence[: d.start]) for d in ahead)


def was_dated_later(scene: Scene) -> bool:
    """Return whether a sentence before names a day of effect after publication."""
    before = scene.previous
    while before is not None:
        if any(is_ahead(d, before.published) and not is_ending(before.sentence, d) for d in before.dates):
            return True
        before = before.previous
    return False


def retells_a_formal_text(scene: Scene, pattern: str) -> bool:
    """Return whether the text so far retells a formal text or a contract, whose "will" is a commitment."""
    formal = load_judgement_words().patterns[pattern]
    here: Scene | None = scene
    while here is not None:
        if here.instruments or formal.search(here.sentence):
            return True
        here = here.previous
    return False
