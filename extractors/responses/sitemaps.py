"""News sitemaps."""

import re
from datetime import datetime

from lxml import etree

from extractors.responses.listing import Listed, reading_of
from reewatch.entries import Reading, SourceReading
from reewatch.fetches import ArchivedFetch
from reewatch.sources import Source


def read_sitemap(source: Source, archived: ArchivedFetch, *, now: datetime) -> SourceReading:
    """Return the entries of a news sitemap; an index of sitemaps is told, not followed."""
    if re.search(rb"<!ENTITY\s", archived.body[:65536], re.IGNORECASE):
        return _unread(Reading.UNREADABLE, "declares entities, which is refused")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True, load_dtd=False)
    try:
        root = etree.fromstring(archived.body, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return _unread(Reading.UNREADABLE, "not XML")
    kind = etree.QName(root).localname
    if kind == "sitemapindex":
        return _unread(Reading.UNEXPECTED, "an index of sitemaps; name one of its children in the catalogue")
    if kind != "urlset":
        return _unread(Reading.UNREADABLE, f"a {kind[:40]} instead of a sitemap")
    items = [_listed(node) for node in root if isinstance(node.tag, str)]
    return reading_of(items, source, base=archived.fetch.final_url, now=now)


def _listed(node: etree._Element) -> Listed:
    told = {etree.QName(e).localname: (e.text or "").strip() for e in node.iter() if isinstance(e.tag, str)}
    return Listed(
        url=told.get("loc", ""),
        title=told.get("title", ""),
        published_raw=told.get("publication_date", "") or told.get("lastmod", ""),
    )


def _unread(reading: Reading, detail: str) -> SourceReading:
    return SourceReading(reading=reading, detail=detail, feed_title="", entries=())
