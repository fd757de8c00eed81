"""A mention: one event of one type, as one sentence asserts it (gold/GUIDELINES.md, "Mention")."""

from dataclasses import dataclass, field, fields
from typing import Any

RUNGS = ("speculation", "statement", "framework", "binding", "in_force", "verified")
FACTUALITIES = ("actual", "scheduled", "proposed", "threatened", "denied")
TIMEFRAMES = ("new", "background")
DIRECTIONS = ("tightening", "easing", "neutral")
STAGES = ("mining", "separation", "metal", "alloy", "magnet", "recycling")
END_USES = ("military", "civilian", "dual_use")
BOUNDS = ("exact", "about", "at_least", "at_most", "range")
#: Ids of rules begin with this where only the classifier saw the mention.
LEARNED = "learned-"
DATE_ROLES = ("announced", "effective", "expires", "deadline", "as_of", "period")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters ``start`` up to, not including, ``end`` of the revision's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure with its role and unit; a range has ``low`` and ``high`` and no ``value``."""

    role: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    bound: str
    population: str | None = None  # who or what is counted
    basis: str | None = None  # of a duty, a change, money, a rate or a time (TRACKING, observations)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSlot:
    """A date with its role; ``value`` as precise as the text supports (2026-11-10, 2026-11, 2026-Q3, 2026-H1, 2026)."""

    role: str
    value: str
    raw: str | None = None
    found: str = "explicit"  # explicit, relative or inferred
    inclusive: bool | None = None  # for `expires`: "through" includes the day


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A span that earned the rung."""

    cue: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """What an extractor returns. Offsets point into the document's text."""

    type: str
    action: str
    factuality: str
    timeframe: str
    commitment: str
    direction: str
    actor: str | None
    target: str | None
    speaker: str | None
    items: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    end_use: str | None = None
    instruments: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateSlot, ...] = ()
    evidence: Span
    trigger: Span
    cues: tuple[Cue, ...] = ()
    rule: str = ""


def mention_to_json(mention: Mention) -> dict[str, Any]:
    """Return the mention as the contract's JSON object (lists for tuples, objects for records)."""
    return {f.name: _jsonable(getattr(mention, f.name)) for f in fields(mention)}


def _jsonable(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_jsonable(v) for v in value]
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: _jsonable(getattr(value, f.name)) for f in fields(value)}
    return value


def mention_from_json(value: dict[str, Any]) -> Mention:
    """Return the mention of a contract JSON object; fields that are not of the contract are passed over.

    Raises KeyError or TypeError where a field of the contract is missing or of another shape.
    """
    known = {f.name for f in fields(Mention)}
    kept = {k: v for k, v in value.items() if k in known}
    for name in ("items", "stage", "instruments"):
        kept[name] = tuple(kept.get(name) or ())
    kept["quantities"] = tuple(_record(Quantity, q) for q in kept.get("quantities") or ())
    kept["dates"] = tuple(_record(DateSlot, d) for d in kept.get("dates") or ())
    kept["cues"] = tuple(_record(Cue, c) for c in kept.get("cues") or ())
    kept["evidence"] = _record(Span, value["evidence"])
    kept["trigger"] = _record(Span, value["trigger"])
    return Mention(**kept)


def _record(kind: Any, value: dict[str, Any]) -> Any:
    known = {f.name for f in fields(kind)}
    return kind(**{k: v for k, v in value.items() if k in known})


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMention:
    """A mention in its place: which article said it, when a run learned it, and by which extractor."""

    mention_id: str  # content_id("men", revision_id, mention without cues and rule, ordinal among equals)
    revision_id: str
    article_id: str
    url: str
    title: str
    sentence: str
    published: str
    known_at: str  # UTC ISO 8601: when its text was first read, also where it was read anew since
    voice_id: str  # the group of copies that the revision belongs to
    publisher: str
    credits: tuple[str, ...] = ()  # whom the revision names as where it has its story from
    issuer: str | None = None  # whose own text the revision is (reewatch/issuers)
    headline_texts: tuple[str, ...] = ()  # ids of the legal texts that the revision's headline cites
    article_texts: tuple[str, ...] = ()  # ids of those that the whole revision cites
    own_start: str | None = None  # the day from which the revision says that it holds, where it is a legal text
    extractor_version: str
    framework_version: str
    mention: Mention = field()  # with the legal texts and the start that the article lends it (reewatch/lending)
