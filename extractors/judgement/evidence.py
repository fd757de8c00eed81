"""The signs at an event of how sure it is: of the words around it and its own, less what belongs to the action."""

import re
from functools import lru_cache

from extractors.judgement.candidates import AGREED, ENDING, Candidate, anchor_of_event
from extractors.judgement.negations import is_only_later, is_part_of_the_action
from extractors.judgement.paths import Step, way_up
from extractors.judgement.signs import class_of, lexical_class, signs_of, undoing_class
from extractors.judgement.words import load_judgement_words
from extractors.syntax import Word

#: An accord that somebody only comes near is none yet.
AGREEING = ("partnership", "trade_deal", "investment", "stockpile")
NEARING = re.compile(
    r"\b(?:close(?:r)? to|near(?:s|ing)|on the (?:verge|brink|cusp|point) of|within (?:sight|reach) of|"
    r"edg(?:e|es|ed|ing) (?:closer )?towards?) "
    r"(?:(?:an?|the|signing|sealing|reaching|agreeing|concluding|finali[sz]ing|landing) ){0,2}(?:[\w-]+ ){0,4}"
    r"(?:memorandum|pacts?|deals?|agreements?|accords?|partnerships?|loans?|grants?|stakes?|alliances?|frameworks?|"
    r"contracts?)\b",
    re.IGNORECASE,
)
#: Actions that begin or build something: a verb that calls off, or puts off, what it has for an object tells that it
#: does not come, or comes later.
BEGINNING = frozenset({"established", "purchased", "granted", "announced", "committed", "signed", "framework",
                       "construction", "commissioned", "first_output", "imposed", "raised", "mechanism", "cut",
                       "exempted"})  # fmt: skip
DESIGNED = re.compile(
    r"designed (?:for|to)\b|(?:design|designed|planned|projected|intended) (?:annual )?capacity\b", re.IGNORECASE
)
#: What is vowed is promised where it does good, or guards a rule, and threatened where it harms.
PROMISED = frozenset({"granted", "eased", "lifted", "suspended", "cut", "paused", "exempted", "ended", "implemented",
                      "signed", "established", "purchased", "released", "enforced", "mechanism", "first_output",
                      "commissioned", "construction"})  # fmt: skip
THREAT = re.compile(r"\bthreat", re.IGNORECASE)
VOW = re.compile(r"\bvow(?:s|ed|ing)?\b(?!.*\b(?:threat|warn|unless|if)\w*\b)", re.IGNORECASE)
#: What a negation that belongs to the action brings along; that a figure is denied is said of it from outside.
LEXICAL = frozenset({"denied", "denying", "could", "can"})
WINDOW = 60
#: What may be done on one condition only; and that this has been so for some time.
ONLY_WITH = re.compile(
    r"\b(?:only|not|never|nobody|no one|none|nothing)\b.*\b(?:with|without|against|under|after|on|by)\b"
)
SINCE_THEN = re.compile(r"\b(?:[Ss]ince|[Ff]rom) (?:\w+ ){0,2}(?:\d|[A-Z]|then|last|that)")


@lru_cache(maxsize=1)  # its marks ask again right after its factuality
def evidence_of(candidate: Candidate) -> frozenset[str]:
    """Return the signs at an event (those of ``signs_of``), less the negations that are part of the action."""
    anchor = anchor_of_event(candidate)
    if anchor is None:
        return frozenset()
    steps = list(way_up(candidate.scene.syntax, anchor))
    signs = signs_of(candidate, steps, load_judgement_words()) | _of_the_event(candidate, anchor)
    if signs & {"denied", "denying"} and is_part_of_the_action(candidate):
        signs -= LEXICAL - ({"denying"} if candidate.action == "reported" else set())
        signs -= {"will"} if candidate.action == "cancelled" else set()
    if candidate.type == "licence_statistic" and not _is_denied_by_someone(candidate, steps):
        signs -= {"denying"}
    if "threatening" in signs and candidate.action in PROMISED and VOW.search(candidate.scene.sentence):
        signs = signs - {"threatening"} | {"planning"}
    if signs & LEXICAL and _was_only_let(candidate):
        signs -= LEXICAL
    if "deferred" in signs:  # a rule put off comes on its new day; what is only promised stays a plan
        signs = signs - {"deferred"} | {"be_to" if candidate.type in ("export_control", "tariff") else "planning"}
    if "denied" in signs and is_only_later(candidate):
        signs = signs - {"denied"} | {"will"}
    return signs


def _was_only_let(candidate: Candidate) -> bool:
    """Return whether "could only" tells what has been so: "since April 4 it could leave only with a permit"."""
    restricts = candidate.kind == ("export_control", "imposed") and ONLY_WITH.search(candidate.words)
    return bool(restricts) and SINCE_THEN.search(candidate.scene.sentence) is not None


def _is_denied_by_someone(candidate: Candidate, steps: list[Step]) -> bool:
    """Return whether a figure is denied by a clause above it; applications that are refused are counted, not denied."""
    words, syntax = load_judgement_words(), candidate.scene.syntax
    return any(s.by in ("ccomp", "csubj") and class_of(syntax, s, words) == "denying" for s in steps)


def _of_the_event(candidate: Candidate, anchor: Word) -> frozenset[str]:
    """Return what the event's own words say: "threatened a levy", "weighs a loan", "denied a report"."""
    words = load_judgement_words()
    kind = lexical_class(candidate.scene.syntax, anchor, words)
    if kind == "threatening" or THREAT.search(candidate.words):
        return frozenset({"threatening"})
    if kind == "denying" and candidate.action not in ENDING | {"denied", "prohibited", "delayed", "revoked"}:
        return frozenset({"denying"})
    undoing = undoing_class(candidate.scene.syntax, anchor, words) if candidate.action in BEGINNING else ""
    if undoing:
        return frozenset({undoing})
    pattern = "planning.unagreed" if candidate.kind in AGREED else "planning.own"
    own = words.patterns[pattern].search(candidate.words)
    own = own or DESIGNED.match(candidate.scene.sentence, candidate.start)
    if candidate.type in AGREEING:
        own = own or NEARING.search(candidate.scene.sentence)
    return frozenset({"planning"} if own or _is_planned_by_type(candidate) else ())


def _is_planned_by_type(candidate: Candidate) -> bool:
    """Return whether a plan is what the type has such an event for, or what its usual words make of it."""
    patterns = load_judgement_words().patterns
    sentence = candidate.scene.sentence
    if candidate.type == "investment":
        return candidate.action == "announced"
    if candidate.type == "tariff":
        return bool(patterns["planning.probe"].search(sentence))
    if candidate.type in ("price", "trade_flow"):
        return bool(patterns["planning.forecast"].search(candidate.before(WINDOW)))
    if candidate.kind == ("trade_deal", "talks"):
        coming = [m.end() for m in patterns["planning.talks"].finditer(sentence)]
        return any(candidate.start < end <= candidate.end + 15 for end in coming)
    return False
