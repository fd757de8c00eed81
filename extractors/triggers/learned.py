"""What the classifier adds to the rules: events where they are silent, and doubt where it sees none at all.

The thresholds were compared by the scores of the even gold documents as a whole, none of which was read or trained on,
and by files of labelled sentences that were left out of training.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from extractors.asides import REACTING
from extractors.instruments.citations import types_resting_on
from extractors.judgement.unreal import is_left_open
from extractors.reading import ReadSentence
from extractors.syntax import Syntax, Word
from extractors.triggers.classifier import load_classifier
from extractors.triggers.doubles import told_once
from extractors.triggers.features import WordFeatures, features_of, word_features
from extractors.triggers.finding import Trigger, triggers_of
from extractors.triggers.grounds import ground_of
from extractors.triggers.rules import Rule
from reewatch.mentions import LEARNED

#: Where no rule of a type fired, the classifier adds an event from this probability on.
ADDS_FROM = 0.5
#: A sentence that cites a legal text tells nearly always what it does (71 of 74 labelled ones): there the likeliest
#: type that can rest on it is added from this probability on.
CITING_FROM = 0.04
#: Where it gives a type less than this, the rules are not believed either.
DOUBTS_BELOW = 0.05
#: Unless it gives the rule's own clause, read without the rest of the sentence, this much.
BELIEVES_FROM = 0.3
#: Less for types of which the training documents hold few: it knows their words too little to doubt a rule.
SELDOM = ("enforcement", "military_scope", "licence_statistic", "stockpile")
BELIEVES_SELDOM_FROM = 0.005
#: In a clause of which a rule or a likelier type has told, it adds one from here on only: below, it was
#: wrong more often than right on the even gold documents (mention F1 .78 without this, .79 with it).
ADDS_BESIDE_FROM = 0.9
#: A sentence of fewer words asserts nothing by itself.
FEWEST_WORDS = 2
#: What is said is the event, not that it is said.
SAYING = frozenset({"say", "tell", "report", "add", "state", "note", "write", "confirm", "explain"})
#: Relations of a clause to the one that says, plans or denies it.
COMPLEMENTS = ("ccomp", "xcomp", "pcomp", "csubj")


def with_learned(read: ReadSentence, rules: Sequence[Rule]) -> list[Trigger]:
    """Return the triggers of a sentence, the doubtful left out and those that only the classifier sees added."""
    words = word_features(read.scene)
    features = features_of(read, words)
    probable = load_classifier("types").probabilities(features)
    kept = _believed(read, words, probable)
    mute = is_left_open(read.scene.sentence) or _says_nothing(read.scene.syntax)
    silent = set() if mute else set(probable) - {t.rule.type for t in kept}
    likely = {t for t in silent if probable[t] >= ADDS_FROM} | (_of_the_text(read, probable, kept) & silent)
    if "stock" not in read.near:  # what is bought is no reserve where nobody speaks of one
        likely.discard("stockpile")
    found = list(kept)
    for type_ in sorted(likely, key=lambda name: (-probable[name], name)):
        added = _added(read, type_, (words, features), rules)
        beside = any(_is_one_clause(read.scene.syntax, added.ground.head, t.ground.head) for t in found)
        if not beside or probable[type_] >= ADDS_BESIDE_FROM:
            found.append(added)
    return sorted(found, key=lambda t: (t.start, t.rule.type))


def _says_nothing(syntax: Syntax) -> bool:
    """Return whether a sentence is the number of an entry or a single word, whatever stands around it: "III."."""
    return sum(w.text[0].isalpha() for w in syntax.words) < FEWEST_WORDS


def _believed(read: ReadSentence, words: WordFeatures, probable: Mapping[str, float]) -> list[Trigger]:
    """Return the triggers of rules that are not doubted, each happening once: a doubted one hides no other."""
    found = [
        t
        for t in read.triggers
        if t.rule.sure or probable.get(t.rule.type, 1.0) >= DOUBTS_BELOW or _holds_alone(read, words, t)
    ]
    return told_once(found, read.scene.syntax)


def _holds_alone(read: ReadSentence, words: WordFeatures, trigger: Trigger) -> bool:
    """Return whether a rule's clause speaks for its type once what stands around it is left out."""
    probable = load_classifier("types").probabilities(features_of(read, words, only=trigger.ground.clause))
    least = BELIEVES_SELDOM_FROM if trigger.rule.type in SELDOM else BELIEVES_FROM
    return probable.get(trigger.rule.type, 1.0) >= least


def _is_one_clause(syntax: Syntax, one: int, other: int) -> bool:
    """Return whether two clauses are the same, or one is what the other says, plans or denies."""
    return one == other or (min(one, other) >= 0 and (_holds(syntax, one, other) or _holds(syntax, other, one)))


def _holds(syntax: Syntax, upper: int, lower: int) -> bool:
    """Return whether a clause is, at whatever depth, the complement of another."""
    word = syntax.words[lower]
    while word.dep in COMPLEMENTS and word.head != word.index:
        word = syntax.clause_head(word.head)
        if word.index == upper:
            return True
    return False


def _of_the_text(read: ReadSentence, probable: Mapping[str, float], told: Sequence[Trigger]) -> set[str]:
    """Return the likeliest type that rests on a legal text which the sentence cites, if none that could is likely."""
    resting = {t for c in read.scene.instruments for t in types_resting_on(c.instrument_id)} & set(probable)
    if not resting or any(t.rule.type in resting for t in told):
        return set()
    best = max(sorted(resting), key=lambda t: probable[t])
    return {best} if probable[best] >= CITING_FROM else set()


def _added(
    read: ReadSentence, type_: str, seen: tuple[WordFeatures, Mapping[str, float]], rules: Sequence[Rule]
) -> Trigger:
    """Return the trigger of an event that no rule saw whole, at a verb that some rule of the type knows.

    ``seen`` are the features of its words, and all of its features. Its action is the likeliest of all: among the
    actions of the rules that came near, direction was right less often.
    """
    words, features = seen
    action = _likeliest_action(type_, features)
    tried = triggers_of(read.scene, read.marks, [r for r in rules if (r.type, r.action) == (type_, action)])
    worth = _worth(read, words, type_)

    def rank(place: Trigger | Word) -> tuple[float, int]:
        return worth.get(place.start, 0.0), -place.start

    best = max(tried, key=rank) if tried else _at(read, max(_verbs(read.scene.syntax), key=rank))
    return best._replace(rule=learned_rule(type_, action))


def _likeliest_action(type_: str, features: Mapping[str, float]) -> str:
    known = _actions_of(type_)
    return (load_classifier("actions").best(features, known) or min(known)).partition(".")[2]


@cache
def _actions_of(type_: str) -> tuple[str, ...]:
    """Return the labels of the actions of a type that were trained."""
    return tuple(sorted(a for a in load_classifier("actions").labels if a.startswith(f"{type_}.")))


def _worth(read: ReadSentence, features: WordFeatures, type_: str) -> dict[int, float]:
    """Return how much each word speaks for a type, by where it begins."""
    weights = load_classifier("types").weights_of(type_)
    words = read.scene.syntax.words
    return {words[i].start: sum(weights.get(f, 0.0) for f in own) for i, own in features.items()}


def _verbs(syntax: Syntax) -> Sequence[Word]:
    """Return the words that may carry an event: verbs, those left out that say, or react to, what another one tells."""
    told = [w for w in syntax.words if w.dep in COMPLEMENTS and w.pos in ("VERB", "AUX")]
    verbs = [w for w in syntax.words if w.pos == "VERB" or w in told]
    telling = [w for w in verbs if w.lemma in SAYING and any(t.head == w.index for t in told)]
    acting = [w for w in verbs if w not in telling and w.lemma not in REACTING]
    nouns = [w for w in syntax.words if w.pos == "NOUN"] if len(verbs) > len(acting) else []
    return acting or nouns or verbs or syntax.words


def _at(read: ReadSentence, word: Word) -> Trigger:
    return Trigger(learned_rule("", ""), word.start, word.end, ground_of(read.scene.syntax, word.index))


@cache
def learned_rule(type_: str, action: str) -> Rule:
    """Return the name under which the classifier's finds of a type and action go."""
    return Rule(
        rule_id=f"{LEARNED}{type_}-{action}",
        type=type_,
        action=action,
        verbs={},
        phrase=None,
        theme=(),
        agent=(),
        clause=(),
        near=(),
        bars=frozenset(),
        named=False,
        sure=False,
        requires=None,
        blocks=None,
        yes=(),
        no=(),
    )
