"""What a run learned anew about an event: that it is there, firmer or weaker, confirmed, contradicted, corrected."""

import re
from collections.abc import Sequence

from reewatch.changes import Change, make_change, significance_of
from reewatch.days import days_of, gap
from reewatch.events.event import Event, EventStep
from reewatch.events.factuality import STRENGTH, is_primary, origins_of
from reewatch.mentions import RUNGS, Mention, StoredMention
from reewatch.resolution.parties import state_of_code

#: A second voice confirms what happened so many days ago; after that it tells history.
CONFIRMS_WITHIN = 30
#: A sentence that says how things stand reports nothing, however fresh its article.
STANDING = re.compile(
    r"\b(?:is|are|has been|have been|remains?|stays?|still)\s+(?:\w+\s+){0,2}(?:suspended|in force|in effect|paused|"
    r"on hold|under licen[cs]e|subject to|frozen)\b",
    re.IGNORECASE,
)
#: How much a kind weighs beside the event itself.
WEIGHT = {"confirmed": 0.5, "corrected": 0.9, "contradicted": 0.9, "delayed": 0.9, "brought_forward": 0.9}
EVIDENCE = 5


def event_changes(known_at: str, step: EventStep, indicator_id: str | None) -> list[Change]:
    """Return what changed about an event in a run; what is only told again is no change."""
    before, after = step.before, step.after
    if before is None:
        first = _change(
            known_at, "new", after, before=None, now=_state(after), indicator_id=indicator_id, evidence=after.members
        )
        return [first]
    known = {m.mention_id for m in before.members} | {old.mention_id for old, _ in before.corrected}
    fresh = [m for m in after.members if m.mention_id not in known]
    moved = _corrections(before, after) or _movements(before, after, fresh)
    if _is_confirmed(before, after, fresh):
        moved.append(("confirmed", _voices(before.members), _voices(after.members)))
    return [
        _change(known_at, kind, after, before=was, now=now, indicator_id=indicator_id, evidence=fresh)
        for kind, was, now in moved
    ]


def _change(
    known_at: str,
    kind: str,
    event: Event,
    *,
    before: str | None,
    now: str | None,
    indicator_id: str | None,
    evidence: Sequence[StoredMention],
) -> Change:
    background = all(m.mention.timeframe == "background" for m in event.members)
    weight = significance_of(event, background=background) * WEIGHT.get(kind, 1.0)
    return make_change(
        known_at,
        kind,
        "event",
        event.event_id,
        event_id=event.event_id,
        title=event.title,
        before=before,
        after=now,
        significance=round(weight, 3),
        indicator_id=indicator_id,
        evidence=tuple(m.mention_id for m in (evidence or event.members)[:EVIDENCE]),
    )


def _state(event: Event) -> str:
    start = f", from {event.valid_from}" if event.valid_from else ""
    end = f", until {event.valid_to}" if event.valid_to else ""
    return f"{event.factuality}, {event.commitment}{start}{end}"


def _voices(members: Sequence[StoredMention]) -> str:
    count = origins_of(members)
    return f"{count} independent {'voice' if count == 1 else 'voices'}"


def _movements(before: Event, after: Event, fresh: Sequence[StoredMention]) -> list[tuple[str, str, str]]:
    """Return (kind, before, after) of what moved: the factuality or rung, else the start, else a word against it."""
    was, now = _firmness(before), _firmness(after)
    if was != now:
        return [(_kind_of_move(before, after, fresh), _state(before), _state(after))]
    moved = _moved_start(before, after)
    if moved:
        return [(moved, f"from {before.valid_from}", f"from {after.valid_from}")]
    if after.factuality != "denied" and (denial := _first_denial(before, fresh)):
        return [("contradicted", _state(before), f"denied{_by(denial)}")]
    return []


def _kind_of_move(before: Event, after: Event, fresh: Sequence[StoredMention]) -> str:
    if after.factuality == "denied":
        own = any(_is_own_word(m) for m in fresh if m.mention.factuality == "denied") and not _is_anothers_claim(before)
        return "withdrawn" if own and before.factuality in ("proposed", "threatened", "scheduled") else "contradicted"
    return "raised" if _firmness(after) > _firmness(before) else "lowered"


def _is_anothers_claim(event: Event) -> bool:
    """Return whether only another state says what the one who would act plans: denied, it was no plan given up."""
    sides = {(state_of_code(m.mention.actor), state_of_code(m.mention.speaker)) for m in event.members}
    return all(actor and speaker and actor != speaker for actor, speaker in sides)


def _firmness(event: Event) -> tuple[int, int]:
    return STRENGTH.index(event.factuality), RUNGS.index(event.commitment)


def _moved_start(before: Event, after: Event) -> str | None:
    """Return ``delayed`` or ``brought_forward`` where a start moved by more than two capitals' clocks differ."""
    was, now = days_of(before.valid_from), days_of(after.valid_from)
    if was is None or now is None or gap(was, now) <= 1 or before.factuality == "actual":
        return None
    return "delayed" if now.first > was.first else "brought_forward"


def _first_denial(before: Event, fresh: Sequence[StoredMention]) -> StoredMention | None:
    if any(m.mention.factuality == "denied" for m in before.members):
        return None
    return next((m for m in fresh if m.mention.factuality == "denied"), None)


def _by(stored: StoredMention) -> str:
    who = stored.mention.speaker or stored.issuer
    return f" by {who}" if who else ""


def _is_own_word(stored: StoredMention) -> bool:
    actor, speaker = state_of_code(stored.mention.actor), state_of_code(stored.mention.speaker)
    return is_primary(stored) or (actor is not None and actor == speaker)


def _corrections(before: Event, after: Event) -> list[tuple[str, str, str]]:
    """Return what a revision of an article says otherwise than the article did."""
    known = {new.mention_id for _, new in before.corrected}
    pairs = [(old, new) for old, new in after.corrected if new.mention_id not in known]
    for old, new in pairs:
        was, now = _differing(old.mention, new.mention)
        if was != now:
            return [("corrected", was, now)]
    return []


def _differing(old: Mention, new: Mention) -> tuple[str, str]:
    """Return what two tellings of one sentence say where they differ, in short lines that contain the values."""
    was, now = _values(old), _values(new)
    keys = [k for k in was if was[k] != now[k]]
    return ", ".join(was[k] or f"no {k}" for k in keys), ", ".join(now[k] or f"no {k}" for k in keys)


def _values(mention: Mention) -> dict[str, str]:
    figures = [f"{q.role.replace('_', ' ')} {_number(q.value, q.low, q.high)} {q.unit}" for q in mention.quantities]
    return {
        "action": mention.action.replace("_", " "),
        "factuality": mention.factuality,
        "actor": mention.actor or "",
        "target": mention.target or "",
        "goods": ", ".join(mention.items),
        "text": ", ".join(mention.instruments),
        "figure": ", ".join(figures),
        "date": ", ".join(f"{d.role} {d.value}" for d in mention.dates),
    }


def _number(value: float | None, low: float | None, high: float | None) -> str:
    plain = [f"{v:.10g}" for v in ((value,) if value is not None else (low, high)) if v is not None]
    return " to ".join(plain)


def _is_confirmed(before: Event, after: Event, fresh: Sequence[StoredMention]) -> bool:
    """Return whether a second independent voice, or the issuer's text, tells as news what one voice had told."""
    news = [m for m in before.members if _is_news(m)]
    added = [m for m in fresh if _is_news(m) and m.mention.factuality != "denied"]
    if not news or not added or before.factuality == "denied" or origins_of(news) > 1:
        return False
    second_voice = origins_of([*news, *added]) > 1
    text_at_last = not before.primary_source and any(is_primary(m) for m in added)
    first, late = days_of(min(m.published for m in news)), days_of(max(m.published for m in added))
    if first is None or late is None or gap(first, late) > CONFIRMS_WITHIN:
        return False
    done = [d for d in (days_of(after.happened_on), days_of(after.valid_from)) if d]
    is_history = any((late.first - d.last).days > CONFIRMS_WITHIN for d in done)
    return not is_history and (second_voice or text_at_last)


def _is_news(stored: StoredMention) -> bool:
    return stored.mention.timeframe == "new" and not STANDING.search(stored.sentence)
