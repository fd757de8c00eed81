"""An entry: one item that a source lists, pointing at an article."""

from dataclasses import dataclass
from enum import StrEnum


class Reading(StrEnum):
    """What came of reading a source's answer."""

    READ = "read"  # at least one entry
    EMPTY = "empty"  # a valid answer without entries
    UNREADABLE = "unreadable"  # not a feed, an index or an API answer at all
    UNEXPECTED = "unexpected"  # another feed than the catalogue names (title differs), or a wall


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """``entry_id`` is over all that the source says of it; ``entry_key`` is what stays when a title is edited."""

    entry_id: str
    entry_key: str  # content_id("key", source_id, identity)
    source_id: str
    url: str  # canonical; "" where the entry has none
    title: str  # plain text
    summary: str  # plain text
    body: str  # HTML or text that the source itself brings in full; "" where it brings none
    author: str
    published_raw: str  # as the source wrote it
    published: str  # ISO 8601 as precise as known, UTC where a time is told; "" where unknown
    published_precision: str  # second, minute, day, month, year or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReading:
    """The entries of one answer, in the source's order, and what was passed over (one line each)."""

    reading: Reading
    detail: str
    feed_title: str
    entries: tuple[Entry, ...]
    skipped: tuple[str, ...] = ()
