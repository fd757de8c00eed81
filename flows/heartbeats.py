"""The dead man's switch: a file that says when each job last went well, and an address that is asked each time.

Whoever watches the address (Healthchecks, an uptime monitor) raises the alarm when it is not asked any more: that
works when this machine is dead, too.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from pydantic import SecretStr

from reewatch.errors import UsageError
from reewatch.timestamps import format_timestamp, parse_timestamp

PING_SECONDS = 10.0


def beat(path: Path, job: str, now: datetime, url: SecretStr) -> str:
    """Note that a job went well and ask the address, where one is set.

    Return what went wrong with asking it, without the address, which is a secret; it never fails the job.
    """
    told = {name: format_timestamp(at) for name, at in read_heartbeats(path).items()} | {job: format_timestamp(now)}
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_text(json.dumps(told, sort_keys=True) + "\n", encoding="utf-8")
    aside.replace(path)
    return _ping(url.get_secret_value())


def read_heartbeats(path: Path) -> Mapping[str, datetime]:
    """Return job -> when it last went well; empty where none ever did, or the file is damaged."""
    with suppress(OSError, ValueError, UsageError):
        told = json.loads(path.read_text(encoding="utf-8"))
        return {str(k): parse_timestamp(str(v)) for k, v in told.items()} if isinstance(told, dict) else {}
    return {}


def _ping(url: str) -> str:
    if not url:
        return ""
    import httpx  # noqa: PLC0415  half a second, which those without an address need not wait for

    try:
        answer = httpx.get(url, timeout=PING_SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return f"the heartbeat address could not be asked: {type(error).__name__}"
    return "" if answer.is_success else f"the heartbeat address answered {answer.status_code}"
