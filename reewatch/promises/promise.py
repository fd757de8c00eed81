"""Promises: an act promised, scheduled or demanded by a date, by somebody who can do it; and what becomes of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from reewatch.claims.speakers import CODE, FORECASTER, OFFICE, is_unnamed, state_of
from reewatch.days import days_of
from reewatch.events.families import LEGAL_TYPES, MEASURED, family_of, specific
from reewatch.identifiers import content_id
from reewatch.mentions import RUNGS, Mention, StoredMention
from reewatch.promises.due_dates import due_of, last_day, names_day, tells_later
from reewatch.resolution.goods import meet
from reewatch.resolution.parties import same_firm
from reewatch.resolution.second_readings import is_learned
from reewatch.resolution.wording import shared_wording

HOPE = re.compile(r"\bhop(?:es?|ed|ing|eful)\b|\bwish\w*|希望", re.IGNORECASE)
OFFICE_SAYS = re.compile(
    r"\b(?:ministry|department|office|commission|government|agency|white house|spokes\w+|secretary|minister|company)"
    r"(?: \w+){0,3} (?:said|says|announced|pledged|promised|confirmed|told)\b",
    re.IGNORECASE,
)
EXPECT = re.compile(
    r"\bexpect\w*|\bforecast\w*|\bpredict\w*|\banticipat\w*|\bbelieves?\b|\blikely\b|\breckons?\b|\bsees?\b|预计|预期",
    re.IGNORECASE,
)
#: Acts that are no promise even with a date: talk of figures, and a pause whose date is its end.
NO_PROMISE = frozenset({("export_control", "extended"), ("tariff", "extended"), ("trade_deal", "breached")})
#: So much of what a promise is about must be shared for two sentences to be about one.
ONE_MATTER = 0.5
LONGEST_LINE = 220
DATELINE = re.compile(
    r"^[A-Z][A-Z .,']{2,30}(?:,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?(?: \([^)]{2,30}\))? [-\u2013\u2014]+ "
)
ONE_TEXT = 0.3  # in one article: the headline and its sentence, read as different kinds of act
#: A condition that goods must meet, and the time that a rule gives its offices, are promised to nobody.
GOODS_BY_A_DAY = re.compile(
    r"\b(?:loaded|entered|shipped|imported|exported|landed|dispatched|withdrawn)\b[^.;]{0,40}"
    r"\b(?:before|by|until|prior to)\b",
    re.IGNORECASE,
)
TERM_OF_A_RULE = re.compile(r"\bwithin (?:[\w-]+ ){1,3}days?\b|(?:个工作日|日)内", re.IGNORECASE)
ID_PREFIX = re.compile(r"^(CN|US|EU)-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One promise as it is known (TRACKING, ``promises``), with what its status is worked out from."""

    promise_id: str
    by: str
    to: str | None
    what: str
    type: str
    action: str
    family: str
    items: tuple[str, ...]
    instruments: tuple[str, ...]
    made_on: str | None
    due: str
    told_on: str  # when the text was published that told this due date
    slipped_from: str | None
    commitment: str
    event_id: str | None
    evidence: tuple[Mapping[str, Any], ...]
    answered_by: str | None = None
    answered_on: str | None = None
    withdrawn_on: str | None = None
    citation: str | None = None


def promise_in(stored: StoredMention, event_id: str) -> Promise | None:
    """Return the promise that a mention makes or restates, None where it makes none."""
    mention = stored.mention
    if mention.factuality not in ("scheduled", "proposed") or mention.type in MEASURED:
        return None
    if (mention.type, mention.action) in NO_PROMISE or _is_forecast(stored) or _is_faint(stored):
        return None
    if _is_term_of_a_rule(stored):
        return None
    due, by = due_of(stored), promiser(stored)
    if due is None or by is None or last_day(due[0]) is None or _executes_itself(mention, due[1]):
        return None
    return Promise(
        promise_id=content_id("prm", stored.mention_id),
        by=by,
        to=mention.target,
        what=_plain(stored.sentence),
        type=mention.type,
        action=mention.action,
        family=family_of(mention),
        items=mention.items,
        instruments=mention.instruments,
        made_on=_made_on(stored),
        due=due[0],
        told_on=stored.published[:10],
        slipped_from=None,
        commitment=mention.commitment,
        event_id=event_id,
        evidence=(evidence_row(stored),),
    )


def _is_term_of_a_rule(stored: StoredMention) -> bool:
    """Return whether a day is one by which goods must have come, or that a rule gives for each application."""
    mention = stored.mention
    if mention.type == "tariff":
        return GOODS_BY_A_DAY.search(stored.sentence) is not None
    binds = mention.type == "licence" and RUNGS.index(mention.commitment) >= RUNGS.index("binding")
    return binds and TERM_OF_A_RULE.search(stored.sentence) is not None


def _is_faint(stored: StoredMention) -> bool:
    """Return whether only the classifier saw a promise, and in history: who owed it is then mostly misread."""
    return is_learned(stored) and stored.mention.timeframe == "background"


def place_of_telling(stored: StoredMention) -> tuple[bool, int]:
    """Return the order in which an article's tellings of its promises are taken: the headline, which is short, last."""
    start = stored.mention.evidence.start
    return start == 0, start


def evidence_row(stored: StoredMention) -> dict[str, Any]:
    """Return the evidence of TRACKING for a mention."""
    return {"mention_id": stored.mention_id, "article_id": stored.article_id, "url": stored.url,
            "sentence": stored.sentence}  # fmt: skip


def _plain(sentence: str) -> str:
    text = DATELINE.sub("", " ".join(sentence.split()))
    return text if len(text) <= LONGEST_LINE else text[: LONGEST_LINE - 1].rsplit(" ", 1)[0] + "\u2026"


def _is_forecast(stored: StoredMention) -> bool:
    """Return whether a mention guesses: unnamed sources, analysts, hopes, and what a state is expected to do."""
    mention, sentence = stored.mention, stored.sentence
    official = mention.speaker is None and bool(OFFICE_SAYS.search(sentence)) and not FORECASTER.search(sentence)
    if (mention.commitment == "speculation" and not official) or is_unnamed(mention.speaker):
        return True
    speaker = mention.speaker
    by_office = speaker is not None and OFFICE.match(speaker.lower()) is not None  # "the bank" is the one that lends
    named = speaker is not None and not CODE.match(speaker) and not by_office
    if named and FORECASTER.search(f"{speaker} {sentence}"):
        return True
    own = (mention.actor or "").startswith("org:") and speaker in (None, mention.actor)
    before = sentence[: max(0, mention.trigger.start - mention.evidence.start)] or sentence
    if own:
        return False
    return bool(HOPE.search(before)) or bool(EXPECT.search(before) and FORECASTER.search(sentence))


def promiser(stored: StoredMention) -> str | None:
    """Return who is to do it: the one who acts, else the one who speaks or whose text it is."""
    mention = stored.mention
    if mention.actor and CODE.match(mention.actor):
        speaker = mention.speaker
        precise = speaker and speaker.startswith(f"{mention.actor}.")
        return speaker if precise else mention.actor
    if mention.speaker and CODE.match(mention.speaker):
        return mention.speaker
    told = [found[1] for i in mention.instruments if (found := ID_PREFIX.match(i))]
    return told[0] if told else (stored.issuer if stored.issuer != "self" else None)


def _executes_itself(mention: Mention, told_by: str) -> bool:
    """Return whether a legal text that exists only has to reach its own start: nobody owes anything more."""
    legal = mention.type in LEGAL_TYPES and mention.commitment in ("binding", "in_force")
    own_text = bool(specific(mention.instruments)) or not mention.instruments
    return legal and told_by == "effective" and own_text


def _made_on(stored: StoredMention) -> str | None:
    told = [d.value for d in stored.mention.dates if d.role == "announced" and d.value <= stored.published[:10]]
    if told:
        return max(told)
    return stored.published[:10] or None if stored.mention.timeframe == "new" else None


def joined(promise: Promise, told: Promise) -> Promise:
    """Return a promise with another telling of it: the firmer rung, the missing fields, a due date that moved."""
    moved = _moved(promise, told)
    firmest = max(promise.commitment, told.commitment, key=RUNGS.index)
    known = {e["mention_id"] for e in promise.evidence}
    if _articles(promise) & _articles(told) and len(told.what) > len(promise.what):
        moved = replace(moved, what=told.what, type=told.type, action=told.action, family=told.family)  # the body knows
    return replace(
        moved,
        by=told.by if told.by.startswith(f"{promise.by}.") else promise.by,
        to=promise.to or told.to,
        made_on=min(d for d in (promise.made_on, told.made_on) if d) if promise.made_on or told.made_on else None,
        items=promise.items or told.items,
        instruments=tuple(dict.fromkeys((*promise.instruments, *told.instruments))),
        commitment=firmest,
        evidence=promise.evidence + tuple(e for e in told.evidence if e["mention_id"] not in known),
    )


def _moved(promise: Promise, told: Promise) -> Promise:
    """Return the promise with the due date told last; the earlier one is what it slipped from."""
    if one_due(promise.due, told.due):
        finer = max(promise.due, told.due, key=len)
        return replace(promise, due=finer)
    if told.told_on >= promise.told_on and told.made_on is not None:
        return replace(promise, due=told.due, told_on=told.told_on, slipped_from=promise.due, answered_by=None,
                       answered_on=None, withdrawn_on=None)  # fmt: skip
    return promise if promise.slipped_from else replace(promise, slipped_from=told.due)


def one_due(a: str, b: str) -> bool:
    """Return whether two due dates may be one: equal, or one as the rougher telling of the other."""
    first, second = days_of(a), days_of(b)
    if first is None or second is None:
        return a == b
    return (first.first <= second.first and second.last <= first.last) or (
        second.first <= first.first and first.last <= second.last
    )


#: What two do together each of them promises.
JOINT = re.compile(r"\b(?:joint(?:ly)?|(?:both|the two) (?:sides|countries|governments)|together)\b", re.IGNORECASE)


def same_promise(known: Promise, told: Promise) -> bool:
    """Return whether a mention restates a promise, or moves its due date.

    The one who promises, the kind of act, the goods and the other side must agree. With one due date that is enough;
    with another the words must be about one matter, or name the same legal text or the old date.
    """
    of_both = one_due(known.due, told.due) and JOINT.search(told.what) and JOINT.search(known.what)
    if (
        not (one_actor(known.by, told.by) or of_both)
        or not meet(known.items, told.items)
        or not _one_side(known.to, told.to)
    ):
        return False
    one_act = (known.type, known.family) == (told.type, told.family) or _one_start(known, told)
    same_day = one_due(known.due, told.due)
    if same_day and one_act:
        return True
    if not same_day and (not one_act or known.answered_by or told.made_on is None):
        return False
    alike = max(shared_wording(told.what, _sentences(known)), shared_wording(known.what, [told.what]))
    if same_day:
        return alike >= (ONE_TEXT if _articles(known) & _articles(told) else ONE_MATTER)
    texts = specific(known.instruments) & specific(told.instruments)
    own_event = told.event_id == known.event_id and tells_later(told.what)
    return alike >= ONE_MATTER or bool(texts) or own_event or names_day(told.what, known.due)


def _one_start(a: Promise, b: Promise) -> bool:
    """Return whether two promises are of one start: a works that opens, and the first that it makes."""
    return a.type == b.type == "capacity" and {a.family, b.family} <= {"commissioned", "first_output"}


def _articles(promise: Promise) -> set[str]:
    return {e["article_id"] for e in promise.evidence}


def _sentences(promise: Promise) -> list[str]:
    return [e["sentence"] for e in promise.evidence]


def one_actor(a: str, b: str) -> bool:
    """Return whether two codes may be one that promises: a firm by its name, a state by any of its agencies."""
    if a.startswith("org:") or b.startswith("org:"):
        return a.startswith("org:") and b.startswith("org:") and same_firm(a, b)
    x, y = a.split("."), b.split(".")
    return x[0] == y[0]


def _one_side(a: str | None, b: str | None) -> bool:
    x, y = (state_of(c) or c for c in (a, b))
    return x is None or y is None or x == y


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The status of a promise on a day of the world."""

    status: str
    since: str | None


def standing_on(promise: Promise, day: date, known: date) -> Standing:
    """Return the status of a promise on a day, with knowledge that reaches up to the day ``known``.

    It is overdue from the day after its due date when nothing answers it; what is asked for a day past the due date
    with knowledge that ends before it is unknown.
    """
    if promise.withdrawn_on and promise.withdrawn_on <= day.isoformat():
        return Standing(status="withdrawn", since=promise.withdrawn_on)
    if promise.answered_on and promise.answered_on <= day.isoformat():
        return Standing(status="met", since=promise.answered_on)
    end = last_day(promise.due)
    if end is None or day <= end:
        return Standing(status="open", since=promise.made_on)
    after = (end + timedelta(days=1)).isoformat()
    return Standing(status="overdue" if known > end else "unknown", since=after)


def find_promise(told: Promise, known: Sequence[Promise]) -> Promise | None:
    """Return the promise that a telling restates or moves: with the same due date first, then the closest."""
    same = [p for p in known if same_promise(p, told)]
    if not same:
        return None

    def rank(promise: Promise) -> tuple[bool, float, str]:
        return (
            not one_due(promise.due, told.due),
            -shared_wording(told.what, _sentences(promise)),
            promise.promise_id,
        )

    return min(same, key=rank)
