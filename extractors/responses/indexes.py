"""HTML index pages, read by the selectors of the catalogue."""

from datetime import UTC, datetime

from bs4 import BeautifulSoup, Tag

from extractors.responses.listing import Listed, reading_of
from extractors.responses.walls import wall_in
from reewatch.entries import Reading, SourceReading
from reewatch.fetches import ArchivedFetch
from reewatch.sources import IndexSelectors, Source


def read_index(source: Source, archived: ArchivedFetch, *, now: datetime) -> SourceReading:
    """Return the entries of an index page; a page on which no item is found is unreadable, not empty.

    A date that every row shares is the template's, not the rows'.
    """
    assert source.selectors is not None  # the catalogue refuses an enabled index without selectors
    soup = BeautifulSoup(archived.body, "lxml", from_encoding=_charset(archived))
    rows = soup.select(source.selectors.item)
    items = [_listed(row, source.selectors) for row in rows]
    items = [i for i in items if i.url]
    if not items:
        wall = wall_in(soup.get_text(" "))
        detail = wall or f"no item matches {source.selectors.item!r}"
        return SourceReading(reading=Reading.UNREADABLE, detail=detail, feed_title="", entries=())
    dates = {i.published_raw for i in items}
    if len(items) > 2 and len(dates) == 1 and "" not in dates:  # noqa: PLR2004  two rows may share a day
        items = [Listed(url=i.url, title=i.title) for i in items]
    base_tag = soup.find("base", href=True)
    base = str(base_tag["href"]) if isinstance(base_tag, Tag) else archived.fetch.final_url
    title = soup.title.get_text() if soup.title else ""
    return reading_of(items, source, base=base, now=now, title=title)


def _listed(row: Tag, selectors: IndexSelectors) -> Listed:
    link = row if row.name == "a" and row.has_attr("href") else row.select_one(selectors.link)
    if link is None:
        return Listed()
    titled = row.select_one(selectors.title) if selectors.title else link
    dated = row.select_one(selectors.date) if selectors.date else None
    return Listed(
        url=str(link.get("href", "")),
        title=(titled or link).get_text(" "),
        published_raw=_date_text(dated, selectors.date_format) if dated else "",
    )


def _date_text(tag: Tag, date_format: str | None) -> str:
    raw = str(tag.get("datetime") or tag.get_text(" ")).strip().strip("[]()")
    if date_format is None:
        return raw
    try:
        return datetime.strptime(raw, date_format).replace(tzinfo=UTC).date().isoformat()
    except ValueError:
        return raw


def _charset(archived: ArchivedFetch) -> str | None:
    content_type = archived.fetch.content_type or ""
    _, _, charset = content_type.lower().partition("charset=")
    named = charset.split(";")[0].strip(" \"'")
    return {"gb2312": "gb18030", "gbk": "gb18030"}.get(named, named) or None
