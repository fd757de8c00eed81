"""From a published night to the outbox: due, once, and nothing where nobody subscribes."""

from datetime import timedelta
from pathlib import Path

import pytest

from flows.sending import queue_due, send_due
from flows.workplace import Workplace
from reewatch.deliveries import DeliveryState
from reewatch.settings import DigestSettings, load_settings
from reewatch.subscriptions import load_subscribers
from storage.connection import open_ledger
from storage.outbox import list_deliveries
from tests.digest.conftest import FRAMEWORK, NEWSROOM

pytestmark = pytest.mark.timeout(900)
SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "subscriptions.toml"
NOW = NEWSROOM.nights[9].as_of + timedelta(hours=8)


@pytest.fixture
def place(newsroom_root: Path, tmp_path) -> Workplace:
    """Return a data directory with the newsroom's published copy and a ledger of its own."""
    (tmp_path / "published").symlink_to((newsroom_root / "published").resolve())
    return Workplace(tmp_path)


def test_the_sample_subscribers_are_told_once_and_each_at_his_hour(place: Workplace) -> None:
    subscribers = load_subscribers(SAMPLE, FRAMEWORK, {})
    settings = load_settings()
    fresh = queue_due(place, settings, FRAMEWORK, subscribers, NOW)
    ledger = open_ledger(place.ledger)
    queued = [d.outgoing for d in list_deliveries(ledger)]
    ledger.close()
    assert len(fresh) == len(queued)
    # 2025-11-08 13:00 UTC: 08:00 in New York; a weekly digest was up on Monday; texts alert at once.
    told = {(o.subscriber, o.recipient.partition("@")[0], o.kind, o.period) for o in queued}
    assert ("desk", "analysts", "digest", "2025-11-08") in told
    assert ("berlin", "ann", "digest", "2025-W45") in told
    assert ("berlin", "bea", "digest", "2025-W45") in told
    assert ("texts", "counsel", "alert", "2025-11-08T05:00:00Z") in told
    assert queue_due(place, settings, FRAMEWORK, subscribers, NOW + timedelta(hours=1)) == []


def test_without_a_server_it_stays_in_the_outbox(place: Workplace) -> None:
    own = DigestSettings(subscriptions=SAMPLE)
    settings = load_settings().model_copy(update={"digest": own})
    report = send_due(place, settings, lambda: NOW)
    assert report.undelivered
    assert report.count(DeliveryState.QUEUED) == len(report.deliveries)


def test_nobody_subscribes(place: Workplace, monkeypatch) -> None:
    monkeypatch.chdir(place.root)
    assert send_due(place, load_settings(), lambda: NOW).deliveries == ()
