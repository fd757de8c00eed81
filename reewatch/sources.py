"""A source: one address of a publisher that is polled for entries."""

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit


class SourceKind(StrEnum):
    """How a source lists its entries."""

    FEED = "feed"  # RSS, Atom, RDF, JSON Feed
    INDEX = "index"  # an HTML page with links, read by selectors
    API = "api"  # JSON, read by field paths
    SITEMAP = "sitemap"  # a news sitemap


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSelectors:
    """CSS selectors of an HTML index; ``link``, ``title`` and ``date`` are relative to ``item``."""

    item: str
    link: str = "a[href]"
    title: str | None = None  # default: the link's text
    date: str | None = None
    date_format: str | None = None  # strptime; default: parsed freely


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiFields:
    """Field paths of a JSON API, dots between keys and list positions (``results``, ``fields.bodyText``)."""

    items: str  # path of the list; "" where the document is the list
    url: str
    title: str
    published: str | None = None
    summary: str | None = None
    body: str | None = None  # full text, where the API has it
    body_url: str | None = None  # where the text is fetched instead of the page
    identity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One entry of the catalogue ``framework/sources/*.toml``."""

    source_id: str
    name: str
    url: str
    kind: SourceKind
    tier: str  # primary_official, wire_general, trade_press, company, think_tank, aggregator
    country: str  # ISO 3166, EU, INT
    language: str  # ISO 639-1, or "multi"
    enabled: bool = True
    disabled_reason: str = ""
    zone: str = "UTC"  # IANA zone in which undated times are read
    fetch_pages: bool = True  # False: entries only (terms, paywall, or the feed holds the full text)
    user_agent: str | None = None  # overrides of the settings; None: as there
    accept: str | None = None
    spacing_seconds: float | None = None
    poll_hours: float = 1.0  # not polled again before that; see reewatch.polling
    expected_title: str | None = None  # a regular expression that the feed's title must match
    link_base: str | None = None
    selectors: IndexSelectors | None = None
    fields: ApiFields | None = None
    notes: str = ""
    tags: tuple[str, ...] = field(default=())

    @property
    def host(self) -> str:
        """Return the host that is polled, in lower case."""
        return (urlsplit(self.url).hostname or "").lower()
