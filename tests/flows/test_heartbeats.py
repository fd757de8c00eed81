"""Signs of life: a file, and an address that is asked; neither fails a run, and none tells the address."""

import http.server
import json
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from flows.heartbeats import beat, read_heartbeats

NOW = datetime(2026, 11, 1, 6, tzinfo=UTC)
NOBODY = SecretStr("")


@pytest.fixture
def watcher():
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200 if self.path == "/alive" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_good_run_is_kept_and_told(tmp_path: Path, watcher) -> None:
    url, asked = watcher
    path = tmp_path / "var" / "heartbeat.json"
    assert beat(path, "nightly", NOW, SecretStr(f"{url}/alive")) == ""
    assert beat(path, "digests", NOW.replace(hour=7), NOBODY) == ""
    assert asked == ["/alive"]
    assert read_heartbeats(path) == {"nightly": NOW, "digests": NOW.replace(hour=7)}
    assert json.loads(path.read_text())["nightly"] == "2026-11-01T06:00:00Z"


def test_an_address_that_fails_fails_nothing_and_is_not_repeated(tmp_path: Path, watcher) -> None:
    path = tmp_path / "heartbeat.json"
    told = [
        beat(path, "nightly", NOW, SecretStr(address))
        for address in (f"{watcher[0]}/secret-path", "http://127.0.0.1:9/secret-path", "http://[secret-path")
    ]
    assert told[0] == "the heartbeat address answered 404"
    assert all(t.startswith("the heartbeat address") for t in told)
    assert "secret-path" not in " ".join(told)
    assert read_heartbeats(path) == {"nightly": NOW}


@pytest.mark.parametrize("damaged", ["", "[1]", '{"nightly": "soon"}', "\x00"])
def test_a_damaged_file_counts_as_none(tmp_path: Path, damaged: str) -> None:
    path = tmp_path / "heartbeat.json"
    path.write_text(damaged)
    assert read_heartbeats(path) == {}
    beat(path, "nightly", NOW, NOBODY)
    assert read_heartbeats(path) == {"nightly": NOW}
