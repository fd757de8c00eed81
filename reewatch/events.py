"""An event: all mentions of one happening, and the rules by which a mention joins one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from reewatch.mentions import RUNGS, DateSlot, Mention, Quantity, StoredMention

#: The evidence moves an event's factuality up this list; a denial counts where nothing else is told.
STRENGTH = ("denied", "threatened", "proposed", "scheduled", "actual")
#: Reports of one happening are told within so many days of each other.
NEAR_DAYS = 12
#: Types whose figures are the happening: other figures, another event.
MEASURED = ("licence_statistic", "price", "trade_flow")
TOLERANCE = 0.005
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
    members: tuple[StoredMention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventStep:
    """An event that a run touched: as it was known before (None: not at all), and as it is known now."""

    before: Event | None
    after: Event


def reference_day(stored: StoredMention) -> str | None:
    """Return the day that places a mention in time: its own date, else, for news, the day of publication."""
    for role in ("effective", "announced", "as_of", "period"):
        for slot in stored.mention.dates:
            if slot.role == role:
                return slot.value
    return stored.published[:10] or None if stored.mention.timeframe == "new" else None


def block_keys(stored: StoredMention) -> list[str]:
    """Return the keys under which a mention looks for its event, and is found by later ones."""
    m = stored.mention
    base = f"{m.type}|{m.action}"
    keys = [f"{base}|{i}" for i in m.instruments]
    if not m.instruments or m.type in MEASURED:
        keys.append(f"{base}|{_state(m.actor) or '?'}")
    return keys


def same_happening(a: StoredMention, b: StoredMention) -> bool:
    """Return whether two mentions tell of one happening.

    Equal type and action; then a common legal text decides, and two different ones decide against; else parties,
    goods, days and figures must be compatible.
    """
    x, y = a.mention, b.mention
    if (x.type, x.action) != (y.type, y.action) or (x.factuality == "denied") != (y.factuality == "denied"):
        return False
    if x.instruments and y.instruments and x.type not in MEASURED:
        return bool(set(x.instruments) & set(y.instruments)) and _near(a, b)
    return (
        _compatible(_state(x.actor), _state(y.actor))
        and _compatible(_state(x.target), _state(y.target))
        and _goods_meet(x, y)
        and _figures_agree(x, y)
        and _near(a, b)
    )


def _state(code: str | None) -> str | None:
    return code.split(".")[0] if code else None


def _compatible(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a == b


def _goods_meet(x: Mention, y: Mention) -> bool:
    return not x.items or not y.items or bool(set(x.items) & set(y.items))


def _figures_agree(x: Mention, y: Mention) -> bool:
    """Return whether no figure of one role contradicts the other's; measured types need one in common."""
    common = 0
    for a in x.quantities:
        for b in y.quantities:
            if a.role == b.role and a.unit == b.unit:
                if not _equal(a, b):
                    return False
                common += 1
    if x.type in MEASURED and (x.quantities or y.quantities):
        return common > 0
    return True


def _equal(a: Quantity, b: Quantity) -> bool:
    if a.value is not None and b.value is not None:
        return abs(a.value - b.value) <= TOLERANCE * max(abs(a.value), abs(b.value), 1e-9)
    return (a.low, a.high) == (b.low, b.high)


def _near(a: StoredMention, b: StoredMention) -> bool:
    """Return whether two mentions may lie in one time; without a day of its own a mention of the past meets any."""
    first, second = reference_day(a), reference_day(b)
    if first is None or second is None:
        return True
    length = min(len(first), len(second), 10)
    if "Q" in first + second or "H" in first + second or length < len("2026-01-01"):
        return first[:length] == second[:length]
    return abs((date.fromisoformat(first[:10]) - date.fromisoformat(second[:10])).days) <= NEAR_DAYS


def resolve(new: StoredMention, candidates: Iterable[tuple[str, Sequence[StoredMention]]]) -> str | None:
    """Return the id of the event that a mention joins, or None where it founds one.

    The event with most matching members wins; ties go to the lower id.
    """
    votes = [(sum(same_happening(new, m) for m in members), event_id) for event_id, members in candidates]
    won = [v for v in votes if v[0] > 0]
    return min(won, key=lambda v: (-v[0], v[1]))[1] if won else None


def build_event(event_id: str, members: Sequence[StoredMention], voices: dict[str, str]) -> Event:
    """Return the event that its members tell of; their order makes no difference.

    ``voices`` are revision id -> voice id: copies count as one origin.
    """
    ordered = sorted(members, key=lambda m: (m.known_at, m.published, m.url, m.mention.evidence.start, m.mention_id))
    mentions = [m.mention for m in ordered]
    strongest = max(mentions, key=lambda m: STRENGTH.index(m.factuality))
    rung = max((m.commitment for m in mentions), key=RUNGS.index)
    dates = tuple(dict.fromkeys(d for m in mentions for d in m.dates))
    days = [d for m in ordered if (d := reference_day(m))]
    first = mentions[0]
    return Event(
        event_id=event_id,
        type=first.type,
        action=first.action,
        factuality=strongest.factuality,
        commitment=rung,
        direction=strongest.direction,
        actor=_told([m.actor for m in mentions]),
        target=_told([m.target for m in mentions]),
        items=tuple(dict.fromkeys(i for m in mentions for i in m.items)),
        stage=tuple(dict.fromkeys(s for m in mentions for s in m.stage)),
        end_use=_told([m.end_use for m in mentions]),
        instruments=tuple(dict.fromkeys(i for m in mentions for i in m.instruments)),
        quantities=tuple(dict.fromkeys(q for m in mentions for q in m.quantities)),
        dates=dates,
        happened_on=min(days) if days else None,
        valid_from=next((d.value for d in dates if d.role == "effective"), None),
        valid_to=next((d.value for d in reversed(dates) if d.role == "expires"), None),
        title=_title(first),
        articles=len({m.article_id for m in ordered}),
        origins=len({voices.get(m.revision_id, m.revision_id) for m in ordered}),
        primary_source=any(m.publisher.startswith("primary") for m in ordered),
        members=tuple(ordered),
    )


def _told(values: Sequence[str | None]) -> str | None:
    """Return the most precise value told first: an agency rather than its state."""
    told = [v for v in values if v]
    return max(told, key=lambda v: ("." in v, -told.index(v))) if told else None


def _title(mention: Mention) -> str:
    who = mention.actor or "someone"
    goods = f" on {', '.join(mention.items[:3]).replace('_', ' ')}" if mention.items else ""
    texts = f" ({', '.join(mention.instruments[:2])})" if mention.instruments else ""
    told = mention.action.replace("_", " ")
    doubt = "" if mention.factuality == "actual" else f" [{mention.factuality}]"
    return f"{who}: {TITLES[mention.type]} {told}{goods}{texts}{doubt}"
