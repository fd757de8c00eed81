"""From the word of an event up to the head of its clause: the governors that have a say in its standing, and tenses."""

from collections.abc import Iterator
from typing import NamedTuple

from extractors.syntax import Syntax, Word

VERBAL = ("VERB", "AUX")
#: Prepositions that only set the scene ("after the call"): what governs them says nothing of the event.
SCENIC = frozenset({
    "after", "before", "since", "following", "under", "during", "amid", "despite", "until", "till", "upon", "in", "at",
    "by", "as", "like", "besides", "because", "ahead", "within", "without", "through", "throughout", "beyond", "along",
})  # fmt: skip
#: Nouns of which "that" tells whether there is any such thing.
EVIDENTIAL = frozenset({
    "indication", "sign", "evidence", "report", "talk", "claim", "suggestion", "doubt", "word", "confirmation", "hint",
    "proof",
})  # fmt: skip
#: What an auxiliary makes of the participle behind it.
BY_AUXILIARY = {"had": "pluperfect", "'d": "pluperfect", "has": "perfect", "have": "perfect", "'s": "perfect",
                "'ve": "perfect", "was": "past", "were": "past", "is": "present", "are": "present", "'re": "present",
                "am": "present", "did": "past", "does": "present", "do": "present"}  # fmt: skip
BY_TAG = {"VBD": "past", "VBZ": "present", "VBP": "present"}


class Step(NamedTuple):
    """A word on the way up, and the word below it by which it was reached (None at the event itself)."""

    word: Word
    child: Word | None

    @property
    def by(self) -> str:
        """Return the relation by which the step was reached."""
        return self.child.dep if self.child else ""


def anchor_of(syntax: Syntax, trigger: tuple[int, int], *, innermost: bool = True) -> Word | None:
    """Return the word that carries the event: of the trigger's words the innermost verb, else the head."""
    asked = (trigger, innermost)
    if asked not in syntax.anchors:
        syntax.anchors[asked] = _anchor_of(syntax, trigger, innermost=innermost)
    return syntax.anchors[asked]


def _anchor_of(syntax: Syntax, trigger: tuple[int, int], *, innermost: bool) -> Word | None:
    inside = [
        w for w in syntax.words if w.start < trigger[1] and w.end > trigger[0] and w.pos not in ("PUNCT", "SPACE")
    ]
    indices = {w.index for w in inside}
    roots = [w for w in inside if w.head not in indices or w.head == w.index]
    if not roots:
        return inside[0] if inside else None
    root = next((w for w in roots if w.pos in VERBAL), roots[0])
    if root.pos not in VERBAL:
        return next((c for c in syntax.children(root.index, "relcl", "acl") if c.index in indices), root)
    return _innermost(syntax, root, indices) if innermost else root


def _innermost(syntax: Syntax, word: Word, indices: set[int]) -> Word:
    below = [c for c in syntax.children(word.index, "xcomp", "ccomp", "pcomp") if c.index in indices]
    return _innermost(syntax, below[0], indices) if below else word


def way_up(syntax: Syntax, anchor: Word) -> Iterator[Step]:
    """Yield the anchor and then its governors, as long as they have a say in whether the event is so."""
    yield Step(word=anchor, child=None)
    current, below = anchor, None
    while current.head != current.index and _is_open(syntax, current, below):
        governor = syntax.words[current.head]
        if _is_parted(syntax, current, governor):
            return
        yield Step(word=governor, child=current)
        current, below = governor, current


def _is_open(syntax: Syntax, word: Word, below: Word | None) -> bool:
    """Return whether what governs a word has a say in it."""
    dep = word.dep
    if dep in ("relcl", "parataxis", "appos"):
        return False
    if dep in ("advcl", "dep"):
        return is_infinitive(syntax, word) or word.tag == "VB" or _follows_to(syntax, word)
    if dep == "acl":
        governor = syntax.words[word.head]
        through = below is not None and below.dep in ("xcomp", "advcl")
        return is_infinitive(syntax, word) or through or governor.lemma in EVIDENTIAL
    if dep == "conj":
        return not has_subject(syntax, word)
    return not (dep == "prep" and word.lemma in SCENIC)


def _follows_to(syntax: Syntax, word: Word) -> bool:
    return word.dep == "dep" and word.tag == "VBP" and not has_subject(syntax, word)


def _is_parted(syntax: Syntax, word: Word, governor: Word) -> bool:
    """Return whether a semicolon or a dash stands between two words: what the parser joins there are two clauses."""
    low, high = sorted((word.index, governor.index))
    return any(syntax.words[i].text == ";" for i in range(low, high))


def is_infinitive(syntax: Syntax, word: Word) -> bool:
    """Return whether a verb stands in the infinitive with ``to``."""
    return any(c.tag == "TO" for c in syntax.children(word.index, "aux"))


def has_subject(syntax: Syntax, word: Word) -> bool:
    """Return whether a verb has a subject of its own."""
    return bool(syntax.children(word.index, "nsubj", "nsubjpass", "csubj", "expl"))


def auxiliaries(syntax: Syntax, word: Word) -> list[Word]:
    """Return the auxiliaries of a verb; those of the first conjunct where it shares them."""
    own = syntax.children(word.index, "aux", "auxpass")
    if own or word.dep != "conj" or has_subject(syntax, word) or word.tag in ("VBD", "VBZ"):
        return own
    return auxiliaries(syntax, syntax.words[word.head])


def verb_of(syntax: Syntax, word: Word) -> Word | None:
    """Return the verb whose tense an event has: the word itself, or for a noun the first verb above it."""
    current = word
    while current.pos not in VERBAL:
        scenic = current is not word and current.dep == "prep" and current.lemma in SCENIC
        if current.head == current.index or scenic:
            return None
        current = syntax.words[current.head]
    return current


def tense_of(syntax: Syntax, word: Word) -> str:
    """Return ``past``, ``pluperfect``, ``perfect``, ``present``, ``future`` or "" where there is no finite verb.

    An infinitive or participle without auxiliaries has the tense of the verb above it in the same clause.
    """
    aux = auxiliaries(syntax, word)
    if any(a.tag == "MD" for a in aux):
        return "future"
    told = [BY_AUXILIARY[a.text.lower()] for a in aux if a.text.lower() in BY_AUXILIARY]
    if told or word.tag in BY_TAG:
        return told[0] if told else BY_TAG[word.tag]
    if word.tag == "VBN" and word.dep in ("acl", "ROOT", "advcl", "relcl"):
        return "past"
    if (
        word.dep in ("xcomp", "conj", "pcomp", "ccomp") or (word.dep == "advcl" and word.tag == "VBG")
    ) and word.head != word.index:
        above = verb_of(syntax, syntax.words[word.head])
        return tense_of(syntax, above) if above and above.index != word.index else ""
    return ""
