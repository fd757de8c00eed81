"""What is due for subscribers: composed, put into the outbox, and sent."""

from flows.delivering import Clock, DeliveryReport, deliver
from flows.workplace import Workplace
from reewatch.settings import Settings


def send_due(place: Workplace, settings: Settings, clock: Clock, *, wait_seconds: float = 0.0) -> DeliveryReport:
    """Compose what is due and deliver it with whatever waits; errors as for deliver."""
    return deliver(place, settings.smtp, clock, wait_seconds=wait_seconds)
