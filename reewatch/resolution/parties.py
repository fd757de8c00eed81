"""Who acts and who is acted upon: whether two tellings name parties of one happening."""

from functools import lru_cache

from reewatch.events.families import STATE_ACTS
from reewatch.mentions import Mention

POINTS_OF_FIRM = 1.5
POINTS_OF_STATE = 0.5
#: Types of what two sides do together: either may be told as the actor.
TWO_SIDED = frozenset({"trade_deal", "partnership"})


def state_of_code(code: str | None) -> str | None:
    """Return the state before the dot; a firm's code as it is."""
    return code.split(".")[0] if code else None


def same_firm(a: str, b: str) -> bool:
    """Return whether two codes may name one firm: the words of the shorter name stand in the longer."""
    first, second = (set(c.removeprefix("org:").split("-")) for c in (a, b))
    return first <= second or second <= first


#: The two that act every week; that a third state acts tells more.
POWERS = frozenset({"CN", "US"})


def parties_of(mention: Mention) -> frozenset[str]:
    """Return the states and firms that act or are acted upon."""
    return _parties_of(mention.actor, mention.target)


@lru_cache(maxsize=8192)
def _parties_of(actor: str | None, target: str | None) -> frozenset[str]:
    return frozenset(c for code in (actor, target) if (c := state_of_code(code)))


def parties_bar(x: Mention, y: Mention) -> bool:
    """Return whether the parties speak against one happening; what one does not tell speaks against nothing."""
    if x.type in TWO_SIDED and _other_pair(x, y):
        return True
    if x.type == "trade_deal":
        first, second = parties_of(x), parties_of(y)
        return bool(first and second and not first & second)
    if x.type in STATE_ACTS:
        return _differ(x.actor, y.actor) or _differ(x.target, y.target)
    if x.type == "investment" and _other_payer(x, y):
        return True
    firms = [[p for p in parties_of(m) if p.startswith("org:")] for m in (x, y)]
    if firms[0] and firms[1]:
        return not any(same_firm(a, b) for a in firms[0] for b in firms[1])
    states = [{p for p in parties_of(m) if not p.startswith("org:")} for m in (x, y)]
    return bool(not firms[0] and not firms[1] and states[0] and states[1] and not states[0] & states[1])


def _other_pair(x: Mention, y: Mention) -> bool:
    """Return whether both name two states and not the same two: an accord with Japan is none with Australia."""
    first, second = ({p for p in parties_of(m) if not p.startswith("org:")} for m in (x, y))
    return len(first) > 1 and len(second) > 1 and first != second


def _other_payer(x: Mention, y: Mention) -> bool:
    """Return whether two different parties pay one firm: two sums, whatever is told of them.

    A firm that is told as actor where nobody names the payer is none.
    """
    first, second = (m.actor if m.actor and m.target and not _is_one(m.actor, m.target) else None for m in (x, y))
    if first is None or second is None or not (x.target and y.target and _is_one(x.target, y.target)):
        return False
    return _differ(first, second)


def _is_one(a: str, b: str) -> bool:
    return not _differ(a, b)


def _differ(a: str | None, b: str | None) -> bool:
    first, second = state_of_code(a), state_of_code(b)
    if first is None or second is None or first == second:
        return False
    return not (first.startswith("org:") and second.startswith("org:") and same_firm(first, second))


def party_points(x: Mention, y: Mention) -> float:
    """Return what shared parties add: a firm much, a state a little."""
    shared = {p for p in parties_of(x) & parties_of(y) if not p.startswith("org:")}
    third = (
        x.actor is not None and state_of_code(x.actor) in shared - POWERS and state_of_code(y.actor) in shared - POWERS
    )
    pair = len(shared) > 1 and shared != POWERS
    return POINTS_OF_FIRM * share_a_firm(x, y) + POINTS_OF_STATE * (bool(shared) + (third or pair) + (third and pair))


def share_a_firm(x: Mention, y: Mention) -> bool:
    """Return whether two tellings name one firm."""
    firms = [[p for p in parties_of(m) if p.startswith("org:")] for m in (x, y)]
    return any(same_firm(a, b) for a in firms[0] for b in firms[1])
