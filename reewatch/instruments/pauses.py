"""Texts that suspend other texts: what is done to the first reaches the second.

A suspending text that is prolonged keeps suspended what it suspended; one that is repealed lets it apply again, unless
somebody says otherwise. Its own stretch is one of being in force, whatever the words for its prolongation.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reewatch.events.event import Event
from reewatch.events.families import LEGAL_TYPES, RULING, family_of, specific
from reewatch.instruments.acting_texts import acting_texts
from reewatch.instruments.moves import Move, moves_of

#: Text -> the texts that it suspends.
Pauses = Mapping[str, frozenset[str]]


def pauses_told(events: Iterable[Event]) -> dict[str, frozenset[str]]:
    """Return which texts suspend which, as events tell of suspensions that name both."""
    found: dict[str, frozenset[str]] = {}
    for event in events:
        texts = frozenset(t for t in specific(event.instruments) if not t.startswith(RULING))
        if len(texts) < 2 or event.type not in LEGAL_TYPES or event.factuality not in ("actual", "scheduled"):  # noqa: PLR2004  one acts, one is acted upon
            continue
        if all(family_of(m.mention) != "suspend" for m in event.members):
            continue
        acting = acting_texts(event.members) & texts
        for text in acting if len(acting) == 1 else ():
            found[text] = found.get(text, frozenset()) | (texts - acting)
    return found


def moves_on(text: str, events: Sequence[Event], pauses: Pauses, naming: Mapping[str, Sequence[Event]]) -> list[Move]:
    """Return what events do to a text: its own, and those that name only the text that suspends it.

    ``naming`` gives the events that name a text.
    """
    own = [m for e in events for m in moves_of(text, e)]
    if text in pauses:
        own = [replace(m, status="in_force") if m.status == "suspended" and m.prolongs else m for m in own]
    known = {e.event_id for e in events}
    above = [t for t, below in pauses.items() if text in below]
    carried = [m for t in above for e in naming.get(t, ()) if e.event_id not in known for m in moves_of(t, e)]
    return own + [reached for m in carried if (reached := _reaching(m)) is not None]


def events_above(text: str, pauses: Pauses, naming: Mapping[str, Sequence[Event]]) -> list[Event]:
    """Return the events that name a text which suspends this one."""
    return [e for t, below in pauses.items() if text in below for e in naming.get(t, ())]


def _reaching(move: Move) -> Move | None:
    """Return what a move of a suspending text is to the text under it, None where it is nothing."""
    if move.is_weak or move.only_announced or move.part is not None:
        return None
    if move.prolongs and move.status in ("suspended", "in_force"):
        return replace(move, status="suspended", announced_on=None)
    if move.status == "revoked":
        return replace(move, status="in_force", end=None, is_dated=True, announced_on=None)
    return None
