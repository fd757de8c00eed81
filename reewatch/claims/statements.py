"""Statements: what a party to a matter says in its own voice, or what the legal text itself says."""

import re
from dataclasses import dataclass

from reewatch.claims.speakers import OFFICE, state_of
from reewatch.days import days_of, gap
from reewatch.events.families import group_of, specific, statutes
from reewatch.mentions import StoredMention
from reewatch.resolution.goods import meet
from reewatch.resolution.parties import parties_of, state_of_code

#: The instrument's own words, as a party beside the states.
TEXT = "text"
#: What parties give accounts of; figures of bodies and milestones of firms are observations and events.
TYPES = frozenset(
    {"export_control", "licence", "tariff", "trade_deal", "enforcement", "military_scope", "stockpile", "partnership"}
)
LEGAL_TEXT = re.compile(
    r"公告\s*\d{4}|第\d+号(?:令|公告)?|^(?:\W*)(?:(?:joint )?announcement no|notice|proclamation|executive order|"
    r"(?:interim )?final rule|order\b|regulation|determination|modification|directive|decree|amendment|"
    r"opinion of the court|judgment|commission (?:implementing|delegated))|\b\d+ FR \d+\b|\bEO \d{5}\b|\bL \d+/\d+\b",
    re.IGNORECASE,
)
NO_LEGAL_TEXT = re.compile(
    r"fact sheet|statement|spokes\w+|remarks|readout|press|答记者问|发言人|q ?& ?a|\bsigns?\b|"
    r"\bto (?:publish|issue|open)\b",
    re.IGNORECASE,
)
#: Accounts of one matter are given within so many days of each other; a legal text may come much later.
ACCOUNT_DAYS, TEXT_DAYS = 60, 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One mention in a party's own voice."""

    stored: StoredMention
    party: str  # a state's code, or `text`
    event_id: str
    said_on: str

    @property
    def states(self) -> frozenset[str]:
        """Return the states that the act concerns."""
        return frozenset(p for p in parties_of(self.stored.mention) if not p.startswith("org:"))


def statement_of(stored: StoredMention, event_id: str, speaker: str | None) -> Statement | None:
    """Return the statement that a mention is, None where no party speaks; ``speaker`` is whom it names, as one name."""
    if stored.mention.type not in TYPES or _is_of_private_people(stored):
        return None
    party = _party(stored, speaker)
    said_on = stored.published[:10]
    if party is None or days_of(said_on) is None:
        return None
    return Statement(stored=stored, party=party, event_id=event_id, said_on=said_on)


def _is_of_private_people(stored: StoredMention) -> bool:
    """Return whether a breach is laid to smugglers or firms: a case in court, and no quarrel of states."""
    return stored.mention.action == "alleged_breach" and state_of_code(stored.mention.actor) is None


def _party(stored: StoredMention, speaker: str | None) -> str | None:
    """Return whose voice it is: the text's own, the named speaker's state, else the issuer's in its own release."""
    issuer = stored.issuer if stored.issuer != "self" else None
    office = bool(OFFICE.match((stored.mention.speaker or "").lower()))
    named = None if office else state_of(speaker)
    if issuer and named in (None, issuer) and is_legal_text(stored):
        return TEXT
    if named:
        return named
    if speaker is not None and not office:
        return None  # sources, bodies and firms are no parties
    return issuer


def is_legal_text(stored: StoredMention) -> bool:
    """Return whether an issuer's text is the instrument itself, not a fact sheet or a spokesperson on it."""
    return bool(LEGAL_TEXT.search(stored.title)) and not NO_LEGAL_TEXT.search(stored.title)


def topic_keys(statement: Statement) -> list[str]:
    """Return the keys under which statements on one topic find each other."""
    mention = statement.stored.mention
    group = group_of(mention)
    if mention.type == "trade_deal":
        return [f"trade_deal|{'+'.join(sorted(statement.states))}"]
    keys = [f"{mention.type}|{group}|{i}" for i in sorted(specific(mention.instruments))]
    return [*keys, f"{mention.type}|{group}|{state_of_code(mention.actor) or '?'}"]


def same_topic(a: Statement, b: Statement) -> bool:
    """Return whether two statements are about one act: kind, who acts, goods, texts and time agree."""
    x, y = a.stored.mention, b.stored.mention
    if x.type != y.type:
        return False
    if a.event_id == b.event_id:
        return True
    if x.type != "trade_deal" and (group_of(x) != group_of(y) or _differ(x.actor, y.actor)):
        return False
    if _differ(x.target, y.target) and x.type != "trade_deal":
        return False
    if x.type == "trade_deal" and len(a.states & b.states) < min(len(a.states), len(b.states)):
        return False
    return meet(x.items, y.items) and _texts_meet(a, b) and _in_time(a, b)


def _differ(a: str | None, b: str | None) -> bool:
    x, y = state_of_code(a), state_of_code(b)
    return x is not None and y is not None and x != y


def _texts_meet(a: Statement, b: Statement) -> bool:
    x, y = a.stored.mention.instruments, b.stored.mention.instruments
    own = specific(x), specific(y)
    if own[0] and own[1] and TEXT not in (a.party, b.party):
        return bool(own[0] & own[1])
    laws = statutes(x), statutes(y)
    return not (laws[0] and laws[1]) or bool(laws[0] & laws[1])


def _in_time(a: Statement, b: Statement) -> bool:
    first, second = days_of(a.said_on), days_of(b.said_on)
    own = specific(a.stored.mention.instruments) & specific(b.stored.mention.instruments)
    most = TEXT_DAYS if own or TEXT in (a.party, b.party) else ACCOUNT_DAYS
    return first is not None and second is not None and gap(first, second) <= most
