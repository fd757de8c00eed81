"""The trigger rules and the lexicon, read from ``patterns/`` and compiled; the one place of the text side with I/O."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reewatch.errors import ConfigurationError
from reewatch.identifiers import content_hash

PATTERNS = Path(__file__).parent / "patterns"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A trigger rule: a verb family near its topics. Patterns match without case, on whole words.

    Only ``requires`` matches the beginnings of words too.
    """

    rule_id: str
    type: str
    action: str
    trigger: re.Pattern[str]
    needs: tuple[tuple[re.Pattern[str], bool], ...]  # (family, may stand in the headline only)
    requires: re.Pattern[str] | None
    blocks: re.Pattern[str] | None
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Word families and cues, compiled."""

    families: dict[str, re.Pattern[str]]
    attribution_verbs: re.Pattern[str]
    unnamed: re.Pattern[str]
    factuality: dict[str, re.Pattern[str]]
    background: re.Pattern[str]
    current: re.Pattern[str]


def words(pattern: str) -> re.Pattern[str]:
    """Return the pattern compiled to match whole words without case."""
    return re.compile(rf"(?<![\w$€£])(?:{pattern})(?!\w)", re.IGNORECASE)


def stems(pattern: str) -> re.Pattern[str]:
    """Return the pattern compiled to match beginnings of words without case."""
    return re.compile(rf"(?<!\w)(?:{pattern})", re.IGNORECASE)


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon of ``patterns/lexicon.toml``."""
    value = _read("lexicon.toml")
    return Lexicon(
        families={name: words(p) for name, p in value["families"].items()},
        attribution_verbs=words(value["attribution"]["verbs"]),
        unnamed=words(value["attribution"]["unnamed"]),
        factuality={
            name: re.compile(rf"(?<!\w)(?:{p})(?!\w)", re.IGNORECASE) for name, p in value["factuality"].items()
        },
        background=words(value["timeframe"]["background"]),
        current=words(value["timeframe"]["new"]),
    )


@cache
def load_rules() -> tuple[Rule, ...]:
    """Return the rules of ``patterns/triggers.toml``, in order.

    Raises ConfigurationError naming the rule that cannot be compiled.
    """
    return tuple(_rule(entry) for entry in _read("triggers.toml")["rule"])


@cache
def patterns_hash() -> str:
    """Return the hash over all pattern files; part of the extractor's version."""
    files = sorted(PATTERNS.glob("*.toml"))
    return content_hash("\x1f".join(p.read_text(encoding="utf-8") for p in files))


def _rule(entry: dict[str, Any]) -> Rule:
    families = load_lexicon().families
    try:
        return Rule(
            rule_id=entry["id"],
            type=entry["type"],
            action=entry["action"],
            trigger=words(entry["trigger"]),
            needs=tuple((families[n.rstrip("?")], n.endswith("?")) for n in entry["needs"]),
            requires=stems(entry["requires"]) if "requires" in entry else None,
            blocks=words(entry["blocks"]) if "blocks" in entry else None,
            yes=tuple(entry["yes"]),
            no=tuple(entry["no"]),
        )
    except (KeyError, re.error) as error:
        remedy = "see the head of the file for what a rule holds."
        raise ConfigurationError(
            f"rule {entry.get('id')!r}: {error}.", path=PATTERNS / "triggers.toml", remedy=remedy
        ) from error


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((PATTERNS / name).read_text(encoding="utf-8"))
