"""The other doors: feed, calendar, webhook and the command."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from icalendar import Calendar
from typer.testing import CliRunner

from cli.main import app
from digests.bodies import SIGNATURE_HEADER, is_signed, signature_headers
from flows.digest_sections import Desk
from flows.digesting import compose_preview, signer
from flows.doors import atom_feed, deadline_calendar
from reewatch.subscriptions import Subscriber, Subscription
from tests.digest.conftest import NEWSROOM

pytestmark = pytest.mark.timeout(900)
NOW = NEWSROOM.nights[9].as_of + timedelta(hours=3)


def test_the_feed_is_read_by_a_feed_reader(desk: Desk) -> None:
    told = atom_feed(desk, NOW, None)
    feed = feedparser.parse(told)
    assert feed.version == "atom10"
    assert not feed.bozo
    assert len(feed.entries) > 30
    assert len({e.id for e in feed.entries}) == len(feed.entries)
    assert [e.updated for e in feed.entries] == sorted((e.updated for e in feed.entries), reverse=True)
    assert atom_feed(desk, NOW + timedelta(days=1), None) == told  # nothing new: the same bytes


def test_a_uid_stays_when_its_day_draws_near_and_passes(desk: Desk) -> None:
    def uids(now: datetime) -> dict[str, str]:
        calendar = Calendar.from_ical(deadline_calendar(desk, now))
        return {str(e["UID"]): str(e["SUMMARY"]) for e in calendar.walk("VEVENT")}

    ahead, past = uids(NEWSROOM.nights[8].as_of), uids(NEWSROOM.nights[12].as_of)
    promised = {u for u, s in ahead.items() if s.startswith("promise due") and "Australia and the United" in s}
    assert len(promised) == 1
    assert {past[u].partition(":")[0] for u in promised} == {"overdue"}


def test_a_webhook_gets_json_that_proves_its_sender(desk: Desk) -> None:
    own = Subscription.model_validate({"name": "hook", "to": ("https://chat.example/x",)})
    who = Subscriber(subscription=own, recipients=own.to, condition=None, secret="s3cret")
    (outgoing,) = compose_preview(desk, {}, who, NOW).outgoings
    body = json.loads(outgoing.message)
    assert body["subject"] == outgoing.subject
    assert body["text"].startswith(outgoing.subject[:40])
    headers = signer([who])(outgoing, NOW)
    assert is_signed(outgoing.message, headers, "s3cret", NOW + timedelta(minutes=4))
    assert not is_signed(outgoing.message, headers, "s3cret", NOW + timedelta(minutes=6))  # sent again later
    assert not is_signed(outgoing.message + b" ", headers, "s3cret", NOW)
    assert not is_signed(outgoing.message, headers, "other", NOW)
    assert not is_signed(outgoing.message, dict(headers) | {SIGNATURE_HEADER: "sha256=é"}, "s3cret", NOW)


def test_a_signature_is_the_documented_one() -> None:
    # printf '1762592400.{}' | openssl dgst -sha256 -hmac key
    headers = signature_headers(b"{}", "key", datetime(2025, 11, 8, 9, tzinfo=UTC))
    assert headers["X-Reewatch-Timestamp"] == "1762592400"
    assert headers["X-Reewatch-Signature"] == "sha256=195b21d0487545d8f3d1b351407b6daab1c7f7f151b8478807fc387e19baf7b9"


@pytest.mark.parametrize("form", ["text", "html", "eml", "json"])
def test_the_command_shows_the_digest(newsroom_root: Path, form: str) -> None:
    arguments = ["--data-dir", str(newsroom_root), "digest", "--format", form, "--as-of", NOW.isoformat()]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    assert "export controls suspended" in done.stdout


def test_the_commands_of_the_doors(newsroom_root: Path, tmp_path) -> None:
    for name, out in (("feed", "changes.atom"), ("calendar", "deadlines.ics")):
        done = CliRunner().invoke(app, ["--data-dir", str(newsroom_root), name, "--out", str(tmp_path / out)])
        assert done.exit_code == 0, done.output
        assert (tmp_path / out).stat().st_size > 100
    assert [p.name for p in sorted(tmp_path.iterdir())] == ["changes.atom", "deadlines.ics"]
