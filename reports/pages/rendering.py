"""The report's pages as HTML: pure functions of a night's contents; values are escaped here."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reewatch.observations.wording import figure_in_words
from reports.pages.charts import points_of, series_chart, series_of, timeline_chart
from reports.pages.contents import Contents, Rows

STATIC = ("report.css", "report.js")
#: A series is drawn from so many points on.
LEAST_POINTS = 2
#: Nothing is older in the timeline; what began before begins there.
EARLIEST = "2024-01-01"
MOST_BARS = 200


def pages(contents: Contents) -> Iterator[tuple[str, str]]:
    """Yield (path in the folder, HTML) of every page of the report."""
    for path, draw in _drawings(contents):
        yield path, draw()


def page_at(contents: Contents, path: str) -> str | None:
    """Return the page at a path of the folder, None where there is none: the others are not drawn."""
    draw = dict(_drawings(contents)).get(path)
    return None if draw is None else draw()


def _drawings(contents: Contents) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield the path of every page with what draws it."""
    for name in ("index", "promises", "claims", "changes", "events", "sources"):
        yield f"{name}.html", partial(_page, f"{name}.html", contents)
    yield "instruments.html", partial(_instruments, contents)
    for indicator in contents.indicators:
        name = indicator["indicator_id"]
        yield f"indicators/{name}.html", partial(_indicator, contents, name)
    sentences: dict[str, list[Mapping[str, Any]]] = {}
    for row in contents.sentences:
        sentences.setdefault(row["event_id"], []).append(row)
    for event in contents.events:
        told = sentences.get(event["event_id"], [])
        draw = partial(_page, "event.html", contents, root="../", event=event, sentences=told)
        yield f"events/{event['event_id']}.html", draw


def _instruments(contents: Contents) -> str:
    bars = timeline_bars(contents.instruments, contents.day)[:MOST_BARS]
    chart = Markup(timeline_chart(bars, contents.day)) if bars else ""  # noqa: S704  drawn by us from JSON
    return _page("instruments.html", contents, chart=chart)


def _indicator(contents: Contents, indicator_id: str) -> str:
    page = contents.of_indicator(indicator_id)
    return _page("indicator.html", contents, root="../", page=page, series=_series(page.figures))


def static_files() -> Iterator[tuple[str, bytes]]:
    """Yield (path in the folder, bytes) of the style and the script."""
    for name in STATIC:
        yield name, files("reports.pages").joinpath("static", name).read_bytes()


def timeline_bars(instruments: Rows, today: str) -> list[dict[str, Any]]:
    """Return the stretches of each legal text as bars; open ones reach a year past today."""
    until = f"{int(today[:4]) + 1}{today[4:]}"
    bars = []
    for row in instruments:
        start, end = max(row["valid_from"] or EARLIEST, EARLIEST), row["valid_to"] or until
        if start < end:
            text = row["instrument_id"] + (f" ({row['part']})" if row["part"] else "")
            bars.append({"text": text, "status": row["status"], "start": start, "end": end})
    return bars


def _series(figures: Rows) -> list[dict[str, Any]]:
    told = []
    for (measure, basis, unit), rows in series_of(figures):
        points = points_of(rows)
        chart = series_chart(points, unit) if len({p["day"] for p in points}) >= LEAST_POINTS else ""
        told.append({"measure": measure, "basis": basis, "unit": unit, "rows": rows, "chart": Markup(chart)})  # noqa: S704
    return told


def _page(template: str, contents: Contents, *, root: str = "", **values: Any) -> str:
    return _environment().get_template(template).render(night=contents, root=root, here=template, **values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("reports.pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {"words": _words, "web": _web, "figure": figure_in_words}
    return environment


def _words(name: Any) -> str:
    """Return a name of the code, or a list of them, as people read it."""
    if isinstance(name, list | tuple):
        return ", ".join(map(_words, name))
    return str(name or "").replace("_", " ")


def _web(url: Any) -> str:
    """Return an address that a page may link to; empty where it is of no web page."""
    return str(url) if urlsplit(str(url or "")).scheme in ("http", "https") else ""
