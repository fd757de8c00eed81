"""Training of the sentence classifier: on the odd gold documents and on the silver set, never on the even ones.

``reewatch train`` writes ``extractors/weights/*.json``. Logistic regressions of scikit-learn, one a label, over the
features of the sentence; what weighs next to nothing is left out. The same data give the same weights.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.gate import half, load_gold
from extractors.pipeline import Extractor
from extractors.reading import read_sentences
from extractors.relevance import is_relevant
from extractors.triggers.classifier import WEIGHTS
from extractors.triggers.features import features_of, word_features
from extractors.triggers.rules import load_rules
from reewatch.documents import FIELDS, Document
from reewatch.errors import ConfigurationError

SILVER = Path(__file__).parent / "silver"
#: Two letters for a type, as the labelled sentences have them.
TYPES = {
    "EC": "export_control", "LI": "licence", "LS": "licence_statistic", "TA": "tariff", "TD": "trade_deal",
    "EN": "enforcement", "MS": "military_scope", "IN": "investment", "CA": "capacity", "TF": "trade_flow",
    "PR": "price", "ST": "stockpile", "PA": "partnership",
}  # fmt: skip
#: A labelled sentence stands by itself: what a headline or a sentence before would tell is left out.
SURROUNDINGS = ("h=", "p=")
INVERSE_REGULARISATION = 2.0
#: Less freedom where fewer examples tell more labels apart.
INVERSE_REGULARISATION_OF_ACTIONS = 0.8
LEAST_WEIGHT = 0.08
LEAST_EXAMPLES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """The features of a sentence, and the labels ``type`` and ``type.action`` of the events that it asserts."""

    features: Mapping[str, float]
    labels: frozenset[str]


def train(extractor: Extractor) -> dict[str, int]:
    """Train on all examples and write the weights; return how many weights each file holds."""
    examples = [*_of_documents(extractor), *_of_sentences(extractor)]
    types = _trained(examples, sorted(TYPES.values()), INVERSE_REGULARISATION)
    asserting = [_by_itself(e) for e in examples if e.labels]
    counted = Counter(label for e in asserting for label in e.labels if "." in label)
    labels = sorted(label for label, n in counted.items() if n >= LEAST_EXAMPLES)
    actions = _trained(asserting, labels, INVERSE_REGULARISATION_OF_ACTIONS)
    WEIGHTS.mkdir(exist_ok=True)
    for name, weights in (("types", types), ("actions", actions)):
        text = json.dumps(weights, ensure_ascii=False, sort_keys=True, indent=0)
        (WEIGHTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    return {name: sum(map(len, w.values())) for name, w in (("types", types), ("actions", actions))}


def _of_documents(extractor: Extractor) -> Iterator[Example]:
    """Yield the sentences of the odd gold documents and of the silver documents in English."""
    silver = [json.loads(line) for p in sorted(SILVER.glob("en_*.jsonl")) for line in p.open(encoding="utf-8")]
    for labelled in (*half(load_gold(), "odd"), *silver):
        if labelled["language"] != "en":
            continue
        document = Document(**{field: labelled[field] for field in FIELDS})
        if not is_relevant(document.text, document.title):
            continue
        for read in read_sentences(extractor.parts_of(document), load_rules()):
            features = features_of(read, word_features(read.scene))
            yield Example(features=features, labels=_labels(labelled["mentions"], read.span))


def _labels(mentions: Iterable[Mapping[str, Any]], span: tuple[int, int]) -> frozenset[str]:
    inside = [m for m in mentions if m["evidence"]["start"] < span[1] and m["evidence"]["end"] > span[0]]
    return frozenset(label for m in inside for label in (m["type"], f"{m['type']}.{m['action']}"))


def _of_sentences(extractor: Extractor) -> Iterator[Example]:
    for labels, sentence in labelled_sentences():
        read = list(read_sentences(extractor.take_apart(f"Rare earths\n\n{sentence}", None), load_rules()))[1]
        yield _by_itself(Example(features=features_of(read, word_features(read.scene)), labels=labels))


def _by_itself(example: Example) -> Example:
    """Return an example without what its surroundings show, which does not help to tell actions apart either."""
    own = {n: v for n, v in example.features.items() if not n.startswith(SURROUNDINGS)}
    return Example(features=own, labels=example.labels)


def labelled_sentences() -> list[tuple[frozenset[str], str]]:
    """Return the labels and the text of each sentence of ``silver/sentences*.txt``.

    Raises ConfigurationError, naming file and line, for one that is not of the form told in its head.
    """
    return [labelled for path in sorted(SILVER.glob("sentences*.txt")) for labelled in labelled_in(path)]


def labelled_in(path: Path) -> list[tuple[frozenset[str], str]]:
    """Return what ``labelled_sentences`` does of one file; raises ConfigurationError as it does."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        codes, bar, sentence = line.partition(" | ")
        labelled = [re.fullmatch(r"([A-Z]{2}) (\w+) [aspdt] [nb] [a-z]{1,2}", c) for c in codes.split(";")]
        if not bar or (codes != "-" and not all(m and m[1] in TYPES for m in labelled)):
            remedy = "write it as the head of the file says."
            raise ConfigurationError(f"{codes!r} is no label.", path=path, line=number, remedy=remedy)
        events = [(TYPES[m[1]], m[2]) for m in labelled if m]
        found.append((frozenset(x for t, a in events for x in (t, f"{t}.{a}")), sentence))
    return found


def _trained(examples: list[Example], labels: list[str], freedom: float) -> dict[str, dict[str, float]]:
    from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415  for training only
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    counted = Counter(f for e in examples for f in e.features)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([{f: v for f, v in e.features.items() if counted[f] > 1} for e in examples])
    matrix.indices, matrix.indptr = (
        matrix.indices.astype("int32"),
        matrix.indptr.astype("int32"),
    )  # liblinear takes no other
    names = vectorizer.get_feature_names_out()
    weights: dict[str, dict[str, float]] = {}
    for label in labels:
        model = LogisticRegression(C=freedom, solver="liblinear", random_state=0)
        model.fit(matrix, [label in e.labels for e in examples])
        told = {n: round(float(w), 3) for n, w in zip(names, model.coef_[0], strict=True) if abs(w) >= LEAST_WEIGHT}
        weights[label] = {"": round(float(model.intercept_[0]), 3), **told}
    return weights
