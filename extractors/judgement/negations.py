"""Negations that are part of an action: "may no longer ship" is a ban and "not granted" a refusal, not a denial."""

import re

from extractors.judgement.candidates import ENDING, MEASURED, Candidate, anchor_of_event
from extractors.judgement.paths import auxiliaries, verb_of
from extractors.judgement.words import load_judgement_words

#: Actions that keep something from happening: a negated doing is such an action.
RESTRICTIVE = frozenset({"imposed", "expanded", "prohibited", "reinstated", "enforced", "halted", "delayed", "denied",
                         "revoked", "cancelled", "fell", "raised", "case_by_case", "mechanism", "breached",
                         "alleged_breach", "struck_down"})  # fmt: skip
#: Actions that consist in not doing something.
WITHHOLDING = frozenset({"prohibited", "halted", "delayed", "denied"})
#: Where the words that carry such an action hold a negation, that is the action: "will not license", "not applied".
HELD_BACK = frozenset({"denied", "suspended", "halted"})
NOT_BEFORE = re.compile(r"^[^,;]{0,50}\b(?:before|until|till)\b", re.IGNORECASE)
#: Words whose negation is what they say: nothing leaves "without a permit", a duty "not touched" goes on.
NEGATIVE_BY_NATURE = re.compile(
    r"^without (?:an?|its|their|the|prior|such|any|permission|leave|approval)\b|"
    r"\b(?:not|un)[ -]?(?:touched|affected|disturbed)\b",
    re.IGNORECASE,
)
NO_LONGER = re.compile(r"no longer\b", re.IGNORECASE)
#: "Not grant licences to military users": the words of the act begin with their own negation.
NOT_GIVEN = re.compile(
    r"(?:not|never|n['’]t|no longer) (?:be )?(?:grant|approv|issu|permit|allow|giv|clear|licen|authori|accept)",
    re.IGNORECASE,
)
#: A duty that is no longer one.
RELIEVED = re.compile(
    r"\b(?:no longer|not|n't|never) (?:needs?|have to|has to|requires?|(?:be )?(?:required|obliged|asked|subject))\b|"
    r"\bnothing to (?:fear|worry)\b"
)
SPARING = re.compile(
    r"\bnot (?:touch|reach|cover|apply|extend|hit|catch|fall|come|have to pay|need to pay)\b|\bneed not pay\b|"
    r"\bno (?:dut(?:y|ies)|tariffs?|lev(?:y|ies)) ",
    re.IGNORECASE,
)
SPARED_NO_MORE = re.compile(
    r"\b(?:exempt\w*|exclu\w+|carve-?outs?|waivers?|pauses?|relief|reprieve)\b[^,;]{0,25}\bnot\b", re.IGNORECASE
)
#: "No backlog": the negation denies the delay that the words name.
NO_DELAY = re.compile(
    r"(?:no|not any|hardly any|without an?y?) (?:\w+ ){0,2}"
    r"(?:backlog|bottleneck|delay|queue|hold-?up|logjam|arrear|waiting)",
    re.IGNORECASE,
)


def is_part_of_the_action(candidate: Candidate) -> bool:  # noqa: PLR0911  one for each way to negate
    """Return whether the negation belongs to the action: "may no longer ship" is a ban and no denial of one."""
    patterns = load_judgement_words().patterns
    if candidate.action == "reported":
        return not _is_figure_denied(candidate)
    if candidate.action == "cancelled":
        return not patterns["polarity.ended"].search(candidate.words)
    if candidate.action == "struck_down":
        return True
    if candidate.action in ENDING and NO_LONGER.match(candidate.words):
        return True
    if candidate.action in RESTRICTIVE and NEGATIVE_BY_NATURE.search(candidate.words):
        return True
    if candidate.action in HELD_BACK and re.search(r"\b(?:not|never)\b", candidate.words):
        return True
    restricts = bool(patterns["polarity.restrictive"].search(candidate.words))
    if candidate.action in ("breached", "alleged_breach"):
        return not patterns["polarity.cleared"].search(candidate.scene.sentence)
    if candidate.action in WITHHOLDING:
        return _is_withheld(candidate.words, restricts=restricts)
    if candidate.action in RESTRICTIVE:
        return bool(patterns["polarity.permissive"].search(candidate.words)) and not restricts
    relieved = restricts or bool(RELIEVED.search(candidate.scene.sentence)) or _spares(candidate)
    return candidate.action in ("eased", "exempted") and relieved


def _spares(candidate: Candidate) -> bool:
    """Return whether a duty is said not to reach some goods: "does not touch magnets at sea"."""
    spared = SPARING.search(candidate.words)
    return spared is not None and not SPARED_NO_MORE.search(candidate.before(40))


def _is_withheld(words: str, *, restricts: bool) -> bool:
    """Return whether a negation says that something is kept back: "not granted", and not "no backlog"."""
    return not NO_DELAY.match(words) and (not restricts or bool(NOT_GIVEN.match(words)))


def _is_figure_denied(candidate: Candidate) -> bool:
    """Return whether so much is denied: "did not export 250 tonnes"; "has approved none" is a count."""
    syntax, anchor = candidate.scene.syntax, anchor_of_event(candidate)
    verb = verb_of(syntax, anchor) if anchor else None
    if verb is None or not candidate.scene.figures:
        return False
    did = any(a.lemma == "do" for a in auxiliaries(syntax, verb))
    return any(c.lemma == "never" or (did and c.lemma in ("not", "n't")) for c in syntax.children(verb.index, "neg"))


def is_only_later(candidate: Candidate) -> bool:
    """Return whether a negation only puts off: "will not take effect before May"."""
    behind = candidate.scene.sentence[candidate.start :]
    return candidate.type not in MEASURED and bool(NOT_BEFORE.search(behind))
