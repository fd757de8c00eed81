"""The outbox in the ledger: one row a key, a log that is only appended to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.delivering import enqueue
from reewatch.deliveries import (
    MOST_ATTEMPTS,
    DeliveryState,
    Outgoing,
    Told,
    delivery_id,
    message_id,
    next_attempt,
    shown_recipient,
)
from storage.connection import open_ledger
from storage.outbox import delivery_history, due_deliveries, find_delivery, list_deliveries, move, told_states

NOW = datetime(2026, 11, 1, 6, tzinfo=UTC)
DIGEST = Outgoing(
    subscriber="ann",
    recipient="ann@desk.example",
    kind="digest",
    period="2026-11-01",
    content_key="c1",
    subject="One change",
    message=b"Subject: One change\r\n\r\nnews\r\n",
)


@pytest.fixture
def ledger(tmp_path: Path):
    con = open_ledger(tmp_path / "ledger.duckdb")
    yield con
    con.close()


def told(state: str, key: str) -> Told:
    return Told(subscriber="ann", fact_key="ins-1", state_key=state, delivery_id=key)


def test_the_same_key_twice_is_one(ledger) -> None:
    key = delivery_id(DIGEST)
    assert enqueue(ledger, [DIGEST, DIGEST], [told("a", key)], NOW) == [key]
    again = replace(DIGEST, message=b"rendered anew", subject="Another word for it")
    assert enqueue(ledger, [again], [told("b", key)], NOW) == []
    assert [d.delivery_id for d in list_deliveries(ledger)] == [key]
    found = find_delivery(ledger, key)
    assert found is not None
    assert found.outgoing == DIGEST
    assert told_states(ledger, "ann") == {"ins-1": "a"}


@pytest.mark.parametrize("field", ["subscriber", "recipient", "period", "content_key"])
def test_each_part_of_the_key_makes_another_delivery(field: str) -> None:
    assert delivery_id(replace(DIGEST, **{field: "other"})) != delivery_id(DIGEST)


def test_a_failing_transaction_leaves_neither_mail_nor_told_rows(ledger) -> None:
    broken = Told(subscriber="ann", fact_key=None, state_key="a", delivery_id=delivery_id(DIGEST))  # type: ignore[arg-type]
    with pytest.raises(Exception, match="NOT NULL"):
        enqueue(ledger, [DIGEST], [broken], NOW)
    assert list_deliveries(ledger) == []
    assert told_states(ledger, "ann") == {}


def test_a_delivery_stands_where_its_log_ends(ledger) -> None:
    enqueue(ledger, [DIGEST], [], NOW)
    (waiting,) = due_deliveries(ledger, NOW)
    later = NOW + timedelta(minutes=5)
    put_off = move(ledger, waiting, DeliveryState.QUEUED, NOW, attempts=1, next_attempt_at=later, detail="451 later")
    assert due_deliveries(ledger, NOW) == []
    assert due_deliveries(ledger, later) == [put_off]
    sent = move(ledger, put_off, DeliveryState.SENT, later, attempts=2)
    assert due_deliveries(ledger, later + timedelta(days=9)) == []
    (listed,) = list_deliveries(ledger, [DeliveryState.SENT])
    assert (listed.delivery_id, listed.state, listed.attempts) == (sent.delivery_id, DeliveryState.SENT, 2)
    assert listed.outgoing.message == b""  # a listing reads no messages
    assert [r["state"] for r in delivery_history(ledger, sent.delivery_id)] == ["queued", "queued", "sent"]


def test_waits_grow_and_end() -> None:
    waits = [next_attempt(n, NOW) for n in range(1, MOST_ATTEMPTS + 1)]
    assert waits == [*sorted(w for w in waits if w), None]
    total = sum(((w - NOW) for w in waits if w), timedelta())
    assert timedelta(days=4) < total < timedelta(days=5.5)


def test_what_a_log_shows_of_a_recipient() -> None:
    assert shown_recipient("https://chat.example/hooks/T0/secret?k=v") == "webhook at chat.example"
    assert message_id(delivery_id(DIGEST), "desk.example").startswith("<dlv-")
