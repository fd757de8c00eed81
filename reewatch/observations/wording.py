"""A figure in words, as people read it in a table."""

from collections.abc import Mapping
from typing import Any


def figure_in_words(row: Mapping[str, Any]) -> str:
    """Return a figure as it is read: its bound, its value or range, its unit."""
    bound = {"at_least": "at least ", "at_most": "at most ", "about": "about "}.get(row["bound"] or "", "")
    if isinstance(row["value"], str):  # a scope, as the listing of figures has it
        value = row["value"]
    elif row["value"] is None:
        value = " to ".join(_number(v) for v in (row["low"], row["high"]) if v is not None) or (row["value_text"] or "")
    else:
        value = _number(row["value"])
    return f"{bound}{_plain(value)} {_plain(row['unit'] if row['unit'] != 'count' else '')}".strip()


def _number(value: float) -> str:
    return f"{value:,.10g}" if abs(value) < 1e15 else f"{value:g}"  # noqa: PLR2004  beyond, digits say nothing


def _plain(name: str | None) -> str:
    return (name or "").replace("_", " ")
