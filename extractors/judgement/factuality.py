"""How sure: whether an event is done, decided for later, planned, threatened or denied."""

import re
from functools import lru_cache

from extractors.dates.times import SINCE, is_ahead, is_ending
from extractors.judgement.candidates import Candidate
from extractors.judgement.paths import VERBAL, Step, anchor_of, auxiliaries, tense_of, verb_of, way_up
from extractors.judgement.signs import class_of, lexical_class, signs_of, undoing_class
from extractors.judgement.unreal import is_called_untrue
from extractors.judgement.words import load_judgement_words
from extractors.scenes import Scene
from extractors.syntax import Word
from extractors.triggers.clauses import clause_of

#: Acts of states, which can be decided for a later day and can hang on another's conduct.
STATE_ACTS = ("export_control", "tariff", "military_scope", "enforcement", "trade_deal", "licence")
#: The agreement is the event: what is agreed to need not be done.
AGREED = {("trade_deal", "framework"), ("trade_deal", "signed"), ("investment", "committed"), ("partnership", "signed"),
          ("partnership", "announced"), ("tariff", "extended"), ("tariff", "paused")}  # fmt: skip
#: Actions that keep something from happening: a negated doing is such an action.
RESTRICTIVE = frozenset({"imposed", "expanded", "prohibited", "reinstated", "enforced", "halted", "delayed", "denied",
                         "revoked", "cancelled", "fell", "raised", "case_by_case", "mechanism", "breached",
                         "alleged_breach", "struck_down"})  # fmt: skip
#: Actions that consist in not doing something.
WITHHOLDING = frozenset({"prohibited", "halted", "delayed", "denied"})
#: Where the words that carry such an action hold a negation, that is the action: "will not license", "not applied".
HELD_BACK = frozenset({"denied", "suspended", "halted"})
#: Actions that are the end of something: a governor that denies is the event itself.
MEASURED = ("price", "trade_flow", "licence_statistic")
ENDING = frozenset({"cancelled", "lifted", "ended", "halted", "fell", "struck_down", "suspended"})
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
#: What ends by itself unless somebody prolongs it.
RUNS_OUT = re.compile(r"(?:laps|expir|run\w* out|end)", re.IGNORECASE)
SEALING = frozenset({"ratified", "signed"})
#: Actions that begin or build something: a verb that calls off, or puts off, what it has for an object tells that it
#: does not come, or comes later.
BEGINNING = frozenset({"established", "purchased", "granted", "announced", "committed", "signed", "framework",
                       "construction", "commissioned", "first_output", "imposed", "raised", "mechanism"})  # fmt: skip
#: What the present tense announces for a day ahead: "its metal unit starts in early 2027".
TO_BE_BUILT = {("capacity", a) for a in ("construction", "commissioned", "first_output", "expanded")}
#: A day is fixed for it: "due to speak on Monday".
FIXED = re.compile(r"\b(?:due|set|scheduled|slated) (?:to|for)\b")
CURRENT = re.compile(
    r"\b(?:now|currently|already|today|stay\w*|remain\w*|goe?s? on|continue\w*|still|keeps?|at present|so far)\b",
    re.IGNORECASE,
)
#: What may befall who breaks a rule: where it is told as a possibility it is a threat.
PUNISHING = frozenset({"penalty", "revoked", "breached"})
WHOEVER = re.compile(
    r"\b(?:any(?:one|body)?|those|whoever|companies|firms|operators?|exporters|buyers?|holders?)\b[^,;]{0,30}\bwho\b|\bwhoever\b",
    re.IGNORECASE,
)
NOT_BEFORE = re.compile(r"^[^,;]{0,50}\b(?:before|until|till)\b", re.IGNORECASE)
WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\btomorrow\b|\bnext (?:week|month|year)\b")
LASTING = re.compile(r"\b(?:now|remains?|stays?|waits?|continue|be retained|be kept)\b")
WE = re.compile(r"\b(?:[Ww]e|I) (?:shall|will|'ll)\b")
DESIGNED = re.compile(
    r"designed (?:for|to)\b|(?:design|designed|planned|projected|intended) (?:annual )?capacity\b", re.IGNORECASE
)
FIRM = frozenset({"will", "be_to", "to"})
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
#: What is vowed is promised where it does good, or guards a rule, and threatened where it harms.
PROMISED = frozenset({"granted", "eased", "lifted", "suspended", "cut", "paused", "exempted", "ended", "implemented",
                      "signed", "established", "purchased", "released", "enforced", "mechanism", "first_output",
                      "commissioned", "construction"})  # fmt: skip
VOW = re.compile(r"\bvow(?:s|ed|ing)?\b(?!.*\b(?:threat|warn|unless|if)\w*\b)", re.IGNORECASE)
#: A duty that is no longer one.
RELIEVED = re.compile(
    r"\b(?:no longer|not|n't|never) (?:needs?|have to|has to|requires?|(?:be )?(?:required|obliged|asked|subject))\b|"
    r"\bnothing to (?:fear|worry)\b"
)
#: What a negation that belongs to the action brings along; that a figure is denied is said of it from outside.
LEXICAL = frozenset({"denied", "denying", "could", "can"})
#: "No backlog": the negation denies the delay that the words name.
NO_DELAY = re.compile(
    r"(?:no|not any|hardly any|without an?y?) (?:\w+ ){0,2}"
    r"(?:backlog|bottleneck|delay|queue|hold-?up|logjam|arrear|waiting)",
    re.IGNORECASE,
)
POSSIBLE = frozenset({"may", "might", "could"})
FUTURE = frozenset({"will", "would", "be_to", "to", "planning", "could"})
WINDOW = 60


def factuality_of(candidate: Candidate) -> str:  # noqa: PLR0911  one for each way to a verdict
    """Return the factuality of an event by the rules."""
    anchor = _anchor(candidate)
    if is_called_untrue(candidate.scene.sentence, candidate.start, candidate.end):
        return "denied"
    if anchor is None:
        return "actual"
    signs = evidence_of(candidate)
    if "resolve" in signs:
        return "threatened"
    if signs & {"denied", "denying"}:
        return _of_a_denial(candidate)
    if _is_threat(candidate, signs):
        return "threatened"
    if signs & FUTURE or _is_outstanding(candidate, signs):
        return _of_the_future(candidate, signs)
    if candidate.kind in TO_BE_BUILT and _is_present(candidate) and names_a_later_day(candidate):
        return "proposed"
    return "scheduled" if _is_decided_for_later(candidate, anchor) else "actual"


def is_plain(candidate: Candidate, factuality: str) -> bool:
    """Return whether a verdict of the rules needs no weighing: "takes effect on 1 May", with the day ahead."""
    signs = evidence_of(candidate)
    if factuality == "threatened":
        return bool(signs & {"threatening", "condition", "conduct"})
    if factuality == "proposed":
        return _has_own(candidate, POSSIBLE)
    if factuality == "denied":
        untrue = is_called_untrue(candidate.scene.sentence, candidate.start, candidate.end)
        return untrue or _is_directly_denied(candidate)
    effect = load_judgement_words().patterns["scheduled.effect"].search(candidate.words)
    return factuality == "scheduled" and bool(effect) and names_a_later_day(candidate)


def _has_own(candidate: Candidate, modals: frozenset[str]) -> bool:
    """Return whether the event's own verb has one of these modals."""
    anchor = _anchor(candidate)
    return anchor is not None and any(a.lemma in modals for a in auxiliaries(candidate.scene.syntax, anchor))


def _is_directly_denied(candidate: Candidate) -> bool:
    """Return whether the event's own verb is negated in the past: "did not", "has not", "never"."""
    syntax, anchor = candidate.scene.syntax, _anchor(candidate)
    if anchor is None or anchor.pos not in VERBAL:
        return False
    negated = any(c.lemma in ("not", "n't", "never") for c in syntax.children(anchor.index, "neg"))
    return negated and tense_of(syntax, anchor) in ("past", "perfect", "pluperfect")


@lru_cache(maxsize=1)  # its marks ask again right after its factuality
def evidence_of(candidate: Candidate) -> frozenset[str]:
    """Return the signs at an event (those of ``signs_of``), less the negations that are part of the action."""
    anchor = _anchor(candidate)
    if anchor is None:
        return frozenset()
    steps = list(way_up(candidate.scene.syntax, anchor))
    signs = signs_of(candidate, steps, load_judgement_words()) | _of_the_event(candidate, anchor)
    if signs & {"denied", "denying"} and _is_lexical_negation(candidate):
        signs -= LEXICAL - ({"denying"} if candidate.action == "reported" else set())
        signs -= {"will"} if candidate.action == "cancelled" else set()
    if candidate.type == "licence_statistic" and not _is_denied_by_someone(candidate, steps):
        signs -= {"denying"}
    if "threatening" in signs and candidate.action in PROMISED and VOW.search(candidate.scene.sentence):
        signs = signs - {"threatening"} | {"planning"}
    if "deferred" in signs:  # a rule put off comes on its new day; what is only promised stays a plan
        signs = signs - {"deferred"} | {"be_to" if candidate.type in ("export_control", "tariff") else "planning"}
    if "denied" in signs and _is_only_later(candidate):
        signs = signs - {"denied"} | {"will"}
    return signs


def _is_denied_by_someone(candidate: Candidate, steps: list[Step]) -> bool:
    """Return whether a figure is denied by a clause above it; applications that are refused are counted, not denied."""
    words, syntax = load_judgement_words(), candidate.scene.syntax
    return any(s.by in ("ccomp", "csubj") and class_of(syntax, s, words) == "denying" for s in steps)


def _anchor(candidate: Candidate) -> Word | None:
    place = (candidate.start, candidate.end)
    return anchor_of(candidate.scene.syntax, place, innermost=candidate.kind not in AGREED)


def _is_only_later(candidate: Candidate) -> bool:
    """Return whether a negation only puts off: "will not take effect before May"."""
    behind = candidate.scene.sentence[candidate.start :]
    return candidate.type not in MEASURED and bool(NOT_BEFORE.search(behind))


def _is_outstanding(candidate: Candidate, signs: frozenset[str]) -> bool:
    """Return whether an event is spoken of as one to come: "any duty that results", "must now approve"."""
    if "once" in signs and _is_present(candidate):
        return True
    return (candidate.type == "tariff" and "any" in signs) or (candidate.action in SEALING and "must" in signs)


def _of_the_event(candidate: Candidate, anchor: Word) -> frozenset[str]:
    """Return what the event's own words say: "threatened a levy", "weighs a loan", "denied a report"."""
    words = load_judgement_words()
    kind = lexical_class(candidate.scene.syntax, anchor, words)
    if kind == "threatening" or re.search(r"\bthreat", candidate.words, re.IGNORECASE):
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


def _is_lexical_negation(candidate: Candidate) -> bool:  # noqa: PLR0911  one for each way to negate
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
    relieved = restricts or bool(RELIEVED.search(candidate.scene.sentence))
    return candidate.action in ("eased", "exempted") and relieved


def _is_withheld(words: str, *, restricts: bool) -> bool:
    """Return whether a negation says that something is kept back: "not granted", and not "no backlog"."""
    return not NO_DELAY.match(words) and (not restricts or bool(NOT_GIVEN.match(words)))


def _is_figure_denied(candidate: Candidate) -> bool:
    """Return whether so much is denied: "did not export 250 tonnes"; "has approved none" is a count."""
    syntax, anchor = candidate.scene.syntax, _anchor(candidate)
    verb = verb_of(syntax, anchor) if anchor else None
    if verb is None or not candidate.scene.figures:
        return False
    did = any(a.lemma == "do" for a in auxiliaries(syntax, verb))
    return any(c.lemma == "never" or (did and c.lemma in ("not", "n't")) for c in syntax.children(verb.index, "neg"))


def _of_a_denial(candidate: Candidate) -> str:
    if candidate.kind == ("trade_deal", "ratified") and re.search(
        r"\b(?:yet|still|awaits?)\b", candidate.scene.sentence
    ):
        return "proposed"
    ended = load_judgement_words().patterns["polarity.ended"].search(candidate.words)
    return "proposed" if candidate.kind == ("trade_deal", "talks") and ended else "denied"


def _is_threat(candidate: Candidate, signs: frozenset[str]) -> bool:
    """Return whether an event is threatened: so called, conditional, or a leader's word that duties will come."""
    if "threatening" in signs:
        return True
    if _is_conditional(candidate, signs):
        return True
    if candidate.action in PUNISHING and (signs & FUTURE or WHOEVER.search(candidate.scene.sentence)):
        return "planning" not in signs and not _is_only_possible(candidate)
    if not signs & {"will", "would", "to"} or "planning" in signs or candidate.scene.instruments:
        return False
    if candidate.type == "tariff" and candidate.action in ("imposed", "raised"):
        added = re.search(r"\b(?:further|additional|extra|double)\b", candidate.scene.sentence)
        return "saying" in signs or bool(added)
    return False


def _is_conditional(candidate: Candidate, signs: frozenset[str]) -> bool:
    """Return whether an event hangs on another's conduct; an act of state, on any condition but that nobody acts."""
    if candidate.action in ENDING and RUNS_OUT.match(candidate.words) and "unless" in candidate.scene.sentence:
        return False
    if "conduct" in signs and signs & FUTURE:
        return True
    hangs = "condition" in signs and candidate.type in STATE_ACTS
    return hangs and (bool(signs & FUTURE) or _is_present(candidate))


def _is_only_possible(candidate: Candidate) -> bool:
    """Return whether somebody named may do it: "China could revoke the licence" warns nobody of what befalls him."""
    syntax = candidate.scene.syntax
    anchor = _anchor(candidate)
    modal = anchor is not None and any(a.lemma in POSSIBLE for a in auxiliaries(syntax, anchor) if a.tag == "MD")
    subjects = syntax.children(anchor.index, "nsubj") if anchor else []
    named = any(n.start <= s.start < n.end for n in candidate.scene.entities for s in subjects)
    return modal and named and not WHOEVER.search(candidate.scene.sentence)


def _is_present(candidate: Candidate) -> bool:
    anchor = anchor_of(candidate.scene.syntax, (candidate.start, candidate.end))
    verb = verb_of(candidate.scene.syntax, anchor) if anchor else None
    return verb is not None and tense_of(candidate.scene.syntax, verb) == "present"


def _of_the_future(candidate: Candidate, signs: frozenset[str]) -> str:
    """Return the factuality of what will, would, could or is to be."""
    if candidate.action == "extended" and LASTING.search(candidate.before(20)):
        return "actual"
    ahead = names_a_later_day(candidate)
    if candidate.kind == ("trade_deal", "talks") and (ahead or WEEKDAY.search(candidate.scene.sentence)):
        return "scheduled" if signs & FIRM or FIXED.search(candidate.scene.sentence) else "proposed"
    if not signs & FIRM or signs & {"planning", "could", "would"} or WE.search(candidate.before(WINDOW)):
        return "proposed"
    if candidate.type == "military_scope":
        return "scheduled" if ahead or was_dated_later(candidate.scene) else "actual"
    return "scheduled" if _is_decided(candidate, signs, ahead=ahead) else "proposed"


def _is_decided(candidate: Candidate, signs: frozenset[str], *, ahead: bool) -> bool:
    """Return whether what will be is decided: by a body for a day, or in a formal text or a contract."""
    if candidate.type in ("capacity", *MEASURED) or _is_one_persons_word(candidate.scene):
        return False
    pattern = "scheduled.contract" if candidate.type == "investment" else "scheduled.formal"
    told = "saying" in signs or _is_told(candidate.scene)
    formal = candidate.type not in ("licence", "partnership", "stockpile") and _is_formal(candidate.scene, pattern)
    return ahead or (formal and not told)


def _is_one_persons_word(scene: Scene) -> bool:
    """Return whether a person says so, whose pledge is no decision yet."""
    saying = load_judgement_words().lemmas["governors.saying"]
    verbs = [w.index for w in scene.syntax.words if w.lemma in saying and w.pos in VERBAL]
    subjects = [s for v in verbs for s in scene.syntax.children(v, "nsubj")]
    people = [n for n in scene.entities if n.entity.kind == "person"]
    return any(s.pos == "PRON" or any(n.start <= s.start < n.end for n in people) for s in subjects)


def _is_told(scene: Scene) -> bool:
    words = load_judgement_words()
    return any(lexical_class(scene.syntax, w, words) == "saying" for w in scene.syntax.words if w.pos in VERBAL)


def _is_decided_for_later(candidate: Candidate, anchor: Word) -> bool:
    """Return whether the present tense means the future: "goes to 25 percent on 1 January"."""
    if candidate.type not in STATE_ACTS:
        return False
    verb = verb_of(candidate.scene.syntax, anchor)
    if verb is None and candidate.type != "military_scope":
        return False
    if verb is not None and tense_of(candidate.scene.syntax, verb) not in ("present", ""):
        return False
    return names_a_later_day(candidate) or _follows_a_later_day(candidate)


def _follows_a_later_day(candidate: Candidate) -> bool:
    """Return whether the text has set the day before: duties, and the American bar on Chinese magnets in weapons."""
    scene = candidate.scene
    dated = any(not is_ahead(d, scene.published) for d in scene.dates)
    if dated or CURRENT.search(scene.sentence) or not was_dated_later(scene):
        return False
    published = candidate.type == "export_control" and _is_formal(scene, "scheduled.formal")
    return candidate.type == "tariff" or published or candidate.kind == ("military_scope", "prohibited")


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


def was_dated_later(scene: Scene) -> bool:
    """Return whether a sentence before names a day of effect after publication."""
    before = scene.previous
    while before is not None:
        if any(is_ahead(d, before.published) and not is_ending(before.sentence, d) for d in before.dates):
            return True
        before = before.previous
    return False


def _is_formal(scene: Scene, pattern: str) -> bool:
    """Return whether the text so far retells a formal text or a contract, whose "will" is a commitment."""
    formal = load_judgement_words().patterns[pattern]
    here: Scene | None = scene
    while here is not None:
        if here.instruments or formal.search(here.sentence):
            return True
        here = here.previous
    return False
