"""What a sentence sets beside an event: "the first such step since 2022", "after a similar move last spring".

Dates and figures in such an aside are those of another happening, whatever stands nearest to them.
"""

from collections.abc import Iterator

from extractors.ownership import head_of
from extractors.syntax import Syntax, Word

#: Prepositions behind which another happening stands, told by a noun.
BESIDE = frozenset({
    "after", "before", "following", "since", "despite", "amid", "like", "unlike", "alongside", "besides", "than", "as",
    "mirroring", "echoing", "against",
})  # fmt: skip
#: Nouns that only measure time: "after three months" is no other happening.
TIMES = frozenset({
    "year", "month", "week", "day", "quarter", "half", "hour", "end", "start", "beginning", "middle", "deadline",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekend", "midnight",
})  # fmt: skip
#: What an act of others is met with: the act is told by the noun behind ("protested on Friday against the ban").
REACTING = frozenset({
    "protest", "criticize", "criticise", "condemn", "denounce", "decry", "slam", "blast", "deplore", "regret",
    "welcome", "applaud", "praise", "hail", "oppose", "complain", "object", "react",
})  # fmt: skip
#: What is done with a figure before another takes its place: "from the 5,140 tons that it published in July".
TELLING = frozenset({"publish", "report", "release", "announce", "give", "print", "issue"})
NOMINAL = ("NOUN", "PROPN")
NESTED = ("relcl", "acl")


def is_aside(syntax: Syntax, span: tuple[int, int], trigger: tuple[int, int]) -> bool:
    """Return whether what stands at ``span`` belongs to something set beside the event at ``trigger``.

    Both are characters of the sentence. It does where the way up from it to the event leads through a noun behind
    "after" and its like, through a noun that a comma parts from its clause, or through a clause within another.
    """
    event = head_of(syntax, trigger)
    if event is None or trigger[0] <= span[0] < trigger[1]:
        return False
    above = {event.index, *(w.index for w in syntax.governors(event.index))}
    within = False
    for word, below in _way(syntax, span):
        if word.index in above:
            return False
        if _is_beside(syntax, word, told=below is not None and below.dep != "nummod"):
            return True
        if within and word.dep in ("advcl", "appos"):
            return True
        within = within or word.dep in NESTED
    return False


def is_of_a_clause_beside(syntax: Syntax, span: tuple[int, int], trigger: tuple[int, int]) -> bool:
    """Return whether what stands at ``span`` belongs to what was done first: "after its engineers had come in May"."""
    event = head_of(syntax, trigger)
    if event is None:
        return False
    above = {event.index, *(w.index for w in syntax.governors(event.index))}
    for word, _ in _way(syntax, span):
        if word.index in above:
            return False
        if word.dep == "advcl" and any(m.lemma in ("after", "once") for m in syntax.children(word.index, "mark")):
            return True
    return False


def is_of_an_earlier_telling(syntax: Syntax, span: tuple[int, int], trigger: tuple[int, int]) -> bool:
    """Return whether what stands at ``span`` tells when a figure was published that another takes the place of."""
    told = (w for w, _ in _way(syntax, span) if w.dep in NESTED and w.lemma in TELLING)
    return any(trigger[0] < syntax.subtree(word.index)[0].start for word in told)


def is_of_a_reaction(syntax: Syntax, span: tuple[int, int], trigger: tuple[int, int]) -> bool:
    """Return whether what stands at ``span`` belongs to the verb with which somebody reacts to the event."""
    event = head_of(syntax, trigger)
    if event is None or event.lemma in REACTING or not any(w.lemma in REACTING for w in syntax.words):
        return False
    above = {event.index, *(w.index for w in syntax.governors(event.index))}
    shared = next((w for w, _ in _way(syntax, span) if w.index in above), None)
    return shared is not None and shared.lemma in REACTING


def _way(syntax: Syntax, span: tuple[int, int]) -> Iterator[tuple[Word, Word | None]]:
    """Yield the word of a span and its governors, each with the one below it."""
    word = head_of(syntax, span)
    if word is None:
        return
    below: Word | None = None
    for current in (word, *syntax.governors(word.index)):
        yield current, below
        below = current


def _is_beside(syntax: Syntax, word: Word, *, told: bool) -> bool:
    """Return whether a noun, of which more is ``told``, is another happening than that of its clause."""
    governor = syntax.words[word.head]
    if word.pos not in NOMINAL or not told:
        return False
    if word.dep == "pobj" and governor.lemma in BESIDE and (word.lemma not in TIMES or _has_clause(syntax, word)):
        return True
    first = syntax.subtree(word.index)[0].index
    detached = first > 0 and syntax.words[first - 1].text == "," and word.dep in ("npadvmod", "appos", "dobj", "dep")
    return detached and word.lemma not in TIMES and first > governor.index


def _has_clause(syntax: Syntax, word: Word) -> bool:
    return bool(syntax.children(word.index, "relcl", "acl"))
