"""The matter that an event is a step of: letter, loan, first payment; announced, suspended, prolonged, lifted."""

from collections.abc import Iterable

from reewatch.events.event import Event
from reewatch.events.families import LEGAL_TYPES, specific, statutes
from reewatch.mentions import StoredMention
from reewatch.resolution.goods import meet
from reewatch.resolution.parties import parties_of, same_firm, state_of_code

#: Money and plants: the steps of a firm's project, in their order.
PROJECT = {
    ("investment", "announced"): 0, ("investment", "committed"): 1, ("investment", "closed"): 2,
    ("investment", "cancelled"): 3, ("capacity", "construction"): 2, ("capacity", "commissioned"): 3,
    ("capacity", "first_output"): 4, ("capacity", "expanded"): 5, ("capacity", "halted"): 6,
}  # fmt: skip
#: What governments agree: talks, an accord, its signature, its ratification, its carrying out.
DEAL = {"talks": 0, "framework": 1, "signed": 2, "ratified": 3, "implemented": 4, "extended": 5, "breached": 5}


#: What is prolonged, under a statute alone where no text has a number.
SPARING = frozenset({"extended", "paused", "exempted", "suspended"})


def matter_keys(stored: StoredMention) -> list[str]:
    """Return the keys under which the steps of one matter find each other."""
    mention = stored.mention
    if mention.type in ("investment", "capacity"):
        firms = [p for p in parties_of(mention) if p.startswith("org:")]
        return [f"matter|{w}" for p in firms for w in p.removeprefix("org:").split("-") if len(w) > 2]  # noqa: PLR2004
    if mention.type == "trade_deal":
        return [f"matter|{'+'.join(sorted(parties_of(mention)))}"] if len(parties_of(mention)) > 1 else []
    if mention.type not in LEGAL_TYPES:
        return []
    bare = not specific(mention.instruments) or mention.action in SPARING
    texts = specific(mention.instruments) | (statutes(mention.instruments) if bare else frozenset())
    return [f"matter|{i}" for i in texts]


def earlier_step(event: Event, others: Iterable[Event]) -> str | None:
    """Return the id of the latest step before this one of the same matter, or None.

    What is told of the same day comes last: a headline over the step itself is seldom a step before it.
    """
    before = [o for o in others if o.event_id != event.event_id and _precedes(o, event)]
    own = event.happened_on or "9"
    order = [((o.happened_on or "") < own, o.happened_on or "", _step(o), o.event_id) for o in before]
    return max(order)[-1] if order else None


def _precedes(other: Event, event: Event) -> bool:
    if other.factuality == "denied" or (other.happened_on or "") > (event.happened_on or "9"):
        return False
    if not meet(other.items, event.items):
        return False
    if event.type in LEGAL_TYPES and other.type in LEGAL_TYPES:
        shared = specific(event.instruments) & specific(other.instruments) or _is_prolonged_by(other, event)
        return bool(shared) and (other.happened_on or "") < (event.happened_on or "9")
    if event.type == "trade_deal" == other.type:
        return _step(other) < _step(event) and _parties(other) == _parties(event)
    firms = [[p for p in _parties(e) if p.startswith("org:")] for e in (other, event)]
    same = any(same_firm(a, b) for a in firms[0] for b in firms[1])
    project = {other.type, event.type} <= {"investment", "capacity"}
    return project and same and _step(other) < _step(event) and not _of_two_payers(other, event)


def _of_two_payers(other: Event, event: Event) -> bool:
    """Return whether two steps are money of two payers: the loan of one does not follow the plan of another."""
    if other.type != "investment" or event.type != "investment" or not other.actor or not event.actor:
        return False
    payers = {state_of_code(e.actor) or e.actor for e in (other, event)}
    firms = [e.actor for e in (other, event) if e.actor and e.actor.startswith("org:")]
    own = any(p in (other.target, event.target) for p in (other.actor, event.actor))  # told as that of who gets it
    return len(payers) > 1 and not own and not (len(firms) > 1 and same_firm(*firms))


def _is_prolonged_by(other: Event, event: Event) -> bool:
    """Return whether an event prolongs what another one paused or spared under one statute: no text has a number."""
    if event.action != "extended" or other.action not in SPARING:
        return False
    bare = not specific(event.instruments) or not specific(other.instruments)
    return (
        bare
        and bool(statutes(event.instruments) & statutes(other.instruments))
        and bool(event.items or not other.items)
    )


def _step(event: Event) -> int:
    if event.type == "trade_deal":
        return DEAL.get(event.action, 0)
    return PROJECT.get((event.type, event.action), 0)


def _parties(event: Event) -> frozenset[str]:
    return frozenset(p for m in event.members for p in parties_of(m.mention))
