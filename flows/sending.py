"""What is due for subscribers: composed, put into the outbox, and sent."""

import os
from collections.abc import Sequence
from datetime import datetime

from flows.delivering import Clock, DeliveryReport, deliver, enqueue
from flows.digest_sections import letterhead_of, open_desk
from flows.digesting import compose_due, signer
from flows.locking import run_lock
from flows.workplace import Workplace
from reewatch.framework import Framework, load_framework
from reewatch.settings import Settings
from reewatch.subscriptions import Subscriber, subscribers_of
from storage.connection import connect, open_ledger
from storage.publishing import is_published, published_path


def send_due(place: Workplace, settings: Settings, clock: Clock, *, wait_seconds: float = 0.0) -> DeliveryReport:
    """Compose what is due and deliver it with whatever waits; errors as for deliver, and for the subscriptions."""
    framework = load_framework(settings.framework_dir)
    subscribers = subscribers_of(settings, framework, os.environ)
    if subscribers and is_published(place.root):
        # Under the lock of the senders: two that compose one morning at once would write two digests.
        with run_lock(place.delivery_lock, what="compose", wait_seconds=wait_seconds):
            queue_due(place, settings, framework, subscribers, clock())
    return deliver(place, settings.smtp, clock, sign=signer(subscribers), wait_seconds=wait_seconds)


def queue_due(
    place: Workplace, settings: Settings, framework: Framework, subscribers: Sequence[Subscriber], now: datetime
) -> list[str]:
    """Put what is due at ``now`` into the outbox, with what it tells; return the ids of the new deliveries."""
    published = connect(published_path(place.root), read_only=True)
    try:
        ledger = open_ledger(place.ledger)
        try:
            desk = open_desk(published, framework, letterhead_of(settings))
            composed = compose_due(desk, ledger, subscribers, now)
            return [i for c in composed for i in enqueue(ledger, c.outgoings, c.told, now)]
        finally:
            ledger.close()
    finally:
        published.close()
