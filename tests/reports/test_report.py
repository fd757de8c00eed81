"""The report over the played newsroom: whole, linked, inert, readable by everyone, and swapped in at once."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from flows.report_writing import read_contents, refresh_report, write_pages, write_report
from flows.workplace import Workplace
from reewatch.framework import load_framework
from reewatch.observations.wording import figure_in_words
from reports.pages.charts import points_of
from reports.pages.contents import Contents
from reports.pages.rendering import pages, timeline_bars
from storage.connection import connect
from storage.publishing import published_path
from tests.digest.chromium import browser_page

ROOT = Path(__file__).resolve().parents[2]
FRAMEWORK = load_framework(ROOT / "framework")
HOSTILE = json.loads((ROOT / "tests" / "digest" / "hostile.json").read_text(encoding="utf-8"))
KINDS = (
    "index.html", "indicators/permit-approvals.html", "instruments.html", "promises.html", "claims.html",
    "changes.html", "events.html", "sources.html", "{event}",
)  # fmt: skip
OURS = {
    "main",
    "p",
    "code",
    "h1",
    "h2",
    "h3",
    "dl",
    "dt",
    "dd",
    "div",
    "article",
    "small",
    "a",
    "blockquote",
    "mark",
    "footer",
}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def contents(newsroom_root: Path) -> Contents:
    con = connect(published_path(newsroom_root), read_only=True)
    try:
        return read_contents(con, FRAMEWORK)
    finally:
        con.close()


@pytest.fixture(scope="module")
def folder(contents: Contents, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    write_pages(contents, folder)
    return folder


def an_event(contents: Contents) -> str:
    return f"events/{contents.sentences[0]['event_id']}.html"


def test_every_link_leads_somewhere(folder: Path) -> None:
    found = 0
    for page in folder.rglob("*.html"):
        for address in re.findall(r'(?:href|src)="([^"]*)"', page.read_text(encoding="utf-8")):
            found += 1
            if not re.match(r"https?://", address):
                assert address.startswith("#") or (page.parent / unescape(address)).resolve().is_file(), (page, address)
    assert found > 500


def test_nothing_but_links_points_outside(folder: Path) -> None:
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert re.findall(r'(?:src|action|srcset|data)="(?:https?:)?//', text) == []
        assert re.findall(r"url\(|@import", text) == []


def test_the_same_night_gives_the_same_pages(contents: Contents) -> None:
    assert list(pages(contents)) == list(pages(contents))


def test_each_sentence_of_an_event_is_marked_in_its_text(contents: Contents, folder: Path) -> None:
    for row in contents.sentences:
        page = unescape((folder / f"events/{row['event_id']}.html").read_text(encoding="utf-8"))
        assert f"{row['before']}<mark>{row['sentence']}</mark>{row['after']}" in page


@pytest.mark.parametrize("payload", HOSTILE[::12], ids=str)
def test_what_is_hostile_is_only_text(contents: Contents, payload: str) -> None:
    event = {n: payload if isinstance(v, str) and n != "event_id" else v for n, v in contents.events[0].items()}
    row = {n: payload if isinstance(v, str) and n != "event_id" else v for n, v in contents.sentences[0].items()}
    row["event_id"] = event["event_id"]
    told = dict(pages(replace(contents, events=[event], sentences=[row], indicators=[])))
    page = told[f"events/{event['event_id']}.html"]
    assert page.count("<script") == 1
    body = page[page.index("<main") :]
    assert (
        re.findall(
            r"<(?!/?(?:main|p|code|h[1-3]|dl|dt|dd|div|article|small|a|blockquote|mark|footer|body|html)\b)\w", body
        )
        == []
    )
    assert re.findall(r'href="(?!https?://|\.\./)', body) == []


def test_two_bodies_counts_are_no_series() -> None:
    figure = {"as_of": "2025-09", "period": None, "value": 140.0, "factuality": "actual", "superseded_by": None}
    rows = [figure | {"speaker": s, "items": i} for s, i in (("EU Chamber", []), ("EU", []), ("EU", ["magnets"]))]
    assert len({p["line"] for p in points_of(rows)}) == 3
    assert points_of([rows[0] | {"factuality": "proposed"}, rows[0] | {"superseded_by": "obs-1"}]) == []


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        ({"bound": "at_least", "value": 50.0, "unit": "percent"}, "at least 50 percent"),
        ({"bound": "range", "value": None, "low": 700.0, "high": 1000.0, "unit": "USD/kg"}, "700 to 1,000 USD/kg"),
        (
            {"bound": None, "value": None, "low": None, "high": None, "value_text": "case_by_case", "unit": None},
            "case by case",
        ),
        ({"bound": "exact", "value": 2000.0, "unit": "count"}, "2,000"),
    ],
)
def test_figures_are_read_in_words(figure: dict[str, Any], told: str) -> None:
    assert figure_in_words(figure) == told


def test_bars_of_the_timeline_reach_a_year_past_today() -> None:
    row = {"instrument_id": "CN-1", "part": None, "status": "in_force", "valid_from": "2020-01-01", "valid_to": None}
    assert timeline_bars([row], "2026-11-11") == [
        {"text": "CN-1", "status": "in_force", "start": "2024-01-01", "end": "2027-11-11"}
    ]
    assert timeline_bars([row | {"valid_to": "2020-02-01"}], "2026-11-11") == []


def test_it_is_swapped_in_whole_and_the_older_one_goes(newsroom_root: Path, tmp_path: Path) -> None:
    (tmp_path / "published").symlink_to(newsroom_root / "published")
    (tmp_path / "reports" / "run-old").mkdir(parents=True)
    left = tmp_path / "reports" / ".run-x.building"
    left.mkdir()
    page = write_report(Workplace(tmp_path), FRAMEWORK) / "index.html"
    assert "Where things stand" in page.read_text(encoding="utf-8")
    assert [p.name for p in (tmp_path / "reports").iterdir()] == [published_path(newsroom_root).parent.name]


def test_a_trouble_is_told_and_fails_nothing(newsroom_root: Path, tmp_path: Path) -> None:
    (tmp_path / "published").symlink_to(newsroom_root / "published")
    (tmp_path / "reports").write_text("in the way")
    assert "not brought up to date" in refresh_report(Workplace(tmp_path), FRAMEWORK)
    assert refresh_report(Workplace(tmp_path / "empty"), FRAMEWORK) == ""


@pytest.fixture(scope="module", params=[(1200, "light"), (360, "dark")], ids=["wide-light", "phone-dark"])
def browser(request) -> Iterator[Any]:
    width, scheme = request.param
    with browser_page(width, scheme, scripts=True) as page:
        yield page


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_opens_from_its_file_for_everyone(browser: Any, folder: Path, contents: Contents, kind: str) -> None:
    asked: list[str] = []
    browser.on("request", lambda r: asked.append(r.url))
    browser.goto((folder / kind.format(event=an_event(contents))).as_uri())
    assert asked
    assert all(a.startswith("file://") for a in asked)
    assert browser.evaluate(SIDEWAYS) <= 0
    violations = Axe().run(browser).response["violations"]
    assert [v["id"] for v in violations if v["impact"] in ("serious", "critical")] == []


def test_filters_work_by_keyboard_and_stand_in_the_address(browser: Any, folder: Path) -> None:
    browser.goto((folder / "changes.html").as_uri())
    everything = browser.locator("tbody tr:visible").count()
    browser.get_by_label("Words").focus()
    browser.keyboard.type("suspended")
    shown = browser.locator("tbody tr:visible")
    assert 0 < shown.count() < everything
    assert all("suspended" in t.lower() for t in shown.all_inner_texts())
    assert f"{shown.count()} of {everything} rows" in browser.get_by_role("status").inner_text()
    address = browser.url
    assert "words=suspended" in address
    browser.goto("about:blank")
    browser.goto(address)
    assert browser.locator("tbody tr:visible").count() == shown.count() < everything
    browser.keyboard.press("Tab")
    assert browser.evaluate("document.activeElement.textContent") == "Skip to the content"


def test_without_a_script_everything_is_there(browser: Any, folder: Path, contents: Contents) -> None:
    context = browser.context.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "changes.html").as_uri())
    assert page.locator("tbody tr:visible").count() == len(contents.changes)
    assert page.locator("form").is_hidden()
    context.close()


def test_the_page_is_dark_where_people_like_it_dark(browser: Any, folder: Path) -> None:
    browser.goto((folder / "index.html").as_uri())
    dark = browser.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    ground = browser.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == ("rgb(20, 23, 27)" if dark else "rgb(255, 255, 255)")
