"""The trigger rules and their topics, read from ``patterns/`` and compiled."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from extractors.caseless import Caseless
from extractors.triggers.inflections import forms_of
from reewatch.errors import ConfigurationError
from reewatch.identifiers import content_hash

PATTERNS = Path(__file__).parents[1] / "patterns"


#: What must follow the first word of a verb: a particle, a preposition, an object; empty for a verb of one word.
Lexeme = tuple[str, ...]
#: Topics of which each set must have one in place.
Needs = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule:
    """A trigger rule: verb families, or a phrase, crossed with the topics that must stand in certain places.

    A rule equals itself only, so that it is cheap to look up by.
    """

    rule_id: str
    type: str
    action: str
    verbs: Mapping[str, tuple[Lexeme, ...]]  # form of the first word -> lexemes
    phrase: Caseless | None
    theme: Needs  # in what the verb acts on
    agent: Needs  # in who acts
    clause: Needs  # anywhere in the clause
    near: Needs  # in the sentence, the one before it, or the headline
    bars: frozenset[str]  # not in the theme
    named: bool  # the topics must be there by name: no pronoun will do
    sure: bool  # its words name the type of the event: the classifier does not doubt it
    requires: Caseless | None  # in the words of the clause
    blocks: Caseless | None  # not in the words of the clause
    yes: tuple[str, ...]
    no: tuple[str, ...]


#: "May" as a word of a list in a pattern, and what says that it is no month: "in May", "May 27".
MODAL = re.compile(r"(?<=[|(])may(?=[|)])")
NOT_THE_MONTH = "".join(rf"(?<!\\b{w} )" for w in ("in", "by", "since", "last", "of", "on", "until", "from")) + (
    r"(?<!\\d )may(?! \\d)"
)


def words(pattern: str, *, often: bool = False) -> Caseless:
    """Return the pattern compiled to match whole words without case; ``often`` as ``Caseless`` has it."""
    return Caseless(rf"(?<![\w$€£])(?:{pattern})(?!\w)", often=often)


def bar(pattern: str) -> Caseless:
    """Return the pattern of words that bar a rule; where it bars what may be, the month of May bars nothing."""
    return words(MODAL.sub(NOT_THE_MONTH, pattern))


@cache
def load_rules() -> tuple[Rule, ...]:
    """Return the rules of ``patterns/rules/``, in order: within a type, the first that holds in a clause wins.

    Raises ConfigurationError naming the rule that cannot be compiled.
    """
    files = sorted((PATTERNS / "rules").glob("*.toml"))
    return tuple(_rule(entry, path) for path in files for entry in read_patterns(f"rules/{path.name}")["rule"])


@cache
def load_topics() -> Mapping[str, Caseless]:
    """Return the topics of ``patterns/topics.toml``."""
    return {name: words(pattern, often=True) for name, pattern in read_patterns("topics.toml")["topics"].items()}


@cache
def load_relevance() -> Mapping[str, re.Pattern[str]]:
    """Return the words by which a document is told to be about the trade; as they are written."""
    return {name: re.compile(rf"\b(?:{p})(?!\w)") for name, p in read_patterns("topics.toml")["relevance"].items()}


@cache
def load_backward_words() -> Mapping[str, Caseless]:
    """Return the words that point back at what was told before: pronouns, and nouns behind a pointing word."""
    return {name: words(pattern) for name, pattern in read_patterns("topics.toml")["backward"].items()}


@cache
def reading_hash() -> str:
    """Return the hash over all patterns, weights and code of the extraction; part of the extractor's version."""
    own = PATTERNS.parent
    files = sorted((*PATTERNS.rglob("*.toml"), *(own / "weights").glob("*.json"), *own.rglob("*.py")))
    return content_hash("\x1f".join(p.read_text(encoding="utf-8") for p in files))


def _rule(entry: dict[str, Any], path: Path) -> Rule:
    try:
        return Rule(
            rule_id=entry["id"],
            type=entry["type"],
            action=entry["action"],
            verbs=_verbs(entry.get("verbs", "")),
            phrase=words(entry["phrase"]) if "phrase" in entry else None,
            theme=_needs(entry, "theme"),
            agent=_needs(entry, "agent"),
            clause=_needs(entry, "clause"),
            near=_needs(entry, "near"),
            bars=frozenset(entry.get("bars", "").split()),
            named=entry.get("named", False),
            sure=entry.get("sure", False),
            requires=words(entry["with"]) if "with" in entry else None,
            blocks=bar(entry["without"]) if "without" in entry else None,
            yes=tuple(entry["yes"]),
            no=tuple(entry["no"]),
        )
    except (KeyError, re.error) as error:
        remedy = "see docs/extraction.md for what a rule holds."
        raise ConfigurationError(f"rule {entry.get('id')!r}: {error}.", path=path, remedy=remedy) from error


def _needs(entry: dict[str, Any], place: str) -> Needs:
    """Return the topics asked for in a place: ``licence|goods state`` is (licence or goods) and state."""
    needs = tuple(frozenset(part.split("|")) for part in entry.get(place, "").split())
    unknown = {name for any_of in needs for name in any_of} - set(load_topics())
    if unknown:
        raise KeyError(f"no topic {sorted(unknown)}")
    return needs


def _verbs(spec: str) -> dict[str, tuple[Lexeme, ...]]:
    """Return form -> lexemes of a list of verbs; ``@name`` stands for a family of ``patterns/verbs.toml``."""
    families, irregular = _verb_families()
    found: dict[str, list[Lexeme]] = {}
    for part in filter(None, (p.strip() for p in spec.split(","))):
        for verb in families[part[1:]] if part.startswith("@") else [part]:
            first, *rest = verb.split()
            for form in forms_of(first, irregular):
                found.setdefault(form, []).append(tuple(rest))
    return {
        form: tuple(sorted(set(lexemes), key=lambda lexeme: (-len(lexeme), lexeme))) for form, lexemes in found.items()
    }


@cache
def _verb_families() -> tuple[dict[str, list[str]], dict[str, str]]:
    value = read_patterns("verbs.toml")
    return {name: [v.strip() for v in verbs.split(",")] for name, verbs in value["families"].items()}, value[
        "irregular"
    ]


def read_patterns(name: str) -> dict[str, Any]:
    """Return what a file of ``patterns/`` holds."""
    return tomllib.loads((PATTERNS / name).read_text(encoding="utf-8"))
