"""Deliveries: what goes to one recipient once, the states that it passes through, and when it is tried again.

A delivery is keyed by subscriber, recipient, kind, period and content. Its id and Message-ID follow from the key alone,
so that a mail which has to be sent twice is recognisable as one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal
from urllib.parse import urlsplit

from reewatch.identifiers import content_id

#: Between one attempt and the next; the last goes on. Greylisting asks for minutes, a dead server for patience.
WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 120, 240))
#: With these waits four and a half days, after which mail servers give up too (RFC 5321, 4.5.4.1).
MOST_ATTEMPTS = 32


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    QUEUED = "queued"  # waits for its next attempt
    SENDING = "sending"  # the message is out but for its end; only that can make the server take it
    SENT = "sent"  # the server took it
    REFUSED = "refused"  # the server will never take it, for this recipient
    FAILED = "failed"  # given up after MOST_ATTEMPTS
    DROPPED = "dropped"  # a person took it out
    UNCERTAIN = "uncertain"  # its end went out, no answer was kept: it is sent again under the same Message-ID


#: States that an attempt may follow on. SENDING is one only for whoever holds the lock: its sender is dead.
WAITING = frozenset({DeliveryState.QUEUED, DeliveryState.UNCERTAIN, DeliveryState.SENDING})

DeliveryKind = Literal["digest", "alert", "test"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message for one recipient.

    ``recipient`` is a mail address or the http(s) address of a webhook; ``message`` the whole RFC 5322 message with
    its Message-ID, or the JSON body of the webhook; ``period`` the day, week or run that it tells of.
    """

    subscriber: str
    recipient: str
    kind: DeliveryKind
    period: str
    content_key: str
    subject: str
    message: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """That a delivery tells a subscriber a fact, in the state ``state_key``: told again only when that has changed."""

    subscriber: str
    fact_key: str
    state_key: str
    delivery_id: str


def delivery_id(outgoing: Outgoing) -> str:
    """Return the id of a delivery; subject and message are no part of it, since they carry it."""
    o = outgoing
    return content_id("dlv", o.subscriber, o.recipient, o.kind, o.period, o.content_key)


def message_id(delivery: str, domain: str) -> str:
    """Return the Message-ID of a delivery, with its angle brackets."""
    return f"<{delivery}@{domain}>"


def is_webhook(recipient: str) -> bool:
    """Return whether a recipient is the address of a webhook, not of a mailbox."""
    return urlsplit(recipient).scheme in ("http", "https")


def shown_recipient(recipient: str) -> str:
    """Return a recipient as a log may show it: a webhook's path and query are secrets of the chat tool behind it."""
    return f"webhook at {urlsplit(recipient).hostname}" if is_webhook(recipient) else recipient


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """Return when to try again after ``attempts`` (1 or more) have failed, or None where it is time to give up."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return now + WAITS[min(attempts, len(WAITS)) - 1]
