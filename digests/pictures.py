"""The picture of a series: a small PNG that reads on white and on black, and the same in words."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from digests.wording import clean, number, shown_day
from reewatch.digest.contents import Point, Series

#: Pixels; shown at half of it, so that it is sharp on a phone. Drawn larger still, for smooth edges.
WIDTH, HEIGHT, OVERSAMPLING = 1040, 260, 2
LEFT, RIGHT, TOP, BOTTOM = 24, 150, 34, 66
#: Greys and a blue of contrast 4 and more against both white and #14181d: dark mode turns no picture around.
GREY, BLUE = (118, 124, 132, 255), (52, 126, 196, 255)
MOST_IN_WORDS = 6

Place = tuple[float, float]


def series_in_words(series: Series, language: str) -> str:
    """Return the latest points in words: what is measured, each value with its day and speaker."""
    shown = series.points[-MOST_IN_WORDS:]
    earlier = len(series.points) - len(shown)
    points = "; ".join(_point_in_words(p, language) for p in shown)
    before = f"{earlier} earlier; " if earlier else ""
    unit = f" in {series.unit}" if series.unit else ""
    return clean(f"{series.measure}{unit}: {before}{points}")


def _point_in_words(point: Point, language: str) -> str:
    who = f", {point.speaker}" if point.speaker else ""
    return f"{number(point.value, language)} ({shown_day(point.day.isoformat(), language)}{who})"


def draw_series(series: Series, language: str) -> bytes:
    """Return the PNG of a series; the same series gives the same bytes."""
    scale = OVERSAMPLING
    image = Image.new("RGBA", (WIDTH * scale, HEIGHT * scale), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    places = [(x * scale, y * scale) for x, y in _places(series.points)]
    floor = (HEIGHT - BOTTOM) * scale
    draw.line([(LEFT * scale, floor), ((WIDTH - RIGHT) * scale, floor)], fill=GREY, width=2 * scale)
    draw.line(places, fill=BLUE, width=5 * scale, joint="curve")
    for x, y in places:
        _dot(draw, x, y, 7 * scale)
    _dot(draw, *places[-1], 11 * scale)
    _write(draw, series, places[-1], language, scale)
    small = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.quantize(64, method=Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _places(points: Sequence[Point]) -> list[Place]:
    days = [p.day.toordinal() for p in points]
    values = [p.value for p in points]
    width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    span, low = max(days) - min(days) or 1, min(0.0, *values)
    reach = max(values) - low or 1.0
    return [
        (LEFT + width * (day - min(days)) / span, TOP + height * (1 - (value - low) / reach))
        for day, value in zip(days, values, strict=True)
    ]


def _dot(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float) -> None:
    draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=BLUE)


def _write(draw: ImageDraw.ImageDraw, series: Series, last: Place, language: str, scale: int) -> None:
    """Write the last value beside its dot, and the first and the last year and month below."""
    large, small = ImageFont.load_default(52 * scale), ImageFont.load_default(36 * scale)
    draw.text((last[0] + 22 * scale, last[1]), number(series.points[-1].value, language), BLUE, large, anchor="lm")
    below = (HEIGHT - BOTTOM + 14) * scale
    first, end = (p.day.isoformat()[:7] for p in (series.points[0], series.points[-1]))
    draw.text((LEFT * scale, below), first, GREY, small)
    draw.text(((WIDTH - RIGHT) * scale, below), end, GREY, small, anchor="ra")
