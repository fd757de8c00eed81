"""What a sentence shows to the classifier: its words, their grammar, and what stands around it, as named features.

Names of states, agencies, firms, people and goods are replaced by their kind, and figures by a mark, so that what is
learned is how things are said, not of whom.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from extractors.entities import Named
from extractors.rules import Rule
from extractors.scenes import Scene
from extractors.syntax import Syntax, Word

#: Relations between a word and its governor that say who does what to what.
TELLING = frozenset(
    "nsubj nsubjpass dobj pobj prep agent amod compound xcomp ccomp attr prt neg aux acl advcl relcl".split()
)
CONTENT = ("N", "V", "J")
#: How much words of the headline and of the sentence before count, beside one of the sentence itself.
HEADLINE_WEIGHT = 1.0
BEFORE_WEIGHT = 0.5


def features_of(scene: Scene, headline: Syntax, near: Iterable[str], rules: Iterable[Rule]) -> dict[str, float]:
    """Return the features of a sentence by name, with their weights.

    ``headline`` is the document's parsed first line, ``near`` are the topics in and around the sentence, ``rules``
    those that fired in it.
    """
    names = _names(scene.syntax, scene.entities)
    found: dict[str, float] = {}
    sequence = list(_folded(names))
    found |= dict.fromkeys((f"w={w}" for w in sequence), 1.0)
    found |= dict.fromkeys((f"b={a}_{b}" for a, b in zip(sequence, sequence[1:], strict=False)), 1.0)
    found |= dict.fromkeys(_relations(scene.syntax, names), 1.0)
    found |= dict.fromkeys((f"e={n.entity.kind}" for n in scene.entities), 1.0)
    found |= dict.fromkeys((f"u={f.unit}" for f in scene.figures), 1.0)
    found |= dict.fromkeys((f"t={t}" for t in near), 1.0)
    for rule in rules:
        found |= {f"r={rule.type}": 1.0, f"r={rule.type}.{rule.action}": 1.0, f"r={rule.rule_id}": 1.0}
    if scene.instruments:
        found["instrument"] = 1.0
    if scene.position == 0.0:
        found["headline"] = 1.0
    found |= dict.fromkeys((f"h={w.lemma}" for w in _content(headline)), HEADLINE_WEIGHT)
    if scene.previous is not None:
        found |= dict.fromkeys((f"p={w.lemma}" for w in _content(scene.previous.syntax)), BEFORE_WEIGHT)
    return found


def _names(syntax: Syntax, entities: Sequence[Named]) -> Mapping[int, str]:
    """Return what each word is called, by its index: its lemma, or the kind of what it names."""
    names = {w.index: "<number>" if any(c.isdigit() for c in w.text) else w.lemma for w in syntax.words}
    for named in entities:
        kind = named.code if named.entity.kind in ("state", "agency") else named.entity.kind
        names |= {w.index: f"<{kind}>" for w in syntax.words if named.start <= w.start < named.end}
    return names


def _folded(names: Mapping[int, str]) -> Iterator[str]:
    """Yield the names in order, a name of several words once."""
    last = ""
    for _, name in sorted(names.items()):
        if not (name == last and name.startswith("<")):
            yield name
        last = name


def _relations(syntax: Syntax, names: Mapping[int, str]) -> Iterator[str]:
    for word in syntax.words:
        if word.head != word.index and word.dep in TELLING:
            yield f"d={word.dep}:{names[word.head]}>{names[word.index]}"
        if word.dep == "pobj":
            preposition = syntax.words[word.head]
            yield f"o={names[preposition.head]}_{preposition.lemma}_{names[word.index]}"


def _content(syntax: Syntax) -> Iterator[Word]:
    return (w for w in syntax.words if w.tag.startswith(CONTENT))
