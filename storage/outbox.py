"""The outbox: deliveries, and the log of what became of each."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from reewatch.deliveries import WAITING, DeliveryState, Outgoing, Told, delivery_id
from storage.connection import transaction
from storage.rows import Connection, Row, fetch_rows
from storage.runs import naive

#: The last row of each delivery's log beside the delivery.
STANDING = """SELECT o.*, l.step, l.state, l.attempts, l.logged_at, l.next_attempt_at, l.detail FROM outbox o JOIN (
    FROM delivery_log QUALIFY step = max(step) OVER (PARTITION BY delivery_id)) l USING (delivery_id)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A delivery and where it stands: the last row of its log."""

    delivery_id: str
    outgoing: Outgoing
    queued_at: datetime
    step: int
    state: DeliveryState
    attempts: int
    logged_at: datetime
    next_attempt_at: datetime | None
    detail: str


def insert_outgoing(con: Connection, outgoings: Iterable[Outgoing], now: datetime) -> list[str]:
    """Append deliveries that are not there yet, queued for now; return the ids of the new ones.

    The caller holds the transaction.
    """
    known = {r[0] for r in con.execute("SELECT delivery_id FROM outbox").fetchall()}
    fresh: list[str] = []
    for outgoing in outgoings:
        key = delivery_id(outgoing)
        if key in known:
            continue
        known.add(key)
        fresh.append(key)
        o = outgoing
        con.execute(
            "INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [key, o.subscriber, o.recipient, o.kind, o.period, o.content_key, o.subject, o.message, naive(now)],
        )
        _append(con, key, step=0, state=DeliveryState.QUEUED, attempts=0, now=now, next_at=now, detail="")
    return fresh


def insert_told(con: Connection, told: Iterable[Told], now: datetime) -> None:
    """Append what deliveries tell; what is there already stays as it is. The caller holds the transaction."""
    for row in told:
        con.execute(
            """INSERT INTO told SELECT $subscriber, $fact_key, $state_key, $delivery_id, $told_at WHERE NOT EXISTS (
                 SELECT 1 FROM told WHERE subscriber = $subscriber AND fact_key = $fact_key
                   AND state_key = $state_key AND delivery_id = $delivery_id)""",
            asdict(row) | {"told_at": naive(now)},
        )


def told_states(con: Connection, subscriber: str) -> dict[str, str]:
    """Return fact key -> the state in which a subscriber was last told it."""
    rows = con.execute(
        "SELECT fact_key, arg_max(state_key, told_at) FROM told WHERE subscriber = ? GROUP BY 1", [subscriber]
    ).fetchall()
    return dict(rows)


def move(
    con: Connection,
    delivery: Delivery,
    state: DeliveryState,
    now: datetime,
    *,
    attempts: int | None = None,
    next_attempt_at: datetime | None = None,
    detail: str = "",
) -> Delivery:
    """Append a row to a delivery's log, committed at once; return the delivery as it then stands."""
    counted = delivery.attempts if attempts is None else attempts
    with transaction(con):
        _append(
            con,
            delivery.delivery_id,
            step=delivery.step + 1,
            state=state,
            attempts=counted,
            now=now,
            next_at=next_attempt_at,
            detail=detail,
        )
    found = find_delivery(con, delivery.delivery_id)
    if found is None:
        raise LookupError(delivery.delivery_id)
    return found


def _append(
    con: Connection,
    key: str,
    *,
    step: int,
    state: DeliveryState,
    attempts: int,
    now: datetime,
    next_at: datetime | None,
    detail: str,
) -> None:
    con.execute(
        "INSERT INTO delivery_log VALUES (?, ?, ?, ?, ?, ?, ?)",
        [key, step, str(state), attempts, naive(now), None if next_at is None else naive(next_at), detail],
    )


def due_deliveries(con: Connection, now: datetime) -> list[Delivery]:
    """Return what is to be tried at ``now``, the oldest first, and whatever a dead sender left as ``sending``."""
    rows = fetch_rows(
        con,
        f"""{STANDING} WHERE list_contains(?, state) AND (state = 'sending' OR next_attempt_at <= ?)
            ORDER BY queued_at, delivery_id""",
        [sorted(WAITING), naive(now)],
    )
    return [_delivery(r) for r in rows]


def list_deliveries(con: Connection, states: Sequence[DeliveryState] = ()) -> list[Delivery]:
    """Return the deliveries that stand in one of the states (all without), the oldest first.

    Their messages are left out (empty): years of them are gigabytes.
    """
    unread = STANDING.replace("o.*", "o.* REPLACE (''::BLOB AS message)")
    rows = fetch_rows(
        con,
        f"{unread} WHERE ? OR list_contains(?, state) ORDER BY queued_at, delivery_id",
        [not states, [str(s) for s in states]],
    )
    return [_delivery(r) for r in rows]


def find_delivery(con: Connection, key: str) -> Delivery | None:
    """Return one delivery, or None."""
    rows = fetch_rows(con, f"{STANDING} WHERE delivery_id = ?", [key])
    return _delivery(rows[0]) if rows else None


def delivery_history(con: Connection, key: str) -> list[dict[str, object]]:
    """Return the log of one delivery, the first row first."""
    return fetch_rows(con, "FROM delivery_log WHERE delivery_id = ? ORDER BY step", [key])


def _delivery(row: Row) -> Delivery:
    names = ("subscriber", "recipient", "kind", "period", "content_key", "subject", "message")
    return Delivery(
        delivery_id=row["delivery_id"],
        outgoing=Outgoing(**{n: row[n] for n in names}),
        queued_at=row["queued_at"].replace(tzinfo=UTC),
        step=row["step"],
        state=DeliveryState(row["state"]),
        attempts=row["attempts"],
        logged_at=row["logged_at"].replace(tzinfo=UTC),
        next_attempt_at=row["next_attempt_at"].replace(tzinfo=UTC) if row["next_attempt_at"] else None,
        detail=row["detail"],
    )
