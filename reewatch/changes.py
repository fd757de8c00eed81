"""A change: what a run learned, typed, with before and after, and a significance that ranks it."""

from dataclasses import dataclass

from reewatch.events.event import Event
from reewatch.identifiers import content_id

RUNG_WEIGHT = {
    "speculation": 0.15,
    "statement": 0.3,
    "framework": 0.45,
    "binding": 0.7,
    "in_force": 0.8,
    "verified": 0.6,
}
TYPE_WEIGHT = {
    "export_control": 1.0, "tariff": 1.0, "trade_deal": 0.95, "military_scope": 0.95, "licence": 0.9,
    "licence_statistic": 0.9, "investment": 0.85, "enforcement": 0.8, "capacity": 0.7, "trade_flow": 0.7,
    "partnership": 0.65, "stockpile": 0.65, "price": 0.6,
}  # fmt: skip
FACTUALITY_WEIGHT = {"actual": 1.0, "scheduled": 0.95, "proposed": 0.6, "threatened": 0.7, "denied": 0.5}
#: A threat has no rung of its own above statement: it weighs what the act would, times how sure threats are.
THREATENED_AS = "in_force"
BACKGROUND = 0.1
KINDS = (
    "new", "took_effect", "raised", "lowered", "brought_forward", "delayed", "confirmed", "contradicted", "withdrawn",
    "suspended", "resumed", "extended", "expired_unreported", "overdue", "met", "corrected", "recoded",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change (TRACKING, ``changes``)."""

    change_id: str
    kind: str
    subject_type: str
    subject_id: str
    event_id: str | None
    title: str
    before: str | None
    after: str | None
    significance: float
    indicator_id: str | None
    evidence: tuple[str, ...]  # mention ids


def make_change(known_at: str, kind: str, subject_type: str, subject_id: str, **fields: object) -> Change:
    """Return a change with its id: one of a kind for a subject at a known time, with the same before and after."""
    change_id = content_id("chg", known_at, kind, subject_type, subject_id, fields["before"], fields["after"])
    return Change(
        change_id=change_id,
        kind=kind,
        subject_type=subject_type,
        subject_id=subject_id,
        **fields,  # type: ignore[arg-type]  # the record's own fields, checked by it
    )


def rung_weight(rung: str, factuality: str) -> float:
    """Return how much a rung weighs; what is threatened weighs as if it were carried out."""
    return RUNG_WEIGHT[THREATENED_AS if factuality == "threatened" else rung]


def significance_of(event: Event, *, background: bool) -> float:
    """Return how much an event weighs, 0 to 1: its type, its rung and its factuality; background next to nothing."""
    if background:
        return BACKGROUND
    return event_weight(event.type, event.commitment, event.factuality, names_a_text=bool(event.instruments))


def event_weight(event_type: str, rung: str, factuality: str, *, names_a_text: bool) -> float:
    """Return how much an event of a type, a rung and a factuality weighs; a legal text in it adds to it."""
    weight = rung_weight(rung, factuality) * TYPE_WEIGHT[event_type] * FACTUALITY_WEIGHT[factuality]
    return round(min(1.0, weight + (0.1 if names_a_text else 0.0)), 3)
