"""From what a source lists to entries: identity, addresses and dates by one set of rules for all kinds of sources."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from extractors.responses.plaintext import plain_line, plain_text
from extractors.responses.publication import read_published
from reewatch.addresses import canonical_url
from reewatch.entries import Entry, Reading, SourceReading
from reewatch.identifiers import content_id
from reewatch.sources import Source

MOST_ENTRIES = 2000
LONGEST_TITLE = 500
LONGEST_SUMMARY = 5000
LONGEST_BODY = 500_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One item as a source wrote it."""

    identity: str = ""  # a guid, where there is one
    url: str = ""
    title: str = ""
    summary: str = ""
    body: str = ""
    author: str = ""
    published_raw: str = ""


def reading_of(
    items: Sequence[Listed], source: Source, *, base: str, now: datetime, title: str = "", skipped: Iterable[str] = ()
) -> SourceReading:
    """Return the reading of a source's items.

    Identity is the guid, else the address, else whatever the item says; guids that most items share are no guids.
    Items that stand twice are taken once.
    """
    told = list(skipped)
    entries: dict[str, Entry] = {}
    guids = Counter(i.identity for i in items if i.identity)
    shared = bool(guids) and len(items) > 1 and guids.most_common(1)[0][1] * 2 > len(items)
    if len(items) > MOST_ENTRIES:
        told.append(f"{len(items) - MOST_ENTRIES} items beyond the first {MOST_ENTRIES}")
    for position, item in enumerate(items[:MOST_ENTRIES], 1):
        entry = _entry(item, source, base=base, now=now, identity=_identity(item, position, use_guid=not shared))
        if item.published_raw and not entry.published:
            told.append(f"item {position}: no usable date in {item.published_raw[:60]!r}")
        entries.setdefault(entry.entry_key, entry)
    return SourceReading(
        reading=Reading.READ if entries else Reading.EMPTY,
        detail="" if entries else "no entries",
        feed_title=plain_line(title)[:LONGEST_TITLE],
        entries=tuple(entries.values()),
        skipped=tuple(told),
    )


def _entry(item: Listed, source: Source, *, base: str, now: datetime, identity: str) -> Entry:
    url = canonical_url(item.url, source.link_base or base) if item.url.strip() else ""
    title = plain_line(item.title)[:LONGEST_TITLE] or _slug_title(url)
    published, precision = read_published(item.published_raw, zone=source.zone, now=now)
    entry = Entry(
        entry_id="",
        entry_key=content_id("key", source.source_id, identity or url),
        source_id=source.source_id,
        url=url,
        title=title,
        summary=plain_text(item.summary)[:LONGEST_SUMMARY],
        body=item.body[:LONGEST_BODY],
        author=plain_line(item.author)[:LONGEST_TITLE],
        published_raw=item.published_raw[:80],
        published=published,
        published_precision=precision,
    )
    told = [getattr(entry, f.name) for f in fields(Entry)]
    return Entry(**({f.name: getattr(entry, f.name) for f in fields(Entry)} | {"entry_id": content_id("ent", told)}))


def _identity(item: Listed, position: int, *, use_guid: bool) -> str:
    """Return what tells an item apart, "" where its address does."""
    if use_guid and item.identity:
        return item.identity
    if item.url.strip():
        return ""
    return f"{item.title}|{item.published_raw}|{item.summary}".strip("|") or f"item {position}"


def _slug_title(url: str) -> str:
    """Return a title made of an address, for feeds whose titles are empty."""
    slug = url.rstrip("/").rpartition("/")[2].partition(".")[0].partition("?")[0]
    return slug.replace("-", " ").replace("_", " ").strip().capitalize()
