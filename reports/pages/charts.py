"""Charts as SVG: the figures of one series, and the statuses of legal texts as bars over time.

Drawn by Vega-Lite without a browser. Greys and colours have a contrast of 3 and more against white and near-black
both, so that dark mode turns nothing around; each chart stands above a table that tells the same in words.
"""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import vl_convert

from reports.pages.contents import Rows

GREY = "#767c84"
#: Okabe and Ito's colours, for colour-blind readers; lines differ in the shape of their points, too.
COLOURS = ("#347ec4", "#c98500", "#009e73", "#c8553d", "#b0688f", "#8a8f96")
#: The table beneath tells the statuses in words.
STATUSES = {
    "in_force": "#347ec4",
    "suspended": "#c98500",
    "announced": "#56a0d3",
    "adopted": "#56a0d3",
    "unknown": "#8a8f96",
    "expired": "#b0688f",
    "revoked": "#c8553d",
    "lapsed": "#b0688f",
}
WIDTH = 640
ROW_HEIGHT = 22


def series_chart(points: Rows, unit: str) -> str:
    """Return the chart of one measure: ``points`` have ``day`` (ISO), ``value`` and ``line``.

    Only points of one line (who counts, of what) are joined: two bodies' counts are no series.
    """
    lines = sorted({p["line"] for p in points})
    of_line = {
        "color": alt.Color(
            "line:N", title=None, scale=alt.Scale(domain=lines, range=_cycled(lines)),
            legend=alt.Legend(orient="bottom", columns=2, labelLimit=300),
        ),
        "shape": alt.Shape("line:N", title=None, scale=alt.Scale(domain=lines)),
    }  # fmt: skip
    days = [p["day"] for p in points]
    base = alt.Chart({"values": [dict(p) for p in points]}).encode(
        x=alt.X("day:T", title=None, axis=_months(min(days), max(days))),
        y=alt.Y("value:Q", title=unit, scale=alt.Scale(zero=True)),
    )
    drawn = base.mark_line().encode(color=of_line["color"]) + base.mark_point(filled=True, size=70, opacity=1).encode(
        **of_line
    )
    return _svg(drawn.properties(width=WIDTH, height=160))


def _cycled(lines: Sequence[str]) -> list[str]:
    return [COLOURS[n % len(COLOURS)] for n in range(len(lines))]


def _months(first: str, last: str) -> alt.Axis:
    """Return an axis that names a month once, some eight of them."""
    months = 12 * (int(last[:4]) - int(first[:4])) + int(last[5:7]) - int(first[5:7])
    count = {"interval": "month", "step": max(1, math.ceil(months / 8))}
    return alt.Axis(format="%b %Y", tickCount=count, labelOverlap=True)


def timeline_chart(bars: Rows, today: str) -> str:
    """Return the bars: ``bars`` have ``text``, ``status``, ``start`` and ``end`` (ISO days); a line stands today."""
    seen = sorted({b["status"] for b in bars})
    colours = alt.Scale(domain=[s.replace("_", " ") for s in seen], range=[STATUSES.get(s, GREY) for s in seen])
    values = [dict(b) | {"status": b["status"].replace("_", " ")} for b in bars]
    drawn = (
        alt.Chart({"values": values})
        .mark_bar(height=ROW_HEIGHT - 8)
        .encode(
            x=alt.X("start:T", title=None, axis=alt.Axis(format="%b %Y")),
            x2="end:T",
            y=alt.Y("text:N", title=None, sort=None, axis=alt.Axis(labelLimit=230)),
            color=alt.Color("status:N", scale=colours, legend=alt.Legend(orient="top", title=None)),
        )
    )
    line = alt.Chart({"values": [{"day": today}]}).mark_rule(color="#c8553d", strokeDash=[4, 3]).encode(x="day:T")
    rows = len({b["text"] for b in bars})
    return _svg((drawn + line).properties(width=WIDTH, height=ROW_HEIGHT * rows))


def _svg(chart: alt.LayerChart) -> str:
    """Return the SVG, hidden from screen readers: the table beneath it is what they read."""
    told: dict[str, Any] = chart.configure(
        background="transparent",
        view={"stroke": None},
        axis={"labelColor": GREY, "titleColor": GREY, "gridColor": GREY, "gridOpacity": 0.25, "domainColor": GREY,
              "tickColor": GREY, "labelFontSize": 12, "titleFontSize": 12},
        legend={"labelColor": GREY, "labelFontSize": 12},
    ).to_dict()  # fmt: skip
    svg = str(vl_convert.vegalite_to_svg(told))
    return re.sub(r"<svg ", '<svg aria-hidden="true" focusable="false" ', _unlabelled(svg), count=1)


def _unlabelled(svg: str) -> str:
    """Leave out the roles of the marks: hundreds of unnamed symbols are no help to a screen reader."""
    return re.sub(r' (?:role|aria-roledescription|aria-label)="[^"]*"', "", svg)


def series_of(figures: Rows) -> list[tuple[tuple[str, str, str], list[Mapping[str, Any]]]]:
    """Return the figures by series (measure, basis, unit), each in order of its days; series are never mixed."""
    found: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for figure in figures:
        key = (figure["measure"], figure["basis"] or "", figure["unit"] or "")
        found.setdefault(key, []).append(figure)
    return [(key, sorted(rows, key=_day)) for key, rows in sorted(found.items())]


def points_of(figures: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what of a measure can be drawn: figures that are done or measured, hold, and bear a day.

    ``line`` says who counts what: points of one line may be joined.
    """
    return [
        {"day": _first_day(_day(f)), "value": f["value"], "line": _line(f)}
        for f in figures
        if f["value"] is not None and f["factuality"] == "actual" and not f["superseded_by"] and _day(f)
    ]


def _line(figure: Mapping[str, Any]) -> str:
    goods = ", ".join(figure["items"] or ()).replace("_", " ")
    return ": ".join(p for p in (figure["speaker"] or "nobody named", goods) if p)


def _day(figure: Mapping[str, Any]) -> str:
    return str(figure["as_of"] or figure["period"] or "")


def _first_day(told: str) -> str:
    """Return the first day of a date as precise as it was told."""
    quarter = re.fullmatch(r"(\d{4})-Q([1-4])", told)
    if quarter:
        return f"{quarter[1]}-{3 * int(quarter[2]) - 2:02d}-01"
    half = re.fullmatch(r"(\d{4})-H([12])", told)
    if half:
        return f"{half[1]}-{'01' if half[2] == '1' else '07'}-01"
    return (told + "-01-01")[:10] if len(told) == len("2026") else (told + "-01")[:10]
