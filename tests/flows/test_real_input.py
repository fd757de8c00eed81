"""A night over real pages and feeds, served on loopback; skipped where the material is absent."""

import gzip
import json
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.sax.saxutils import escape

import duckdb
import pytest

from evaluation.bodies import score_bodies
from flows.nights import plan_night
from flows.running import run_night
from flows.workplace import Workplace
from reewatch.runs import RunKind
from reewatch.settings import FetchSettings, load_settings
from storage.publishing import published_path

TESTDATA = Path(__file__).resolve().parents[2].parent / "shared" / "testdata"
pytestmark = pytest.mark.skipif(not TESTDATA.exists(), reason="../shared/testdata is absent")
FEED_ENDINGS = (".xml", ".rss", ".atom", ".rdf")


def feed_files() -> list[Path]:
    return sorted(p for p in (TESTDATA / "feeds").rglob("*") if p.suffix in FEED_ENDINGS)


def page_ids() -> list[str]:
    return sorted(p.name.removesuffix(".html.gz") for p in (TESTDATA / "article-bodies").glob("*.html.gz"))


def index_of_pages() -> bytes:
    items = "".join(f"<item><title>{escape(i)}</title><link>http://pages.example/{i}</link></item>" for i in page_ids())
    return f'<rss version="2.0"><channel><title>pages</title>{items}</channel></rss>'.encode()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body, kind = self.served()
        self.send_response(200 if body is not None else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def served(self) -> tuple[bytes | None, str]:
        host, name = self.headers["Host"].partition(":")[0], self.path.strip("/")
        if host == "feeds.example" and name.isdigit():
            return feed_files()[int(name)].read_bytes(), "application/xml"
        if name == "index":
            return index_of_pages(), "application/rss+xml"
        page = TESTDATA / "article-bodies" / f"{name}.html.gz"
        return (gzip.decompress(page.read_bytes()), "text/html") if page.exists() else (None, "text/plain")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    root = tmp_path_factory.mktemp("real")
    sources = root / "sources.toml"
    tables = [
        f'[[source]]\nsource_id = "{i}"\nname = "{i}"\nurl = "{u}"\nkind = "feed"\ntier = "trade_press"\n'
        f'country = "US"\nlanguage = "en"\nfetch_pages = {p}\n'
        for i, u, p in [
            ("pages", "http://pages.example/index", "true"),
            *((f"feed-{n}", f"http://feeds.example/{n}", "false") for n in range(len(feed_files()))),
        ]
    ]
    sources.write_text("\n".join(tables))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"127.0.0.1:{server.server_address[1]}"
    fetch = FetchSettings(
        resolve={"pages.example": address, "feeds.example": address},
        spacing_seconds=0,
        host_concurrency=8,
        pages_per_host=500,
        respect_robots=False,
    )
    settings = load_settings().model_copy(update={"fetch": fetch, "baseline": "none"})
    as_of = datetime(2026, 11, 24, 5, tzinfo=UTC)
    planned = plan_night(Workplace(root), settings, kind=RunKind.NIGHTLY, as_of=as_of, sources_path=sources)
    summary = run_night(planned)
    server.shutdown()
    server.server_close()
    con = duckdb.connect(str(published_path(root)), read_only=True)
    yield summary, con
    con.close()


def test_every_page_is_stored_with_its_body(night) -> None:
    _, con = night
    truth = json.loads((TESTDATA / "article-bodies" / "ground-truth.json").read_text())
    rows = con.execute(
        "SELECT f.url, r.title, r.text FROM revisions r JOIN fetches_rows f USING (fetch_id) WHERE f.purpose = 'page'"
    ).fetchall()
    found = {url.rpartition("/")[2]: text.removeprefix(title).strip() for url, title, text in rows}
    assert set(found) == set(truth)
    scores = score_bodies((truth[i]["articleBody"], found[i]) for i in truth)
    assert scores.f1 >= 0.955


def test_no_feed_breaks_the_night(night) -> None:
    summary, _ = night
    assert len(summary.sources) == len(feed_files()) + 1
    assert {s.outcome for s in summary.sources} <= {"fetched", "empty"}
    assert [s for s in summary.sources if "reader failed" in s.detail] == []


def test_expected_item_counts_are_right(night) -> None:
    _, con = night
    counted = dict(con.execute("SELECT source_id, entry_count FROM readings_rows").fetchall())
    wrong, checked = [], 0
    for n, file in enumerate(feed_files()):
        expected = file.with_suffix(".json")
        if "translator" in file.parts and expected.exists():
            checked += 1
            items = json.loads(expected.read_text()).get("items") or []
            if counted.get(f"feed-{n}", 0) != len(items):
                wrong.append((file.name, len(items), counted.get(f"feed-{n}")))
    assert checked == 94
    assert wrong == []
