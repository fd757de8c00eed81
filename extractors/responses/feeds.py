"""RSS, Atom, RDF and JSON feeds, from bytes and headers."""

import json
import re
import warnings
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import feedparser

from extractors.responses.listing import Listed, reading_of
from extractors.responses.plaintext import plain_text
from extractors.responses.walls import wall_in
from reewatch.entries import Reading, SourceReading
from reewatch.fetches import ArchivedFetch
from reewatch.sources import Source

HEAD = 64 * 1024
HTML_PAGE = re.compile(rb"^\s*(?:<!doctype html|<html\b)", re.IGNORECASE)


def read_feed(source: Source, archived: ArchivedFetch, *, now: datetime) -> SourceReading:
    """Return the entries of a feed; a feed that is broken but has entries counts as read."""
    body = archived.body
    if HTML_PAGE.match(body[:HEAD]):
        wall = wall_in(plain_text(body[:HEAD].decode("utf-8", "replace")))
        return _unread(Reading.UNREADABLE, f"an HTML page instead of a feed{f' ({wall})' if wall else ''}")
    if body.lstrip()[:1] == b"{":
        return _read_json_feed(source, archived, now)
    if re.search(rb"<!ENTITY\s", body[:HEAD], re.IGNORECASE):
        return _unread(Reading.UNREADABLE, "declares entities, which is refused")
    parsed = _parse(archived)
    feed, entries = parsed.get("feed", {}), parsed.get("entries", [])
    if not entries and not parsed.get("version"):
        return _unread(Reading.UNREADABLE, f"no feed ({type(parsed.get('bozo_exception')).__name__})")
    title = str(feed.get("title", ""))
    if source.expected_title and not re.search(source.expected_title, title):
        return _unread(Reading.UNEXPECTED, f"the feed calls itself {title[:80]!r}")
    base = archived.fetch.final_url
    skipped = [f"broken feed ({type(parsed['bozo_exception']).__name__})"] if parsed.get("bozo") else []
    items = [_listed(e) for e in entries]
    return reading_of(items, source, base=base, now=now, title=title, skipped=skipped)


def _parse(archived: ArchivedFetch) -> Mapping[str, Any]:
    kept = {"content-type", "content-language"}
    headers = {k.lower(): v for k, v in archived.headers if k.lower() in kept}
    headers["content-location"] = archived.fetch.final_url
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # feedparser's own reading of old date fields
        parsed: Mapping[str, Any] = feedparser.parse(
            archived.body, response_headers=headers, sanitize_html=True, resolve_relative_uris=True
        )
    return parsed


def _listed(entry: Mapping[str, Any]) -> Listed:
    contents = entry.get("content") or []
    body = max((str(c.get("value", "")) for c in contents), key=len, default="")
    return Listed(
        identity=str(entry.get("id", "") or ""),
        url=str(entry.get("link", "") or _linked(entry)),
        title=str(entry.get("title", "") or ""),
        summary=str(entry.get("summary", "") or ""),
        body=body,
        author=str(entry.get("author", "") or ""),
        published_raw=str(entry.get("published", "") or entry.get("updated", "") or ""),
    )


def _linked(entry: Mapping[str, Any]) -> str:
    """Return the address of an entry that has no link but a guid that is one."""
    guid = str(entry.get("id", "") or "")
    return guid if guid.startswith(("http://", "https://")) else ""


def _read_json_feed(source: Source, archived: ArchivedFetch, now: datetime) -> SourceReading:
    try:
        value = json.loads(archived.body)
    except (ValueError, RecursionError):
        return _unread(Reading.UNREADABLE, "neither XML nor JSON")
    items = value.get("items") if isinstance(value, dict) else None
    if not isinstance(items, list):
        return _unread(Reading.UNREADABLE, "JSON without items")
    listed = [_json_item(i) for i in items if isinstance(i, dict)]
    title = str(value.get("title", ""))
    return reading_of(listed, source, base=archived.fetch.final_url, now=now, title=title)


def _json_item(item: Mapping[str, Any]) -> Listed:
    authors = item.get("authors") or [item.get("author") or {}]
    names = [str(a.get("name", "")) for a in authors if isinstance(a, dict)]
    return Listed(
        identity=str(item.get("id") or ""),
        url=str(item.get("url") or item.get("external_url") or ""),
        title=str(item.get("title") or ""),
        summary=str(item.get("summary") or ""),
        body=str(item.get("content_html") or item.get("content_text") or ""),
        author=", ".join(n for n in names if n),
        published_raw=str(item.get("date_published") or item.get("date_modified") or ""),
    )


def _unread(reading: Reading, detail: str) -> SourceReading:
    return SourceReading(reading=reading, detail=detail, feed_title="", entries=())
