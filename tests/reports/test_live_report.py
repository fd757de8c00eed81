"""The report's pages on ``serve``: the same as in its folder, of the night that is published now."""

from pathlib import Path

import pytest

from flows.report_writing import write_pages
from reports.pages.rendering import page_at
from tests.digest.chromium import browser_page
from tests.reports.conftest import Serving


@pytest.fixture(scope="module")
def folder(serving: Serving, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    with serving.desk.night() as night:
        write_pages(night.report(), folder)
    return folder


def test_every_page_is_the_one_of_the_folder(serving: Serving, folder: Path) -> None:
    client = serving.client()
    pages = [p for p in folder.rglob("*") if p.is_file() and p.parent.name != "events"]
    pages += sorted((folder / "events").iterdir())[:5]
    assert len(pages) > 20
    for page in pages:
        answer = client.get(f"/report/{page.relative_to(folder)}")
        assert answer.status_code == 200, page
        assert answer.text == page.read_text(encoding="utf-8")


def test_it_has_a_door_of_its_own(serving: Serving) -> None:
    for path in ("/report", "/report/"):
        assert serving.client().get(path).headers["location"] == "/report/index.html"


@pytest.mark.parametrize(
    "path",
    ["nothing.html", "../index.html", "..%2f..%2fetc%2fpasswd", "%2e%2e/serve.token", "events/evt-0.html", "events/",
     "indicators/..%2findex.html", "a/b/c.html", "index.html%00", "report.css.html"],
)  # fmt: skip
def test_a_path_that_is_no_page_is_refused(serving: Serving, path: str) -> None:
    assert serving.client().get(f"/report/{path}").status_code in (400, 404)


def test_a_decision_shows_at_once(serving: Serving) -> None:
    with serving.desk.night() as night:
        before = night.run_id
        event_id = night.queue()[0]["event_id"]
    client = serving.signed_in()
    assert client.get(f"/report/events/{event_id}.html").status_code == 200
    form = client.get(f"/review/{event_id}")
    assert form.status_code == 200
    from tests.reports.pages import form_of

    action = f"/review/{event_id}/reject"
    sent = form_of(form, action) | {"why": ["it is none"]}
    assert client.post(action, data=sent).status_code == 303
    with serving.desk.night() as night:
        assert night.run_id != before
        assert page_at(night.report(), f"events/{event_id}.html") is None
    assert client.get(f"/report/events/{event_id}.html").status_code == 404
    assert before not in client.get("/report/index.html").text


def test_charts_styles_and_filters_work_under_the_policy(serving: Serving) -> None:
    troubles: list[str] = []
    with browser_page(900, "light", scripts=True) as page:
        page.on("console", lambda m: troubles.append(f"{m.text} {m.location['url']}") if m.type == "error" else None)
        page.goto(f"{serving.address}/report/instruments.html")
        assert page.locator("svg").count() == 1
        assert page.evaluate("getComputedStyle(document.querySelector('table')).borderCollapse") == "collapse"
        page.goto(f"{serving.address}/report/changes.html")
        page.get_by_label("Words").fill("suspended")
        assert page.locator("tbody tr:visible").count() < page.locator("tbody tr").count()
    assert [t for t in troubles if not t.endswith("/favicon.ico")] == []
