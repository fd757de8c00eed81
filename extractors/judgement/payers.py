"""Who only pays for a plant: a bank that lends is not the one that builds."""

from extractors.entities import Named
from extractors.judgement.candidates import Candidate
from extractors.judgement.paths import anchor_of
from extractors.judgement.roles import acting
from extractors.judgement.sides import FIRMS
from extractors.scenes import Scene

#: What a payer does, as against who receives, builds or sells.
PAYING = frozenset({
    "lend", "finance", "fund", "invest", "back", "guarantee", "bankroll", "underwrite", "subsidise", "subsidize", "pay",
    "commit", "pledge", "grant", "loan", "provide", "put", "support", "disburse", "co-finance", "cofinance",
})  # fmt: skip


def pays_too(candidate: Candidate, named: Named) -> bool:
    """Return whether a firm behind an event is the subject of a clause of its own that pays, and gets none."""
    syntax = candidate.scene.syntax
    word = syntax.word_at(named.end - 1)
    verb = syntax.words[word.head] if word and word.dep == "nsubj" else None
    return verb is not None and verb.start > candidate.end and verb.lemma in PAYING


def hangs_on_paying(candidate: Candidate) -> bool:
    """Return whether what is built is the object of a verb of paying: its subject builds nothing."""
    syntax = candidate.scene.syntax
    anchor = anchor_of(syntax, (candidate.start, candidate.end))
    above = (anchor, *syntax.governors(anchor.index)) if anchor else ()
    return any(w.lemma in PAYING or w.lemma.removesuffix("s") in PAYING for w in above)


def is_payer(scene: Scene, named: Named) -> bool:
    """Return whether a sentence makes an entity the one who lends or pays for what another one builds."""
    syntax = scene.syntax
    word = syntax.word_at(named.end - 1) if named in scene.entities else None
    while word is not None and word.dep in ("conj", "compound", "poss", "nmod", "appos") and word.head != word.index:
        word = syntax.words[word.head]
    if word is None or word.dep not in ("nsubj", "pobj"):
        return False
    verb = syntax.words[word.head]
    if word.dep == "pobj":  # "is financed by", "a loan from"
        return verb.dep == "agent" and syntax.words[verb.head].lemma in PAYING
    if any(w.dep == "auxpass" for w in syntax.children(verb.index)):
        return False
    meant = (w for w in syntax.children(verb.index, "xcomp", "ccomp") if w.pos == "VERB")  # "agreed to lend"
    return verb.lemma in PAYING or any(w.lemma in PAYING for w in meant)


def has_paid(scene: Scene, code: str) -> bool:
    """Return whether the text has told so far that a firm lends or pays."""
    here: Scene | None = scene
    while here is not None:
        if any(n.code == code and is_payer(here, n) for n in here.entities):
            return True
        here = here.previous
    return False


def builder_before(scene: Scene) -> Named | None:
    """Return the firm that the sentences before name, the nearest first: none that only lends or pays."""
    here = scene.previous
    while here is not None:
        firms = [n for n in acting(here) if n.entity.kind in FIRMS and not is_payer(here, n)]
        if firms:
            return firms[0]
        here = here.previous
    return None
