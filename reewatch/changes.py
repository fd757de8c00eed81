"""A change: what a run learned, typed, with before and after, and a significance that ranks it."""

from collections.abc import Sequence
from dataclasses import dataclass

from reewatch.events import STRENGTH, Event
from reewatch.identifiers import content_id
from reewatch.instruments import Stretch
from reewatch.mentions import RUNGS

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
BACKGROUND = 0.1
KIND_OF_STATUS = {"suspended": "suspended", "revoked": "withdrawn", "unknown": "expired_unreported"}


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


def significance_of(event: Event, *, background: bool) -> float:
    """Return how much an event weighs, 0 to 1: its type, its rung and its factuality; background next to nothing."""
    if background:
        return BACKGROUND
    weight = RUNG_WEIGHT[event.commitment] * TYPE_WEIGHT[event.type] * FACTUALITY_WEIGHT[event.factuality]
    return round(min(1.0, weight + (0.1 if event.instruments else 0.0)), 3)


def event_changes(known_at: str, before: Event | None, after: Event, indicator_id: str | None) -> list[Change]:
    """Return what is new about an event: that it is there, moved up or down, or was confirmed."""
    background = all(m.mention.timeframe == "background" for m in after.members)
    weight = significance_of(after, background=background)
    common: dict[str, object] = {
        "event_id": after.event_id,
        "title": after.title,
        "indicator_id": indicator_id,
        "evidence": tuple(m.mention_id for m in after.members[:5]),
    }
    if before is None:
        first = f"{after.factuality}, {after.commitment}"
        return [
            make_change(
                known_at, "new", "event", after.event_id, before=None, after=first, significance=weight, **common
            )
        ]
    out: list[Change] = []
    was, now = _firmness(before), _firmness(after)
    if was != now:
        kind = "withdrawn" if after.factuality == "denied" else "raised" if now > was else "lowered"
        told = {
            "before": f"{before.factuality}, {before.commitment}",
            "after": f"{after.factuality}, {after.commitment}",
        }
        out.append(make_change(known_at, kind, "event", after.event_id, significance=weight, **told, **common))
    if before.origins == 1 < after.origins and not background:
        told = {"before": "1 independent voice", "after": f"{after.origins} independent voices"}
        out.append(
            make_change(known_at, "confirmed", "event", after.event_id, significance=weight * 0.5, **told, **common)
        )
    return out


def _firmness(event: Event) -> tuple[int, int]:
    return STRENGTH.index(event.factuality), RUNGS.index(event.commitment)


def status_text(stretch: Stretch | None) -> str | None:
    """Return a status in a short line with its days."""
    if stretch is None:
        return None
    start = f" from {stretch.valid_from}" if stretch.valid_from else ""
    end = f" until {stretch.valid_to}" if stretch.valid_to else ""
    return f"{stretch.status}{start}{end}"


def instrument_changes(known_at: str, before: Stretch | None, after: Stretch | None, title: str,
                       evidence: Sequence[str]) -> list[Change]:  # fmt: skip
    """Return the change of a text's status between what was believed and what holds now."""
    if after is None or status_text(before) == status_text(after):
        return []
    kind = _kind(before, after)
    change = make_change(
        known_at,
        kind,
        "instrument",
        after.instrument_id,
        event_id=after.since_event,
        title=title,
        before=status_text(before),
        after=status_text(after),
        significance=0.5 if kind == "new" else 0.9,
        indicator_id=None,
        evidence=tuple(evidence),
    )
    return [change]


def _kind(before: Stretch | None, after: Stretch) -> str:
    if before is None:
        return "new"
    if before.status == after.status == "suspended":
        return "extended" if (after.valid_to or "9") > (before.valid_to or "9") else "brought_forward"
    if after.status == "in_force":
        return "resumed" if before.status in ("suspended", "unknown") else "took_effect"
    return KIND_OF_STATUS.get(after.status, "new")
