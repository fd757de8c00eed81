"""Rules, cues and names of Chinese texts, read from ``patterns/chinese*.toml`` and compiled."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractors.triggers.rules import PATTERNS
from reewatch.errors import ConfigurationError

FILE = "chinese.toml"
#: Gaps within a clause, long and short.
GAPS = {"g": r"[^，。；：！？\n]{0,26}?", "s": r"[^，。；：！？\n]{0,7}?"}
MACRO = re.compile(r"(?<!\?P)<(\w+)>")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChineseRule:
    """A trigger pattern over a sentence, with what must and must not stand beside it."""

    rule_id: str
    type: str
    action: str
    trigger: re.Pattern[str]
    needs: tuple[tuple[re.Pattern[str], bool], ...]  # (pattern, may stand in the headline only)
    blocks: re.Pattern[str] | None
    figure: tuple[str, ...]  # units of which one must stand in the sentence
    notice: bool  # only in an issuer's own text
    weak: bool  # only where nothing else was found in the sentence; blocked by the whole of it
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChineseNames:
    """Who acts and what is traded: words by their codes, and one pattern that finds the longest at each place."""

    pattern: re.Pattern[str]
    codes: Mapping[str, tuple[str, str]]  # word -> (code, kind)
    short: Mapping[str, str]
    goods: re.Pattern[str]
    good_ids: Mapping[str, str]
    stages: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def load_chinese_cues() -> dict[str, dict[str, re.Pattern[str]]]:
    """Return the cues of ``patterns/chinese_cues.toml`` by table and name, compiled."""
    value = _read("chinese_cues.toml")
    return {table: {name: re.compile(_expanded(p, {})) for name, p in cues.items()} for table, cues in value.items()}


@cache
def load_chinese_rules() -> tuple[ChineseRule, ...]:
    """Return the rules of ``patterns/chinese.toml``, in order.

    Raises ConfigurationError naming the rule that cannot be compiled.
    """
    value = _read(FILE)
    families: dict[str, str] = value["families"]
    topics = {name: re.compile(_expanded(p, families)) for name, p in value["topics"].items()}
    return tuple(_rule(entry, families, topics) for entry in value["rule"])


@cache
def load_chinese_names() -> ChineseNames:
    """Return the names of ``patterns/chinese_names.toml``."""
    value = _read("chinese_names.toml")
    kinds = {"states": "state", "agencies": "agency", "people": "person", "firms": "firm", "bodies": "body"}
    codes = {
        word: (code, kind) for table, kind in kinds.items() for code, words in value[table].items() for word in words
    }
    goods = {word: item for item, words in value["goods"].items() for word in words}
    return ChineseNames(
        pattern=_longest(codes),
        codes=codes,
        short=value["short"],
        goods=_longest(goods),
        good_ids=goods,
        stages=tuple((stage, _longest(dict.fromkeys(words))) for stage, words in value["stages"].items()),
    )


@cache
def load_script_pairs() -> tuple[str, ...]:
    """Return the pairs of ``patterns/chinese_script.toml``: a traditional character and its simplified form."""
    return tuple(_read("chinese_script.toml")["pairs"].split())


def _longest(words: Mapping[str, object]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))))


def _expanded(pattern: str, families: Mapping[str, str]) -> str:
    def replaced(found: re.Match[str]) -> str:
        name = found[1]
        return GAPS.get(name) or families.get(name) or found[0]

    return MACRO.sub(replaced, pattern)


def _rule(entry: dict[str, Any], families: Mapping[str, str], topics: Mapping[str, re.Pattern[str]]) -> ChineseRule:
    try:
        return ChineseRule(
            rule_id=entry["id"],
            type=entry["type"],
            action=entry["action"],
            trigger=re.compile(_expanded(entry["trigger"], families)),
            needs=tuple((topics[n.rstrip("?")], n.endswith("?")) for n in entry.get("needs", ())),
            blocks=re.compile(_expanded(entry["blocks"], families)) if "blocks" in entry else None,
            figure=tuple(entry.get("figure", ())),
            notice=entry.get("notice", False),
            weak=entry.get("weak", False),
            yes=tuple(entry["yes"]),
            no=tuple(entry["no"]),
        )
    except (KeyError, re.error) as error:
        remedy = "see the head of the file for what a rule holds."
        raise ConfigurationError(f"rule {entry.get('id')!r}: {error}.", path=PATTERNS / FILE, remedy=remedy) from error


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((PATTERNS / name).read_text(encoding="utf-8"))
