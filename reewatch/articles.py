"""An article (its canonical address) and its revisions (each changed content of it)."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from reewatch.identifiers import content_hash, content_id


class Completeness(StrEnum):
    """How much of the article the response held."""

    FULL = "full"
    TEASER = "teaser"
    PAYWALLED = "paywalled"
    BLOCKED = "blocked"  # a consent wall, a challenge or a soft error page
    EMPTY = "empty"


def article_id_of(canonical_url: str) -> str:
    """Return the id of the article at a canonical address."""
    return content_id("art", canonical_url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One content of one article under one parser version.

    ``revision_id`` = content_id("rev", article_id, content_hash). ``text`` is that of the extraction contract:
    the headline, a blank line, the body. All offsets of mentions point into it.
    """

    revision_id: str
    article_id: str
    url: str  # canonical
    source_id: str
    fetch_id: str
    title: str
    text: str
    published: str  # ISO 8601 as precise as known, "" where unknown
    published_found: str  # the path that produced it: json-ld, meta, htmldate, feed, import, ...
    language: str
    author: str
    completeness: Completeness
    content_hash: str  # over title, text, published and completeness
    parser_version: str
    paths: dict[str, str] = field(default_factory=dict)  # field -> path that produced it
    publisher: str = ""  # label of the kind of publisher, for the contract's `source`


def make_revision(
    *, url: str, title: str, text: str, published: str, completeness: Completeness, **fields: Any
) -> Revision:
    """Return a revision with its ids and content hash worked out; ``fields`` are the other fields of the record."""
    article_id = article_id_of(url)
    digest = content_hash("\x1f".join((title, text, published, str(completeness))))
    return Revision(
        revision_id=content_id("rev", article_id, digest),
        article_id=article_id,
        url=url,
        title=title,
        text=text,
        published=published,
        completeness=completeness,
        content_hash=digest,
        **fields,
    )
