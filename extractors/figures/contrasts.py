"""A number set against the one that does not hold: "75 and not 65 of the 260 applications", "15, not 12, percent"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.figures.bounds import bound_of
from extractors.figures.finding import Figure
from extractors.figures.numerals import read_scaled

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
#: Both numbers are written in digits, with one scale for both where it stands behind the second alone.
AGAINST = re.compile(
    rf"(?<![\w.,])(?P<new>{_NUMBER})(?P<unit>(?:[ -][A-Za-z%]+){{0,3}}?),? \(?(?:and not|not|rather than|instead of) "
    rf"(?:the )?(?:[$€£¥]|US\$|A\$)?(?P<old>{_NUMBER})\b"
)


def without_what_does_not_hold(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures of a sentence without those that it says do not hold; what holds takes their unit over."""
    if not figures:
        return []
    kept = list(figures)
    for found in AGAINST.finditer(text):
        old = next((f for f in kept if f.start <= found.start("old") < f.end), None)
        if old is None or old.value is None:
            continue
        kept.remove(old)
        if not any(f.start <= found.start("new") < f.end for f in kept):
            kept.append(_instead(text, found, old))
    return sorted(kept, key=lambda f: f.start)


def _instead(text: str, found: re.Match[str], old: Figure) -> Figure:
    """Return the number that holds, counted as the one that does not: by the same unit and scale."""
    was, now = read_scaled(found["old"], None), read_scaled(found["new"], None)
    scale = (old.value or 0.0) / was if was else 1.0
    start, end = found.span("new")
    return replace(old, start=start, end=end, value=round(now * scale, 6), bound=bound_of(text, start, end))
