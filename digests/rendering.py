"""A digest as text and as HTML: all escaped, nothing loaded from outside, legible at 360 pixels and in the dark."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from digests.pictures import series_in_words
from digests.wording import clean, counted, host_of, is_web_address, localised, number, shown_day, shown_moment
from reewatch.digest.contents import Digest, Group, Item, Line

TEMPLATES = Path(__file__).parent / "templates"
LONGEST_SUBJECT = 110
#: So many matters of a group are told in full, the others in a line each: two minutes on a phone.
FULL_ITEMS = 6
#: Mail programs cut a mail off behind 100 KB; so many matters of a digest are told in full, whatever their groups.
FULL_IN_ALL = 30


def subject_of(digest: Digest) -> str:
    """Return the subject, which says the news, in one line whatever the titles hold."""
    if not digest.coverage.runs and digest.is_quiet:
        last = digest.coverage.last_run_at
        return clean(f"Nothing was looked at{f' since {_moment(last, digest)}' if last else ''}")
    if digest.is_quiet:
        looked = digest.coverage
        answered = f"{looked.sources_answered} of {counted(looked.sources_asked, 'source')} answered"
        return clean(f"All quiet, {shown_day(digest.as_of.date().isoformat(), digest.language)}: {answered}")
    top = digest.items[0]
    news = clean(f"{localised(top.title, digest.language)}: {_moved(top.lines[0], digest.language)}")
    more = len(digest.items) - 1
    tail = f" (+{more} more)" if more else ""
    room = LONGEST_SUBJECT - len(tail)
    return (news if len(news) <= room else f"{news[: room - 1].rstrip()}…") + tail


def _moment(moment: datetime, digest: Digest) -> str:
    return shown_moment(moment, digest.zone, digest.language)


def render_text(digest: Digest) -> str:
    """Return the digest as plain text."""
    return _environment(digest, escape=False).get_template("digest.txt").render(_context(digest))


def render_html(digest: Digest, pictures: Mapping[str, str]) -> str:
    """Return the digest as HTML; ``pictures`` maps an indicator to its picture's address (``cid:`` or ``data:``)."""
    return _environment(digest, escape=True).get_template("digest.html").render(_context(digest), pictures=pictures)


def _context(digest: Digest) -> dict[str, Any]:
    full = [id(i) for g in digest.groups for i in g.items[:FULL_ITEMS]][:FULL_IN_ALL]
    return {"digest": digest, "subject": subject_of(digest), "full": frozenset(full), "pictures": {}}


def _environment(digest: Digest, *, escape: bool) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=escape, enabled_extensions=("html",) if escape else ()),
        undefined=StrictUndefined,
        finalize=_cleaned,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    language = digest.language
    environment.filters |= {
        "web": is_web_address, "host": host_of, "counted": counted,
        "day": lambda value: shown_day(value, language),
        "moment": lambda value: _moment(value, digest),
        "local": lambda value: localised(value, language),
        "moved": lambda line: _moved(line, language), "meta": lambda item: _meta(item, language),
        "words": lambda series: series_in_words(series, language), "number": lambda value: number(value, language),
        "changes": _count_changes, "is_full": id,
    }  # fmt: skip
    return environment


def _cleaned(value: object) -> object:
    """Return what an expression of a template shows: every text is cleaned, whatever it is and wherever it stands."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _moved(line: Line, language: str) -> str:
    """Return before and after; what the title says already is not said again."""
    after = line.after or line.kind
    if not line.before and line.title and after in line.title:
        return ""
    return localised(f"{line.before} → {after}" if line.before else after, language).replace("_", " ")


def _meta(item: Item, language: str) -> str:
    """Return rung and cues, parties, voices and day in one line."""
    voices = counted(item.voices, "independent voice") if item.voices else ""
    own = "the issuer's own text" if item.is_primary else ""
    parts = [
        f"weight {number(item.significance, language)}",
        f"rung: {item.rung}" + (f" ({', '.join(item.cues)})" if item.cues else "") if item.rung else "",
        " / ".join(item.parties),
        " with ".join(p for p in (voices, own) if p),
        shown_day(item.happened_on, language) if item.happened_on else "",
    ]
    return " · ".join(p.replace("_", " ") for p in parts if p)


def _count_changes(groups: tuple[Group, ...]) -> int:
    return sum(len(line.change_ids) for g in groups for i in g.items for line in i.lines)
