"""How sure: whether an event is done, decided for later, planned, threatened or denied."""

import re

from extractors.dates.moved_starts import SHIFTED
from extractors.dates.times import is_ahead
from extractors.judgement.candidates import ENDING, MEASURED, Candidate, anchor_of_event
from extractors.judgement.days_ahead import begins_later, names_a_later_day, retells_a_formal_text, was_dated_later
from extractors.judgement.evidence import WINDOW, evidence_of
from extractors.judgement.paths import VERBAL, anchor_of, auxiliaries, is_infinitive, tense_of, verb_of
from extractors.judgement.signs import lexical_class
from extractors.judgement.undone import is_undone
from extractors.judgement.unreal import is_called_untrue
from extractors.judgement.words import load_judgement_words
from extractors.scenes import Scene
from extractors.syntax import Word

#: Acts of states, which can be decided for a later day and can hang on another's conduct.
STATE_ACTS = ("export_control", "tariff", "military_scope", "enforcement", "trade_deal", "licence")
#: What ends by itself unless somebody prolongs it.
RUNS_OUT = re.compile(r"(?:laps|expir|run\w* out|end)", re.IGNORECASE)
SEALING = frozenset({"ratified", "signed"})
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
WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\btomorrow\b|\bnext (?:week|month|year)\b")
SIGNED_NOW = re.compile(
    r"(?<!to be )(?<!will be )\b(?:signed|entered into|concluded|inked|sealed|executed) (?:an? |the )?(?:\w+[ -]){0,3}"
    r"(?:agreement|contract|deal|accord)s?\b[^.;]{0,40}\b(?:under|in|by) which\b",
    re.IGNORECASE,
)
LASTING = re.compile(r"\b(?:now|remains?|stays?|waits?|continue|be retained|be kept)\b")
RUNS_ON = re.compile(r"(?:run|last|stay|remain|continue|hold)s?\b", re.IGNORECASE)
DECIDED = re.compile(r"\b(?:announced|decided|ordered|decreed|ruled|published|issued|signed)\b", re.IGNORECASE)
WE = re.compile(r"\b(?:[Ww]e|I) (?:shall|will|'ll)\b")
FIRM = frozenset({"will", "be_to", "to"})
POSSIBLE = frozenset({"may", "might", "could"})
FUTURE = frozenset({"will", "would", "be_to", "to", "planning", "could"})


def factuality_of(candidate: Candidate) -> str:  # noqa: PLR0911  one for each way to a verdict
    """Return the factuality of an event by the rules."""
    anchor = anchor_of_event(candidate)
    if is_called_untrue(candidate.scene.sentence, candidate.start, candidate.end) or is_undone(candidate):
        return "denied"
    if anchor is None:
        return "actual"
    if moves_a_start(candidate):
        return "proposed"
    signs = evidence_of(candidate)
    if "resolve" in signs:
        return "threatened"
    if signs & {"denied", "denying"} or (anchor.dep == "pobj" and _is_directly_denied(candidate)):
        return _of_a_denial(candidate)
    if _is_threat(candidate, signs):
        return "threatened"
    if signs & FUTURE or _is_outstanding(candidate, signs):
        return _of_the_future(candidate, signs)
    if (
        candidate.kind in (*TO_BE_BUILT, ("investment", "closed"))
        and _is_present(candidate)
        and names_a_later_day(candidate)
    ):
        return "proposed"
    return "scheduled" if _is_decided_for_later(candidate, anchor) else "actual"


def is_plain(candidate: Candidate, factuality: str) -> bool:
    """Return whether a verdict of the rules needs no weighing: "takes effect on 1 May", with the day ahead."""
    signs = evidence_of(candidate)
    if factuality == "threatened":
        return bool(signs & {"threatening", "condition", "conduct"})
    if factuality == "proposed":
        return _has_own(candidate, POSSIBLE) or moves_a_start(candidate)
    if factuality == "denied":
        untrue = is_called_untrue(candidate.scene.sentence, candidate.start, candidate.end)
        return untrue or is_undone(candidate) or _is_directly_denied(candidate)
    effect = load_judgement_words().patterns["scheduled.effect"].search(candidate.words)
    return factuality == "scheduled" and (begins_later(candidate) or (bool(effect) and names_a_later_day(candidate)))


def moves_a_start(candidate: Candidate) -> bool:
    """Return whether a plant's opening is told by the verb that moves it: it is still to come."""
    return candidate.kind in TO_BE_BUILT and SHIFTED.match(candidate.words) is not None


def _has_own(candidate: Candidate, modals: frozenset[str]) -> bool:
    """Return whether the event's own verb has one of these modals."""
    anchor = anchor_of_event(candidate)
    return anchor is not None and any(a.lemma in modals for a in auxiliaries(candidate.scene.syntax, anchor))


def _is_directly_denied(candidate: Candidate) -> bool:
    """Return whether the event's own verb is negated in the past: "did not", "has not", "never"."""
    syntax, anchor = candidate.scene.syntax, anchor_of_event(candidate)
    if anchor is not None and anchor.dep == "pobj":  # "was not in talks"
        anchor = syntax.words[syntax.words[anchor.head].head]
        return anchor.lemma == "be" and any(c.lemma in ("not", "n't", "never") for c in syntax.children(anchor.index))
    if anchor is None or anchor.pos not in VERBAL:
        return False
    negated = any(c.lemma in ("not", "n't", "never") for c in syntax.children(anchor.index, "neg"))
    return negated and tense_of(syntax, anchor) in ("past", "perfect", "pluperfect")


def _is_outstanding(candidate: Candidate, signs: frozenset[str]) -> bool:
    """Return whether an event is spoken of as one to come: "any duty that results", "must now approve"."""
    if "once" in signs and _is_present(candidate):
        return True
    return (candidate.type == "tariff" and "any" in signs) or (candidate.action in SEALING and "must" in signs)


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
    anchor = anchor_of_event(candidate)
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
    if candidate.action == "extended" and (LASTING.search(candidate.before(20)) or _goes_on_by_decision(candidate)):
        return "actual"
    ahead = names_a_later_day(candidate)
    if candidate.kind == ("trade_deal", "talks") and (ahead or WEEKDAY.search(candidate.scene.sentence)):
        return "scheduled" if signs & FIRM or FIXED.search(candidate.scene.sentence) else "proposed"
    if not signs & FIRM or signs & {"planning", "could", "would"} or WE.search(candidate.before(WINDOW)):
        return "proposed"
    if candidate.type == "military_scope":
        return "scheduled" if ahead or was_dated_later(candidate.scene) else "actual"
    if candidate.kind == ("investment", "committed") and SIGNED_NOW.search(candidate.before(WINDOW)):
        return "actual"  # what is told is the contract, whatever it obliges to
    return "scheduled" if _is_decided(candidate, signs, ahead=ahead) else "proposed"


def _goes_on_by_decision(candidate: Candidate) -> bool:
    """Return whether it is made known that what stands will go on to a day: "will run until March, it announced"."""
    made_known = DECIDED.search(candidate.scene.sentence) and RUNS_ON.match(candidate.words)
    return bool(made_known) and bool(candidate.scene.dates)


def _is_decided(candidate: Candidate, signs: frozenset[str], *, ahead: bool) -> bool:
    """Return whether what will be is decided: by a body for a day, or in a formal text or a contract."""
    if candidate.type in ("capacity", *MEASURED) or _is_one_persons_word(candidate.scene):
        return False
    pattern = "scheduled.contract" if candidate.type == "investment" else "scheduled.formal"
    told = "saying" in signs or _is_told(candidate.scene)
    formal = candidate.type not in ("licence", "partnership", "stockpile") and retells_a_formal_text(
        candidate.scene, pattern
    )
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
        # "voted to ban as of May"
        return is_infinitive(candidate.scene.syntax, anchor) and names_a_later_day(candidate)
    return names_a_later_day(candidate) or _follows_a_later_day(candidate)


def _follows_a_later_day(candidate: Candidate) -> bool:
    """Return whether the text has set the day before: duties, and the American bar on Chinese magnets in weapons."""
    scene = candidate.scene
    dated = any(not is_ahead(d, scene.published) for d in scene.dates)
    if dated or CURRENT.search(scene.sentence) or not was_dated_later(scene):
        return False
    published = candidate.type == "export_control" and retells_a_formal_text(scene, "scheduled.formal")
    return candidate.type == "tariff" or published or candidate.kind == ("military_scope", "prohibited")
