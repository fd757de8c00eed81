"""A digest as JSON, for programs and for the webhooks of chat tools, and the signature of such a body."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from digests.rendering import render_text, subject_of
from reewatch.digest.contents import Digest
from reewatch.timestamps import format_timestamp

#: A signature is taken for so long.
LATE_SECONDS = 300
TIMESTAMP_HEADER, SIGNATURE_HEADER = "X-Reewatch-Timestamp", "X-Reewatch-Signature"


def digest_body(digest: Digest) -> dict[str, Any]:
    """Return a digest as plain values; ``text`` is what Slack, Mattermost and their like show."""
    told: dict[str, Any] = json.loads(json.dumps(asdict(digest), default=_plain, ensure_ascii=False))
    return {"subject": subject_of(digest), "text": render_text(digest), "is_quiet": digest.is_quiet} | told


def hook_body(digest: Digest) -> bytes:
    """Return the body that a webhook is sent: the same digest gives the same bytes."""
    return json.dumps(digest_body(digest), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def signature_headers(body: bytes, secret: str, now: datetime) -> dict[str, str]:
    """Return the headers that prove a body: HMAC-SHA256 over ``seconds.body``, with the seconds beside it.

    A receiver refuses what is older than some minutes, so that a body that was overheard cannot be sent again.
    """
    seconds = str(int(now.timestamp()))
    return {TIMESTAMP_HEADER: seconds, SIGNATURE_HEADER: f"sha256={_mac(body, secret, seconds)}"}


def is_signed(body: bytes, headers: Mapping[str, str], secret: str, now: datetime) -> bool:
    """Return whether a body was signed with a secret, lately: what a receiver has to do."""
    seconds = headers.get(TIMESTAMP_HEADER, "")
    if not seconds.isascii() or not seconds.isdigit() or abs(now.timestamp() - int(seconds)) > LATE_SECONDS:
        return False
    given = headers.get(SIGNATURE_HEADER, "").encode()
    return hmac.compare_digest(given, f"sha256={_mac(body, secret, seconds)}".encode())


def _mac(body: bytes, secret: str, seconds: str) -> str:
    return hmac.new(secret.encode(), seconds.encode() + b"." + body, hashlib.sha256).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return format_timestamp(value)
    assert isinstance(value, date), value
    return value.isoformat()
