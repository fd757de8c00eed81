"""Canonical addresses: one article, one address, however it was linked."""

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

#: Query parameters that say where a reader came from, not what is read (reference: ingestion notes, quirk 25).
TRACKING = re.compile(
    r"^(utm_.*|at_.*|ito|cmp|cmpid|smid|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|ref|ref_src|rss|"
    r"taid|ns_.*|partner|guccounter|guce_.*|spm|xtor|sh|_ga)$",
    re.IGNORECASE,
)
DEFAULT_PORT = {"http": ":80", "https": ":443"}
#: Deep nesting of wrapped links is an attack, not an address.
LONGEST_URL = 4096


def canonical_url(url: str, base: str = "") -> str:
    """Return the canonical form of an http(s) address, resolved against ``base``; "" where it is none.

    Fragment, tracking parameters, default ports, a trailing slash, and the marks of mobile and AMP copies go.
    """
    try:
        parts = urlsplit(urljoin(base, _clean(url)))
        host = (parts.hostname or "").lower().rstrip(".")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    if parts.scheme not in DEFAULT_PORT or not host or len(url) > LONGEST_URL:
        return ""
    wrapped = _unwrapped(host, parts.path, parts.query)
    if wrapped:
        return canonical_url(wrapped)
    host = _plain_host(f"[{host}]" if ":" in host else host)
    port = "" if port == DEFAULT_PORT[parts.scheme] else port
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.match(k)]
    path = re.sub(r"/amp/?$", "", parts.path).rstrip("/") or "/"
    return urlunsplit((parts.scheme, host + port, path, urlencode(kept), ""))


def _clean(url: str) -> str:
    return "".join(c for c in url.strip() if c.isprintable()).replace(" ", "%20")


def _plain_host(host: str) -> str:
    while True:
        plain = re.sub(r"^(?:m|amp|mobile)\.(?=[^.]+\.[^.])", "", host)
        if plain == host:
            return host
        host = plain


def _unwrapped(host: str, path: str, query: str) -> str:
    """Return the address that a Bing news link wraps, or ""."""
    if host in ("www.bing.com", "bing.com") and path.lower().endswith("apiclick.aspx"):
        target = dict(parse_qsl(query)).get("url", "")
        return target if "apiclick" not in target.lower() else ""
    return ""
