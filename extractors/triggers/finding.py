"""Which rules fire in a sentence, and where: one trigger for each type and clause."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractors.glances import Glance
from extractors.scenes import Scene
from extractors.syntax import Syntax, Word
from extractors.triggers.grounds import Ground, chunk_ground, ground_of
from extractors.triggers.rules import Lexeme, Rule
from extractors.triggers.topics import Marks

#: How far behind a verb the rest of its lexeme may stand ("put the order off").
REACH = 6
#: Where the rest stands that close, it is part of the trigger's span.
CLOSE = 3
NOTHING: frozenset[int] = frozenset()
NOMINAL = frozenset({"compound", "amod", "nmod", "nsubj", "nsubjpass", "dobj", "pobj"})


class Trigger(NamedTuple):
    """A rule that fired: its place, in characters of the sentence, and the ground it stands on."""

    rule: Rule
    start: int
    end: int
    ground: Ground


def find_triggers(scene: Scene, marks: Marks, rules: Sequence[Rule], *, near: frozenset[str]) -> list[Trigger]:
    """Return what fires in a sentence, in the order of the text: of each type the first rule of each clause.

    ``near`` are the topics of the sentence and of its surroundings.
    """
    taken: dict[tuple[str, int], Rule] = {}
    found: list[Trigger] = []
    grounds: Grounds = {}
    for rule, places in _places(scene, marks, rules, near):
        for trigger in (_trigger(rule, p, scene, grounds) for p in places):
            place = (rule.type, trigger.ground.head)
            if (place not in taken or _opposes(rule, taken[place])) and not _lack(rule, trigger, marks, near):
                taken[place] = rule
                found.append(trigger)
    return sorted(found, key=lambda t: (t.start, t.rule.type))


def _opposes(rule: Rule, taken: Rule) -> bool:
    """Return whether a rule tells the other way from one that has its clause: up on the month, down on the year."""
    return rule.type == "trade_flow" and rule.phrase is not None and {rule.action, taken.action} == {"rose", "fell"}


class Tried(NamedTuple):
    """A rule on a place of a sentence: what it lacks there, nothing where it holds; no place where none is its own."""

    rule: Rule
    trigger: Trigger | None
    lacking: str


def try_rules(scene: Scene, marks: Marks, rules: Sequence[Rule], *, near: frozenset[str]) -> Iterator[Tried]:
    """Yield every rule on every place that its verbs or its phrase have in the sentence: for who writes rules."""
    places = dict(_places(scene, marks, rules))
    grounds: Grounds = {}
    for rule in rules:
        triggers = [_trigger(rule, place, scene, grounds) for place in places.get(rule, ())]
        yield from (Tried(rule, t, _lack(rule, t, marks, near)) for t in triggers)
        if not triggers:
            yield Tried(rule, None, "neither a verb of it nor its phrase stands in the sentence")


def triggers_of(scene: Scene, marks: Marks, rules: Sequence[Rule]) -> list[Trigger]:
    """Return every place that the verbs or the phrases of rules have in a sentence, whether the rule holds or not."""
    grounds: Grounds = {}
    return [_trigger(rule, p, scene, grounds) for rule, places in _places(scene, marks, rules) for p in places]


class _RuleIndex:
    """Rules by the forms and lexemes of their verbs and the pieces of their phrases: few have a place in a sentence."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = rules
        lexemes: dict[str, dict[Lexeme, list[int]]] = {}
        for number, rule in enumerate(rules):
            for form, own in rule.verbs.items():
                for lexeme in own:
                    lexemes.setdefault(form, {}).setdefault(lexeme, []).append(number)
        self.lexemes = {f: sorted(by.items(), key=lambda item: (-len(item[0]), item[0])) for f, by in lexemes.items()}
        self.phrases = Glance({number: rule.phrase for number, rule in enumerate(rules) if rule.phrase}, by_branch=True)


@lru_cache(maxsize=128)  # all rules, and those of each action
def _index_of(rules: tuple[Rule, ...]) -> _RuleIndex:
    return _RuleIndex(rules)


class _Place(NamedTuple):
    """Where a rule may stand in a sentence: its first and last character, its word, the words of its idiom."""

    start: int
    end: int
    word: int
    idiom: frozenset[int]


def _places(
    scene: Scene, marks: Marks, rules: Sequence[Rule], near: frozenset[str] | None = None
) -> Iterator[tuple[Rule, Sequence[_Place]]]:
    """Yield the rules that have a place in a sentence, in their order, each with those of its phrase and its verbs.

    Rules that need other topics than are ``near`` are left out, unless that is None.
    """
    index = _index_of(tuple(rules))
    phrases = set(index.phrases.possible(scene.sentence))
    verbs = _verb_places(scene, marks, index)
    for number in sorted(phrases | verbs.keys()):
        rule = rules[number]
        if near is not None and not _may_hold(rule, near):
            continue
        places = _phrase_places(scene, rule) if number in phrases else []
        places += verbs.get(number, {}).values()
        if places:
            yield rule, places


def _phrase_places(scene: Scene, rule: Rule) -> list[_Place]:
    if rule.phrase is None or not rule.phrase.search(scene.sentence):  # most that a glance lets through are not there
        return []
    anchors = ((m, scene.syntax.word_at(m.start())) for m in rule.phrase.finditer(scene.sentence))
    return [_Place(*match.span(), anchor.index, NOTHING) for match, anchor in anchors if anchor]


def _verb_places(scene: Scene, marks: Marks, index: _RuleIndex) -> dict[int, dict[int, _Place]]:
    """Return the places of verbs by the number of the rule and the index of the word, the longest lexeme of each."""
    syntax, in_headline = scene.syntax, scene.position == 0.0
    lowered = tuple([w.text.lower() for w in syntax.words])
    found: dict[int, dict[int, _Place]] = {}
    for word, alone in zip(syntax.words, lowered, strict=True):
        first, form = word, alone
        if word.index > 1 and lowered[word.index - 1] == "-":
            first, form = _form(syntax, word, lowered)
        lexemes = index.lexemes.get(form)
        if lexemes is None or not (first is not word or _is_verb(word, marks, in_headline)):
            continue
        for lexeme, numbers in lexemes:
            rest = _rest(lowered, word.index, lexeme)
            if rest is None:
                continue
            end = syntax.words[rest[-1]].end if rest[-1] - word.index <= CLOSE else word.end
            place = _Place(first.start, end, word.index, frozenset(rest[1:]))
            for number in numbers:
                found.setdefault(number, {}).setdefault(word.index, place)
    return found


Grounds = dict[tuple[int, frozenset[int]], Ground]


def _trigger(rule: Rule, place: _Place, scene: Scene, grounds: Grounds) -> Trigger:
    """Return a rule at a place; ``grounds`` keeps what was worked out for other rules there."""
    key = (place.word, place.idiom)
    ground = grounds.get(key)
    if ground is None:
        in_headline = scene.position == 0.0
        ground = chunk_ground(scene.syntax, key[0]) if in_headline else ground_of(scene.syntax, *key)
        grounds[key] = ground
    return Trigger(rule, place.start, place.end, ground)


def _form(syntax: Syntax, word: Word, lowered: Sequence[str]) -> tuple[Word, str]:
    """Return the word that the form of a word behind a hyphen begins with, and the form.

    ``slow-walking`` is one, though it is three tokens.
    """
    first = syntax.words[word.index - 2]
    if first.end + 1 == word.start:
        return first, f"{lowered[first.index]}-{lowered[word.index]}"
    return word, lowered[word.index]


def _is_verb(word: Word, marks: Marks, in_headline: bool) -> bool:
    """Return whether a word may be a verb; in a headline the tagger is not believed, but for what names a topic."""
    if word.tag.startswith("NN") and word.index in marks.by_word:
        return False
    if in_headline:
        return True
    if word.dep in ("aux", "auxpass", "amod", "compound") or (word.tag == "VBG" and word.dep in NOMINAL):
        return False
    return word.tag.startswith("VB") or (word.tag == "JJ" and (word.text.endswith("ed") or word.dep == "ROOT"))


def _rest(lowered: Sequence[str], index: int, lexeme: Lexeme) -> Sequence[int] | None:
    """Return the places of a verb and of the words that complete its lexeme; None where they are not there."""
    if not lexeme:
        return (index,)
    size = len(lexeme)
    if lexeme[0] not in lowered:
        return None
    for start in range(index + 1, min(index + 1 + REACH, len(lowered)) - size + 1):
        if lowered[start : start + size] == lexeme:
            return (index, *range(start, start + size))
    return None


def _may_hold(rule: Rule, near: frozenset[str]) -> bool:
    """Return whether each topic that a rule needs is somewhere near: no place of the sentence has more than that."""
    for needs in (rule.theme, rule.agent, rule.clause, rule.near):
        for any_of in needs:  # a loop and no generator: this is asked of every rule in every sentence
            if near.isdisjoint(any_of):
                return False
    return True


def _lack(rule: Rule, trigger: Trigger, marks: Marks, near: frozenset[str]) -> str:
    """Return what a rule misses on the ground of its trigger, in words; nothing where it holds."""
    ground = trigger.ground
    for place, words, needs in (
        ("theme", ground.theme, rule.theme),
        ("agent", ground.agent, rule.agent),
        ("clause", ground.clause, rule.clause),
    ):
        topics = marks.at(words, named=rule.named) if needs else frozenset()
        lacking = next((any_of for any_of in needs if not topics & any_of), None)
        if lacking is not None:
            return f"no {'|'.join(sorted(lacking))} in its {place}"
    lacking = next((any_of for any_of in rule.near if not near & any_of), None)
    if lacking is not None:
        return f"no {'|'.join(sorted(lacking))} near"
    barred = rule.bars & marks.at(ground.theme, named=True) if rule.bars else frozenset()
    if barred:
        return f"{'|'.join(sorted(barred))} in its theme bars it"
    if not (rule.requires or rule.blocks):
        return ""
    text = " ".join([marks.words[i].text for i in sorted(ground.clause)])
    if rule.requires and not rule.requires.search(text):
        return "none of the words that it asks for (with) in its clause"
    blocked = rule.blocks.search(text) if rule.blocks else None
    return f"{blocked[0]!r} in its clause bars it (without)" if blocked else ""
