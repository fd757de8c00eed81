"""``serve`` in a real browser, from the printed address to the listing; ``UPDATE_GOLDEN`` keeps the screenshots."""

import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.digest.chromium import browser_page
from tests.reports.conftest import TOKEN, Serving

pytestmark = pytest.mark.timeout(600)
COMMAND = str(Path(sys.executable).parent / "reewatch")
PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"

KEPT = [("overview", 1000, "dark"), ("queue", 360, "light"), ("subject", 1000, "light"), ("subject", 360, "dark")]


@contextmanager
def watched_page(serving: Serving, width: int = 1000, scheme: str = "light") -> Iterator[Any]:
    """Yield a page without script, and see that it asks no other server for anything."""
    asked: list[str] = []
    with browser_page(width, scheme) as page:
        page.on("request", lambda request: asked.append(request.url))
        yield page
    assert asked
    assert [url for url in asked if not url.startswith(f"{serving.address}/")] == []


def sign_in(page: Any, serving: Serving) -> None:
    page.goto(f"{serving.address}/sign-in?token={TOKEN}")
    page.get_by_label("Your name").fill("Ana")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Review queue").wait_for()


def decide(page: Any, act: str, why: str) -> None:
    section = page.locator(f"section[aria-labelledby=h-{act}]")
    section.get_by_label("Reason").fill(why)
    section.get_by_role("button", name=act.capitalize()).click()
    page.get_by_role("heading", name="What was changed").wait_for(timeout=60_000)


def test_an_analyst_searches_reads_corrects_and_goes_on(serving: Serving) -> None:
    """One story in one browser: search, evidence, a correction and its listing, then every other act."""
    with watched_page(serving) as page:
        page.goto(serving.address)
        page.get_by_label("Search").fill("rare earth licence")
        page.keyboard.press("Enter")
        page.locator("ol.queue a").first.click()
        assert page.locator("mark").count() >= 1
        page.get_by_role("link", name=re.compile("Confirm, correct")).click()
        page.get_by_text("Deciding needs the token").wait_for()

        sign_in(page, serving)
        page.locator("ol.queue a").first.click()
        event_id = page.url.rpartition("/")[2]
        assert page.locator("mark").count() >= 1
        page.get_by_label("title", exact=True).fill("A title that Ana gave")
        decide(page, "correct", "the sentence says so")
        assert "A title that Ana gave" in page.locator(".notice").inner_text()
        page.goto(f"{serving.address}/events")
        assert page.get_by_role("link", name="A title that Ana gave").get_attribute("href") == f"/events/{event_id}"

        page.goto(f"{serving.address}/review")
        first = page.locator("ol.queue a").first
        confirmed = first.inner_text()
        first.click()
        decide(page, "confirm", "read again")
        page.locator("a.next").click()
        assert page.locator("h1").inner_text() != confirmed
        decide(page, "reject", "no event")
        assert "Rejected" in page.locator(".notice").inner_text()

        with serving.desk.night() as night:
            one, other = next(
                (r["event_id"], c["event_id"]) for r in night.queue() for c in night.candidates(r["event_id"])
            )
        page.goto(f"{serving.address}/review/{one}")
        page.locator(f"input[value={other}]").check()
        decide(page, "merge", "one happening")
        page.locator(".notice a").first.click()
        page.locator("section[aria-labelledby=h-split] input[type=checkbox]").last.check()
        decide(page, "split", "two after all")

    listing = [COMMAND, "--data-dir", serving.root, "corrections", "--as-of", "2030-01-01T00:00:00Z", "--json"]
    done = subprocess.run(listing, capture_output=True, text=True, check=True)
    assert all(f'"act": "{act}"' in done.stdout for act in ("correct", "confirm", "reject", "merge", "split"))
    assert "A title that Ana gave" in done.stdout


def test_every_form_can_be_reached_and_sent_by_keyboard(serving: Serving) -> None:
    with watched_page(serving) as page:
        page.goto(f"{serving.address}/sign-in?token={TOKEN}")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        names = []
        for _ in range(9):
            page.keyboard.press("Tab")
            names.append(page.evaluate("document.activeElement.name || ''"))
        assert [n for n in names if n] == ["who", "token"]
        page.get_by_label("Token").press("Enter")
        page.get_by_role("heading", name="Review queue").wait_for()


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (360, "dark"), (1000, "light"), (1000, "dark")])
def test_it_fits_and_axe_finds_nothing_serious(serving: Serving, tmp_path: Path, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    where = PICTURES if os.environ.get("UPDATE_GOLDEN") else tmp_path
    with serving.desk.night() as night:
        event_id = next(r["event_id"] for r in night.queue() if 2 <= len(r["evidence"]) <= 4)
    paths = {
        "overview": "/", "events": "/events", "search": "/search?q=licence", "event": f"/events/{event_id}",
        "queue": "/review", "subject": f"/review/{event_id}", "sign-in": "/sign-in", "missing": "/nothing",
    }  # fmt: skip
    with browser_page(width, scheme, scripts=True) as page:  # axe is a script that the test brings along
        sign_in(page, serving)
        for name, path in paths.items():
            page.goto(f"{serving.address}{path}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
            assert (sum(int(c) for c in re.findall(r"\d+", ground)[:3]) < 200) is (scheme == "dark")
            found = Axe().run(page).response["violations"]
            assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == [], (
                path
            )
            if (name, width, scheme) in KEPT:
                picture = Image.open(io.BytesIO(page.screenshot(full_page=name == "subject")))
                picture.quantize(48).save(where / f"serve-{name}-{width}-{scheme}.png", optimize=True)


def test_the_command_prints_an_address_that_opens_the_queue(newsroom_root: Path, tmp_path: Path) -> None:
    import shutil

    root = tmp_path / "var"
    shutil.copytree(newsroom_root, root, symlinks=True)
    command = [COMMAND, "--data-dir", str(root), "serve", "--port", "0"]
    serving = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path)
    try:
        assert serving.stdout is not None
        read, deciding = (serving.stdout.readline().rpartition(" ")[2].strip() for _ in range(2))
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", read)
        assert (root / "serve.token").stat().st_mode & 0o777 == 0o600
        assert deciding.endswith((root / "serve.token").read_text().strip())
        with browser_page(1000, "light") as page:
            page.goto(deciding)
            page.get_by_role("button", name="Sign in").click()
            page.get_by_role("heading", name="Review queue").wait_for()
    finally:
        serving.send_signal(signal.SIGINT)
        _, said = serving.communicate(timeout=30)
    assert "Traceback" not in said
    (root / "serve.token").chmod(0o644)
    again = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd=tmp_path)
    assert again.returncode == 2
    assert "others on this machine can read the token" in again.stderr
