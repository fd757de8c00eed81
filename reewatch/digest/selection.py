"""Which of the changes that runs learned a subscriber is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reewatch.digest.contents import Reported
from reewatch.digest.facts import Fact, fact_of
from reewatch.subscriptions import ELSEWHERE, Subscriber

#: Kinds that are no news: what a new extractor or framework reads otherwise than the old one did.
NO_NEWS = ("recoded",)


@dataclass(slots=True, kw_only=True)
class Selection:
    """The changes that are told, and how many are not, by reason; ``facts`` is what is told thereby."""

    told: list[Reported] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    smaller: int = 0
    elsewhere: int = 0
    told_before: int = 0
    history: int = 0


def select_changes(changes: Iterable[Reported], subscriber: Subscriber, told: Mapping[str, str]) -> Selection:
    """Return what a digest tells; ``told`` maps a fact's name to the state in which it was last told."""
    selection, known = Selection(), dict(told)
    for change in sorted(changes, key=lambda c: (c.known_at, -c.significance, c.change_id)):
        if change.kind in NO_NEWS:
            continue
        if change.is_history:
            selection.history += 1
        elif change.significance < subscriber.subscription.least_significance:
            selection.smaller += 1
        elif not is_followed(change, subscriber):
            selection.elsewhere += 1
        else:
            _tell(change, selection, known)
    return selection


def select_alerts(changes: Iterable[Reported], subscriber: Subscriber, told: Mapping[str, str]) -> Selection:
    """Return what is told at once: what meets the condition, or all that is told where everything is to be at once."""
    worth = [c for c in changes if not c.is_history and is_alert(c, subscriber)]
    return select_changes(worth, subscriber, told)


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


def _tell(change: Reported, selection: Selection, known: dict[str, str]) -> None:
    fact = fact_of(change)
    if any(known.get(k) == fact.state for k in fact.keys):
        selection.told_before += 1
        return
    known |= dict.fromkeys(fact.keys, fact.state)
    selection.told.append(change)
    selection.facts.append(fact)
