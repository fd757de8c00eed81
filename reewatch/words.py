"""Words of a text as a search sees them: Latin words and figures as they are, Chinese as pairs of characters."""

import re
from collections.abc import Sequence

CHINESE = re.compile(r"[\u3400-\u9fff]+")
TOKEN = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")
WORD = re.compile(r"[^\W_]+")
#: How many characters of a long text are shown around the first word that was asked for.
SHOWN = 240
BEFORE = 80
#: A stem of fewer letters is a word of its own: `no` is not November.
LEAST_STEM = 4


def searchable(text: str) -> str:
    """Return the words of a text, lower case, parted by blanks; a run of Chinese as its overlapping pairs.

    >>> searchable("No. 61: 出口管制")
    'no 61 出口 口管 管制'
    """
    return " ".join(w for token in TOKEN.findall(text.lower()) for w in _pairs(token))


def _pairs(token: str) -> Sequence[str]:
    if len(token) < 3 or not CHINESE.match(token):  # noqa: PLR2004  a pair is two
        return (token,)
    return [token[i : i + 2] for i in range(len(token) - 1)]


def marked(text: str, stems: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """Return a text, or of a long one what stands around the first hit, in pieces, each with whether it was asked for.

    ``stems`` are beginnings of lower-case words (or Chinese pairs); the pieces joined are what is shown.
    """
    hits = _hits(text, stems)
    start = max(0, hits[0][0] - BEFORE) if hits and len(text) > SHOWN else 0
    end = min(len(text), start + SHOWN)
    pieces: list[tuple[str, bool]] = [("…", False)] if start else []
    at = start
    for left, right in hits:
        if left >= at and right <= end:
            pieces += [(text[at:left], False), (text[left:right], True)]
            at = right
    pieces.append((text[at:end] + ("…" if end < len(text) else ""), False))
    return tuple(p for p in pieces if p[0])


def _hits(text: str, stems: Sequence[str]) -> list[tuple[int, int]]:
    latin = tuple(s for s in stems if not CHINESE.match(s))
    chinese = [s for s in stems if CHINESE.match(s)]
    found = [m.span() for m in WORD.finditer(text) if _begins(m.group().lower(), latin)]
    if chinese:
        found += [m.span() for m in re.finditer("(?:" + "|".join(map(re.escape, chinese)) + ")+", text)]
    return sorted(found)


def _begins(word: str, stems: Sequence[str]) -> bool:
    """Return whether a word is one of the stems, or bears one that is long enough to tell it from others."""
    return word in stems or word.startswith(tuple(s for s in stems if len(s) >= LEAST_STEM))
