"""An event: what all mentions of one happening say together."""

from collections.abc import Sequence
from dataclasses import dataclass

from reewatch.events.dates import exclusive_end, happened_on, told_date
from reewatch.events.factuality import Weighed, is_primary, origins_of, weigh
from reewatch.events.families import LEGAL_TYPES, family_of
from reewatch.mentions import DateSlot, Mention, Quantity, StoredMention
from reewatch.resolution.deciding import corrects

TITLES = {
    "export_control": "export controls", "licence": "export licences", "licence_statistic": "licence count",
    "tariff": "tariff", "trade_deal": "trade deal", "enforcement": "enforcement", "military_scope": "military scope",
    "investment": "investment", "capacity": "capacity", "trade_flow": "trade flow", "price": "price",
    "stockpile": "stockpile", "partnership": "partnership",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening as the evidence tells it at a known time (TRACKING, ``events``)."""

    event_id: str
    type: str
    action: str
    factuality: str
    commitment: str
    direction: str
    actor: str | None
    target: str | None
    items: tuple[str, ...]
    stage: tuple[str, ...]
    end_use: str | None
    instruments: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[DateSlot, ...]
    happened_on: str | None
    valid_from: str | None
    valid_to: str | None
    title: str
    articles: int
    origins: int
    primary_source: bool
    members: tuple[StoredMention, ...]  # the live ones, in the order in which they were known
    corrected: tuple[tuple[StoredMention, StoredMention], ...] = ()  # (as told first, as its revision tells it)
    follows: str | None = None  # the earlier step of the same matter


@dataclass(frozen=True, slots=True, kw_only=True)
class EventStep:
    """An event that a run touched: as it was known before (None: not at all), and as it is known now."""

    before: Event | None
    after: Event


def build_event(event_id: str, members: Sequence[StoredMention]) -> Event:
    """Return the event that its members tell of; their order makes no difference.

    What a later revision of the same article tells in other words replaces what the earlier one told.
    """
    known = sorted(members, key=lambda m: (m.known_at, m.published, m.url, m.mention.evidence.start, m.mention_id))
    corrected = _corrections(known)
    outdated = {old.mention_id for old, _ in corrected}
    live = [m for m in known if m.mention_id not in outdated]
    start = told_date(live, "effective")
    weighed = weigh(live, start.value if start else None)
    when = happened_on(live, start.value if start else None)
    return _event(event_id, live, weighed, corrected, start=start.value if start else None, when=when)


def _event(
    event_id: str,
    live: Sequence[StoredMention],
    weighed: Weighed,
    corrected: Sequence[tuple[StoredMention, StoredMention]],
    *,
    start: str | None,
    when: str | None,
) -> Event:
    mentions = [m.mention for m in live]
    strongest = _plainest(live, weighed.strongest).mention
    return Event(
        event_id=event_id,
        type=strongest.type,
        action=strongest.action,
        factuality=weighed.factuality,
        commitment=weighed.commitment,
        direction=strongest.direction,
        actor=_told([m.actor for m in mentions]),
        target=_told([m.target for m in mentions]),
        items=tuple(dict.fromkeys(i for m in mentions for i in m.items)),
        stage=tuple(dict.fromkeys(s for m in mentions for s in m.stage)),
        end_use=_told([m.end_use for m in mentions]),
        instruments=tuple(dict.fromkeys(i for m in mentions for i in m.instruments)),
        quantities=tuple(dict.fromkeys(q for m in mentions for q in m.quantities)),
        dates=tuple(dict.fromkeys(d for m in mentions for d in m.dates)),
        happened_on=when,
        valid_from=start or (when if strongest.type in LEGAL_TYPES and weighed.factuality == "actual" else None),
        valid_to=_valid_to(live, start or when),
        title=_title(mentions, weighed),
        articles=len({m.article_id for m in live}),
        origins=origins_of(live),
        primary_source=any(is_primary(m) for m in live),
        members=tuple(live),
        corrected=tuple(corrected),
    )


def _plainest(live: Sequence[StoredMention], strongest: StoredMention) -> StoredMention:
    """Return the mention that tells what was done: a duty that is paid may have been cut or raised to its level."""
    mention = strongest.mention
    if (mention.type, mention.action) != ("tariff", "imposed"):
        return strongest
    changed = [
        m for m in live if m.mention.action in ("cut", "raised") and m.mention.factuality in ("actual", "scheduled")
    ]
    return changed[0] if changed else strongest


def _corrections(known: Sequence[StoredMention]) -> list[tuple[StoredMention, StoredMention]]:
    """Return (old, new) for each mention that a later revision of its article tells anew."""
    by_article: dict[str, list[StoredMention]] = {}
    for stored in known:
        by_article.setdefault(stored.article_id, []).append(stored)
    newest: dict[str, StoredMention] = {}
    for told in by_article.values():
        for position, old in enumerate(told):
            newer = [m for m in told[position + 1 :] if corrects(m, old)]
            newest |= {old.mention_id: newer[-1]} if newer else {}
    return [(old, newest[old.mention_id]) for old in known if old.mention_id in newest]


def _valid_to(live: Sequence[StoredMention], start: str | None) -> str | None:
    """Return the day on which the told stretch of a state's act is over; of other types a told end is their own."""
    legal = [m for m in live if m.mention.type in LEGAL_TYPES]
    if legal and family_of(legal[0].mention) != "lift":
        return exclusive_end(legal, start)
    slot = told_date(live, "expires")
    return slot.value if slot else None


def _told(values: Sequence[str | None]) -> str | None:
    """Return the most precise value told first: an agency rather than its state."""
    told = [v for v in values if v]
    return max(told, key=lambda v: ("." in v, -told.index(v))) if told else None


def _title(mentions: Sequence[Mention], weighed: Weighed) -> str:
    """Return who did what on which goods, in one plain line."""
    mention = weighed.strongest.mention
    items = list(dict.fromkeys(i for m in mentions for i in m.items))
    instruments = list(dict.fromkeys(i for m in mentions for i in m.instruments))
    who = _told([m.actor for m in mentions]) or "someone"
    goods = f" on {', '.join(items[:3]).replace('_', ' ')}" if items else ""
    texts = f" ({', '.join(instruments[:2])})" if instruments else ""
    doubt = "" if weighed.factuality == "actual" else f" [{weighed.factuality}]"
    return f"{who}: {TITLES[mention.type]} {mention.action.replace('_', ' ')}{goods}{texts}{doubt}"
