"""Which of the changes that runs learned a subscriber is told."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from reewatch.digest.contents import Reported
from reewatch.digest.facts import Fact, fact_of
from reewatch.subscriptions import ELSEWHERE, Subscriber

#: Kinds that are no news: what a new extractor or framework reads otherwise than the old one did.
NO_NEWS = ("recoded",)


#: Why a change is not told.
SMALLER, TOLD, HISTORY = "smaller", "told", "history"


@dataclass(slots=True, kw_only=True)
class Selection:
    """The changes that are told, the facts that these are, and how many changes are not told, by reason."""

    told: list[Reported] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    untold: Counter[str] = field(default_factory=Counter)


def select_changes(
    changes: Iterable[Reported],
    subscriber: Subscriber,
    told: Mapping[str, str],
    fresh: datetime | None = None,
) -> Selection:
    """Return what a digest tells; ``told`` maps a fact's name to the state in which it was last told.

    What is not told is counted from ``fresh`` on only: the last digest counted what came before.
    """
    selection, known = Selection(), dict(told)
    for change in sorted(changes, key=lambda c: (c.known_at, -c.significance, c.change_id)):
        if change.kind in NO_NEWS:
            continue
        reason = _reason_against(change, subscriber) or _tell(change, selection, known)
        if reason and (fresh is None or change.known_at >= fresh):
            selection.untold[reason] += 1
    return selection


def _reason_against(change: Reported, subscriber: Subscriber) -> str:
    if change.is_history:
        return HISTORY
    if change.significance < subscriber.subscription.least_significance:
        return SMALLER
    return "" if is_followed(change, subscriber) else ELSEWHERE


def select_alerts(changes: Iterable[Reported], subscriber: Subscriber, told: Mapping[str, str]) -> Selection:
    """Return what is told at once: what meets the condition, or all that is told where everything is to be at once."""
    return select_changes([c for c in changes if is_alert(c, subscriber)], subscriber, told)


def told_of(selection: Selection) -> dict[str, str]:
    """Return name -> state of what is told thereby: each fact, and each change by its id.

    The ids are for the run at which a digest ends: looked at again, a fact that it moved twice is not told thrice.
    """
    facts = {k: f.state for f in selection.facts for k in f.keys}
    return facts | {c.change_id: TOLD for c in selection.told}


def is_alert(change: Reported, subscriber: Subscriber) -> bool:
    """Return whether a change crosses a subscriber's condition."""
    if subscriber.condition is not None:
        return subscriber.condition.holds(facts_for_condition(change))
    return subscriber.subscription.send == "at once"


def facts_for_condition(change: Reported) -> dict[str, object]:
    """Return what conditions may ask of a change (reewatch/conditions.py)."""
    texts = (change.subject_id,) if change.subject_type == "instrument" else ()
    return {
        "type": change.type, "action": change.action, "indicator": change.indicator_id, "rung": change.rung,
        "instrument": tuple(dict.fromkeys((*texts, *change.instruments))), "significance": change.significance,
        "factuality": change.factuality, "kind": change.kind,
    }  # fmt: skip


def is_followed(change: Reported, subscriber: Subscriber) -> bool:
    """Return whether a subscriber follows what a change bears on."""
    followed = subscriber.subscription.followed
    return followed is None or (change.indicator_id or ELSEWHERE) in followed


def _tell(change: Reported, selection: Selection, known: dict[str, str]) -> str:
    """Take a change among what is told; return the reason where its fact is known."""
    fact = fact_of(change)
    if change.change_id in known or any(known.get(k) == fact.state for k in fact.keys):
        return TOLD
    known |= dict.fromkeys(fact.keys, fact.state)
    selection.told.append(change)
    selection.facts.append(fact)
    return ""
