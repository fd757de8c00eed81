"""What a schedule is worth: a text that is to start on a day keeps a promise only where it then starts."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from reewatch.claims.speakers import state_of
from reewatch.days import days_of, is_day
from reewatch.events.event import Event
from reewatch.events.families import FOUNDING, LEGAL_TYPES, RULING, family_of, specific
from reewatch.instruments.moves import STATUS_OF
from reewatch.instruments.timelines import Stretch, status_on
from reewatch.mentions import StoredMention
from reewatch.promises.promise import Promise

#: A text's id -> its timeline as it is known; empty where nothing is known of the text.
Timelines = Callable[[str], Sequence[Stretch]]
#: Statuses in which a text that was to start does not hold.
HELD_UP = frozenset({"suspended", "revoked", "expired"})


def is_schedule(event: Event, stored: StoredMention) -> bool:
    """Return whether a mention tells of a legal text that is to be put in force, and not yet is."""
    mention = stored.mention
    ahead = "scheduled" in (mention.factuality, event.factuality)
    return ahead and mention.type in LEGAL_TYPES and family_of(mention) in FOUNDING


def start_of(texts: Iterable[str], made_on: str, day: str, timelines: Timelines) -> str | None:
    """Return the day on which scheduled texts start, None where one was held up after the promise was made.

    A start that was put off is the later one; of a text without a timeline the day that was told holds.
    """
    if not is_day(day):
        return day
    starts = [day]
    for text in texts:
        begun = _begun(timelines(text), day)
        if begun is not None and begun.status in HELD_UP and (begun.valid_from or "") > made_on:
            return None
        starts += [begun.valid_from] if begun and begun.valid_from and begun.status == "in_force" else []
    return max(starts)


def _begun(stretches: Sequence[Stretch], day: str) -> Stretch | None:
    """Return the status that holds on a day or, where a text is only announced then, the next one."""
    held = status_on(stretches, date.fromisoformat(day))
    if held is None or held.status != "announced":
        return held
    return next((s for s in stretches if s.part is None and s.valid_from == held.valid_to), held)


def suspension_by(
    promise: Promise, texts: Iterable[str], day: str, events: Sequence[Event], timelines: Timelines
) -> Stretch | None:
    """Return the stretch in which the promiser's own act holds texts up on the day of their start, None where none."""
    last = days_of(day)
    for text in sorted(texts):
        held = _begun(timelines(text), last.last.isoformat()) if last else None
        if held is None or held.valid_from is None or held.valid_from <= (promise.made_on or ""):
            continue
        if text.split("-")[0] == state_of(promise.by) and _is_own_act(held, events):
            return held
    return None


def may_move_start(promise: Promise, events: Iterable[Event]) -> bool:
    """Return whether some event may have held up, or put off, the text with which a promise was answered."""
    moving = (e.type in LEGAL_TYPES and specific(e.instruments) for e in events)
    return promise.family in FOUNDING and any(moving)


def _is_own_act(held: Stretch, events: Sequence[Event]) -> bool:
    """Return whether a state's text was held up by the state itself, not by a ruling and not by running out."""
    by = [e for e in events if e.event_id == held.since_event]
    if any(i.startswith(RULING) for e in by for i in e.instruments):
        return False
    acts = {STATUS_OF.get(family_of(m.mention)) for e in by for m in e.members if m.mention.action != "struck_down"}
    return held.status == "suspended" if not by else held.status in ("suspended", "revoked") and held.status in acts
