"""Webhooks through the outbox, against a real HTTP server: what it answers decides; no log shows its address."""

import http.server
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.delivering import DeliveryReport, deliver, enqueue
from flows.workplace import Workplace
from reewatch.deliveries import DeliveryState, Outgoing, delivery_id
from reewatch.settings import SmtpSettings
from storage.connection import open_ledger
from storage.outbox import delivery_history

NOW = datetime(2026, 11, 1, 6, tzinfo=UTC)
PATIENCE = SmtpSettings(timeout_seconds=0.5)


class Hook:
    """Answers with ``status`` (0: not at all) and keeps what it was given."""

    def __init__(self) -> None:
        self.status, self.given = 200, []
        hook = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hook.given.append((self.path, dict(self.headers), body))
                if hook.status == 0:
                    time.sleep(1)
                self.send_response(hook.status or 200)
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hooks/secret-path"


@pytest.fixture
def hook():
    standing = Hook()
    thread = threading.Thread(target=standing.server.serve_forever)
    thread.start()
    yield standing
    standing.server.shutdown()
    standing.server.server_close()
    thread.join()


def outgoing(url: str) -> Outgoing:
    return Outgoing(
        subscriber="chat",
        recipient=url,
        kind="alert",
        period="run-1",
        content_key="c",
        subject="s",
        message=b'{"a": 1}',
    )


def send(root: Path, url: str, **more: object) -> tuple[DeliveryReport, str]:
    place = Workplace(root)
    con = open_ledger(place.ledger)
    enqueue(con, [outgoing(url)], [], NOW)
    con.close()
    report = deliver(place, PATIENCE, lambda: NOW, **more)
    con = open_ledger(place.ledger)
    log = " ".join(str(r["detail"]) for r in delivery_history(con, delivery_id(outgoing(url))))
    con.close()
    return report, log


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (204, DeliveryState.SENT),
        (301, DeliveryState.REFUSED),  # a signed body follows no redirect
        (404, DeliveryState.REFUSED),
        (429, DeliveryState.QUEUED),
        (503, DeliveryState.QUEUED),
        (0, DeliveryState.UNCERTAIN),
    ],
)
def test_what_a_webhook_answers_decides(tmp_path: Path, hook: Hook, status: int, state: DeliveryState) -> None:
    hook.status = status
    report, log = send(tmp_path, hook.url)
    assert [d.state for d in report.deliveries] == [state]
    assert len(hook.given) == 1
    assert "secret-path" not in log


def test_a_webhook_gets_the_body_signed_and_the_delivery_as_key(tmp_path: Path, hook: Hook) -> None:
    report, _ = send(tmp_path, hook.url, sign=lambda o, now: {"X-Signed": f"{len(o.message)} at {now:%H:%M}"})
    path, headers, body = hook.given[0]
    assert (path, body) == ("/hooks/secret-path", b'{"a": 1}')
    assert headers["X-Signed"] == "8 at 06:00"
    assert headers["Idempotency-Key"] == report.deliveries[0].delivery_id
    assert headers["Content-Type"] == "application/json"


def test_a_webhook_that_nobody_serves_stays_queued_without_mail_settings(tmp_path: Path) -> None:
    report, log = send(tmp_path, "http://127.0.0.1:9/hooks/secret-path")
    assert [d.state for d in report.deliveries] == [DeliveryState.QUEUED]
    assert report.trouble == ""
    assert "ConnectError" in log
    assert "secret-path" not in log
