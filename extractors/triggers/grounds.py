"""Who does what to what: the clause of a trigger, its agent and its theme, as word indices of a parsed sentence.

The theme is what the verb acts on, whatever its voice: the object of an active verb, the subject of a passive one or of
a verb without object, the noun that a participle or a relative clause says something about. The clause takes in the
infinitives and participles that hang on it, and the verbs that it hangs on as one ("has had to obtain").
"""

from typing import NamedTuple

from extractors.syntax import CLAUSAL, Syntax, Word

RELATIVE = frozenset({"which", "that", "who", "whom", "whose"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
#: Verbs whose infinitive is done by their object ("allowed firms to buy").
OBJECT_CONTROL = frozenset({"allow", "permit", "ask", "tell", "order", "require", "oblige", "urge", "force", "enable"})
#: Verbs that take a clause for object, whose subject they act on ("let magnets flow", "made exports subject to").
SMALL_CLAUSE = frozenset({"let", "make", "allow", "see", "have", "help", "permit", "want", "get", "keep", "leave"})
#: Prepositions behind which stands a circumstance, not what the noun or verb is about.
CIRCUMSTANCE = (
    "near", "amid", "after", "before", "during", "despite", "since", "without", "until", "because", "behind", "besides",
)  # fmt: skip
#: Relations by which a clause without a subject shares that of its governor.
SHARING = ("xcomp", "conj", "advcl", "pcomp", "ccomp")
NON_FINITE = ("xcomp", "pcomp", "acl")
#: No chain of governors is followed further, whatever the parse.
DEEPEST = 8
NOTHING: frozenset[int] = frozenset()


class Ground(NamedTuple):
    """Where a trigger stands: its clause's head, and the words of its clause, theme and agent."""

    head: int
    clause: frozenset[int]
    theme: frozenset[int]
    agent: frozenset[int]


def ground_of(syntax: Syntax, index: int, idiom: frozenset[int] = NOTHING) -> Ground:
    """Return the ground of the trigger at a word; ``idiom`` are words that belong to the trigger ("took *effect*")."""
    head = syntax.clause_head(index).index
    agent, theme = _roles(syntax, head, idiom)
    if index != head and syntax.words[index].pos in ("NOUN", "PROPN", "ADJ"):
        theme |= own_words(syntax, index)
    return Ground(head=head, clause=_clause(syntax, head) | agent | theme, theme=theme, agent=agent)


def chunk_ground(syntax: Syntax, index: int) -> Ground:
    """Return the ground of a trigger in a headline, whose grammar is not to be trusted: all between its breaks."""
    breaks = [w.index for w in syntax.words if _breaks(syntax, w) or _parts(syntax, w)]
    left = max((b for b in breaks if b < index), default=-1)
    right = min((b for b in breaks if b > index), default=len(syntax.words))
    aside = (w.index for w in syntax.words[index + 1 : right] if w.text.lower() in CIRCUMSTANCE)
    words = frozenset(range(left + 1, min(aside, default=right)))
    return Ground(head=-2 - left, clause=words, theme=words, agent=words)


def own_words(syntax: Syntax, index: int, besides: tuple[str, ...] = ()) -> frozenset[int]:
    """Return a word with what it governs, short of the clauses and circumstances below it.

    Clauses that hang on it by one of the relations ``besides`` are taken in.
    """
    asked = (index, besides)
    kept = syntax.phrases.get(asked)
    if kept is None:
        kept = syntax.phrases[asked] = _own_words(syntax, index, besides)
    return kept


def _own_words(syntax: Syntax, index: int, besides: tuple[str, ...]) -> frozenset[int]:
    found, todo, below = {index}, [index], syntax.below
    while todo:
        for child in below.get(todo.pop(), ()):
            if child.index in found or (_opens_clause(child) and child.dep not in besides):
                continue
            if child.dep == "prep" and child.text.lower() in CIRCUMSTANCE and syntax.words[child.head].tag[:2] == "NN":
                continue
            found.add(child.index)
            todo.append(child.index)
    return frozenset(found)


def is_passive(syntax: Syntax, head: int) -> bool:
    """Return whether a clause head is a passive, or a participle that says what was done to a noun."""
    word = syntax.words[head]
    if syntax.children(head, "nsubjpass", "auxpass", "csubjpass"):
        return True
    if word.tag != "VBN" or syntax.children(head, "nsubj"):
        return False
    if word.dep in ("acl", "advcl") or syntax.children(head, "agent"):
        return not syntax.children(head, "aux")
    governor = syntax.words[word.head]
    joined = word.dep == "conj" and not syntax.children(head, "aux") and governor.tag == "VBN"
    return joined and governor.index != head and is_passive(syntax, governor.index)


def _breaks(syntax: Syntax, word: Word) -> bool:
    """Return whether a mark ends a part of a headline; a hyphen within a word does not."""
    apart = word.index > 0 and syntax.words[word.index - 1].end < word.start
    return word.text in (";", ":", "–", "—", "|") or (word.text in ("-", "--") and apart)


def _parts(syntax: Syntax, word: Word) -> bool:
    """Return whether a comma or conjunction begins another clause: verbs stand on both sides of it."""
    if word.text not in (",", "and", "but", "as", "while", "after", "yet", "whereas", "though", "although"):
        return False
    behind = syntax.words[word.index + 1 : word.index + 7]
    before = syntax.words[: word.index]
    return any(w.tag in ("VBZ", "VBD", "VBP", "VBN") for w in behind) and any(w.tag[:2] == "VB" for w in before)


def _opens_clause(word: Word) -> bool:
    return word.pos in ("VERB", "AUX") if word.dep == "conj" else word.dep in CLAUSAL


def _clause(syntax: Syntax, head: int) -> frozenset[int]:
    found = own_words(syntax, head, NON_FINITE)
    word = syntax.words[head]
    for _ in range(DEEPEST):
        if word.dep not in ("xcomp", "pcomp") or word.head == word.index:
            break
        word = syntax.clause_head(word.head)
        found |= own_words(syntax, word.index)
    return found


def _roles(syntax: Syntax, head: int, idiom: frozenset[int]) -> tuple[frozenset[int], frozenset[int]]:
    """Return (agent, theme) of a clause head."""
    word = syntax.words[head]
    subject = _subject(syntax, head, 0)
    objects = _objects(syntax, head, idiom)
    if is_passive(syntax, head):
        theme = subject | objects | (_antecedent(syntax, word) if word.dep == "acl" else NOTHING)
        return frozenset(i for a in syntax.children(head, "agent") for i in own_words(syntax, a.index)), theme
    if word.dep == "relcl" and not objects and syntax.children(head, *SUBJECTS):
        objects = _antecedent(syntax, word)
    if objects and not idiom:
        return subject, objects
    loose = syntax.children(head, "prep", "dative", "attr", "oprd", "prt", "advmod")
    return subject, subject | objects | frozenset(i for p in loose for i in own_words(syntax, p.index))


def _relative_clause(syntax: Syntax, word: Word) -> Word | None:
    """Return the head of the relative clause that a verb belongs to ("which Beijing *began* to hand out")."""
    for _ in range(DEEPEST):
        if word.dep == "relcl":
            return word
        if word.dep not in ("xcomp", "ccomp", "conj") or word.head == word.index:
            break
        word = syntax.words[word.head]
    return None


def _antecedent(syntax: Syntax, word: Word) -> frozenset[int]:
    """Return the noun that a clause hangs on, with the noun that this one belongs to ("curbs on magnets that ...")."""
    noun = syntax.words[word.head]
    for _ in range(DEEPEST):
        above = syntax.words[noun.head]
        if noun.dep == "pobj" and above.dep == "prep" and syntax.words[above.head].tag[:2] == "NN":
            noun = syntax.words[above.head]
        else:
            break
    return own_words(syntax, noun.index)


def _subject(syntax: Syntax, head: int, depth: int) -> frozenset[int]:
    """Return the words of the subject of a clause head: its own, or what it shares with its governor."""
    word = syntax.words[head]
    for child in syntax.children(head, *SUBJECTS):
        relative = _relative_clause(syntax, word) if child.text.lower() in RELATIVE else None
        return _antecedent(syntax, relative) if relative else own_words(syntax, child.index)
    if word.dep == "acl" and depth <= DEEPEST:
        return _antecedent(syntax, word)
    governor = syntax.clause_head(word.head).index
    if depth > DEEPEST or governor == head or word.dep not in SHARING:
        return NOTHING
    controlled = word.dep in ("xcomp", "ccomp") and syntax.words[governor].lemma in OBJECT_CONTROL
    return (controlled and _objects(syntax, governor, NOTHING)) or _subject(syntax, governor, depth + 1)


def _objects(syntax: Syntax, head: int, idiom: frozenset[int]) -> frozenset[int]:
    """Return the words of the objects of a verb, those shared with a verb it is joined to included."""
    word = syntax.words[head]
    found: set[int] = set()
    for child in syntax.children(head, "dobj"):
        relative = _relative_clause(syntax, word) if child.text.lower() in RELATIVE else None
        if relative:
            found |= _antecedent(syntax, relative)
        elif child.index not in idiom:
            found |= own_words(syntax, child.index)
    if word.lemma in SMALL_CLAUSE:
        for small in syntax.children(head, "ccomp", "xcomp"):
            found |= {i for s in syntax.children(small.index, "nsubj") for i in own_words(syntax, s.index)}
    if not found and not idiom:
        for joined in syntax.children(head, "conj"):
            if joined.pos == "VERB" and not syntax.children(joined.index, *SUBJECTS):
                found |= {i for c in syntax.children(joined.index, "dobj") for i in own_words(syntax, c.index)}
    return frozenset(found)
