"""Which rules fire in a sentence, and where: one trigger for each type and clause."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.grounds import Ground, chunk_ground, ground_of
from extractors.rules import Lexeme, Rule
from extractors.scenes import Scene
from extractors.syntax import Syntax, Word
from extractors.topics import Marks

#: How far behind a verb the rest of its lexeme may stand ("put the order off").
REACH = 6
#: Where the rest stands that close, it is part of the trigger's span.
CLOSE = 3
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
    taken: set[tuple[str, int]] = set()
    found: list[Trigger] = []
    for rule in rules:
        for trigger in _candidates(rule, scene, marks):
            place = (rule.type, trigger.ground.head)
            if place not in taken and _holds(rule, trigger, marks, near):
                taken.add(place)
                found.append(trigger)
    return sorted(found, key=lambda t: (t.start, t.rule.type))


def _candidates(rule: Rule, scene: Scene, marks: Marks) -> Iterator[Trigger]:
    syntax, in_headline = scene.syntax, scene.position == 0.0
    if rule.phrase:
        for match in rule.phrase.finditer(scene.sentence):
            anchor = syntax.word_at(match.start())
            if anchor:
                yield Trigger(rule, match.start(), match.end(), _ground(syntax, anchor.index, in_headline))
    for word in syntax.words if rule.verbs else ():
        first, form = _form(syntax, word)
        lexemes = rule.verbs.get(form)
        if lexemes and (first is not word or _is_verb(word, marks, in_headline)):
            for rest in filter(None, (_rest(syntax, word, lexeme) for lexeme in lexemes)):
                end = rest[-1].end if rest[-1].index - word.index <= CLOSE else word.end
                idiom = frozenset(w.index for w in rest[1:])
                yield Trigger(rule, first.start, end, _ground(syntax, word.index, in_headline, idiom))
                break


def _form(syntax: Syntax, word: Word) -> tuple[Word, str]:
    """Return the word that a form begins with, and the form: ``slow-walking`` is one, though it is three tokens."""
    if word.index > 1 and syntax.words[word.index - 1].text == "-":
        first = syntax.words[word.index - 2]
        if first.end + 1 == word.start:
            return first, f"{first.text}-{word.text}".lower()
    return word, word.text.lower()


def _ground(syntax: Syntax, index: int, in_headline: bool, idiom: frozenset[int] = frozenset()) -> Ground:
    return chunk_ground(syntax, index) if in_headline else ground_of(syntax, index, idiom)


def _is_verb(word: Word, marks: Marks, in_headline: bool) -> bool:
    """Return whether a word may be a verb; in a headline the tagger is not believed, but for what names a topic."""
    if word.tag.startswith("NN") and word.index in marks.by_word:
        return False
    if in_headline:
        return True
    if word.dep in ("aux", "auxpass", "amod", "compound") or (word.tag == "VBG" and word.dep in NOMINAL):
        return False
    return word.tag.startswith("VB") or (word.tag == "JJ" and (word.text.endswith("ed") or word.dep == "ROOT"))


def _rest(syntax: Syntax, word: Word, lexeme: Lexeme) -> list[Word] | None:
    """Return a verb with the words that complete its lexeme; None where they are not there."""
    if not lexeme:
        return [word]
    behind = syntax.words[word.index + 1 : word.index + 1 + REACH]
    for i in range(len(behind) - len(lexeme) + 1):
        if all(w.text.lower() == part for w, part in zip(behind[i:], lexeme, strict=False)):
            return [word, *behind[i : i + len(lexeme)]]
    return None


def _holds(rule: Rule, trigger: Trigger, marks: Marks, near: frozenset[str]) -> bool:
    ground = trigger.ground
    for words, needs in ((ground.theme, rule.theme), (ground.agent, rule.agent), (ground.clause, rule.clause)):
        if needs:
            topics = marks.at(words, named=rule.named)
            if not all(topics & any_of for any_of in needs):
                return False
    if not all(near & any_of for any_of in rule.near):
        return False
    if rule.bars and marks.at(ground.theme, named=True) & rule.bars:
        return False
    text = " ".join(marks.words[i].text for i in sorted(ground.clause))
    if rule.requires and not rule.requires.search(text):
        return False
    return not (rule.blocks and rule.blocks.search(text))
