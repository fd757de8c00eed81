"""What the rules make of one sentence: which fired, which did not and why; and whether examples hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extractors.events import find_mentions
from extractors.pipeline import Extractor
from extractors.reading import DocumentParts, read_sentences, scenes_of
from extractors.triggers.doubles import told_once
from extractors.triggers.finding import Trigger, find_triggers, try_rules
from extractors.triggers.rules import Rule, load_rules
from extractors.triggers.turns import MARK, Turn, untold
from reewatch.mentions import Mention

#: A headline that names no topic, one that names the goods, and words by which a document is one on trade,
#: outside the sentence that is tried.
HEADLINE = "The week"
TOPIC = "Rare earths"
WORLD = "China, Japan, United States: exports, tariffs, duties, levies, prices, plants."


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A rule on a sentence: the words that its trigger is, None without one, and why it did not fire."""

    rule: Rule
    words: str | None
    reason: str  # "" where it fired
    mention: Mention | None = None

    @property
    def fired(self) -> bool:
        """Whether the rule made a mention."""
        return not self.reason


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenExample:
    """An example sentence of a rule that does not do as it says."""

    rule: Rule
    sentence: str
    should_fire: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenTurn:
    """An example sentence of a turn that it does not turn, or turns and must not."""

    turn: Turn
    sentence: str
    should_turn: bool


def try_sentence(
    extractor: Extractor, sentence: str, rules: Sequence[Rule], published: date | None = None
) -> list[Trial]:
    """Return what each rule makes of a sentence in the body of a document on the trade, in the order of the rules."""
    parts = _document(extractor, sentence, published)
    found = _mentions(extractor, parts, rules)
    trials: list[Trial] = []
    for span, scene, marks, near in scenes_of(parts):
        if not _is_tried(span, sentence):
            continue
        fired = find_triggers(scene, marks, rules, near=near)
        kept = told_once(fired, scene.syntax)
        for tried in try_rules(scene, marks, rules, near=near):
            words = scene.sentence[tried.trigger.start : tried.trigger.end] if tried.trigger else None
            mention = _mention_at(found, tried.trigger, span[0])
            reason = tried.lacking or ("" if mention else _passed_over(tried.trigger, fired, kept))
            trials.append(Trial(rule=tried.rule, words=words, reason=reason, mention=None if reason else mention))
    return trials


def broken_examples(extractor: Extractor, rules: Sequence[Rule]) -> list[BrokenExample]:
    """Return the example sentences on which a rule, by itself, fires and must not, or must and does not."""
    return [
        BrokenExample(rule=rule, sentence=sentence, should_fire=should)
        for rule in rules
        for should, sentences in ((True, rule.yes), (False, rule.no))
        for sentence in sentences
        if fires(extractor, rule, sentence) != should
    ]


def broken_turns(extractor: Extractor, turns: Sequence[Turn]) -> list[BrokenTurn]:
    """Return the example sentences that a turn, beside all rules and the classifier, does not treat as it says."""
    return [
        BrokenTurn(turn=turn, sentence=sentence, should_turn=should)
        for turn in turns
        for should, sentences in ((True, turn.yes), (False, turn.no))
        for sentence in sentences
        if is_turned(extractor, turn, sentence) != should
    ]


def is_turned(extractor: Extractor, turn: Turn, sentence: str) -> bool:
    """Return whether a sentence on the goods has a mention with the turn's type and action that the turn gave it."""
    found = _mentions(extractor, extractor.take_apart(f"{TOPIC}\n\n{sentence}", None), load_rules())
    told = (turn.type, turn.action, turn.turn_id)
    return any((m.type, m.action, m.rule.partition(MARK)[2]) == told for m in found)


def fires(extractor: Extractor, rule: Rule, sentence: str) -> bool:
    """Return whether a rule, with no other beside it and before the classifier doubts it, fires in a sentence."""
    parts = _document(extractor, sentence, None)
    return any(t.rule is rule for read in read_sentences(parts, [rule]) for t in read.triggers)


def _document(extractor: Extractor, sentence: str, published: date | None) -> DocumentParts:
    return extractor.take_apart(f"{HEADLINE}\n\n{sentence}\n\n{WORLD}", published)


def _mentions(extractor: Extractor, parts: DocumentParts, rules: Sequence[Rule]) -> tuple[Mention, ...]:
    return find_mentions(parts, rules=rules, types=extractor.event_types)


def _is_tried(span: tuple[int, int], sentence: str) -> bool:
    start = len(HEADLINE) + 2
    return start <= span[0] < start + len(sentence)


def _mention_at(mentions: Sequence[Mention], trigger: Trigger | None, offset: int) -> Mention | None:
    if trigger is None:
        return None
    place = (trigger.rule.rule_id, trigger.start + offset, trigger.end + offset)
    return next((m for m in mentions if (untold(m.rule), m.trigger.start, m.trigger.end) == place), None)


def _passed_over(trigger: Trigger | None, fired: Sequence[Trigger], kept: Sequence[Trigger]) -> str:
    if trigger not in fired:
        return "holds, but an earlier rule of its type has the clause"
    if trigger not in kept:
        return "holds, but another trigger of the sentence tells it"
    return "holds, but the classifier doubts it, or it tells again what an earlier trigger tells"
