"""Corrections: what a person decided about a mention, an event, a figure or a promise, and what follows from it.

A correction names ids of content, so it holds in every replay. A corrected field of an event is read into each of its
mentions, those to come as well, so that legal texts, promises and figures follow from it by the same rules as ever.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reewatch.days import days_of
from reewatch.errors import UsageError
from reewatch.events.event import Event, build_event
from reewatch.events.families import MEASURED
from reewatch.framework import EventType
from reewatch.identifiers import content_id
from reewatch.mentions import (
    DATE_ROLES,
    DIRECTIONS,
    END_USES,
    FACTUALITIES,
    RUNGS,
    STAGES,
    TIMEFRAMES,
    DateSlot,
    Mention,
    Quantity,
    StoredMention,
)

ACTS = ("correct", "merge", "split", "reject", "confirm")
#: What the beginning of an id says that it names.
SUBJECTS = {"men": "mention", "evt": "event", "obs": "observation", "prm": "promise"}
WORDS = {
    "factuality": FACTUALITIES, "timeframe": TIMEFRAMES, "commitment": RUNGS, "direction": DIRECTIONS,
    "end_use": END_USES,
}  # fmt: skip
CODES = ("actor", "target", "speaker")
LISTS = ("items", "stage", "instruments")
RECORDS = ("quantities", "dates")
MENTION_FIELDS = ("type", "action", *WORDS, *CODES, *LISTS, *RECORDS)
#: Fields of an event that its mentions tell as the date of a role.
EVENT_DATES = {"happened_on": "announced", "valid_from": "effective", "valid_to": "expires"}
NUMBERS = ("value", "low", "high")
FIELDS = {
    "mention": MENTION_FIELDS,
    "event": (*(f for f in MENTION_FIELDS if f not in ("timeframe", "speaker")), "title", *EVENT_DATES),
    "observation": (
        *NUMBERS, "unit", "bound", "basis", "population", "speaker", "actor", "target", "items", "stage", "as_of",
        "period", "valid_from", "valid_to", "factuality", "commitment", "direction", "end_use", "superseded_by",
        "part_of",
    ),
    "promise": ("by", "to", "what", "made_on", "due", "slipped_from", "items", "commitment", "answered_by"),
}  # fmt: skip
DAYS = ("happened_on", "valid_from", "valid_to", "as_of", "made_on", "due", "slipped_from")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One act of a person, as the ledger keeps it."""

    correction_id: str
    act: str
    subject_id: str
    field: str | None  # of ``correct``
    value: Any  # of ``correct`` the value; of ``merge`` the other event; of ``split`` the mentions
    why: str
    who: str
    made_at: str  # UTC ISO 8601

    @property
    def subject_type(self) -> str:
        """What the subject is."""
        return subject_type_of(self.subject_id)


def make_correction(
    act: str, subject_id: str, *, field: str | None = None, value: Any = None, why: str, who: str, made_at: str
) -> Correction:
    """Return the correction with its id; raises UsageError where no reason is told."""
    if not why.strip():
        raise UsageError("a correction needs its reason. Remedy: --why TEXT.")
    return Correction(
        correction_id=content_id("cor", act, subject_id, field, value, why, who, made_at),
        act=act, subject_id=subject_id, field=field, value=value, why=why, who=who, made_at=made_at,
    )  # fmt: skip


def subject_type_of(subject_id: str) -> str:
    """Return what an id names; raises UsageError where that cannot be corrected."""
    kind = SUBJECTS.get(subject_id.partition("-")[0])
    if kind is None:
        raise UsageError(
            f"{subject_id!r} names nothing that can be corrected. "
            "Remedy: give the id of a mention, an event, an observation or a promise; a legal text follows its events."
        )
    return kind


#: What every event has: it cannot be unknown.
NEVER_UNKNOWN = ("type", "action", "factuality")


def checked_value(subject_type: str, field: str, value: Any, event_types: Sequence[EventType]) -> Any:
    """Return the value as the field holds it; raises UsageError, naming what is allowed, where it cannot."""
    if field not in FIELDS[subject_type]:
        raise UsageError(
            f"{field!r} of {subject_type}s is not to be corrected. Remedy: one of {', '.join(FIELDS[subject_type])}."
        )
    allowed = allowed_words(field, event_types)
    if allowed and value not in allowed and not (value is None and field not in NEVER_UNKNOWN):
        raise UsageError(f"{value!r} is no {field}. Remedy: one of {', '.join(allowed)}.")
    if field in LISTS:
        value = [value] if isinstance(value, str) else list(value or ())
        if field == "stage" and not set(value) <= set(STAGES):
            raise UsageError(f"{value!r} are no stages. Remedy: of {', '.join(STAGES)}.")
    elif field in RECORDS:
        _require_records(field, value)
    elif field in NUMBERS and value is not None:
        value = _number(field, value)
    elif field in DAYS and value is not None and days_of(str(value)) is None:
        raise UsageError(f"{value!r} is no date. Remedy: as 2026-11-10, 2026-11, 2026-Q3, 2026-H1 or 2026.")
    elif field not in NUMBERS and value is not None and not isinstance(value, str):
        value = str(value)
    return value


def allowed_words(field: str, event_types: Sequence[EventType]) -> list[str]:
    """Return the words of the contract that a field may hold; empty where it holds none of a closed list."""
    if field == "type":
        return [t.id for t in event_types]
    if field == "action":
        return sorted({a for t in event_types for a in t.actions})
    return list(WORDS.get(field, ()))


def _number(field: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        raise UsageError(f"{value!r} is no number for {field}. Remedy: plain digits.") from error


def _require_records(field: str, value: Any) -> None:
    try:
        records = _records(field, value)
    except (TypeError, AttributeError) as error:
        raise UsageError(
            f"{field} cannot be read ({error}). Remedy: a JSON array as `show --json` prints it."
        ) from error
    for record in records:
        if isinstance(record, DateSlot) and (record.role not in DATE_ROLES or days_of(record.value) is None):
            raise UsageError(f"{record.role} {record.value} is no date. Remedy: roles {', '.join(DATE_ROLES)}.")


def _records(field: str, value: Any) -> tuple[Any, ...]:
    kind: type[Quantity | DateSlot] = Quantity if field == "quantities" else DateSlot
    blank: dict[str, Any] = {"value": None, "low": None, "high": None, "bound": "exact"} if kind is Quantity else {}
    return tuple(kind(**(blank | dict(v))) for v in value or ())


def corrected_mention(stored: StoredMention, fields: Mapping[str, Any]) -> StoredMention:
    """Return a mention in its place as people corrected it (field -> value, of the mention or of its event)."""
    return replace(stored, mention=corrected_slots(stored.mention, fields)) if fields else stored


def corrected_slots(mention: Mention, fields: Mapping[str, Any]) -> Mention:
    """Return a mention with the corrected values in their slots."""
    plain: dict[str, Any] = {
        f: tuple(v) if f in LISTS else v for f, v in fields.items() if f in MENTION_FIELDS and f not in RECORDS
    }
    told: dict[str, Any] = {f: _records(f, fields[f]) for f in RECORDS if f in fields}
    mention = replace(mention, **plain, **told)
    for field, role in EVENT_DATES.items():
        if field in fields:
            mention = _dated(mention, role, fields[field])
    return mention


def _dated(mention: Mention, role: str, value: str | None) -> Mention:
    role = "as_of" if role == "announced" and mention.type in MEASURED else role
    kept = tuple(d for d in mention.dates if d.role != role)
    slot = () if value is None else (DateSlot(role=role, value=value, inclusive=False),)
    return replace(mention, dates=(*kept, *slot))


def corrected_event(event_id: str, members: Sequence[StoredMention], fields: Mapping[str, Any]) -> Event:
    """Return the event that its members tell of, as people corrected it (field -> value)."""
    event = build_event(event_id, [corrected_mention(m, fields) for m in members])
    told: dict[str, Any] = {f: tuple(v) if f in LISTS else v for f, v in fields.items() if f not in RECORDS}
    return replace(event, **told)


def corrected_row(row: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of a listing with the corrected fields in their place."""
    return dict(row) | {f: v for f, v in fields.items() if f in row}


def last_values(corrections: Iterable[Correction]) -> dict[str, dict[str, Any]]:
    """Return subject id -> field -> the value that was decided last."""
    found: dict[str, dict[str, Any]] = {}
    for c in sorted(corrections, key=lambda c: (c.made_at, c.correction_id)):
        if c.act == "correct" and c.field is not None:
            found.setdefault(c.subject_id, {})[c.field] = c.value
    return found


def founded_by_split(mention_ids: Collection[str], is_taken: Callable[[str], bool]) -> str:
    """Return the id of the event that split mentions found: never one that stands, or that was merged away.

    What is split off again after a merge was founded by the same mention, and its first id leads to the other event.
    """
    first, words = min(mention_ids), 0
    while is_taken(founded := content_id("evt", first, *(["split"] * words))):
        words += 1
    return founded


def plain_value(value: Any) -> str:
    """Return a value as a short line for people."""
    if value is None or value in ([], ()):
        return "none"
    if isinstance(value, list | tuple):
        return ", ".join(plain_value(v) for v in value)
    if isinstance(value, dict):
        return " ".join(plain_value(v) for v in value.values() if v is not None)
    return f"{value:.10g}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
