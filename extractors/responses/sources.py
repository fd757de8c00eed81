"""Reading a source's answer by the kind of source that the catalogue says it is."""

from datetime import datetime

from extractors.responses.apis import read_api
from extractors.responses.feeds import read_feed
from extractors.responses.indexes import read_index
from extractors.responses.sitemaps import read_sitemap
from reewatch.entries import SourceReading
from reewatch.fetches import ArchivedFetch
from reewatch.sources import Source, SourceKind

READERS = {
    SourceKind.FEED: read_feed,
    SourceKind.INDEX: read_index,
    SourceKind.API: read_api,
    SourceKind.SITEMAP: read_sitemap,
}


def read_source(source: Source, archived: ArchivedFetch, *, now: datetime) -> SourceReading:
    """Return what the answer lists; whatever the bytes are, the result is a reading, never an exception."""
    return READERS[source.kind](source, archived, now=now)
