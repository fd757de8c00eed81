"""Part of speech, morphology and lemma by the model's own table of rules, looked up instead of matched.

The model's AttributeRuler runs a Matcher over every text, a fifth of all parsing. Its patterns look at the tag, the
lower-case form and the relation of one token (a few of two), so what they lead to can be kept by these three. The
outcome is the same, which a test holds; patterns of another kind are refused, and the model's own component stays.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token

KNOWN_KEYS = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
KNOWN_TESTS = frozenset({"IN", "NOT_IN", "REGEX"})
KNOWN_ATTRIBUTES = frozenset({"POS", "MORPH", "LEMMA", "TAG", "DEP"})

Condition = Mapping[str, Any]
#: What is set on a token: names of attributes with their values, as the vocabulary numbers them.
Attributes = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    conditions: Sequence[Condition]  # one a token
    attributes: Mapping[str, int]  # by name, as the vocabulary numbers them
    index: int  # which of the tokens takes them


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    attributes: Attributes
    starts: tuple[_Rule, ...]  # rules of several tokens that may start here


class AttributeTable:
    """A component that does what an AttributeRuler does."""

    def __init__(self, nlp: Language, rules: Sequence[Mapping[str, Any]]) -> None:
        """``rules`` are those of an AttributeRuler.

        Raises ValueError where one is of a kind that the table does not know.
        """
        compiled = [_compiled(nlp, rule, pattern) for rule in rules for pattern in rule["patterns"]]
        self._single = [r for r in compiled if len(r.conditions) == 1]
        self._several = [r for r in compiled if len(r.conditions) > 1]
        self._kept: dict[tuple[int, int, int], _Kept] = {}
        self._told_apart: dict[int, int] = {}  # a lower-case form, or 0 where no rule tells it from others
        self._of_tag: dict[str, Sequence[_Rule]] = {}
        tests = [_as_test(c["LOWER"]) for rule in compiled for c in rule.conditions if "LOWER" in c]
        self._named = frozenset(form for t in tests for form in (*t.get("IN", ()), *t.get("NOT_IN", ())))
        self._shapes = [re.compile(shape) for shape in sorted({t["REGEX"] for t in tests if "REGEX" in t})]

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of every token."""
        started: list[tuple[_Rule, int]] = []
        for token in doc:
            self.set_on(token)
            started += [(rule, token.i) for rule in self._kept_of(token).starts]
        for rule, start in started:
            tokens = doc[start : start + len(rule.conditions)]
            if len(tokens) == len(rule.conditions) and all(map(_holds, rule.conditions, tokens)):
                for name, value in rule.attributes.items():
                    _set(tokens[rule.index], name, value)
        return doc

    def set_on(self, token: Token) -> None:
        """Set the attributes of one token, by the rules that look at no other."""
        for name, value in self.attributes_of(token):
            _set(token, name, value)

    def attributes_of(self, token: Token) -> Attributes:
        """Return what the rules that look at no other token set on one."""
        return self._kept_of(token).attributes

    def begins_more(self, tokens: Iterable[Token]) -> bool:
        """Return whether a rule over several tokens may begin at one of them."""
        return any(self._kept_of(token).starts for token in tokens)

    def _kept_of(self, token: Token) -> _Kept:
        form = self._told_apart.get(token.lower)
        if form is None:
            form = self._told_apart[token.lower] = token.lower if self._tells_apart(token) else 0
        key = (token.tag, form, token.dep)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = self._work_out(token)
        return kept

    def _tells_apart(self, token: Token) -> bool:
        """Return whether a rule looks at this very form: blanks, and what a condition names, leaves out or matches."""
        form = token.lower_
        return token.is_space or form in self._named or any(shape.search(form) for shape in self._shapes)

    def _work_out(self, token: Token) -> _Kept:
        attributes: dict[str, int] = {}
        rules = self._of_tag.get(token.tag_)
        if rules is None:
            rules = self._of_tag[token.tag_] = [r for r in self._single if _passes(_tag_of(r), token.tag_)]
        for rule in rules:
            if _holds(rule.conditions[0], token):
                attributes.update(rule.attributes)
        starts = tuple(r for r in self._several if _holds(r.conditions[0], token))
        return _Kept(attributes=tuple(attributes.items()), starts=starts)


def use_attribute_table(nlp: Language) -> None:
    """Put a table in the place of the model's AttributeRuler, where it has one that a table can stand for."""
    if "attribute_ruler" not in nlp.pipe_names:
        return
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    try:
        nlp.add_pipe("reewatch_attributes", after="attribute_ruler")
    except ValueError:  # a model with other rules keeps its own component
        return
    nlp.remove_pipe("attribute_ruler")


@Language.factory("reewatch_attributes", assigns=["token.pos", "token.morph", "token.lemma"])
def make_attribute_table(nlp: Language, name: str) -> AttributeTable:  # noqa: ARG001  the signature is spaCy's
    """Return the table of the AttributeRuler that stands in the pipeline."""
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    return AttributeTable(nlp, ruler.patterns)


def _compiled(nlp: Language, rule: Mapping[str, Any], pattern: Sequence[Condition]) -> _Rule:
    for condition in pattern:
        tests = {name for test in condition.values() if isinstance(test, dict) for name in test}
        if not (set(condition) <= KNOWN_KEYS and tests <= KNOWN_TESTS):
            raise ValueError(f"a pattern of another kind: {condition}")
    attributes: Mapping[str, str] = rule["attrs"]
    if not set(attributes) <= KNOWN_ATTRIBUTES:
        raise ValueError(f"attributes of another kind: {attributes}")
    values = {name: _number(nlp, name, value) for name, value in attributes.items()}
    return _Rule(conditions=pattern, attributes=values, index=rule["index"])


def _number(nlp: Language, name: str, value: str) -> int:
    if name == "MORPH":
        return int(nlp.vocab.morphology.add(value))
    return int(nlp.vocab.strings.add(value))  # parts of speech are in every vocabulary under their own numbers


def _set(token: Token, name: str, value: int) -> None:
    if name == "POS":
        token.pos = value
    elif name == "MORPH":
        token.set_morph(value)  # type: ignore[attr-defined]  # spaCy's stub leaves it out
    elif name == "LEMMA":
        token.lemma = value
    elif name == "TAG":
        token.tag = value
    else:
        token.dep = value


def _tag_of(rule: _Rule) -> Any:
    """Return what the rule asks of the tag of its one token; nothing, which every tag passes, where it asks nothing."""
    return rule.conditions[0].get("TAG", {})


def _as_test(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {"IN": [value]}


def _holds(condition: Condition, token: Token) -> bool:
    seen = {"TAG": token.tag_, "LOWER": token.lower_, "DEP": token.dep_, "IS_SPACE": token.is_space}
    return all(_passes(test, seen[key]) for key, test in condition.items())


def _passes(test: Any, value: Any) -> bool:
    if not isinstance(test, dict):
        return bool(value == test)
    if "IN" in test and value not in test["IN"]:
        return False
    if "NOT_IN" in test and value in test["NOT_IN"]:
        return False
    return "REGEX" not in test or bool(re.search(test["REGEX"], value))
