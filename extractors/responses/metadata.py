"""What a page says of itself: JSON-LD first, then meta tags; each field with the path that produced it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import html as lxml_html

from extractors.responses.plaintext import plain_line

ARTICLE_TYPES = {
    "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BlogPosting",
    "Report", "TechArticle", "LiveBlogPosting", "BackgroundNewsArticle", "PressRelease", "WebPage",
}  # fmt: skip
META = {
    "title": ("og:title", "twitter:title", "dc.title", "citation_title"),
    "published": (
        "article:published_time", "og:published_time", "datepublished", "pubdate", "publishdate", "publish-date",
        "dc.date.issued", "dc.date", "dcterms.created", "firstpublishedtime", "parsely-pub-date", "sailthru.date",
        "date",
    ),
    "author": ("author", "article:author", "dc.creator", "parsely-author"),
    "language": ("og:locale", "language", "dc.language"),
}  # fmt: skip
MOST_JSON_LD = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMetadata:
    """Plain values ("" where untold) and, for each that is told, its path."""

    title: str = ""
    published_raw: str = ""
    author: str = ""
    language: str = ""
    canonical: str = ""
    is_free: bool | None = None  # JSON-LD isAccessibleForFree
    paths: dict[str, str] = field(default_factory=dict)


def read_metadata(tree: Any) -> PageMetadata:
    """Return what an lxml tree of a page says of itself."""
    told: dict[str, str] = {}
    paths: dict[str, str] = {}
    free: bool | None = None

    def take(name: str, value: Any, path: str) -> None:
        text = plain_line(value) if isinstance(value, str) else ""
        if text and name not in told:
            told[name], paths[name] = text, path

    for node in _articles(tree):
        take("title", node.get("headline") or node.get("name"), "json-ld")
        take("published_raw", node.get("datePublished") or node.get("dateCreated"), "json-ld")
        take("author", _author(node.get("author")), "json-ld")
        take("language", node.get("inLanguage"), "json-ld")
        if free is None and "isAccessibleForFree" in node:
            free = str(node["isAccessibleForFree"]).lower() not in ("false", "no", "0")
    meta = _meta_tags(tree)
    for name, keys in META.items():
        for key in keys:
            take("published_raw" if name == "published" else name, meta.get(key), f"meta:{key}")
    take("language", tree.get("lang") or "", "html-lang")
    for link in tree.xpath("//link[@rel='canonical'][@href]")[:1]:
        take("canonical", str(link.get("href")), "link:canonical")
    take("title", " ".join(tree.xpath("string(//title)").split()), "title-tag")
    return PageMetadata(**told, is_free=free, paths=paths)


def parse_tree(body: bytes, charset: str | None) -> Any | None:
    """Return the lxml tree of a page, None where there is nothing to parse. Entities are not resolved from outside."""
    parser = lxml_html.HTMLParser(encoding=charset, no_network=True, huge_tree=False, remove_comments=True)
    try:
        return lxml_html.document_fromstring(body, parser=parser)
    except (ValueError, LookupError, lxml_html.etree.ParserError, lxml_html.etree.XMLSyntaxError):
        return None


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    nodes: list[dict[str, Any]] = []
    for script in tree.xpath("//script[@type='application/ld+json']")[:20]:
        text = (script.text or "")[:MOST_JSON_LD]
        try:
            nodes += _flat(json.loads(text, strict=False), depth=4)
        except (ValueError, RecursionError):
            continue  # broken JSON-LD is common; the meta tags speak next
    pages = [n for n in nodes if _types(n) == {"WebPage"}]
    yield from (n for n in nodes if _types(n) & ARTICLE_TYPES and n not in pages)
    yield from ({k: v for k, v in n.items() if k == "datePublished"} for n in pages)


def _flat(value: Any, depth: int) -> list[dict[str, Any]]:
    if depth == 0:
        return []
    if isinstance(value, list):
        return [n for v in value[:200] for n in _flat(v, depth - 1)]
    if not isinstance(value, dict):
        return []
    inner = [n for key in ("@graph", "mainEntity") for n in _flat(value.get(key), depth - 1)]
    return [value, *inner]


def _types(node: dict[str, Any]) -> set[str]:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return {k for k in kinds if isinstance(k, str)}


def _author(value: Any) -> str:
    authors = value if isinstance(value, list) else [value]
    names = [a.get("name", "") if isinstance(a, dict) else a for a in authors]
    return ", ".join(n for n in names if isinstance(n, str) and n)


def _meta_tags(tree: Any) -> dict[str, str]:
    tags: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content]"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name:
            tags.setdefault(name, str(meta.get("content")))
    return tags
