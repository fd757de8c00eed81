"""The acts of a night, laid out so that a promise is held only against those that may be the one promised."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reewatch.events.event import Event
from reewatch.events.families import LEGAL_TYPES, PROJECTS, family_of, specific
from reewatch.mentions import StoredMention
from reewatch.promises.promise import Promise
from reewatch.resolution.goods import meet

#: What money is promised for: who takes the money back takes back the plant, or the reserve, too.
PAID_FOR = PROJECTS | {"stockpile"}
#: An accord on minerals between states is told as a deal or as a partnership.
ACCORDS = ("partnership", "trade_deal")
#: An event and a mention of it.
Act = tuple[Event, StoredMention]
#: Words that tell of waiting for what was promised, whatever else their sentence asserts.
NOT_DONE = re.compile(
    r"^\W*no\b|\bno \w+(?: \w+)? (?:has|have) been\b|\b(?:has|have|had)(?:n't| not| yet to| never)\b|"
    r"\bdid(?:n't| not)\b|\bstill (?:no|not|wait\w*|pending|closed|missing)\b|\bwaiting for\b|\bfail(?:s|ed)? to\b|"
    r"\bmiss(?:es|ed) (?:the|its|a)\b|\boverdue\b|\bno sign of\b|尚未|仍未|迟迟",
    re.IGNORECASE,
)
#: Words with which one takes a promise back, beside a plain denial.
TAKING_BACK = re.compile(
    r"\b(?:will|would|does|do) (?:not|no longer)\b|\bwon't\b|\bno longer\b|\bno plans?\b|\bwithdr\w+|\bcancel\w*|"
    r"\bscrap\w*|\bdrop(?:s|ped|ping)?\b|\babandon\w*|\bshelv\w*|\bcall(?:s|ed|ing)? off\b|"
    r"\brescind\w*|\bwalk\w* back\b|取消|撤回|不再|放弃|搁置",
    re.IGNORECASE,
)
#: A works that runs is stopped by a mishap, or for a time.
STANDSTILL = re.compile(
    r"\b(?:leak\w*|accident|explosion|fires?|flood\w*|storm|cyclone|outage|strike|maintenance|repairs?|overhaul|"
    r"temporar\w+|delay\w*|postpon\w*|put(?:s|ting)? off|"
    r"push\w* (?:\S+ ){0,8}back|for (?:\w+ )?(?:days|weeks|months)|restart\w*|resum\w*)\b",
    re.IGNORECASE,
)
#: Words that call what is suspended or lifted a thing still to come.
PLANNED = re.compile(
    r"\bplanned\b|\bbefore (?:it|they|the \w+) (?:took|takes?|could|came|comes?|start\w*|beg[aiu]n\w*)\b|"
    r"\b(?:was|were|is|are|had been) (?:due|set|scheduled|meant|supposed|to (?:have|take|start|begin|come|enter))\b|"
    r"\bscheduled (?:for|to)\b|\bwould have\b|原定|原计划",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Acts:
    """What some events tell, found by type and goods: a ledger is long, and most acts keep none of its promises."""

    events: list[Event] = field(default_factory=list)
    done: dict[str, dict[tuple[str, ...], list[Act]]] = field(default_factory=dict)
    undoing: dict[str, list[Act]] = field(default_factory=dict)

    def keeping(self, promise: Promise) -> Iterator[Act]:
        """Yield the acts done or decided, of the type and of goods that were promised."""
        types = ACCORDS if promise.type in ACCORDS else (promise.type,)
        for type_ in types:
            for items, acts in self.done.get(type_, {}).items():
                if meet(promise.items, items):
                    yield from acts

    def taking_back(self, promise: Promise) -> Iterator[Act]:
        """Yield the denials, and the acts that end or suspend something, which may be of what was promised."""
        for type_ in sorted({promise.type, *PAID_FOR} if promise.type in PAID_FOR else {promise.type}):
            yield from self.undoing.get(type_, ())

    def with_events(self, events: Sequence[Event]) -> "Acts":
        """Return these acts and those of more events."""
        more = acts_of(events)
        both = Acts(events=[*self.events, *more.events])
        for acts in (self, more):
            for type_, by_items in acts.done.items():
                for items, told in by_items.items():
                    both.done.setdefault(type_, {}).setdefault(items, []).extend(told)
            for type_, told in acts.undoing.items():
                both.undoing.setdefault(type_, []).extend(told)
        return both


def acts_of(events: Sequence[Event]) -> Acts:
    """Return the acts that events tell."""
    acts = Acts(events=list(events))
    for event in events:
        for stored in event.members:
            mention = stored.mention
            if is_done(stored):
                acts.done.setdefault(mention.type, {}).setdefault(mention.items, []).append((event, stored))
            if may_undo(stored):
                acts.undoing.setdefault(mention.type, []).append((event, stored))
    return acts


def is_done(stored: StoredMention) -> bool:
    """Return whether a mention tells an act done, or decided by a legal text."""
    mention = stored.mention
    text = mention.type in LEGAL_TYPES and bool(specific(mention.instruments))
    decided = mention.factuality == "scheduled" and mention.commitment == "binding" and text
    if mention.factuality != "actual" and not decided:
        return False
    return not (NOT_DONE.search(stored.sentence) or NOT_DONE.search(stored.title))


def may_undo(stored: StoredMention) -> bool:
    """Return whether a mention denies what is to come, ends a project, or suspends or lifts a measure still ahead."""
    mention = stored.mention
    if mention.timeframe != "new":
        return False
    if mention.factuality == "denied":
        return bool(TAKING_BACK.search(stored.sentence))
    return mention.factuality == "actual" and (ends_project(stored) or ends_plan(stored))


def ends_project(stored: StoredMention) -> bool:
    """Return whether a mention tells that something is given up; a plant that stands still for a while is not."""
    if stored.mention.action == "halted":
        return not STANDSTILL.search(stored.sentence)
    return stored.mention.action == "cancelled"


def ends_plan(stored: StoredMention) -> bool:
    """Return whether a mention tells, in so many words, that a measure is suspended or lifted before its day."""
    return family_of(stored.mention) in ("suspend", "lifted", "ended") and bool(PLANNED.search(stored.sentence))
