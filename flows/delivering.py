"""From composed messages to recipients: into the outbox in one transaction, and out of it over SMTP and webhooks."""

from collections.abc import Iterable
from datetime import datetime

from reewatch.deliveries import Outgoing, Told
from storage.connection import Connection, transaction
from storage.outbox import insert_outgoing, insert_told


def enqueue(ledger: Connection, outgoings: Iterable[Outgoing], told: Iterable[Told], now: datetime) -> list[str]:
    """Put messages into the outbox with what they tell, in one transaction; return the ids of those that were new.

    A key that is there already is passed over, and so are its told rows: composing again after a crash sends nothing
    twice.
    """
    with transaction(ledger):
        fresh = insert_outgoing(ledger, outgoings, now)
        insert_told(ledger, [t for t in told if t.delivery_id in set(fresh)], now)
    return fresh
