"""The fields of a subject as controls of a form, and what a person changed in them.

A control is compared with what it was drawn from, as text: what nobody touched is never read back, so it cannot change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from reewatch.corrections import DAYS, FIELDS, LISTS, NUMBERS, RECORDS, allowed_words, checked_value
from reewatch.errors import UsageError
from reewatch.framework import EventType
from reewatch.mentions import BOUNDS, DATE_ROLES, STAGES

#: Field of a record -> the words that it may hold; empty: plain text.
PARTS: dict[str, dict[str, tuple[str, ...]]] = {
    "quantities": {
        "role": (), "value": (), "low": (), "high": (), "unit": (), "bound": BOUNDS, "basis": (), "population": (),
    },
    "dates": {"role": DATE_ROLES, "value": ()},
}  # fmt: skip
RECORD_NUMBERS = ("value", "low", "high")
#: Without these a mention or an event would be none.
NEVER_EMPTY = ("type", "action", "factuality", "timeframe", "commitment", "direction", "title")
MOST_RECORDS = 30
LONGEST_TEXT = 500
HINTS = {
    "actor": "a code, as CN.MOFCOM or org:lynas", "target": "a code, as US or org:mp-materials",
    "speaker": "a code, as US.USTR", "items": "ids, with commas between", "instruments": "ids, with commas between",
} | dict.fromkeys(DAYS, "as 2026-11-10, 2026-11, 2026-Q3, 2026-H1 or 2026")  # fmt: skip

Form = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One cell of a record's row."""

    control: str  # the name of the control in the form
    name: str
    text: str
    words: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One field as it is drawn: ``kind`` is words, ticks, records or text."""

    control: str
    name: str
    kind: str
    text: str = ""
    words: Sequence[str] = ()
    ticked: Sequence[str] = ()
    rows: Sequence[Sequence[Part]] = ()
    may_be_empty: bool = True
    hint: str = ""

    @property
    def label(self) -> str:
        """The name as people read it."""
        return self.name.replace("_", " ")


def controls(kind: str, values: Mapping[str, Any], types: Sequence[EventType], typed: Form | None = None) -> list[Control]:
    """Return the controls of a subject; ``typed`` is what a person had put into them already."""
    return [_control(name, values.get(name), types, typed) for name in FIELDS[kind] if name in values]


def _control(name: str, value: Any, types: Sequence[EventType], typed: Form | None) -> Control:
    control, hint, may_be_empty = f"f.{name}", HINTS.get(name, ""), name not in NEVER_EMPTY
    if name in RECORDS:
        return Control(control=control, name=name, kind="records", rows=_rows(name, value or [], typed))
    if name == "stage":
        ticked = list(value or ()) if typed is None else list(typed.get(control, ()))
        return Control(control=control, name=name, kind="ticks", words=STAGES, ticked=ticked)
    text = _text(name, value) if typed is None else _first(typed, control)
    words = allowed_words(name, types)
    if words and text not in words and text:
        words = [text, *words]  # what it holds now is shown, whatever it is
    return Control(
        control=control, name=name, kind="words" if words else "text", text=text, words=words, hint=hint,
        may_be_empty=may_be_empty,
    )  # fmt: skip


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name in LISTS:
        return ", ".join(value)
    return f"{value:.15g}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def _first(form: Form, control: str) -> str:
    return next(iter(form.get(control, ())), "").strip()


def _rows(name: str, records: Sequence[Mapping[str, Any]], typed: Form | None) -> list[list[Part]]:
    """Return the rows of a field of records, with an empty one for what is missing."""
    count = len(records) + 1
    if typed is not None:
        count = max(count, *(i + 1 for i in range(MOST_RECORDS) if any(_row(name, i, typed).values())), 1)
    rows = []
    for index in range(count):
        record = records[index] if index < len(records) else {}
        told = _row_text(name, record) if typed is None else _row(name, index, typed)
        rows.append([
            Part(control=f"f.{name}.{index}.{part}", name=part, text=told[part], words=words)
            for part, words in PARTS[name].items()
        ])  # fmt: skip
    return rows


def _row_text(name: str, record: Mapping[str, Any]) -> dict[str, str]:
    return {part: _text(part, record.get(part)) for part in PARTS[name]}


def _row(name: str, index: int, form: Form) -> dict[str, str]:
    return {part: _first(form, f"f.{name}.{index}.{part}") for part in PARTS[name]}


def changed_values(
    kind: str, values: Mapping[str, Any], types: Sequence[EventType], form: Form
) -> list[tuple[str, Any]]:
    """Return (field, value) of what a form says otherwise than the subject, checked as the command checks it.

    A field whose controls the form lacks stays as it is. Raises UsageError where a value cannot be held.
    """
    found = []
    for name in FIELDS[kind]:
        if name in values and _is_in(name, form) and _is_changed(name, values[name], form):
            found.append((name, checked_value(kind, name, _value(name, values[name], form), types)))
    return found


def _is_in(name: str, form: Form) -> bool:
    """Return whether a form holds a field at all; unticked boxes are not sent, so a mark goes with them."""
    mark = {"stage": "f.stage.drawn"}.get(name, f"f.{name}.0.role" if name in RECORDS else f"f.{name}")
    return mark in form


def _is_changed(name: str, value: Any, form: Form) -> bool:
    if name in RECORDS:
        now = [_row_text(name, r) for r in value or ()]
        return [r for r in _typed_rows(name, form) if any(r.values())] != now
    if name == "stage":
        return set(form.get("f.stage", ())) != set(value or ())
    return _first(form, f"f.{name}") != _text(name, value)


def _typed_rows(name: str, form: Form) -> list[dict[str, str]]:
    return [_row(name, i, form) for i in range(MOST_RECORDS)]


def _value(name: str, now: Any, form: Form) -> Any:
    if name in RECORDS:
        return _records(name, now or (), form)
    if name == "stage":
        return [s for s in STAGES if s in form.get("f.stage", ())] + sorted(set(form.get("f.stage", ())) - set(STAGES))
    text = _first(form, f"f.{name}")
    if len(text) > LONGEST_TEXT:
        raise UsageError(f"{name.replace('_', ' ')} is longer than {LONGEST_TEXT} characters. Remedy: shorten it.")
    if name in LISTS:
        return list(dict.fromkeys(t for piece in text.split(",") if (t := piece.strip())))
    if not text and name in NEVER_EMPTY:
        raise UsageError(f"{name} cannot be empty. Remedy: choose one, or reject the whole.")
    if name in NUMBERS and text:
        return _number(name, text)
    return text or None


def _records(name: str, now: Sequence[Mapping[str, Any]], form: Form) -> list[dict[str, Any]]:
    """Return the records of a form; what has no control (a date's raw words) stays with its row."""
    found = []
    for index, told in enumerate(_typed_rows(name, form)):
        if not any(told.values()):
            continue
        if not told["role"]:
            raise UsageError(f"a row of {name} has no role. Remedy: give it one, or empty the row.")
        kept = dict(now[index]) if index < len(now) else {}
        if name == "dates" and kept.get("value") != told["value"]:
            kept = {}  # the words that it was read from told another day
        found.append(kept | {part: _part(name, part, text) for part, text in told.items()})
    return found


def _part(name: str, part: str, text: str) -> Any:
    if name == "quantities" and part in RECORD_NUMBERS:
        return _number(part, text) if text else None
    if part in ("unit", "bound"):
        return text or {"unit": "count", "bound": "exact"}[part]
    if len(text) > LONGEST_TEXT:
        raise UsageError(f"{part} is longer than {LONGEST_TEXT} characters. Remedy: shorten it.")
    return text or None


def _number(name: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is no number for {name}. Remedy: plain digits.") from error
    if not isfinite(number):
        raise UsageError(f"{text!r} is no number for {name}. Remedy: plain digits.")
    return number
