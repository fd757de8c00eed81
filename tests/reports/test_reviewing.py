"""Decisions on the pages: the same corrections as the command's, seen at once in the listings and the copy."""

import fcntl
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from storage.connection import connect, open_ledger
from storage.corrections import acts_until
from storage.listings import list_events
from storage.publishing import published_path
from tests.reports.conftest import Serving
from tests.reports.pages import form_of, send, soup

COMMAND = str(Path(sys.executable).parent / "reewatch")


def events_of(serving: Serving) -> dict[str, dict[str, Any]]:
    """Return the events as the published copy has them."""
    con = connect(published_path(serving.root), read_only=True)
    try:
        return {e["event_id"]: e for e in list_events(con, serving.desk.now())}
    finally:
        con.close()


def queued(serving: Serving) -> list[str]:
    with serving.desk.night() as night:
        return [r["event_id"] for r in night.queue()]


def decide(client: httpx.Client, subject: str, act: str, **told: Any) -> httpx.Response:
    action = f"/review/{subject}/{act}"
    form = form_of(client.get(f"/review/{subject}"), action)
    return send(client, action, form, **({"why": "read again"} | told))


def followed(client: httpx.Client, answer: httpx.Response) -> str:
    assert answer.status_code == 303, answer.text
    page = client.get(answer.headers["location"])
    assert page.status_code == 200
    return soup(page).get_text(" ", strip=True)


def test_a_form_that_nobody_touched_changes_nothing(serving: Serving) -> None:
    client = serving.signed_in()
    for event_id in queued(serving)[:8]:
        answer = decide(client, event_id, "correct")
        assert answer.status_code == 422, answer.text
        assert "nothing to correct" in answer.text


def test_a_correction_is_in_the_listing_the_trail_and_the_ledger(serving: Serving) -> None:
    client, event_id = serving.signed_in("Ana"), queued(serving)[0]
    was = events_of(serving)[event_id]
    rung = "framework" if was["commitment"] != "framework" else "binding"
    told = {
        "f.commitment": rung,
        "f.valid_to": "2027-03",
        "f.dates.29.role": "deadline",
        "f.dates.29.value": "2027-02-01",
    }
    page = followed(client, decide(client, event_id, "correct", **told))
    assert f"{was['commitment']} → {rung}" in page
    assert "Next" in page
    now = events_of(serving)[event_id]
    assert (now["commitment"], now["valid_to"]) == (rung, "2027-03")
    assert {"deadline", *(d["role"] for d in was["dates"])} <= {d["role"] for d in now["dates"]}
    assert event_id not in queued(serving)
    assert "2027-03" in client.get(f"/events/{event_id}").text
    listing = [COMMAND, "--data-dir", serving.root, "corrections", "--json", "--as-of", "2030-01-01T00:00:00Z"]
    done = subprocess.run(listing, capture_output=True, text=True, check=True)
    trail = {r["field"]: r for r in json.loads(done.stdout) if r["subject_id"] == event_id}
    assert set(trail) == {"commitment", "valid_to", "dates"}
    assert {(r["act"], r["who"], r["why"]) for r in trail.values()} == {("correct", "Ana", "read again")}
    ledger = open_ledger(serving.root / "ledger.duckdb", read_only=True)
    try:
        kept = {a.field for a in acts_until(ledger, serving.desk.now()) if a.subject_id == event_id}
    finally:
        ledger.close()
    assert kept == set(trail)


def test_a_confirmed_event_leaves_the_queue_and_is_what_it_was(serving: Serving) -> None:
    client, event_id = serving.signed_in(), queued(serving)[0]
    was = events_of(serving)[event_id]
    assert "Confirmed" in followed(client, decide(client, event_id, "confirm"))
    assert event_id not in queued(serving)
    assert events_of(serving)[event_id] == was


def test_what_is_rejected_is_listed_no_more(serving: Serving) -> None:
    client, event_id = serving.signed_in(), queued(serving)[0]
    assert "Rejected" in followed(client, decide(client, event_id, "reject"))
    assert event_id not in events_of(serving)
    page = client.get(f"/review/{event_id}")
    assert "It is no more" in page.text
    assert soup(page).find("form", action=f"/review/{event_id}/confirm") is None


def test_two_events_are_merged_and_split_again(serving: Serving) -> None:
    client = serving.signed_in()
    with serving.desk.night() as night:
        pairs = [(i, c["event_id"]) for i in queued(serving) for c in night.candidates(i)]
    one, other = pairs[0]
    founders = events_of(serving)
    articles = {i: founders[i]["articles"] for i in (one, other)}
    assert "Merged" in followed(client, decide(client, one, "merge", other=other))
    [kept] = [i for i in (one, other) if i in events_of(serving)]
    merged = events_of(serving)[kept]
    assert merged["articles"] >= max(articles.values())
    gone = one if kept == other else other
    page = client.get(f"/review/{gone}")
    assert f"merged into {kept}" in page.text
    mine = {e["mention_id"] for e in founders[gone]["evidence"]}
    leaving = next(e["mention_id"] for e in merged["evidence"] if e["mention_id"] in mine)
    assert "Split" in followed(client, decide(client, kept, "split", mention=[leaving]))
    assert leaving not in {e["mention_id"] for e in events_of(serving)[kept]["evidence"]}
    assert any(leaving in {e["mention_id"] for e in r["evidence"]} for r in events_of(serving).values())
    with serving.desk.night() as night:
        told = night.con.execute("SELECT count(*) FROM mentions WHERE mention_id = ?", [leaving]).fetchall()
    assert told == [(1,)]


def test_not_every_sentence_can_be_split_off(serving: Serving) -> None:
    client = serving.signed_in()
    event = next(e for e in events_of(serving).values() if len(e["evidence"]) > 1)
    everything = [e["mention_id"] for e in event["evidence"]]
    answer = decide(client, event["event_id"], "split", mention=everything)
    assert answer.status_code == 422
    assert "no mention would be left" in answer.text
    ticked = soup(answer).select('input[name="mention"][checked]')
    assert {t["value"] for t in ticked} == set(everything)


def test_a_sentence_a_figure_and_a_promise_can_be_decided_about(serving: Serving) -> None:
    client = serving.signed_in()
    con = connect(published_path(serving.root), read_only=True)
    try:
        figure = con.execute("SELECT observation_id FROM observations WHERE value IS NOT NULL ORDER BY 1").fetchone()[0]
        promise = con.execute("SELECT promise_id FROM promises ORDER BY 1").fetchone()[0]
        sentence = con.execute(
            "SELECT mention_id FROM mentions WHERE event_id IN (SELECT event_id FROM events)"
        ).fetchone()[0]
    finally:
        con.close()
    assert "value" in followed(client, decide(client, figure, "correct", **{"f.value": "17.25"}))
    assert "due" in followed(client, decide(client, promise, "correct", **{"f.due": "2027-05"}))
    assert "speaker" in followed(client, decide(client, sentence, "correct", **{"f.speaker": "US.USTR"}))
    page = client.get(f"/review/{figure}")
    assert form_of(page, f"/review/{figure}/correct")["f.value"] == ["17.25"]


def test_the_second_of_two_analysts_is_told_and_loses_nothing(serving: Serving) -> None:
    ana, bo, event_id = serving.signed_in("Ana"), serving.signed_in("Bo"), queued(serving)[0]
    action = f"/review/{event_id}/correct"
    hers, his = (form_of(c.get(f"/review/{event_id}"), action) for c in (ana, bo))
    title = f"{hers['f.title'][0]}, as Ana has it"
    assert send(ana, action, hers, why="so it is", **{"f.title": title}).status_code == 303
    answer = send(bo, action, his, why="mine <b>", **{"f.valid_to": "2031-01"})
    assert answer.status_code == 409
    text = " ".join(soup(answer).get_text(" ").split())
    assert "has changed since you opened it" in text
    assert "Ana: correct title" in text
    again = form_of(answer, action)
    assert again["f.valid_to"] == ["2031-01"]
    assert again["why"] == ["mine <b>"]
    assert again["f.title"] == [title]  # what he had not touched says what holds now
    assert send(bo, action, again).status_code == 303
    now = events_of(serving)[event_id]
    assert (now["title"], now["valid_to"]) == (title, "2031-01")


def test_while_a_run_holds_the_lock_the_page_says_so_and_keeps_what_was_typed(serving: Serving) -> None:
    client, event_id = serving.signed_in(), queued(serving)[0]
    action = f"/review/{event_id}/correct"
    form = form_of(client.get(f"/review/{event_id}"), action)
    with (serving.root / "run.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        answer = send(client, action, form, why="typed with care", **{"f.actor": "CN.MOFCOM", "f.stage": ["magnet"]})
        assert answer.status_code == 503
        assert "holds the lock" in answer.text
        assert client.get("/review").status_code == 200  # reading goes on
    again = form_of(answer, action)
    assert (again["why"], again["f.actor"], again["f.stage"]) == (["typed with care"], ["CN.MOFCOM"], ["magnet"])
    assert send(client, action, again).status_code == 303
    assert events_of(serving)[event_id]["actor"] == "CN.MOFCOM"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("rare earth", 200), ("EARTHS Rare", 200), ("稀土", 200), ("' OR 1=1 --", 200), ("zzzz", 200),
        ("'; DROP TABLE events; --", 200), ("%", 422), ("\\", 422), ("'", 422),
    ],
)  # fmt: skip
def test_words_are_only_words(serving: Serving, words: str, status: int) -> None:
    answer = serving.client().get("/search", params={"q": words})
    assert answer.status_code == status
    found = soup(answer).select("ol.queue li")
    assert all(li.select("mark") for li in found if "sentence" in li.get_text())
    assert bool(found) is (words[0] in "rE稀") or words[0] == "'"
    assert form_of(answer, "/search")["q"] == [words]


def test_a_search_that_is_none_is_refused(serving: Serving) -> None:
    for words in ("x" * 201, "a\0b"):
        assert serving.client().get("/search", params={"q": words}).status_code == 400


def test_every_page_says_of_which_run_it_is(serving: Serving) -> None:
    client = serving.signed_in()
    run_id = published_path(serving.root).parent.name
    for path in ("/", "/events", "/events?type=tariff", f"/events/{queued(serving)[0]}", "/search?q=rare", "/review"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert run_id in answer.text
        assert answer.headers["cache-control"] == "no-store"
