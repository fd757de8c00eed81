"""Words for readers: nothing that hides or commands, dates and numbers in their language, links that are links."""

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_skeleton
from babel.numbers import format_decimal

from reewatch.days import days_of

#: Categories of characters that no line of a mail needs: what steers terminals and writing direction, halves of pairs.
UNSEEN = frozenset({"Cf", "Cs"})
BREAKING = frozenset({"Cc", "Zl", "Zp"})
ISO_DAY = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])")
LONG_NUMBER = re.compile(r"(?<![\w.,/-])\d{5,}(?:\.\d+)?(?![\w/])")
LONGEST_LINK = 2000


def clean(text: str) -> str:
    """Return a text as one line of visible characters: line breaks, control and direction characters are gone."""
    if text.isascii() and text.isprintable():  # most lines, at a hundredth of the price
        return " ".join(text.split())
    shown = (" " if unicodedata.category(c) in BREAKING else c for c in text if not _is_unseen(c))
    return " ".join("".join(shown).split())


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in UNSEEN or ord(char) & 0xFFFE == 0xFFFE  # noqa: PLR2004  noncharacters


def is_web_address(url: str) -> bool:
    """Return whether a link may be shown as one: http or https, of one host, in visible ASCII."""
    if not url.isascii() or not url.isprintable() or " " in url or len(url) > LONGEST_LINK:
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def host_of(url: str) -> str:
    """Return the host of a link, for people."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


@lru_cache(maxsize=32)
def locale_of(language: str) -> Locale:
    """Return the locale of a language tag (en, de, zh, pt-BR)."""
    return Locale.parse(language, sep="-" if "-" in language else "_")


def shown_day(value: str, language: str) -> str:
    """Return a date as precise as known in a language: 10 Nov 2026, Nov 2026, 2026-Q3, 2028."""
    days = days_of(value)
    if days is None or "Q" in value or "H" in value:
        return value
    skeleton = "yMMMd" if days.is_day else "yMMM" if len(value) == len("2026-11") else "y"
    return str(format_skeleton(skeleton, days.first, locale=locale_of(language)))


def shown_moment(moment: datetime, zone: str, language: str) -> str:
    """Return a moment on the reader's own clock and in his language."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{shown_day(local.date().isoformat(), language)}, {local:%H:%M}"


def localised(text: str, language: str) -> str:
    """Return a line with its ISO days and its long numbers written as the language writes them."""
    dated = ISO_DAY.sub(lambda m: shown_day(m[0], language) if _is_day(m[0]) else m[0], text)
    return LONG_NUMBER.sub(lambda m: format_decimal(m[0], locale=locale_of(language)), dated)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def number(value: float, language: str) -> str:
    """Return a number as the language writes it."""
    return str(format_decimal(value, format="#,##0.###", locale=locale_of(language)))


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun: 1 change, 2 changes."""
    return f"{count} {noun if count == 1 else plural or noun + 's'}"
