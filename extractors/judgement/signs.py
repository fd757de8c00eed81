"""What the words around an event say of its standing: modals, negation, governors, conditions."""

import re

from extractors.judgement.candidates import Candidate
from extractors.judgement.paths import Step, auxiliaries, is_infinitive, tense_of
from extractors.judgement.words import JudgementWords
from extractors.syntax import Syntax, Word
from extractors.triggers.clauses import clause_of

NEGATIVE = frozenset({"no", "neither", "none", "nothing", "nobody", "nowhere"})
DENYING_ADVERBS = frozenset({"hardly", "never", "scarcely", "nowhere"})
VOID_AFTER = frozenset({"only", "just", "merely", "simply", "least", "until", "since"})
LIMITS = frozenset({"less", "later", "fewer", "more", "sooner", "doubt", "matter"})
MODALS = {"will": "will", "shall": "will", "'ll": "will", "wo": "will", "would": "would", "'d": "would",
          "must": "must", "can": "can", "ca": "can"}  # fmt: skip
#: Verbs that only say who brings it about: "risks having its licence withdrawn".
CAUSATIVE = frozenset({"have", "let", "make", "see", "help", "get"})
#: What these deny is what they govern: "do not expect them to be renewed".
NEGATION_RAISING = frozenset({"expect", "think", "believe", "look", "foresee", "anticipate", "see", "reckon",
                              "mean", "imply", "entail", "signify"})  # fmt: skip
#: "U.S. to halve": a headline's future.
HEADLINE_TO = re.compile(r"\bto (?:\w+ly )?$")
BE_TO = re.compile(r"\b(?:is|are|was|were)\s+(?:\w+ly\s+|both\s+|each\s+)?to\s+(?:be\s+)?$")
WINDOW = 60
#: Relations of what is called off to the verb that does.
OBJECTS = ("dobj", "nsubjpass")
#: Relations over which a verb's meaning bears on what it governs.
GOVERNED = frozenset(
    {"xcomp", "ccomp", "pcomp", "dobj", "nsubjpass", "acl", "prep", "pobj", "advcl", "oprd", "dative", "attr", "acomp"}
)


def signs_of(candidate: Candidate, steps: list[Step], words: JudgementWords) -> frozenset[str]:
    """Return the signs at an event.

    ``denied`` (a negation), ``denying``, ``threatening``, ``planning``, ``saying`` (a governor of that class),
    ``will``, ``would``, ``could``, ``can``, ``must``, ``be_to``, ``to`` (modals and infinitives), ``condition`` and
    ``own_process`` (if-clauses), ``conduct`` (an if-clause about what another state does).
    """
    return frozenset(_on_the_way(candidate.scene.syntax, steps, words) | _at_the_surface(candidate, words))


def _on_the_way(syntax: Syntax, steps: list[Step], words: JudgementWords) -> set[str]:
    signs = _of_the_clause(syntax, steps[0].word)
    shared = False
    for step in steps:
        if step.child and step.by == "conj":
            shared = True
            if step.child.tag in ("VBD", "VBZ"):
                return signs
        kind = class_of(syntax, step, words) if step.child else ""
        signs |= {kind} - {""}
        if step.by in ("ccomp", "csubj") and step.word.lemma not in CAUSATIVE and kind != "be_to":
            raised = step.word.lemma in NEGATION_RAISING and _is_negated(syntax, step.word)
            return signs | ({"denied"} if raised or _is_nothing_of(syntax, step.word) else set())
        signs |= own_signs(syntax, step.word, words, negation=not shared or _joined_by_or(syntax, step.word))
    return signs


def _of_the_clause(syntax: Syntax, anchor: Word) -> set[str]:
    """Return what the conjunction of the event's own clause says: of what comes if or before it happens."""
    marks = {m.lemma for m in syntax.children(syntax.clause_head(anchor.index).index, "mark")}
    coming = tense_of(syntax, anchor) in ("present", "")
    return {"planning"} if "if" in marks or ("before" in marks and coming) else set()


def _joined_by_or(syntax: Syntax, word: Word) -> bool:
    return any(c.lemma in ("or", "nor") for c in syntax.children(word.index, "cc"))


def class_of(syntax: Syntax, step: Step, words: JudgementWords) -> str:
    """Return the class of a governor for what it governs, "" where it has none."""
    word, child = step.word, step.child
    if child is None or child.dep not in GOVERNED:
        return ""
    if is_infinitive(syntax, child):
        return _class_over_infinitive(syntax, word, child, words)
    if child.dep in OBJECTS and (kind := undoing_class(syntax, word, words)):
        return kind
    if word.lemma == "call" and child.lemma not in ("for", "on", "upon"):
        return ""
    kind = _governing_class(syntax, word, child, words)
    told = kind == "planning" and child.dep in ("ccomp", "advcl") and word.lemma in words.lemmas["governors.saying"]
    return "saying" if told else kind


def undoing_class(syntax: Syntax, word: Word, words: JudgementWords) -> str:
    """Return what a verb makes of its object where it calls that off, or moves its day; "" for other verbs."""
    particles = {c.lemma for c in syntax.children(word.index, "prt", "advmod")}
    if word.lemma in words.lemmas["governors.undoing"] or (word.lemma == "call" and "off" in particles):
        return "denying"
    later = word.lemma in ("put", "push", "hold") and particles & {"off", "back"}
    later = later or (word.lemma in ("bring", "move", "pull") and particles & {"forward", "up", "back"})
    return "deferred" if later or word.lemma in words.lemmas["governors.deferring"] else ""


def _class_over_infinitive(syntax: Syntax, word: Word, child: Word, words: JudgementWords) -> str:
    """Return the class of a governor of an infinitive; one that no list has plans it."""
    if any(c.lemma == "have" for c in syntax.children(child.index, "aux")):
        return "saying"  # "is thought to have taken"
    if word.lemma == "be" and child.dep in ("xcomp", "advcl", "ccomp"):
        return "be_to"
    if word.lemma == "have" and child.dep == "xcomp":
        return "must"
    unknown = child.dep in ("xcomp", "acl") and word.lemma not in words.lemmas["governors.done"]
    return _governing_class(syntax, word, child, words) or ("planning" if unknown else "")


def lexical_class(syntax: Syntax, word: Word, words: JudgementWords) -> str:
    """Return ``denying``, ``threatening``, ``planning`` or ``saying`` by a word's own meaning, "" for others."""
    if word.lemma == "rule" and any(c.lemma == "out" for c in syntax.children(word.index)):
        return "denying"
    for kind in ("denying", "threatening", "planning", "saying"):
        if word.lemma in words.lemmas[f"governors.{kind}"]:
            return kind
    return ""


def _governing_class(syntax: Syntax, word: Word, child: Word, words: JudgementWords) -> str:
    """Return the class of a word over what it governs: some plan only what follows as an infinitive."""
    clausal = child.dep in ("xcomp", "acl", "advcl") and is_infinitive(syntax, child)
    if word.lemma in words.lemmas["governors.planning_to"] and (clausal or child.dep == "ccomp"):
        return "planning"
    if word.lemma == "look" and child.dep == "prep":  # "is looking at a ban", "looks into duties"
        return "planning" if child.lemma in ("at", "into") else ""
    return lexical_class(syntax, word, words)


def own_signs(syntax: Syntax, word: Word, words: JudgementWords, *, negation: bool) -> set[str]:
    """Return the signs among what depends on a word."""
    signs: set[str] = set()
    modal = next((a.lemma for a in auxiliaries(syntax, word) if a.tag == "MD"), "")
    if modal:
        signs.add(MODALS.get(modal, "could"))
    if not modal and is_infinitive(syntax, word) and word.dep in ("ROOT", "conj", "ccomp", "dep", "parataxis"):
        signs.add("to")
    if negation and (_is_negated(syntax, word) or _is_pending(syntax, word)):
        signs.add("denied")
    if word.lemma == "be" and any(is_infinitive(syntax, c) for c in syntax.children(word.index, "xcomp")):
        signs.add("be_to")
    if any(c.lemma == "any" for c in syntax.children(word.index, "det")):
        signs.add("any")
    return signs | _of_modifiers(syntax, word, words) | _of_conditions(syntax, word, words)


def _of_modifiers(syntax: Syntax, word: Word, words: JudgementWords) -> set[str]:
    told = {c.text.lower() for c in syntax.children(word.index, "amod", "compound")}
    return {kind for kind in ("planning", "threatening") if told & words.lemmas[f"modifiers.{kind}"]}


def _of_conditions(syntax: Syntax, word: Word, words: JudgementWords) -> set[str]:
    clauses = syntax.children(word.index, "advcl")
    own = words.lemmas["condition.own_process"]
    signs: set[str] = set()
    for clause in clauses:
        marks = {m.lemma for m in syntax.children(clause.index, "mark", "advmod")}
        if marks & {"if", "unless"}:
            signs.add("own_process" if clause.lemma in own else "condition")
        if "once" in marks:
            signs.add("once")
    return signs


def _is_pending(syntax: Syntax, word: Word) -> bool:
    """Return whether a verb says that something has yet to be done."""
    if word.lemma not in ("have", "be"):
        return False
    return any(c.lemma == "yet" for c in syntax.children(word.index)) and bool(syntax.children(word.index, "xcomp"))


def _is_negated(syntax: Syntax, word: Word) -> bool:
    if _is_nothing_of(syntax, word):
        return True
    for child in syntax.children(word.index):
        if child.dep == "neg" and not _is_void(syntax, child):
            return True
        if child.lemma in DENYING_ADVERBS and child.dep == "advmod":
            return True
        if child.lemma in ("nor", "neither") and child.dep in ("cc", "preconj", "advmod") and child.index < word.index:
            return True
        if child.dep == "det" and child.lemma in NEGATIVE and not _is_void(syntax, child):
            return True
    return False


def _is_nothing_of(syntax: Syntax, word: Word) -> bool:
    """Return whether a verb has "nothing", "no such thing" or "hardly anyone" for a subject or an object."""
    return any(
        _is_nothing(syntax, c) for c in syntax.children(word.index, "nsubj", "nsubjpass", "dobj", "attr", "expl")
    )


def _is_void(syntax: Syntax, negation: Word) -> bool:
    """Return whether a negation denies nothing: "not only", "no less than"."""
    following = [w for w in syntax.words[negation.index + 1 : negation.index + 3] if w.text != "."]
    if not following:
        return False
    return following[0].lemma in VOID_AFTER | LIMITS or following[0].text[:1].isdigit()  # "No. 61"


def _is_nothing(syntax: Syntax, word: Word) -> bool:
    if word.lemma in NEGATIVE or word.text.lower() in NEGATIVE:
        return not _is_void(syntax, word)
    below = syntax.children(word.index, "det", "neg", "advmod", "nmod", "preconj", "cc")
    return any(c.lemma in NEGATIVE | DENYING_ADVERBS and not _is_void(syntax, c) for c in below)


def _at_the_surface(candidate: Candidate, words: JudgementWords) -> set[str]:
    signs: set[str] = set()
    sentence, patterns = candidate.scene.sentence, words.patterns
    start, end, own = candidate.start, candidate.end, candidate.words
    left, right = clause_of(sentence, start, end)
    before = sentence[max(left, start - WINDOW) : start]
    near = sentence[start : max(end, min(right, end + 25))]
    no = patterns["negation.before"]
    if no.search(before[-30:], within=sentence) or no.match(own, within=sentence):
        signs.add("denied")
    verdict = patterns["negation.verdict"].search(sentence[start:right], within=sentence)
    told = verdict or patterns["negation.phrases"].search(near, within=sentence)
    if told or patterns["negation.opening"].match(own, within=sentence):
        signs.add("denied")
    if patterns["planning.near"].search(before, within=sentence):
        signs.add("planning")
    if patterns["condition.resolve"].search(sentence[max(0, start - WINDOW) : end], within=sentence):
        signs = signs - {"denied"} | {"threatening", "resolve"}
    if patterns["condition.conduct"].search(sentence):
        signs.add("conduct")
    if candidate.scene.position == 0.0 and HEADLINE_TO.search(before):
        signs.add("to")
    if patterns["condition.surface"].search(sentence):
        signs.add("condition")
    if BE_TO.search(before):
        signs.add("be_to")
    return signs
