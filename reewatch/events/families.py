"""Actions that differ only by the telling, and ids that stand for a statute rather than for one text."""

import re
from collections.abc import Collection
from functools import lru_cache

from reewatch.mentions import Mention

#: Acts of states, which take effect, are suspended and end.
STATE_ACTS = frozenset({"export_control", "tariff", "military_scope", "trade_deal", "enforcement"})
#: Acts that move legal texts.
LEGAL_TYPES = frozenset({"export_control", "tariff", "military_scope"})
#: Types whose events are steps of firms' projects.
PROJECTS = frozenset({"investment", "capacity"})
#: Acts by which a text comes to be: what they name is put in force by them.
FOUNDING = frozenset({"impose", "prohibited"})
#: Types whose figures are the happening: other figures, another event.
MEASURED = frozenset({"licence_statistic", "price", "trade_flow"})
#: One act, told in several words. What is not named here is a family of its own.
FAMILIES: dict[str, dict[str, str]] = {
    "export_control": {"imposed": "impose", "expanded": "impose", "suspended": "suspend", "extended": "suspend"},
    "tariff": {"imposed": "impose", "raised": "impose", "paused": "suspend", "extended": "suspend"},
    "trade_deal": {"framework": "agree", "signed": "agree"},
    "partnership": {"announced": "ally", "signed": "ally"},
    "price": {"rose": "measure", "fell": "measure", "reported": "measure"},
    "trade_flow": {"rose": "measure", "fell": "measure", "reported": "measure"},
}
#: Families that are looked up together: one duty may be told as set, cut or raised to a level, one loan as announced or
#: committed.
GROUPS: dict[tuple[str, str], str] = {
    ("tariff", "impose"): "level",
    ("tariff", "cut"): "level",
    ("investment", "announced"): "money",
    ("investment", "committed"): "money",
}
#: Ids of court cases.
RULING = "US-CASE-"
STATUTE = re.compile(r"^US-(?:S\d{3}|IEEPA)$")


def family_of(mention: Mention) -> str:
    """Return the family of a mention's action; a life prolonged is not a suspension prolonged."""
    if mention.action == "extended" and mention.direction == "tightening":
        return "prolong"
    return FAMILIES.get(mention.type, {}).get(mention.action, mention.action)


def group_of(mention: Mention) -> str:
    """Return the name under which a mention's family is looked up."""
    family = family_of(mention)
    return GROUPS.get((mention.type, family), family)


def specific(instruments: Collection[str]) -> frozenset[str]:
    """Return the ids of texts of their own, without the stand-ins for a statute."""
    return _without_statutes(tuple(instruments)) if instruments else frozenset()


@lru_cache(maxsize=8192)
def _without_statutes(instruments: tuple[str, ...]) -> frozenset[str]:
    return frozenset(i for i in instruments if not STATUTE.match(i))


def statutes(instruments: Collection[str]) -> frozenset[str]:
    """Return the stand-ins for a statute."""
    return frozenset(i for i in instruments if STATUTE.match(i))


def texts_differ(first: frozenset[str], second: frozenset[str]) -> bool:
    """Return whether two sets of texts share none; a case is no other text than the order that its ruling is on."""
    if first & second:
        return False
    laws = [frozenset(t for t in side if not t.startswith(RULING)) for side in (first, second)]
    return bool(all(laws) or not any(laws))
