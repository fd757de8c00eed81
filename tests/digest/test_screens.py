"""The mail in a real browser: no wider than a phone, legible in the dark; `make golden` keeps the screenshots."""

import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from cli.telling import page_of
from flows.digest_sections import Desk
from flows.digesting import compose_preview
from tests.digest.chromium import browser_page
from tests.digest.conftest import NEWSROOM
from tests.digest.test_mail import subscriber

pytestmark = pytest.mark.timeout(900)
PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
#: The night on which the most moved, with a series.
NIGHT = NEWSROOM.nights[9].as_of + timedelta(hours=3)
#: WCAG 2, 1.4.3: of text that is no larger than usual.
LEAST_CONTRAST = 4.5
#: Elements whose own text is drawn, with its colour and that of the nearest coloured ground.
COLOURS = """() => [...document.querySelectorAll('p, h1, h2, span, strong, a, td')]
  .filter(e => e.innerText.trim()).map(e => {
    const clear = g => getComputedStyle(g).backgroundColor === 'rgba(0, 0, 0, 0)';
    let ground = e;
    while (ground && clear(ground)) ground = ground.parentElement;
    return [getComputedStyle(e).color, getComputedStyle(ground || document.body).backgroundColor]})"""


def luminance(colour: str) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(c) / 255) for c in colour.strip("rgb()").split(",")[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 800])
def test_it_fits_and_can_be_read(desk: Desk, tmp_path, width: int, scheme: str) -> None:
    html = page_of(compose_preview(desk, {}, subscriber(), NIGHT))
    with browser_page(width, scheme, scripts=True) as page:
        page.set_content(html)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        pairs = {tuple(p) for p in page.evaluate(COLOURS)}
        assert len(pairs) >= 3
        assert [p for p in pairs if contrast(*p) < LEAST_CONTRAST] == []
        ground = luminance(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        assert (ground < 0.1) is (scheme == "dark")
        assert page.evaluate("document.images.length") >= 1
        assert page.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 0)")
        picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    where = PICTURES if os.environ.get("UPDATE_GOLDEN") else tmp_path
    picture.quantize(32).save(where / f"digest-{width}-{scheme}.png", optimize=True)
