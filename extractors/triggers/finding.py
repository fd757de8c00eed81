"""Which rules fire in a sentence, and where: one trigger for each type and clause."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.scenes import Scene
from extractors.syntax import Syntax, Word
from extractors.triggers.grounds import Ground, chunk_ground, ground_of
from extractors.triggers.rules import Lexeme, Rule
from extractors.triggers.topics import Marks

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
    page = _page(scene)
    for rule in rules:
        if not _may_hold(rule, near):
            continue
        for trigger in _candidates(rule, scene, marks, page):
            place = (rule.type, trigger.ground.head)
            if place not in taken and not _lack(rule, trigger, marks, near):
                taken.add(place)
                found.append(trigger)
    return sorted(found, key=lambda t: (t.start, t.rule.type))


class Tried(NamedTuple):
    """A rule on a place of a sentence: what it lacks there, nothing where it holds; no place where none is its own."""

    rule: Rule
    trigger: Trigger | None
    lacking: str


def try_rules(scene: Scene, marks: Marks, rules: Sequence[Rule], *, near: frozenset[str]) -> Iterator[Tried]:
    """Yield every rule on every place that its verbs or its phrase have in the sentence: for who writes rules."""
    page = _page(scene)
    for rule in rules:
        triggers = list(_candidates(rule, scene, marks, page))
        yield from (Tried(rule, t, _lack(rule, t, marks, near)) for t in triggers)
        if not triggers:
            yield Tried(rule, None, "neither a verb of it nor its phrase stands in the sentence")


class _Page(NamedTuple):
    """What is worked out once for a sentence, not once for every rule: its forms, and the grounds of its words."""

    forms: frozenset[str]
    words: Sequence[tuple[Word, Word, str]]  # a word, the word that its form begins with, the form
    grounds: dict[tuple[int, frozenset[int]], Ground]


def _page(scene: Scene) -> _Page:
    words = [(word, *_form(scene.syntax, word)) for word in scene.syntax.words]
    return _Page(frozenset(form for _, _, form in words), words, {})


def _candidates(rule: Rule, scene: Scene, marks: Marks, page: _Page) -> Iterator[Trigger]:
    syntax, in_headline = scene.syntax, scene.position == 0.0
    if rule.phrase:
        for match in rule.phrase.finditer(scene.sentence):
            anchor = syntax.word_at(match.start())
            if anchor:
                yield Trigger(rule, match.start(), match.end(), _ground(page, syntax, anchor.index, in_headline))
    here = rule.verbs.keys() & page.forms
    for word, first, form in page.words if here else ():
        if form in here and (first is not word or _is_verb(word, marks, in_headline)):
            for rest in filter(None, (_rest(syntax, word, lexeme) for lexeme in rule.verbs[form])):
                end = rest[-1].end if rest[-1].index - word.index <= CLOSE else word.end
                idiom = frozenset(w.index for w in rest[1:])
                yield Trigger(rule, first.start, end, _ground(page, syntax, word.index, in_headline, idiom))
                break


def _form(syntax: Syntax, word: Word) -> tuple[Word, str]:
    """Return the word that a form begins with, and the form: ``slow-walking`` is one, though it is three tokens."""
    if word.index > 1 and syntax.words[word.index - 1].text == "-":
        first = syntax.words[word.index - 2]
        if first.end + 1 == word.start:
            return first, f"{first.text}-{word.text}".lower()
    return word, word.text.lower()


def _ground(page: _Page, syntax: Syntax, index: int, in_headline: bool, idiom: frozenset[int] = frozenset()) -> Ground:
    key = (index, idiom)
    if key not in page.grounds:
        page.grounds[key] = chunk_ground(syntax, index) if in_headline else ground_of(syntax, index, idiom)
    return page.grounds[key]


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
    text = " ".join(marks.words[i].text for i in sorted(ground.clause))
    if rule.requires and not rule.requires.search(text):
        return "none of the words that it asks for (with) in its clause"
    blocked = rule.blocks.search(text) if rule.blocks else None
    return f"{blocked[0]!r} in its clause bars it (without)" if blocked else ""
