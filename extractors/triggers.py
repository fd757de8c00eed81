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
            if place not in taken and _holds(rule, trigger, scene, marks, near):
                taken.add(place)
                found.append(trigger)
    return sorted(found, key=lambda t: (t.start, t.rule.type))


def _candidates(rule: Rule, scene: Scene, marks: Marks) -> Iterator[Trigger]:
    syntax, in_headline = scene.syntax, scene.position == 0.0
    if rule.phrase:
        for match in rule.phrase.finditer(scene.sentence):
            anchor = syntax.word_at(match.start())
            if anchor:
                yield Trigger(rule, match.start(), match.end(), _ground(syntax, anchor, in_headline))
    if rule.verbs:
        for word in syntax.words:
            lexemes = rule.verbs.get(word.text.lower())
            if lexemes and _is_verb(word, marks, in_headline):
                end = next((e for e in (_end(syntax, word, x) for x in lexemes) if e), None)
                if end:
                    yield Trigger(rule, word.start, end, _ground(syntax, word, in_headline))


def _ground(syntax: Syntax, word: Word, in_headline: bool) -> Ground:
    return chunk_ground(syntax, word.index) if in_headline else ground_of(syntax, word.index)


def _is_verb(word: Word, marks: Marks, in_headline: bool) -> bool:
    """Return whether a word may be a verb; in a headline the tagger is not believed, but for what names a topic."""
    if word.tag.startswith("NN") and word.index in marks.by_word:
        return False
    if in_headline:
        return True
    if word.dep in ("aux", "auxpass", "amod", "compound") or (word.tag == "VBG" and word.dep in NOMINAL):
        return False
    return word.tag.startswith("VB") or (word.tag == "JJ" and word.text.endswith("ed"))


def _end(syntax: Syntax, word: Word, lexeme: Lexeme) -> int | None:
    """Return where the lexeme ends that begins at a word; None where the rest of it is not there."""
    if not lexeme:
        return word.end
    behind = syntax.words[word.index + 1 : word.index + 1 + REACH]
    for i in range(len(behind) - len(lexeme) + 1):
        if all(w.text.lower() == part for w, part in zip(behind[i:], lexeme, strict=False)):
            return behind[i + len(lexeme) - 1].end if i < 2 else word.end  # noqa: PLR2004
    return None


def _holds(rule: Rule, trigger: Trigger, scene: Scene, marks: Marks, near: frozenset[str]) -> bool:
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
