"""From an answer to an article's revision: title, body, date, language, author, completeness, each with its path."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from extractors.responses.metadata import PageMetadata, parse_tree, read_metadata
from extractors.responses.plaintext import plain_line, plain_text, tidy
from extractors.responses.publication import read_published
from extractors.responses.tables import rows_as_lines
from extractors.responses.walls import asks_for_money, wall_in
from reewatch.addresses import canonical_url
from reewatch.articles import Completeness, Revision, make_revision
from reewatch.documents import Document, parse_document
from reewatch.entries import Entry
from reewatch.fetches import ArchivedFetch, Purpose
from reewatch.sources import Source

#: To be raised whenever the same bytes would give another revision.
PARSER_VERSION = "pages-3"
#: Beyond this a page is not parsed as HTML in one piece: the rest is cut, which bounds the time.
LONGEST_PAGE = 8_000_000
LONGEST_TEXT = 400_000
#: A body shorter than this beside an offer to subscribe, or no longer than its summary, is no whole article.
SHORT_BODY = 600


@dataclass(slots=True)
class Draft:
    """What is known of a page so far."""

    title: str = ""
    body: str = ""
    published: str = ""
    language: str = ""
    author: str = ""
    canonical: str = ""
    completeness: Completeness = Completeness.FULL
    paths: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, value: str, path: str) -> None:
        """Keep a value where none is known yet, with the path that produced it."""
        if value and not getattr(self, name):
            setattr(self, name, value)
            self.paths[name] = path


def read_page(archived: ArchivedFetch, *, source: Source | None, entry: Entry | None, now: datetime) -> Revision:
    """Return the revision that an answer holds; a wall or an empty page is one too, told by its completeness.

    ``entry`` fills what the page does not tell. Imported documents (purpose ``import``) are taken as they are.
    """
    if archived.fetch.purpose is Purpose.IMPORT and archived.fetch.content_type == "application/json":
        return revision_of_document(parse_document(archived.body.decode(), place=archived.fetch.url), archived)
    draft = Draft()
    zone = source.zone if source else "UTC"
    if _is_html(archived):
        _read_html(draft, archived, zone=zone, now=now)
    else:
        draft.take("body", tidy(_decode(archived)[:LONGEST_TEXT]), "text")
    if entry is not None:
        _fill_from_entry(draft, entry)
    _judge(draft, entry)
    url = _article_url(archived, draft)
    return _revision(draft, url=url, source=source, fetch_id=archived.fetch.fetch_id)


def read_entry(entry: Entry, *, source: Source, fetch_id: str) -> Revision:
    """Return the revision that an entry itself holds, for sources whose pages are not fetched."""
    draft = Draft()
    body = plain_text(entry.body)
    draft.take("body", body if len(body) > len(entry.summary) else entry.summary, "feed")
    _fill_from_entry(draft, entry)
    draft.completeness = Completeness.FULL if len(body) >= SHORT_BODY else Completeness.TEASER
    if not draft.body and not draft.title:
        draft.completeness = Completeness.EMPTY
    url = entry.url or f"urn:reewatch:entry:{entry.entry_key}"
    return _revision(draft, url=url, source=source, fetch_id=fetch_id)


def revision_of_document(document: Document, archived: ArchivedFetch) -> Revision:
    """Return the revision of an imported document, its text untouched, since offsets point into it."""
    return make_revision(
        url=canonical_url(document.url) or archived.fetch.url,
        title=document.title,
        text=document.text,
        published=document.published,
        completeness=Completeness.FULL if document.text.strip() else Completeness.EMPTY,
        source_id="import",
        fetch_id=archived.fetch.fetch_id,
        published_found="import",
        language=document.language or "en",
        author="",
        parser_version=PARSER_VERSION,
        paths={"text": "import"},
        publisher=document.source,
    )


def _read_html(draft: Draft, archived: ArchivedFetch, *, zone: str, now: datetime) -> None:
    body = archived.body[:LONGEST_PAGE]
    tree = parse_tree(body, _charset(archived))
    if tree is None:
        draft.completeness = Completeness.EMPTY
        return
    told = read_metadata(tree)
    for name in ("title", "author", "language", "canonical"):
        draft.take(name, getattr(told, name), told.paths.get(name, ""))
    _take_body(draft, tree)
    _take_date(draft, told, tree, zone=zone, now=now)
    visible = _visible_text(tree)
    wall = wall_in(visible)
    if wall:
        draft.completeness = Completeness.BLOCKED
    elif told.is_free is False or (len(draft.body) < SHORT_BODY and asks_for_money(visible)):
        draft.completeness = Completeness.PAYWALLED


def _take_body(draft: Draft, tree: object) -> None:
    import trafilatura  # noqa: PLC0415  slow to import, and needed for pages only

    for recall, path in ((False, "trafilatura"), (True, "trafilatura-recall")):
        text = trafilatura.extract(
            tree,
            include_comments=False,
            include_tables=True,
            favor_precision=not recall,
            favor_recall=recall,
            output_format="txt",
        )
        draft.take("body", rows_as_lines(tidy(text or ""))[:LONGEST_TEXT], path)
        if draft.body:
            return


def _take_date(draft: Draft, told: PageMetadata, tree: object, *, zone: str, now: datetime) -> None:
    published, _ = read_published(told.published_raw, zone=zone, now=now)
    draft.take("published", published, told.paths.get("published_raw", ""))
    if draft.published:
        return
    from htmldate import find_date  # noqa: PLC0415  as trafilatura

    try:
        found = find_date(tree, original_date=True, max_date=now.date().isoformat(), deferred_url_extractor=True)
    except (ValueError, TypeError, AttributeError):  # seen on broken markup; no date is better than a wrong one
        found = None
    draft.take("published", found or "", "htmldate")


def _fill_from_entry(draft: Draft, entry: Entry) -> None:
    if entry.title and _is_site_title(draft):
        draft.title, draft.paths["title"] = entry.title, "feed"
    draft.take("author", entry.author, "feed")
    if entry.published and draft.paths.get("published") in (None, "htmldate"):
        draft.published, draft.paths["published"] = entry.published, "feed"
    if not draft.body or len(draft.body) < len(entry.summary):
        draft.body, draft.paths["body"] = entry.summary, "feed"


def _is_site_title(draft: Draft) -> bool:
    """Return whether the page's own title is missing or only that of the browser tab, with the site's name."""
    return not draft.title or draft.paths.get("title") == "title-tag"


def _judge(draft: Draft, entry: Entry | None) -> None:
    if draft.completeness is not Completeness.FULL:
        return
    if not draft.body:
        draft.completeness = Completeness.EMPTY
    elif draft.paths.get("body") == "feed" or (entry and entry.summary and len(draft.body) <= len(entry.summary)):
        draft.completeness = Completeness.TEASER


def _article_url(archived: ArchivedFetch, draft: Draft) -> str:
    """Return the article's address: its own canonical link on the same site only, else where the answer came from."""
    fetched = canonical_url(archived.fetch.final_url) or archived.fetch.url
    own = canonical_url(draft.canonical, archived.fetch.final_url) if draft.canonical else ""
    same_site = own and _site(own) == _site(fetched) and urlsplit(own).path not in ("", "/")
    return own if same_site else canonical_url(archived.fetch.url) or fetched


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _revision(draft: Draft, *, url: str, source: Source | None, fetch_id: str) -> Revision:
    title = plain_line(draft.title)[:500]
    return make_revision(
        url=url,
        title=title,
        text=f"{title}\n\n{_below_headline(draft.body, title)}".strip() if title else draft.body,
        published=draft.published,
        completeness=draft.completeness,
        source_id=source.source_id if source else "import",
        fetch_id=fetch_id,
        published_found=draft.paths.get("published", ""),
        language=_language(draft.language) or (source.language if source and source.language != "multi" else "en"),
        author=draft.author[:300],
        parser_version=PARSER_VERSION,
        paths=draft.paths,
        publisher=source.tier if source else "import",
    )


def _below_headline(body: str, title: str) -> str:
    """Return the body without a first line that is the headline again: told twice, it would bear itself out."""
    first, _, rest = body.partition("\n")
    return rest.lstrip("\n") if rest.strip() and plain_line(first).casefold() == title.casefold() else body


def _language(told: str) -> str:
    found = re.match(r"[a-zA-Z]{2}\b|[a-zA-Z]{2}(?=[-_])", told)
    return found[0].lower() if found else ""


def _visible_text(tree: object) -> str:
    return " ".join(tree.xpath("string(//body)").split()) if hasattr(tree, "xpath") else ""


def _is_html(archived: ArchivedFetch) -> bool:
    kind = (archived.fetch.content_type or "").lower()
    return "html" in kind or not kind or archived.body.lstrip()[:1] == b"<"


def _charset(archived: ArchivedFetch) -> str | None:
    """Return the encoding to read a page in: the header's, else the page's own, GB 18030 for its subsets."""
    _, _, named = (archived.fetch.content_type or "").lower().partition("charset=")
    found = re.search(rb"charset=[\"']?([a-zA-Z0-9_-]+)", archived.body[:4096])
    charset = named.split(";")[0].strip(" \"'") or (found[1].decode() if found else "")
    charset = {"gb2312": "gb18030", "gbk": "gb18030", "utf8": "utf-8"}.get(charset.lower(), charset)
    return charset or _guessed_charset(archived.body)


def _guessed_charset(body: bytes) -> str | None:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _decode(archived: ArchivedFetch) -> str:
    charset = _charset(archived) or "latin-1"
    try:
        return archived.body.decode(charset, "replace")
    except LookupError:
        return archived.body.decode("utf-8", "replace")
