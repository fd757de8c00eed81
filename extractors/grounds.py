"""Who does what to what: the clause of a trigger, its agent and its theme, as word indices of a parsed sentence.

The theme is what the verb acts on, whatever its voice: the object of an active verb, the subject of a passive one or of
a verb without object, the noun that a participle or a relative clause says something about.
"""

from dataclasses import dataclass

from extractors.syntax import CLAUSAL, Syntax, Word

RELATIVE = frozenset({"which", "that", "who", "whom", "whose"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
#: Verbs whose infinitive is done by their object ("allowed firms to buy").
OBJECT_CONTROL = frozenset({"allow", "permit", "ask", "tell", "order", "require", "oblige", "urge", "force", "enable"})
NOTHING: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a trigger stands: its clause's head, and the words of its clause, theme and agent."""

    head: int
    clause: frozenset[int]
    theme: frozenset[int]
    agent: frozenset[int]


def ground_of(syntax: Syntax, index: int) -> Ground:
    """Return the ground of the trigger at a word."""
    head = syntax.clause_head(index).index
    agent, theme = _roles(syntax, head)
    own = _own(syntax, head)
    if index != head and syntax.words[index].pos in ("NOUN", "PROPN", "ADJ"):
        theme |= _own(syntax, index)
    return Ground(head=head, clause=own | agent | theme, theme=theme, agent=agent)


def chunk_ground(syntax: Syntax, index: int) -> Ground:
    """Return the ground of a trigger in a headline, whose grammar is not to be trusted: all between its breaks."""
    breaks = [w.index for w in syntax.words if w.text in (";", ":", "-", "–", "—", "|") or _parts(syntax, w)]
    left = max((b for b in breaks if b < index), default=-1)
    right = min((b for b in breaks if b > index), default=len(syntax.words))
    words = frozenset(range(left + 1, right))
    return Ground(head=-2 - left, clause=words, theme=words, agent=words)


def _parts(syntax: Syntax, word: Word) -> bool:
    """Return whether a comma or conjunction begins another clause: a finite verb follows before the next one."""
    return word.text in (",", "and", "but", "as", "while", "after", "yet", "whereas", "though", "although") and any(
        w.tag in ("VBZ", "VBD", "VBP", "VBN") for w in syntax.words[word.index + 1 : word.index + 7]
    ) and any(w.tag.startswith("VB") for w in syntax.words[: word.index])


def _own(syntax: Syntax, index: int) -> frozenset[int]:
    """Return a word with what it governs, short of the clauses below it."""
    found, todo = {index}, [index]
    while todo:
        for child in syntax.children(todo.pop()):
            if child.index not in found and not _opens_clause(child):
                found.add(child.index)
                todo.append(child.index)
    return frozenset(found)


def _opens_clause(word: Word) -> bool:
    if word.dep == "conj":
        return word.pos in ("VERB", "AUX")
    return word.dep in CLAUSAL


def _roles(syntax: Syntax, head: int) -> tuple[frozenset[int], frozenset[int]]:
    """Return (agent, theme) of a clause head."""
    subject = _subject(syntax, head, depth=0)
    objects = _objects(syntax, head)
    word = syntax.words[head]
    if is_passive(syntax, head):
        theme = subject | objects
        if word.dep == "acl":
            theme |= _own(syntax, word.head)
        return _by(syntax, head), theme
    if word.dep == "relcl" and not objects and syntax.children(head, *SUBJECTS):
        objects = _own(syntax, word.head)
    if objects:
        return subject, objects
    loose = frozenset(i for p in syntax.children(head, "prep", "dative", "attr", "oprd") for i in _own(syntax, p.index))
    return subject, subject | loose


def is_passive(syntax: Syntax, head: int) -> bool:
    """Return whether a clause head is a passive, or a participle that says what was done to a noun."""
    word = syntax.words[head]
    if syntax.children(head, "nsubjpass", "auxpass", "csubjpass", "agent"):
        return True
    if word.tag != "VBN":
        return False
    if word.dep in ("acl", "advcl"):
        return not syntax.children(head, "aux", "nsubj")
    governor = syntax.words[word.head]
    own = syntax.children(head, "aux", "nsubj")
    return word.dep == "conj" and not own and governor.tag == "VBN" and is_passive(syntax, governor.index)


def _subject(syntax: Syntax, head: int, depth: int) -> frozenset[int]:
    """Return the words of the subject of a clause head: its own, or what it shares with its governor."""
    word = syntax.words[head]
    for child in syntax.children(head, *SUBJECTS):
        if child.text.lower() in RELATIVE and word.dep in ("relcl", "acl"):
            return _own(syntax, word.head)
        return _own(syntax, child.index)
    if depth > 8 or word.head == head:  # noqa: PLR2004  bounded whatever the parse
        return NOTHING
    if word.dep == "acl":
        return _own(syntax, word.head)
    governor = syntax.clause_head(word.head).index
    if governor == head:
        return NOTHING
    if word.dep in ("xcomp", "ccomp") and syntax.words[governor].lemma in OBJECT_CONTROL:
        controlled = _objects(syntax, governor)
        if controlled:
            return controlled
    if word.dep in ("xcomp", "conj", "advcl", "pcomp", "ccomp"):
        return _subject(syntax, governor, depth + 1)
    return NOTHING


def _objects(syntax: Syntax, head: int) -> frozenset[int]:
    """Return the words of the objects of a verb, those shared with a verb it is joined to included."""
    word = syntax.words[head]
    found: set[int] = set()
    for child in syntax.children(head, "dobj", "dative"):
        if child.text.lower() in RELATIVE and word.dep == "relcl":
            found |= _own(syntax, word.head)
        elif child.dep == "dobj":
            found |= _own(syntax, child.index)
    if not found:
        for joined in syntax.children(head, "conj"):
            if joined.pos == "VERB" and not syntax.children(joined.index, *SUBJECTS):
                found |= {i for c in syntax.children(joined.index, "dobj") for i in _own(syntax, c.index)}
    return frozenset(found)


def _by(syntax: Syntax, head: int) -> frozenset[int]:
    return frozenset(i for a in syntax.children(head, "agent") for i in _own(syntax, a.index))
