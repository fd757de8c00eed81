"""Hostile requests are refused with the right status, and change nothing in store or ledger."""

import hashlib
import http.client
import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from reports.serving.sessions import Doorkeeper
from storage.connection import open_store
from tests.reports.conftest import TOKEN, Serving
from tests.reports.pages import form_of


@pytest.fixture(scope="module")
def event_id(serving: Serving) -> str:
    with serving.desk.night() as night:
        return night.queue()[0]["event_id"]


def state_of(root: Path) -> dict[str, object]:
    """Return what must stay as it is: every row of the store, the ledger's bytes, the published copy's name."""
    con = open_store(root / "store.duckdb", read_only=True)
    try:
        tables = [r[0] for r in con.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()]
        rows = {
            t: con.execute(f"SELECT count(*), bit_xor(hash(COLUMNS(*)::VARCHAR)) FROM {t}").fetchall() for t in tables
        }
    finally:
        con.close()
    ledger = root / "ledger.duckdb"
    kept = hashlib.sha256(ledger.read_bytes()).hexdigest() if ledger.exists() else ""
    return {"rows": rows, "ledger": kept, "published": (root / "published" / "current").resolve().name}


@pytest.fixture(autouse=True)
def unchanged(serving: Serving) -> Iterator[None]:
    before = state_of(serving.root)
    yield
    assert state_of(serving.root) == before


def refused(answer: httpx.Response, status: int) -> None:
    assert answer.status_code == status, answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


@pytest.fixture(scope="module")
def rejecting(serving: Serving, event_id: str) -> tuple[httpx.Client, str, dict[str, list[str]]]:
    """Return a browser that is signed in, and a form that would reject an event, were it sent as it is."""
    client, action = serving.signed_in(), f"/review/{event_id}/reject"
    form = form_of(client.get(f"/review/{event_id}"), action)
    return client, action, form | {"why": ["to see whether it goes through"]}


def test_deciding_needs_the_token(serving: Serving, event_id: str, rejecting) -> None:
    _, action, form = rejecting
    client = serving.client()
    for path in ("/review", f"/review/{event_id}", "/review/done/cor-0123456789abcdef"):
        refused(client.get(path), 401)
    refused(client.post(action, data=form), 401)
    for headers in ({"Authorization": f"Bearer {TOKEN}"}, {"X-Token": TOKEN}, {"Cookie": f"reewatch_session={TOKEN}"}):
        refused(client.post(action, data=form, headers=headers), 401)
    refused(client.post(f"{action}?token={TOKEN}", data=form | {"token": TOKEN}), 401)


@pytest.mark.parametrize("token", ["", "x", TOKEN[:-1], TOKEN + "x", TOKEN.upper(), "é" * 40, "\0"])
def test_another_token_opens_nothing(serving: Serving, token: str) -> None:
    answer = serving.client().post("/sign-in", data={"token": token, "who": "Mallory"})
    refused(answer, 400 if token == "\0" else 401)
    assert "set-cookie" not in answer.headers


def test_an_old_session_opens_nothing_more(serving: Serving) -> None:
    seconds = [0.0]
    doorkeeper = Doorkeeper(TOKEN, clock=lambda: seconds[0])
    session_id = doorkeeper.admit("Ana")
    assert doorkeeper.session(session_id) is not None
    seconds[0] = 12 * 3600 + 1
    assert doorkeeper.session(session_id) is None
    assert doorkeeper.sessions == {}
    client = serving.signed_in()
    cookie = client.cookies["reewatch_session"]
    csrf = form_of(client.get("/review"), "/sign-out")
    assert client.post("/sign-out", data=csrf).status_code == 303
    refused(serving.client(Cookie=f"reewatch_session={cookie}").get("/review"), 401)


def test_the_session_is_kept_from_scripts_and_other_sites(serving: Serving) -> None:
    answer = serving.client().post("/sign-in", data={"token": TOKEN, "who": "Ana"})
    cookie = answer.headers["set-cookie"].lower()
    assert all(part in cookie for part in ("httponly", "samesite=strict", "path=/"))
    assert TOKEN not in answer.headers["set-cookie"] + answer.headers["location"]


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_server(serving: Serving, target: str) -> None:
    answer = serving.client().post("/sign-in", data={"token": TOKEN, "who": "Ana", "next": target})
    assert answer.headers["location"] == "/review"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1"},  # another port is another server
        {"Origin": "http://localhost:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_of_another_site_is_refused(rejecting, headers: dict[str, str]) -> None:
    client, action, form = rejecting
    refused(client.post(action, data=form, headers=headers), 403)


def test_a_form_without_an_origin_is_refused(serving: Serving, rejecting) -> None:
    client, action, form = rejecting
    with httpx.Client(base_url=serving.address, cookies=client.cookies) as plain:
        refused(plain.post(action, data=form), 403)


@pytest.mark.parametrize("csrf", [None, "", "x", "é"])
def test_a_form_that_was_not_drawn_for_the_session_is_refused(rejecting, csrf: str | None) -> None:
    client, action, form = rejecting
    told = {k: v for k, v in form.items() if k != "csrf"} | ({} if csrf is None else {"csrf": csrf})
    refused(client.post(action, data=told), 403)


def test_the_form_of_another_session_is_refused(serving: Serving, rejecting) -> None:
    _, action, form = rejecting
    refused(serving.signed_in("Bo").post(action, data=form), 403)


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "", "user@127.0.0.1", "127.0.0.1/x"]
)
def test_another_host_is_not_answered(serving: Serving, host: str) -> None:
    refused(serving.client(Host=host).get("/review"), 421)


def raw(serving: Serving, request: bytes) -> bytes:
    """Send bytes and return the answer's first line and what follows it, until the server hangs up."""
    with socket.create_connection(("127.0.0.1", urlsplit(serving.address).port), timeout=20) as line:
        line.sendall(request)
        line.shutdown(socket.SHUT_WR)
        pieces = []
        while piece := line.recv(65536):
            pieces.append(piece)
    return b"".join(pieces)


HOST = b"Host: 127.0.0.1\r\n"


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET / HTTP/1.1\r\n" + HOST + HOST + b"\r\n", b"400"),  # two hosts
        (b"GET / HTTP/1.1\r\n\r\n", b"400"),  # none
        (b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"x" * 20_000 + b"\r\n\r\n", b"431"),
        (b"GET /" + b"x" * 3000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", b"414"),
        (b"GET /a\0b HTTP/1.1\r\n" + HOST + b"\r\n", b"400"),
        (b"nonsense\r\n\r\n", b"400"),
        (b"POST /sign-in HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n", b"400"),
        (b"POST /sign-in HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", b"400"),
        (b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", b"421"),
    ],
)
def test_a_request_that_is_none_is_refused(serving: Serving, request_: bytes, status: bytes) -> None:
    assert raw(serving, request_).split(b" ")[1] == status


@pytest.mark.parametrize(
    "path",
    [
        "/events/../../etc/passwd",
        "/events/..%2f..%2fetc%2fpasswd",
        "/events/%2e%2e/%2e%2e/etc/passwd",
        "/static/../sessions.py",
        "/static/..%2fsessions.py",
        "/static/%2e%2e%2fsessions.py",
        "/..%5c..%5cetc%5cpasswd",
        "/review/evt-0000000000000000'%20OR%201=1--",
        "/review/evt-0000000000000000%00",
        "/review/..%2f..%2fstore.duckdb",
        "/review/evt-zzzz",
        "/review/done/cor-'",
        "/store.duckdb",
        "/serve.token",
        "/.git/config",
        "/events/evt-0000000000000000';DROP TABLE events_rows;--.html",
    ],
)
def test_a_path_reaches_nothing_but_pages(serving: Serving, path: str) -> None:
    client = serving.signed_in()
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(serving.address).port, timeout=20)  # as it stands
    try:
        cookie = f"reewatch_session={client.cookies['reewatch_session']}"
        connection.putrequest("GET", path.replace(" ", "%20"))
        connection.putheader("Cookie", cookie)
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    assert answer.status in (400, 404), body
    assert b"root:" not in body
    assert b"secrets" not in body


def test_a_body_that_is_too_large_is_refused(rejecting) -> None:
    client, action, _ = rejecting
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    big = b"why=" + b"x" * 10_000_000

    def pieces() -> Iterator[bytes]:
        for _ in range(160):
            yield b"x" * 65_536

    for content in (big, pieces()):  # with its length told, and in chunks without
        with client.stream("POST", action, content=content, headers=form) as answer:
            assert answer.status_code == 413  # told before all of it was sent; the page itself may be cut off
    refused(client.get("/review"), 200)


def test_a_form_of_ten_thousand_fields_is_refused(rejecting) -> None:
    client, action, form = rejecting
    many = "&".join(["f="] * 10_000)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    refused(client.post(action, content=many, headers=headers), 400)
    refused(client.post(action, data=form, headers={"Content-Type": "application/json"}), 415)
    refused(client.post(action, data=form, files={"why": ("a.txt", b"x")}), 415)


@pytest.mark.parametrize("why", ["a\0b", "\x1b[31m", "\u202e", "", " ", "x" * 2001])
def test_a_reason_that_nobody_types_is_refused(rejecting, why: str) -> None:
    client, action, form = rejecting
    refused(client.post(action, data=form | {"why": why}), 422 if why.strip() == "" or len(why) > 2000 else 400)


def test_bytes_that_are_no_text_are_refused(rejecting) -> None:
    client, action, form = rejecting
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    refused(client.post(action, content=f"csrf={form['csrf'][0]}&why=%ff%fe", headers=headers), 400)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "POST"])
def test_a_method_that_a_page_does_not_take_is_refused(serving: Serving, method: str) -> None:
    for path in ("/review", "/search", "/"):
        refused(serving.client().request(method, path), 405)
    refused(serving.client().get("/sign-out"), 405)  # what changes anything is never asked by GET
    refused(serving.signed_in().get("/review/evt-0000000000000000/reject"), 405)


@pytest.mark.parametrize(
    "changed",
    [
        {"f.type": "'; DROP TABLE events; --"},
        {"f.factuality": "maybe"},
        {"f.type": ""},
        {"f.valid_to": "next week"},
        {"f.stage": ["mining", "../../etc"]},
        {"f.title": "x" * 501},
        {"f.quantities.0.role": "", "f.quantities.0.value": "3"},
        {"f.quantities.0.role": "amount", "f.quantities.0.value": "1e999"},
        {"f.dates.0.role": "someday", "f.dates.0.value": "2026"},
        {"drawn": "[]"},
        {"drawn": "{"},
        {"drawn": json.dumps({"origins": "9", "event_id": "x"}), "f.origins": "7"},  # counted, not told
        {},
    ],
)
def test_a_value_that_no_field_holds_is_refused(serving: Serving, event_id: str, changed: dict[str, object]) -> None:
    client, action = serving.signed_in(), f"/review/{event_id}/correct"
    form = form_of(client.get(f"/review/{event_id}"), action)
    refused(client.post(action, data=form | {"why": "to see"} | changed), 422)


@pytest.mark.parametrize(
    ("act", "told", "status"),
    [
        ("merge", {"other_id": "evt-0000000000000000"}, 422),
        ("merge", {"other_id": "' OR 1=1 --"}, 422),
        ("merge", {}, 422),
        ("split", {"mention": "men-0000000000000000"}, 422),
        ("split", {}, 422),
        ("drop", {}, 404),
        ("confirm", {"seen": "seen-0000000000000000"}, 409),
        ("confirm", {"seen": ""}, 409),
    ],
)
def test_an_act_that_cannot_be_carried_out_is_refused(serving: Serving, event_id: str, act, told, status) -> None:
    client = serving.signed_in()
    page = client.get(f"/review/{event_id}")
    form = form_of(page, f"/review/{event_id}/confirm") | {"why": "to see"}
    refused(client.post(f"/review/{event_id}/{act}", data=form | told), status)


def test_who_dawdles_is_hung_up_on(serving: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    from reports.serving import connections
    from reports.serving.guards import Limits

    monkeypatch.setattr(connections, "LIMITS", Limits(head_seconds=0.3))
    with socket.create_connection(("127.0.0.1", urlsplit(serving.address).port), timeout=20) as line:
        line.sendall(b"GET / HTTP/1.1\r\n" + HOST)
        started = time.monotonic()
        assert line.recv(100) == b""
        assert time.monotonic() - started < 10
