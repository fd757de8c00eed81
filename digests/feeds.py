"""An Atom feed of changes (RFC 4287): text as text, an id that stays, nothing that a reader could run."""

from collections.abc import Sequence
from datetime import datetime
from xml.etree import ElementTree as ET

from digests.wording import clean, is_web_address
from reewatch.digest.contents import Reported
from reewatch.digest.names import named
from reewatch.timestamps import format_timestamp

ATOM = "http://www.w3.org/2005/Atom"
#: Names the feed and its entries on every machine alike.
FEED_ID = "urn:reewatch:changes"


def atom_of(changes: Sequence[Reported], names: dict[str, str], now: datetime) -> bytes:
    """Return the feed, the newest change first; the same changes give the same bytes."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed")
    newest = max((c.known_at for c in changes), default=now)
    _add(feed, "id", FEED_ID)
    _add(feed, "title", "reewatch: changes")
    _add(feed, "updated", format_timestamp(newest))
    _add(_add(feed, "author"), "name", "reewatch")
    for change in sorted(changes, key=lambda c: (c.known_at, c.significance, c.change_id), reverse=True):
        _add_entry(feed, change, names)
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add_entry(feed: ET.Element, change: Reported, names: dict[str, str]) -> None:
    entry = _add(feed, "entry")
    kind = change.kind.replace("_", " ")
    moved = f"{change.before} → {change.after or kind}" if change.before else change.after or kind
    _add(entry, "id", f"urn:reewatch:{change.change_id}")
    _add(entry, "title", f"{kind}: {named(change.title, names)}")
    _add(entry, "updated", format_timestamp(change.known_at))
    if change.indicator_id:
        _add(entry, "category").set("term", change.indicator_id)
    quote = next((q for q in change.quotes if q.sentence), None)
    if quote is not None and is_web_address(quote.url):
        _add(entry, "link").attrib.update({"rel": "alternate", "href": quote.url})
    sentence = f' "{quote.sentence}" ({quote.publisher})' if quote else ""
    _add(entry, "summary", f"{moved}.{sentence} Weight {change.significance:g}; reewatch show {change.change_id}")


def _add(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    """Add an element; its text is text (Atom's default type), escaped by the writer."""
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}")
    if text is not None:
        element.text = clean(text)
    return element
