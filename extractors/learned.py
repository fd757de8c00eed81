"""What the classifier adds to the rules: events where they are silent, and doubt where it sees none at all.

The two thresholds were chosen on the odd documents of the gold, with weights trained without them.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain

from extractors.classifier import Classifier, load_classifier
from extractors.features import features_of, word_features
from extractors.grounds import ground_of
from extractors.reading import ReadSentence
from extractors.rules import Rule
from extractors.syntax import Word
from extractors.triggers import Trigger

#: Where no rule of a type fired, the classifier adds an event from this probability on.
ADDS_FROM = 0.2
#: Where it gives a type less than this, the rules are not believed either.
DOUBTS_BELOW = 0.05


def with_learned(read: ReadSentence) -> list[Trigger]:
    """Return the triggers of a sentence, the doubtful left out and those that only the classifier sees added."""
    types, actions = load_classifier("types"), load_classifier("actions")
    features = features_of(read)
    probable = types.probabilities(features)
    kept = [t for t in read.triggers if probable.get(t.rule.type, 1.0) >= DOUBTS_BELOW]
    silent = set(probable) - {t.rule.type for t in read.triggers}
    added = [
        _trigger(read, type_, actions.best(features, _actions_of(actions, type_)), types)
        for type_ in sorted(silent)
        if probable[type_] >= ADDS_FROM
    ]
    return sorted(chain(kept, added), key=lambda t: (t.start, t.rule.type))


def _actions_of(actions: Classifier, type_: str) -> list[str]:
    return [label for label in actions.labels if label.startswith(f"{type_}.")]


def _trigger(read: ReadSentence, type_: str, label: str | None, types: Classifier) -> Trigger:
    word = _telling_word(read, type_, types)
    action = (label or f"{type_}.reported").partition(".")[2]
    return Trigger(learned_rule(type_, action), word.start, word.end, ground_of(read.scene.syntax, word.index))


def _telling_word(read: ReadSentence, type_: str, types: Classifier) -> Word:
    """Return the word that speaks most for a type: a verb where one does, else whatever does."""
    weights = types.weights_of(type_)
    worth = {index: sum(weights.get(f, 0.0) for f in features) for index, features in word_features(read.scene).items()}
    words: Sequence[Word] = read.scene.syntax.words
    verbs: Iterable[Word] = [w for w in words if w.pos == "VERB"]
    return max(verbs or words, key=lambda w: (worth.get(w.index, 0.0), -w.index))


@cache
def learned_rule(type_: str, action: str) -> Rule:
    """Return the name under which the classifier's finds of a type and action go."""
    return Rule(
        rule_id=f"learned-{type_}-{action}",
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
        requires=None,
        blocks=None,
        yes=(),
        no=(),
    )
