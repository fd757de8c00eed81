"""The words by which events are judged, read from ``patterns/judgement.toml`` and compiled."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from extractors.caseless import Caseless
from extractors.triggers.rules import PATTERNS


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementWords:
    """Lemmas by class and surface patterns by name, each under its table of the file."""

    lemmas: Mapping[str, frozenset[str]]
    patterns: Mapping[str, Caseless]


@cache
def load_judgement_words() -> JudgementWords:
    """Return the words of ``patterns/judgement.toml``; keys are ``table.name``.

    Those under ``lemmas`` are split at blanks, those under ``patterns`` compiled without case from the start of a word.
    """
    value = tomllib.loads((PATTERNS / "judgement.toml").read_text(encoding="utf-8"))
    lemmas = {
        f"{table}.{name}": frozenset(words.split())
        for table, group in value["lemmas"].items()
        for name, words in group.items()
    }
    patterns = {
        f"{table}.{name}": Caseless(rf"(?<!\w)(?:{words})", often=True)
        for table, group in value["patterns"].items()
        for name, words in group.items()
    }
    return JudgementWords(lemmas=lemmas, patterns=patterns)
