"""Conditions of alerts: a small expression over what a change is, read once, checked word for word, never executed.

``type == 'export_control' and rung >= 'binding' and significance >= 0.6``. The grammar is a part of Python's own
expressions: names, texts, numbers, comparisons, ``in``, ``and``, ``or``, ``not``. Anything else is refused.
"""

import ast
import operator
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from reewatch.changes import KINDS
from reewatch.mentions import FACTUALITIES, RUNGS

LONGEST = 500
Facts = Mapping[str, Any]
COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Gt: operator.gt, ast.GtE: operator.ge,
}  # fmt: skip
MEMBERSHIPS = (ast.In, ast.NotIn)
#: Names of which a change has several: it fits where one of them does.
LISTS = ("instrument",)


class ConditionError(ValueError):
    """An expression that no condition can be made of; the message says why, in plain words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words that conditions may compare with: a name that can never be equal to its text is a mistake."""

    types: Collection[str]
    actions: Collection[str]
    indicators: Collection[str]

    def words(self) -> dict[str, Collection[str] | None]:
        """Return name -> its words; None where any text (instrument) or number (significance) may stand."""
        return {
            "type": self.types, "action": self.actions, "indicator": self.indicators, "instrument": None,
            "significance": None, "rung": RUNGS, "factuality": FACTUALITIES, "kind": KINDS,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that was read and checked."""

    text: str
    tree: ast.expr

    def holds(self, facts: Facts) -> bool:
        """Return whether it holds of a change; what the change does not have equals nothing."""
        return _holds(self.tree, facts)


def read_condition(text: str, vocabulary: Vocabulary) -> Condition:
    """Return the condition that a text tells, tried on a change that has nothing and on one that has everything.

    Raises ConditionError where it is none.
    """
    if len(text) > LONGEST:
        raise ConditionError(f"it is longer than {LONGEST} characters")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ConditionError(f"it cannot be read: {getattr(error, 'msg', error)}") from error
    _check(tree, vocabulary.words())
    condition = Condition(text, tree)
    for facts in ({}, {"significance": 1.0, "rung": RUNGS[-1], "instrument": ("US-S301",), "type": "tariff"}):
        condition.holds(facts)
    return condition


def _check(node: ast.expr, words: Mapping[str, Collection[str] | None]) -> None:
    if isinstance(node, ast.BoolOp):
        for value in node.values:
            _check(value, words)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        _check(node.operand, words)
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        _check_comparison(node, words)
    else:
        raise ConditionError(
            f"`{ast.unparse(node)[:60]}` is no comparison; write a name, an operator and a value, "
            "joined by and, or, not"
        )


def _check_comparison(node: ast.Compare, words: Mapping[str, Collection[str] | None]) -> None:
    name, told = _name_of(node), _constants(node)
    if name not in words:
        raise ConditionError(f"there is no name {name!r}; the names are {', '.join(sorted(words))}")
    is_ordered = isinstance(node.ops[0], ast.Lt | ast.LtE | ast.Gt | ast.GtE)
    if not isinstance(node.ops[0], (*COMPARISONS, *MEMBERSHIPS)):
        raise ConditionError("the operators are ==, !=, <, <=, >, >=, in, not in")
    if is_ordered and name not in ("significance", "rung"):
        raise ConditionError(f"{name} has no order; only significance and rung have")
    for value in told:
        _check_value(name, value, words[name])


def _check_value(name: str, value: object, words: Collection[str] | None) -> None:
    if name == "significance":
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise ConditionError(f"significance is a number from 0 to 1, not {value!r}")
    elif not isinstance(value, str):
        raise ConditionError(f"{name} is compared with text in quotation marks, not with {value!r}")
    elif words is not None and value not in words:
        raise ConditionError(f"{value!r} is no {name}; it is one of {', '.join(sorted(words))}")


def _name_of(node: ast.Compare) -> str:
    for side in (node.left, node.comparators[0]):
        if isinstance(side, ast.Name):
            return side.id
    raise ConditionError(f"`{ast.unparse(node)[:60]}` compares no name")


def _constants(node: ast.Compare) -> list[Any]:
    """Return the values that a comparison compares its name with; the name may stand on either side of ``in``."""
    is_membership = isinstance(node.ops[0], MEMBERSHIPS)
    if isinstance(node.left, ast.Name):
        right = node.comparators[0]
        if is_membership and isinstance(right, ast.Tuple | ast.List | ast.Set) and right.elts:
            return [_constant(e) for e in right.elts]
        if is_membership:
            raise ConditionError("`in` takes a list, such as ('tariff', 'licence')")
        return [_constant(right)]
    if is_membership and _name_of(node) in LISTS:
        return [_constant(node.left)]
    raise ConditionError(f"`{ast.unparse(node)[:60]}`: write the name first")


def _constant(node: ast.expr) -> Any:
    if isinstance(node, ast.Constant) and isinstance(node.value, str | int | float):
        return node.value
    raise ConditionError(f"`{ast.unparse(node)[:60]}` is no text or number")


def _holds(node: ast.expr, facts: Facts) -> bool:
    if isinstance(node, ast.BoolOp):
        joined = (_holds(v, facts) for v in node.values)
        return all(joined) if isinstance(node.op, ast.And) else any(joined)
    if isinstance(node, ast.UnaryOp):
        return not _holds(node.operand, facts)
    assert isinstance(node, ast.Compare)  # the check let nothing else through
    return _compares(node, facts)


def _compares(node: ast.Compare, facts: Facts) -> bool:
    name, told, operation = _name_of(node), _constants(node), type(node.ops[0])
    value = facts.get(name)
    values = tuple(value or ()) if name in LISTS else (value,)
    if operation in MEMBERSHIPS:
        return any(v in told for v in values) is (operation is ast.In)
    if operation is ast.NotEq:
        return all(v != told[0] for v in values)
    if value is None:
        return False
    if name == "rung" and operation is not ast.Eq:
        return COMPARISONS[operation](RUNGS.index(value), RUNGS.index(told[0]))
    return any(COMPARISONS[operation](v, told[0]) for v in values)
