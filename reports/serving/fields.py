"""The fields of a subject as controls of a form, and what a person changed in them.

A control is compared with what it was drawn from, as text: what nobody touched is never read back, so it cannot change.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
    is_typed: bool = False  # a person changed it, and it is not kept yet

    @property
    def label(self) -> str:
        """The name as people read it."""
        return self.name.replace("_", " ")


def drawn(kind: str, values: Mapping[str, Any]) -> str:
    """Return what the controls of a subject show, as JSON; it goes with the form, and tells later what was changed."""
    return json.dumps({name: _shown(name, values[name]) for name in FIELDS[kind] if name in values}, ensure_ascii=False)


def controls(
    kind: str, values: Mapping[str, Any], types: Sequence[EventType], typed: Form | None = None
) -> list[Control]:
    """Return the controls of a subject; what a person had changed in ``typed`` already stays as he typed it."""
    changed = {} if typed is None else _typed(kind, typed)
    return [_control(name, changed.get(name, _shown(name, values[name])), types, is_typed=name in changed)
            for name in FIELDS[kind] if name in values]  # fmt: skip


def changed_values(
    kind: str, values: Mapping[str, Any], types: Sequence[EventType], form: Form
) -> list[tuple[str, Any]]:
    """Return (field, value) of what a form says otherwise than it was drawn, checked as the command checks it.

    Raises UsageError where a value cannot be held.
    """
    changed = [n for n in _typed(kind, form) if n in values]
    return [(n, checked_value(kind, n, _value(n, values[n], form), types)) for n in changed]


def _shown(name: str, value: Any) -> Any:
    if name in RECORDS:
        return [{part: _text(part, record.get(part)) for part in PARTS[name]} for record in value or ()]
    if name == "stage":
        return [s for s in STAGES if s in (value or ())]
    return _text(name, value)


def _typed(kind: str, form: Form) -> dict[str, Any]:
    """Return field -> what its controls hold, for those fields that do not hold what was drawn."""
    try:
        was = dict(json.loads(_first(form, "drawn")))
    except (ValueError, TypeError) as error:
        raise UsageError("the form did not come back as it was drawn. Remedy: open the page anew.") from error
    now = {name: _held(name, form) for name in FIELDS[kind] if name in was}
    return {name: held for name, held in now.items() if held != was[name]}


def _held(name: str, form: Form) -> Any:
    if name in RECORDS:
        return [row for i in range(MOST_RECORDS) if any((row := _row(name, i, form)).values())]
    if name == "stage":
        ticked = form.get("f.stage", ())
        return [*(s for s in STAGES if s in ticked), *sorted(set(ticked) - set(STAGES))]
    return _first(form, f"f.{name}")


def _control(name: str, shown: Any, types: Sequence[EventType], *, is_typed: bool) -> Control:
    control = Control(
        control=f"f.{name}", name=name, kind="text", hint=HINTS.get(name, ""), may_be_empty=name not in NEVER_EMPTY,
        is_typed=is_typed,
    )  # fmt: skip
    if name in RECORDS:
        return replace(control, kind="records", rows=_rows(name, shown))
    if name == "stage":
        return replace(control, kind="ticks", words=STAGES, ticked=shown)
    words = allowed_words(name, types)
    if words and shown and shown not in words:
        words = [shown, *words]  # what it holds now is shown, whatever it is
    return replace(control, kind="words" if words else "text", words=words, text=shown)


def _rows(name: str, rows: Sequence[Mapping[str, str]]) -> list[list[Part]]:
    """Return the rows of a field of records, with an empty one for what is missing."""
    return [
        [Part(control=f"f.{name}.{i}.{part}", name=part, text=row.get(part, ""), words=words)
         for part, words in PARTS[name].items()]
        for i, row in enumerate([*rows, {}])
    ]  # fmt: skip


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name in LISTS:
        return ", ".join(value)
    return f"{value:.15g}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def _first(form: Form, control: str) -> str:
    return next(iter(form.get(control, ())), "").strip()


def _row(name: str, index: int, form: Form) -> dict[str, str]:
    return {part: _first(form, f"f.{name}.{index}.{part}") for part in PARTS[name]}


def _value(name: str, now: Any, form: Form) -> Any:
    if name in RECORDS:
        return _records(name, now or (), form)
    if name == "stage":
        return _held(name, form)
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
    for index in range(MOST_RECORDS):
        told = _row(name, index, form)
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
