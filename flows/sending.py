"""What is due for subscribers: composed, put into the outbox, and sent."""

import os
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import SecretStr

from flows.delivering import Clock, DeliveryReport, deliver, enqueue
from flows.digest_sections import letterhead_of, open_desk
from flows.digesting import compose_due, signer
from flows.locking import run_lock
from flows.orchestrated import QUIET
from flows.workplace import Workplace
from reewatch.errors import ConfigurationError
from reewatch.framework import Framework, load_framework
from reewatch.settings import Settings, SmtpSettings
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
    smtp = with_password(settings.smtp)
    return deliver(place, smtp, clock, sign=signer(subscribers), wait_seconds=wait_seconds)


def with_password(smtp: SmtpSettings) -> SmtpSettings:
    """Return the settings with the password out of the Prefect block that they name, where they name one.

    Raises ConfigurationError where there is no such block, or no Prefect server to ask.
    """
    if not smtp.password_block or smtp.password.get_secret_value():
        return smtp
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    from prefect.blocks.system import Secret  # noqa: PLC0415  a second, which few wait for

    try:
        block: Any = Secret.load(smtp.password_block, _sync=True)  # type: ignore[call-arg]  # its decorator's option
    except Exception as error:
        raise ConfigurationError(
            f"setting smtp.password_block: {type(error).__name__} at block {smtp.password_block!r}.",
            remedy="make a Secret block of that name on Prefect's page, and set PREFECT_API_URL to that server.",
        ) from error
    return smtp.model_copy(update={"password": SecretStr(str(block.get()))})


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
