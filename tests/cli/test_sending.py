"""The commands of the outbox, the schedule and the status, as programs: exit codes, JSON, no secrets."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.delivering import enqueue
from flows.workplace import Workplace
from reewatch.deliveries import DeliveryState, delivery_id
from storage.connection import open_ledger
from storage.outbox import find_delivery, move
from storage.schedule import append_slot
from tests.flows.mail_servers import PASSWORD, USER, Postbox, Server
from tests.flows.test_delivering import mail

COMMAND = [str(Path(sys.executable).parent / "reewatch")]
ANN, BO = mail("ann@desk.example"), mail("bo@desk.example")


def reewatch(*arguments: str, root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    told = {k: v for k, v in os.environ.items() if not k.startswith("REEWATCH_")} | environment
    command = [*COMMAND, "--data-dir", str(root), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=told, cwd=root, timeout=120, check=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    con = open_ledger(Workplace(tmp_path).ledger)
    enqueue(con, [ANN, BO], [], datetime.now(UTC))
    con.close()
    return tmp_path


def server_of(port: int) -> dict[str, str]:
    return {
        "REEWATCH_SMTP__HOST": "127.0.0.1",
        "REEWATCH_SMTP__PORT": str(port),
        "REEWATCH_SMTP__SECURITY": "none",
        "REEWATCH_SMTP__USER": USER,
        "REEWATCH_SMTP__PASSWORD": PASSWORD,
    }


def standing(root: Path, key: str) -> str:
    listed = json.loads(reewatch("outbox", "list", "--all", "--json", root=root).stdout)
    return next(r["state"] for r in listed if r["delivery_id"] == key)


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_dead_server_is_told_and_what_was_dropped_is_not_sent(root: Path) -> None:
    dead = reewatch("deliver", root=root, **server_of(9))
    assert dead.returncode == 6
    assert "ConnectionRefusedError" in dead.stderr
    assert PASSWORD not in dead.stdout + dead.stderr
    assert reewatch("outbox", "drop", delivery_id(BO), root=root).returncode == 0
    assert reewatch("outbox", "retry", delivery_id(ANN), root=root).returncode == 0
    postbox = Postbox()
    server = Server(postbox, context=None, login=True)
    server.start()
    try:
        sent = reewatch("deliver", "--json", root=root, **server_of(server.port))
    finally:
        server.stop()
    assert sent.returncode == 0, sent.stderr
    assert [r for r, _ in postbox.taken] == ["ann@desk.example"]
    assert standing(root, delivery_id(ANN)) == "sent"
    assert reewatch("outbox", "retry", delivery_id(ANN), root=root).returncode == 2
    assert reewatch("outbox", "drop", "dlv-0", root=root).returncode == 2


def test_status_says_what_needs_a_person(root: Path) -> None:
    quiet = reewatch("status", "--json", root=root)
    assert quiet.returncode == 0, quiet.stderr
    told = json.loads(quiet.stdout)
    assert (told["outbox"], told["attention"], told["lock"]) == ({"queued": 2}, [], None)
    con = open_ledger(Workplace(root).ledger)
    now = datetime.now(UTC)
    ann = find_delivery(con, delivery_id(ANN))
    assert ann is not None
    move(con, ann, DeliveryState.REFUSED, now, attempts=1, detail="RCPT: 550 no such mailbox")
    append_slot(con, "nightly", now - timedelta(days=3), "failed", run_clock=now, now=now - timedelta(days=3))
    con.close()
    slot = now - timedelta(hours=2)  # the hour of the day may not decide: shortly after its slot a job is not late yet
    found = reewatch("status", root=root, REEWATCH_SCHEDULE__NIGHTLY=f"{slot.minute} {slot.hour} * * *")
    assert found.returncode == 7
    for line in ("ann@desk.example does not get its mail", "nightly is late", "no sign of life from nightly"):
        assert line in found.stderr, line


def test_a_schedule_that_is_none_is_refused_before_anything_starts(root: Path) -> None:
    for command in ("up", "schedule", "status"):
        wrong = reewatch(command, root=root, REEWATCH_SCHEDULE__NIGHTLY="at dawn")
        assert wrong.returncode == 2
        assert "schedule.nightly" in wrong.stderr


def test_a_misspelt_password_is_not_repeated(root: Path) -> None:
    wrong = reewatch("schedule", root=root, REEWATCH_SMTP__PASSWROD=PASSWORD)
    assert wrong.returncode == 2
    assert "smtp.passwrod" in wrong.stderr
    assert PASSWORD not in wrong.stderr
