"""Whose a figure or a date is, where a sentence asserts several events: the nearest by grammar, then by distance."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from extractors.syntax import Syntax, Word

#: What a step up the tree costs by its relation: within a phrase little, out of a clause much.
STEP = {
    "ROOT": 0.0, "prep": 0.4, "pobj": 0.4, "nummod": 0.2, "compound": 0.2, "amod": 0.3, "quantmod": 0.1, "det": 0.1,
    "npadvmod": 0.5, "advmod": 0.5, "dobj": 0.6, "attr": 0.6, "oprd": 0.6, "nsubj": 0.8, "nsubjpass": 0.7, "agent": 0.6,
    "appos": 1.0, "poss": 0.5, "pcomp": 1.0, "xcomp": 1.0, "acl": 2.0, "relcl": 2.5, "ccomp": 2.5, "advcl": 2.5,
    "parataxis": 3.0, "csubj": 2.5, "dep": 1.5, "punct": 0.2, "dative": 0.6,
}  # fmt: skip
OTHER_STEP = 1.0
CONJOINED_VERB, CONJOINED_NOUN = 2.0, 0.8
#: So many characters between two spans weigh as much as one step of cost 1.
CHARACTERS = 45.0
#: A semicolon or a full break between weighs like leaving a clause.
BREAK = 2.0
PARTING = re.compile(r",| and | but ")
#: What comes before its verb across a comma or an "and" is more likely that of the verb before.
AHEAD = 0.5


class Asserted(NamedTuple):
    """An event as one sentence asserts it; ``trigger`` is in characters of the sentence."""

    type: str
    action: str
    factuality: str
    trigger: tuple[int, int]


def head_of(syntax: Syntax, span: tuple[int, int]) -> Word | None:
    """Return the topmost word of a span of characters, None for a sentence without words."""
    if span not in syntax.heads:
        syntax.heads[span] = _head_of(syntax, span)
    return syntax.heads[span]


def _head_of(syntax: Syntax, span: tuple[int, int]) -> Word | None:
    inside = [w for w in syntax.words if w.start < span[1] and w.end > span[0]]
    if not inside:
        return syntax.word_at(span[0])
    indices = {w.index for w in inside}
    return next((w for w in inside if w.head not in indices or w.head == w.index), inside[0])


def distance(syntax: Syntax, sentence: str, one: tuple[int, int], other: tuple[int, int]) -> float:
    """Return how far what stands at ``one`` is from the event told at ``other``: steps of the tree, and characters."""
    gap = max(one[0], other[0]) - min(one[1], other[1])
    between = sentence[min(one[1], other[1]) : max(one[0], other[0])] if gap > 0 else ""
    cost = max(0, gap) / CHARACTERS + BREAK * (";" in between)
    if one[0] < other[0] and PARTING.search(between):
        cost += AHEAD
    first, second = head_of(syntax, one), head_of(syntax, other)
    if first is None or second is None:
        return cost
    return cost + _path(syntax, first, second)


def _path(syntax: Syntax, first: Word, second: Word) -> float:
    up = _climb(syntax, first)
    costs = dict(up)
    for index, cost in _climb(syntax, second):
        if index in costs:
            return costs[index] + cost
    return up[-1][1] + _climb(syntax, second)[-1][1]


def _climb(syntax: Syntax, word: Word) -> list[tuple[int, float]]:
    """Return (index, cost so far) of a word and of each of its governors."""
    start = word.index
    if start in syntax.climbs:
        return syntax.climbs[start]
    climbed, cost = [(start, 0.0)], 0.0
    for governor in syntax.governors(word.index):
        cost += _step(word)
        climbed.append((governor.index, cost))
        word = governor
    syntax.climbs[start] = climbed
    return climbed


def _step(word: Word) -> float:
    if word.dep == "conj":
        return CONJOINED_VERB if word.pos in ("VERB", "AUX") else CONJOINED_NOUN
    return STEP.get(word.dep, OTHER_STEP)


def is_owner(
    mine: Asserted,
    peers: Sequence[Asserted],
    *,
    takes: Callable[[Asserted], bool],
    far: Callable[[Asserted], float],
    margin: float = 0.0,
) -> bool:
    """Return whether no other event of the sentence that could take something is nearer to it than ``mine``.

    ``takes`` tells whether an event has a use for it, ``far`` how far it is; a peer must be nearer by ``margin``.
    """
    own = far(mine)
    return not any(takes(p) and far(p) + margin < own for p in peers)
