"""Turns: words of a clause that say another action than the trigger does, whichever rule or weight saw it.

A verb tells the type of an event better than its action: "require" imposes a control, but where the goods are made
abroad it widens one; "lend" pays out a loan, but under a contract it commits one. Which words turn which action into
which other is told in ``patterns/turns.toml``, each turn with sentences that it turns and sentences that it leaves.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any

from extractors.caseless import Caseless
from extractors.reading import ReadSentence
from extractors.triggers.finding import Trigger
from extractors.triggers.rules import PATTERNS, read_patterns, words
from reewatch.errors import ConfigurationError

#: Between the id of a rule and that of the turn which changed its action.
MARK = ">"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Words that turn some actions of a type into another; ``blocks`` are words that keep them from it."""

    turn_id: str
    type: str
    of: frozenset[str]
    action: str
    phrase: Caseless
    blocks: Caseless | None
    yes: tuple[str, ...]
    no: tuple[str, ...]


@cache
def load_turns() -> tuple[Turn, ...]:
    """Return the turns of ``patterns/turns.toml``, in order: the first that holds is taken.

    Raises ConfigurationError naming the turn that cannot be compiled.
    """
    return tuple(_turn(entry) for entry in read_patterns("turns.toml")["turn"])


def turned(read: ReadSentence, triggers: Sequence[Trigger]) -> list[Trigger]:
    """Return the triggers of a sentence, each with the action that the words of its clause say."""
    types = Counter(t.rule.type for t in triggers)
    both = types["price"] and types["trade_flow"]  # what is said of a price is not said of the trade
    alone = {t for t, count in types.items() if count == 1 and not (both and t in ("price", "trade_flow"))}
    return [_turned(read, trigger, alone=trigger.rule.type in alone) for trigger in triggers]


def untold(rule_id: str) -> str:
    """Return the id of a rule without that of the turn behind it."""
    return rule_id.partition(MARK)[0]


def _turned(read: ReadSentence, trigger: Trigger, *, alone: bool) -> Trigger:
    rule = trigger.rule
    turns = [t for t in load_turns() if t.type == rule.type and rule.action in t.of]
    if not turns:
        return trigger
    clause = read.scene.sentence if alone else _clause(read, trigger)
    for turn in turns:
        if turn.phrase.search(clause) and not (turn.blocks and turn.blocks.search(clause)):
            told = replace(rule, rule_id=f"{rule.rule_id}{MARK}{turn.turn_id}", action=turn.action)
            return trigger._replace(rule=told)
    return trigger


def _clause(read: ReadSentence, trigger: Trigger) -> str:
    """Return the words of a trigger's clause as they stand in the sentence, a gap where others stand between."""
    own = sorted(trigger.ground.clause)
    if not own:
        return read.scene.sentence
    listed = read.scene.syntax.words
    told = [listed[own[0]].text]
    for before, index in pairwise(own):
        apart = " ... " if index > before + 1 else read.scene.sentence[listed[before].end : listed[index].start]
        told += [apart, listed[index].text]
    return "".join(told)


def _turn(entry: dict[str, Any]) -> Turn:
    try:
        return Turn(
            turn_id=entry["id"],
            type=entry["type"],
            of=frozenset(entry["of"].split()),
            action=entry["action"],
            phrase=words(entry["phrase"], often=True),
            blocks=words(entry["without"], often=True) if "without" in entry else None,
            yes=tuple(entry["yes"]),
            no=tuple(entry["no"]),
        )
    except (KeyError, re.error) as error:
        remedy = "see docs/extraction.md for what a turn holds."
        raise ConfigurationError(
            f"turn {entry.get('id')!r}: {error}.", path=PATTERNS / "turns.toml", remedy=remedy
        ) from error
