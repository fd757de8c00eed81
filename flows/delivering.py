"""From composed messages to recipients: into the outbox in one transaction, and out of it over SMTP and webhooks.

The ledger is opened for a moment at each step, never over a wait for a server, so that a night can use it meanwhile.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.parser import BytesHeaderParser

from digests.delivery import Answer, ServerTroubleError, SmtpSession, Verdict, smtp_session
from digests.webhooks import post_webhook
from flows.locking import run_lock
from flows.workplace import Workplace
from reewatch.deliveries import WAITING, DeliveryState, Outgoing, Told, is_webhook, next_attempt
from reewatch.settings import SmtpSettings
from storage.connection import Connection, open_ledger, transaction
from storage.outbox import Delivery, due_deliveries, find_delivery, insert_outgoing, insert_told, move

Clock = Callable[[], datetime]
#: Returns the headers that sign a webhook's body.
Sign = Callable[[Outgoing, datetime], Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryReport:
    """What came of the deliveries that were due, each as it then stood."""

    deliveries: tuple[Delivery, ...]
    trouble: str = ""  # why no session with the mail server came about

    def count(self, *states: DeliveryState) -> int:
        """Return how many stand in one of the states."""
        return sum(d.state in states for d in self.deliveries)

    @property
    def undelivered(self) -> list[Delivery]:
        """What did not go out."""
        return [d for d in self.deliveries if d.state is not DeliveryState.SENT]


def enqueue(ledger: Connection, outgoings: Iterable[Outgoing], told: Iterable[Told], now: datetime) -> list[str]:
    """Put messages into the outbox with what they tell, in one transaction; return the ids of those that were new.

    A key that is there already is passed over, and so are its told rows: composing again after a crash sends nothing
    twice.
    """
    with transaction(ledger):
        fresh = insert_outgoing(ledger, outgoings, now)
        insert_told(ledger, [t for t in told if t.delivery_id in set(fresh)], now)
    return fresh


def deliver(
    place: Workplace, smtp: SmtpSettings, clock: Clock, *, sign: Sign | None = None, wait_seconds: float = 0.0
) -> DeliveryReport:
    """Send what is due; whatever cannot be sent stays in the outbox and says why.

    Raises LockHeldError where another process is sending, and still is after ``wait_seconds``.
    """
    with run_lock(place.delivery_lock, what="deliver", wait_seconds=wait_seconds):
        sender = _Sender(place, clock)
        with sender.ledger() as con:
            due = [sender.taken_up(con, d) for d in due_deliveries(con, clock())]
        due = [d for d in due if d.state in WAITING]  # but those that are given up
        for delivery in (d for d in due if is_webhook(d.outgoing.recipient)):
            sender.attempt(delivery, _webhook_way(delivery, smtp, sign, clock))
        trouble = _send_mails(sender, [d for d in due if not is_webhook(d.outgoing.recipient)], smtp)
        with sender.ledger() as con:
            ended = (find_delivery(con, d.delivery_id) for d in due)
            return DeliveryReport(deliveries=tuple(d for d in ended if d is not None), trouble=trouble)


Way = Callable[[Callable[[], None]], Answer]


class _Sender:
    """Takes deliveries from state to state; each step is committed before the next begins."""

    def __init__(self, place: Workplace, clock: Clock) -> None:
        self._place, self._clock = place, clock

    @contextmanager
    def ledger(self) -> Iterator[Connection]:
        con = open_ledger(self._place.ledger)
        try:
            yield con
        finally:
            con.close()

    def taken_up(self, con: Connection, delivery: Delivery) -> Delivery:
        """Return the delivery; one whose sender died over it is uncertain from here on, and is sent again."""
        if delivery.state is not DeliveryState.SENDING:
            return delivery
        now = self._clock()
        told = "its sender died before the server's answer was kept; the server may have it."
        if next_attempt(delivery.attempts, now) is None:
            return move(con, delivery, DeliveryState.FAILED, now, detail=told)
        detail = f"{told} To be sent again under the same Message-ID {_message_id_of(delivery.outgoing)}"
        return move(con, delivery, DeliveryState.UNCERTAIN, now, next_attempt_at=now, detail=detail)

    def attempt(self, delivery: Delivery, way: Way) -> Answer:
        """Send one delivery and keep what came of it."""
        standing = delivery

        def before_end() -> None:
            nonlocal standing
            with self.ledger() as con:
                standing = move(
                    con,
                    delivery,
                    DeliveryState.SENDING,
                    self._clock(),
                    attempts=delivery.attempts + 1,
                    detail=_again(delivery),
                )

        answer = way(before_end)
        self.keep(standing, answer)
        return answer

    def keep(self, delivery: Delivery, answer: Answer) -> None:
        """Append what an attempt came to."""
        now = self._clock()
        attempts = delivery.attempts + (delivery.state is not DeliveryState.SENDING)  # counted there already
        later = next_attempt(attempts, now)
        state = {Verdict.TAKEN: DeliveryState.SENT, Verdict.NEVER: DeliveryState.REFUSED}.get(answer.verdict)
        if state is None and later is None:
            state = DeliveryState.FAILED
        elif state is None:
            state = DeliveryState.UNCERTAIN if answer.verdict is Verdict.UNKNOWN else DeliveryState.QUEUED
        detail = answer.detail
        if answer.verdict is Verdict.UNKNOWN:
            detail = f"{detail}; the server may have it. To be sent again under the same Message-ID"
            detail = f"{detail} {_message_id_of(delivery.outgoing)}"
        waits = state in (DeliveryState.QUEUED, DeliveryState.UNCERTAIN)
        with self.ledger() as con:
            move(con, delivery, state, now, attempts=attempts, next_attempt_at=later if waits else None, detail=detail)


def _again(delivery: Delivery) -> str:
    """Return what the log says of an attempt after one whose answer was lost."""
    if delivery.state is not DeliveryState.UNCERTAIN:
        return ""
    return f"sent again under the same Message-ID {_message_id_of(delivery.outgoing)}"


def _message_id_of(outgoing: Outgoing) -> str:
    if is_webhook(outgoing.recipient):
        return "(the Idempotency-Key of the webhook)"
    return str(BytesHeaderParser().parsebytes(outgoing.message)["Message-ID"] or "(it has none)")


def _send_mails(sender: _Sender, mails: list[Delivery], smtp: SmtpSettings) -> str:
    """Send mails over one session, a new one where a server broke the first off; return what trouble there was."""
    left = list(mails)
    if left and not smtp.host:
        return "no mail server is set. Remedy: set smtp.host, see docs/operations.md."
    while left:
        try:
            with smtp_session(smtp) as session:
                while left and session.is_open:
                    delivery = left.pop(0)
                    sender.attempt(delivery, _mail_way(delivery, session))
        except ServerTroubleError as error:
            for delivery in left:
                sender.keep(delivery, Answer(Verdict.LATER, str(error)))
            return str(error)
    return ""


def _mail_way(delivery: Delivery, session: SmtpSession) -> Way:
    o = delivery.outgoing
    return lambda before_end: session.send(o.recipient, o.message, before_end=before_end)


def _webhook_way(delivery: Delivery, smtp: SmtpSettings, sign: Sign | None, clock: Clock) -> Way:
    headers = {"Idempotency-Key": delivery.delivery_id} | dict(sign(delivery.outgoing, clock()) if sign else {})
    o = delivery.outgoing
    return lambda before_end: post_webhook(
        o.recipient, o.message, headers, seconds=smtp.timeout_seconds, before_end=before_end
    )
