"""What the newsroom's publishers serve: feeds with their usual faults, and pages in three designs."""

import hashlib
import json
from collections.abc import Sequence
from html import escape
from xml.sax.saxutils import escape as xml_escape

from samples.newsroom import Publisher, Story, body_on

LISTED = 12
WALL = (
    "<!doctype html><html><head><title>Before you continue</title></head><body><p>We value your privacy. "
    "Please consent to the use of cookies before you continue.</p><button>Accept</button></body></html>"
)


def article_url(story: Story) -> str:
    """Return the address of an article; hosts are served on loopback by the sample's own settings."""
    return f"http://{story.host}/news/{story.slug}"


def listing(publisher: Publisher, stories: Sequence[Story], night: int) -> tuple[str, str]:
    """Return (content type, body) of a publisher's source on a night."""
    until = min(night, publisher.silent_after or night)
    told = [s for s in stories if s.host == publisher.host and s.night <= until]
    newest = sorted(told, key=lambda s: (s.published, s.slug), reverse=True)[:LISTED]
    makers = {"rss": _rss, "atom": _atom, "json": _json_feed, "index": _index, "api": _api, "sitemap": _sitemap}
    return makers[publisher.kind](publisher, newest, until)


def _summary(story: Story, night: int) -> str:
    return body_on(story, night)[1].split("\n\n")[0][:240]


def _rss(publisher: Publisher, stories: Sequence[Story], night: int) -> tuple[str, str]:
    faults = publisher.faults.get("all", "").split()
    items = []
    for story in stories:
        title = body_on(story, night)[0]
        link = f"/news/{story.slug}" if "relative-links" in faults else article_url(story)
        link += "?utm_source=rss&utm_medium=feed" if "tracking" in faults else ""
        guid = "" if "no-guid" in faults else "same" if "same-guid" in faults else story.slug
        shown = f"<b>{title}</b>" if "html-titles" in faults else title
        date = "sometime last week" if "bad-dates" in faults else story.published
        items.append(
            f"<item><title>{xml_escape(shown)}</title><link>{xml_escape(link)}</link>"
            + (f'<guid isPermaLink="false">{guid}</guid>' if guid else "")
            + f"<pubDate>{date}</pubDate><description>{xml_escape(_summary(story, night))}</description></item>"
        )
    broken = "<item><title>unclosed & broken" if "bozo" in faults else ""
    body = (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{xml_escape(publisher.name)}</title><link>http://{publisher.host}/</link>"
        f"<description>news</description>{''.join(items)}{broken}</channel></rss>"
    )
    return "application/rss+xml; charset=utf-8", body


def _atom(publisher: Publisher, stories: Sequence[Story], night: int) -> tuple[str, str]:
    entries = "".join(
        f"<entry><id>tag:{s.host},2025:{s.slug}</id><title>{xml_escape(body_on(s, night)[0])}</title>"
        f'<link href="{article_url(s)}"/><updated>{s.published}</updated>'
        f"<summary>{xml_escape(_summary(s, night))}</summary></entry>"
        for s in stories
    )
    updated = stories[0].published if stories else "2025-04-01T00:00:00Z"
    body = (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>http://{publisher.host}/</id><title>{xml_escape(publisher.name)}</title><updated>{updated}</updated>"
        f"{entries}</feed>"
    )
    return "application/atom+xml", body


def _json_feed(publisher: Publisher, stories: Sequence[Story], night: int) -> tuple[str, str]:
    items = [
        {"id": s.slug, "url": article_url(s), "title": body_on(s, night)[0], "date_published": s.published,
         "summary": _summary(s, night)}
        for s in stories
    ]  # fmt: skip
    value = {"version": "https://jsonfeed.org/version/1.1", "title": publisher.name, "items": items}
    return "application/feed+json", json.dumps(value, ensure_ascii=False)


def _index(publisher: Publisher, stories: Sequence[Story], night: int) -> tuple[str, str]:
    rows = "".join(
        f'<li><a href="/news/{s.slug}">{escape(body_on(s, night)[0])}</a> <span>{s.published[:10]}</span></li>'
        for s in stories
    )
    return "text/html; charset=utf-8", (
        f"<!doctype html><html><head><title>{escape(publisher.name)}</title></head><body><h1>News</h1>"
        f'<ul class="list">{rows}</ul></body></html>'
    )


def _api(publisher: Publisher, stories: Sequence[Story], night: int) -> tuple[str, str]:
    del publisher
    results = [
        {"document_number": s.slug, "title": body_on(s, night)[0], "html_url": article_url(s),
         "raw_text_url": f"http://{s.host}/raw/{s.slug}", "publication_date": s.published[:10],
         "abstract": _summary(s, night)}
        for s in stories
    ]  # fmt: skip
    return "application/json", json.dumps({"count": len(results), "results": results}, ensure_ascii=False)


def _sitemap(publisher: Publisher, stories: Sequence[Story], night: int) -> tuple[str, str]:
    urls = "".join(
        f"<url><loc>{article_url(s)}</loc><news:news><news:publication><news:name>{xml_escape(publisher.name)}"
        f"</news:name><news:language>en</news:language></news:publication>"
        f"<news:publication_date>{s.published}</news:publication_date>"
        f"<news:title>{xml_escape(body_on(s, night)[0])}</news:title></news:news></url>"
        for s in stories
    )
    return "application/xml", (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'
    )


def page(publisher: Publisher, story: Story, night: int) -> str:
    """Return an article's page on a night, in its publisher's design."""
    title, body = body_on(story, night)
    paragraphs = "".join(f"<p>{escape(p)}</p>" for p in body.split("\n\n"))
    credit = f"<p>Reporting by {escape(story.credit)}</p>" if story.credit else ""
    head = {"jsonld": _json_ld, "meta": _meta, "bare": _bare}[publisher.design](publisher, story, title)
    links = '<nav><a href="/">Home</a> <a href="/about">About</a></nav>'
    foot = f"<footer><p>{escape(publisher.name)}, a publisher that does not exist.</p></footer>"
    return (
        f'<!doctype html><html lang="{publisher.language}"><head><meta charset="utf-8">'
        f"<title>{escape(title)} | {escape(publisher.name)}</title>{head}"
        f'<link rel="canonical" href="{article_url(story)}"></head><body><header>{links}</header>'
        f"<main><article><h1>{escape(title)}</h1>{paragraphs}{credit}</article></main>{foot}</body></html>"
    )


def raw_text(story: Story, night: int) -> str:
    """Return an article as plain text, as a gazette's API has it."""
    title, body = body_on(story, night)
    return f"{title}\n\n{body}\n"


def _json_ld(publisher: Publisher, story: Story, title: str) -> str:
    value = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title,
             "datePublished": story.published, "author": {"@type": "Person", "name": story.author or publisher.name},
             "inLanguage": publisher.language, "isAccessibleForFree": story.fault != "paywall"}  # fmt: skip
    return f'<script type="application/ld+json">{json.dumps(value, ensure_ascii=False)}</script>'


def _meta(publisher: Publisher, story: Story, title: str) -> str:
    del publisher
    return (
        f'<meta property="og:title" content="{escape(title)}">'
        f'<meta property="article:published_time" content="{story.published}">'
        f'<meta name="author" content="{escape(story.author)}">'
    )


def _bare(publisher: Publisher, story: Story, title: str) -> str:
    del publisher, story, title
    return ""


def etag_of(body: bytes) -> str:
    """Return the entity tag of a body."""
    return f'W/"{hashlib.sha256(body).hexdigest()[:16]}"'
