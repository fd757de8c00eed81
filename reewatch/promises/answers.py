"""What answers a promise, and what takes it back."""

import re
from dataclasses import dataclass

from reewatch.claims.speakers import by_office, state_of
from reewatch.days import days_of
from reewatch.events.event import Event
from reewatch.events.families import FOUNDING, LEGAL_TYPES, family_of, specific, statutes
from reewatch.instruments.timelines import Stretch
from reewatch.mentions import Mention, StoredMention
from reewatch.promises.acts import ACCORDS, PAID_FOR, Acts, ends_plan, ends_project
from reewatch.promises.due_dates import last_day
from reewatch.promises.promise import Promise, one_actor
from reewatch.promises.schedules import Timelines, is_schedule, start_of, suspension_by
from reewatch.resolution.goods import meet, shared_share
from reewatch.resolution.wording import shared_wording

#: So many points of likeness make an event the answer; see `_likeness`.
ENOUGH = 2.0
#: A licence is promised and granted every day: only like words tell which one was meant.
WORDS_DECIDE = frozenset({"licence", "enforcement", "trade_deal", "partnership", "stockpile"})
ALIKE, SOMEWHAT_ALIKE = 0.5, 0.3
#: What an act does that fulfils a promise of another: the later step keeps the word too.
FULFILS = {
    ("investment", "announced"): {"committed", "closed"},
    ("investment", "committed"): {"committed", "closed"},
    ("capacity", "commissioned"): {"commissioned", "first_output"},
    ("capacity", "first_output"): {"commissioned", "first_output"},
    ("trade_deal", "framework"): {"framework", "signed", "ratified", "implemented"},
    ("trade_deal", "signed"): {"signed", "ratified", "implemented"},
    ("trade_deal", "ratified"): {"ratified", "implemented"},
    ("partnership", "announced"): {"announced", "signed"},
    ("export_control", "eased"): {"eased", "suspended", "lifted"},
    ("export_control", "suspended"): {"suspended", "lifted"},
    ("tariff", "cut"): {"cut", "ended", "paused", "exempted"},
    ("tariff", "paused"): {"paused", "ended"},
    ("stockpile", "established"): {"established", "purchased"},
    ("military_scope", "clarified"): {"clarified", "exempted", "prohibited", "case_by_case"},
}
#: The signature of an accord answers a promise of it, whichever of the two types tells it.
SEALED = frozenset({"framework", "announced", "signed"})
#: Words with which a text says that it keeps a word given.
KEEPING = re.compile(
    r"\bas (?:promised|pledged|agreed|announced|scheduled|planned)\b|\bpromised\b|\bpledged?\b|"
    r"\bahead of (?:the )?(?:deadline|schedule)\b|\bon (?:time|schedule)\b|"
    r"\bhad (?:said|set|promised|undertaken)\b|\bdeadline\b|如期|按期",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An event that answers a promise or takes it back, and the day on which it did."""

    event_id: str
    on: str


def _untold(_text: str) -> tuple[Stretch, ...]:
    return ()


def answer_to(promise: Promise, acts: Acts, timelines: Timelines = _untold) -> Answer | None:
    """Return the first event that keeps a promise, None where none does.

    ``timelines`` tells what became of a legal text: a schedule keeps a promise on the day on which its text starts.
    """
    days = [
        Answer(event_id=e.event_id, on=on)
        for e, m, day in _answering(promise, acts)
        if (on := _begun_on(promise, e, m, day, timelines))
    ]
    return min(days, key=lambda a: (a.on, a.event_id)) if days else None


def _begun_on(promise: Promise, event: Event, stored: StoredMention, day: str, timelines: Timelines) -> str | None:
    if not is_schedule(event, stored):
        return day
    return start_of(specific(stored.mention.instruments or event.instruments), promise.made_on or "", day, timelines)


def withdrawal_of(promise: Promise, acts: Acts, timelines: Timelines = _untold) -> Answer | None:
    """Return the act with which the one who promised takes it back, None where none does.

    That is a denial, a cancelled project, or the promiser's own suspension of the text before its start.
    """
    found = [
        Answer(event_id=e.event_id, on=m.published[:10])
        for e, m in acts.taking_back(promise)
        if _takes_back(promise, e, m)
    ]
    starts = [
        (specific(m.mention.instruments or e.instruments), day)
        for e, m, day in (_answering(promise, acts) if promise.type in LEGAL_TYPES else ())
        if is_schedule(e, m)
    ]
    starts += [(specific(promise.instruments), promise.due)] if promise.family in FOUNDING else []
    for texts, day in starts:
        held = suspension_by(promise, texts, day, acts.events, timelines)
        if held is not None and held.valid_from:
            found.append(Answer(event_id=held.since_event or "", on=held.valid_from))
    return min(found, key=lambda a: (a.on, a.event_id)) if found else None


def _answering(promise: Promise, acts: Acts) -> list[tuple[Event, StoredMention, str]]:
    """Return the mentions that tell the act promised as done or decided, each with its event and its day."""
    return [
        (e, m, day)
        for e, m in acts.keeping(promise)
        if _does_it(promise, m)
        and not _was_done_before(promise, e)
        and _likeness(promise, e, m) >= ENOUGH
        and (day := _done_on(promise, m))
    ]


def _was_done_before(promise: Promise, event: Event) -> bool:
    """Return whether an accord or alliance stood when the promise was made: what it is to do next is another act."""
    told = (m for m in event.members if m.mention.factuality == "actual" and m.mention.type in ACCORDS)
    return any(m.published[:10] <= (promise.made_on or "") for m in told)


def _does_it(promise: Promise, stored: StoredMention) -> bool:
    """Return whether a mention that tells an act as done tells the kind that was promised, by whom it was."""
    mention = stored.mention
    if not (_of_kind(promise, mention) and _by_whom(promise, stored)):
        return False
    return all(e["mention_id"] != stored.mention_id for e in promise.evidence)


def _of_kind(promise: Promise, mention: Mention) -> bool:
    if mention.type != promise.type:
        signing = {mention.action, promise.action} <= SEALED
        return {mention.type, promise.type} == set(ACCORDS) and signing
    fulfils = FULFILS.get((promise.type, promise.action), set()) | {promise.action}
    return mention.action in fulfils or family_of(mention) == promise.family


def _by_whom(promise: Promise, stored: StoredMention) -> bool:
    """Return whether the one who promised may have acted; what is not told speaks against nobody."""
    mention = stored.mention
    acting = [c for c in (mention.actor, mention.target) if c]
    if promise.by.startswith("org:"):
        return not acting or any(one_actor(promise.by, c) for c in acting)
    if mention.actor is None:
        return stored.issuer in (None, "self", state_of(promise.by))
    if not one_actor(promise.by, mention.actor):
        return False
    sides = state_of(promise.to), state_of(mention.target)
    if promise.type == "partnership" and shared_wording(promise.what, [stored.sentence]) >= ALIKE:
        return True  # of an alliance of several, each text names another pair
    return None in sides or sides[0] == sides[1]


def _done_on(promise: Promise, stored: StoredMention) -> str | None:
    """Return the day of the world on which it was done, None where the promise was not made before that day."""
    made = max(promise.made_on or "", promise.told_on if promise.slipped_from else "")  # moved that day: not kept yet
    told = [d.value for d in stored.mention.dates if d.role in ("effective", "announced") and days_of(d.value)]
    published = stored.published[:10]
    if stored.mention.factuality == "scheduled":
        ahead = [d for d in told if d > made]
        return max(ahead) if ahead else published if published > made else None
    past = [d for d in told if d <= published]
    on = min(past) if past else published
    on = on if len(on) == len("2026-01-01") else published
    return on if on > made and (past or stored.mention.timeframe == "new") else None


def _likeness(promise: Promise, event: Event, stored: StoredMention) -> float:
    """Return the points that speak for an event being the act promised, beyond kind, party, goods and time."""
    mention = stored.mention
    told = [stored.sentence, stored.title, *(m.sentence for m in event.members if m.revision_id == stored.revision_id)]
    alike = shared_wording(promise.what, told)
    points = 2.0 if alike >= ALIKE else 1.0 if alike >= SOMEWHAT_ALIKE else 0.0
    if promise.type in WORDS_DECIDE and not points and event.event_id != promise.event_id:
        return 0.0
    points += 2.0 if promise.by.startswith("org:") else 0.0
    points += 2.0 if specific(promise.instruments) & specific(mention.instruments) else 0.0
    points += 1.0 if statutes(promise.instruments) & statutes(mention.instruments) else 0.0
    points += 1.5 if event.event_id == promise.event_id else 0.0
    points += 1.0 if shared_share(promise.items, mention.items) > 0 else 0.0
    points += 1.0 if any(KEEPING.search(t) for t in told) else 0.0
    return points + (0.5 if promise.to and mention.target and state_of(promise.to) == state_of(mention.target) else 0.0)


def _takes_back(promise: Promise, event: Event, stored: StoredMention) -> bool:
    mention = stored.mention
    if stored.published[:10] < (promise.made_on or ""):
        return False
    ends = mention.factuality == "actual"
    if ends and not ends_project(stored) and not _before_its_day(promise, stored):
        return False
    speaker = state_of(mention.speaker) or mention.speaker or stored.issuer
    own = speaker in (None, "self", state_of(promise.by), promise.by) or by_office(speaker)
    kind = mention.type == promise.type or (ends and {mention.type, promise.type} <= PAID_FOR)
    return own and kind and _by_whom(promise, stored) and meet(promise.items, mention.items) and (
        _likeness(promise, event, stored) >= ENOUGH
    )  # fmt: skip


def _before_its_day(promise: Promise, stored: StoredMention) -> bool:
    """Return whether a measure that was promised is suspended or lifted before its day, in so many words."""
    due = last_day(promise.due)
    before = due is not None and stored.published[:10] <= due.isoformat()
    return before and promise.family in FOUNDING and ends_plan(stored)
