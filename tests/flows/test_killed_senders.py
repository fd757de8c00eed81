"""A sender that is killed at any moment: no mail is lost, and none comes twice but where the log says so."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

from flows.delivering import deliver, enqueue
from flows.workplace import Workplace
from reewatch.deliveries import DeliveryState, delivery_id
from reewatch.settings import SmtpSettings
from storage.connection import open_ledger
from storage.outbox import delivery_history, list_deliveries
from tests.flows.mail_servers import Postbox, Server
from tests.flows.test_delivering import mail

ROUNDS = 30
MAILS_A_ROUND = 2
#: Of so many rounds one is killed at the moment that matters; how soon the others meet it depends on the machine.
AIMED = 6
#: Imports once, and forks a sender for each line that it is told: what is killed is a process of its own.
CODE = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from flows.delivering import deliver
from flows.workplace import Workplace
from reewatch.settings import SmtpSettings
settings = SmtpSettings(host="127.0.0.1", port=int(sys.argv[2]), security="none", timeout_seconds=5)
for line in sys.stdin:
    sender = os.fork()
    if sender == 0:
        deliver(Workplace(Path(sys.argv[1])), settings, lambda: datetime.now(UTC), wait_seconds=5)
        os._exit(0)
    print(sender, flush=True)
    print(os.waitpid(sender, 0)[1], flush=True)
"""


class SlowPostbox(Postbox):
    """Takes its time between taking a message and saying so: the moment that matters."""

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        time.sleep(0.06)  # noqa: ASYNC251  one client at a time
        return answer


def let_send(nursery: subprocess.Popen[str], wait: float, postbox: Postbox | None = None) -> None:
    """Let a sender send, and kill it after so many seconds, or once the postbox has taken a message of it."""
    nursery.stdin.write("go\n")
    nursery.stdin.flush()
    sender = int(nursery.stdout.readline())
    taken, until = len(postbox.taken) if postbox else 0, time.monotonic() + (10 if postbox else wait)
    while time.monotonic() < until and not (postbox and len(postbox.taken) > taken):
        time.sleep(0.001)
    with suppress(ProcessLookupError):  # it had done all
        os.kill(sender, signal.SIGKILL)
    assert int(nursery.stdout.readline()) in (0, signal.SIGKILL)


def test_kills_at_random_moments_lose_nothing_and_send_nothing_twice_unsaid(tmp_path: Path) -> None:
    place, postbox, chance = Workplace(tmp_path / "var"), SlowPostbox(), random.Random(20261101)
    server = Server(postbox, context=None)
    server.start()
    try:
        queued = []
        command = [sys.executable, "-c", CODE, str(place.root), str(server.port)]
        nursery = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for n in range(ROUNDS):
            fresh = [mail(f"reader-{n}-{k}@desk.example") for k in range(MAILS_A_ROUND)]
            queued += fresh
            con = open_ledger(place.ledger)
            enqueue(con, fresh, [], datetime.now(UTC))
            con.close()
            let_send(nursery, chance.uniform(0.0, 0.35), postbox if n % AIMED == 0 else None)
        nursery.communicate()
        settings = SmtpSettings(host="127.0.0.1", port=server.port, security="none", timeout_seconds=5)
        deliver(place, settings, lambda: datetime.now(UTC))
    finally:
        server.stop()
    con = open_ledger(place.ledger)
    states = {d.outgoing.recipient: d.state for d in list_deliveries(con)}
    logs = {o.recipient: delivery_history(con, delivery_id(o)) for o in queued}
    con.close()
    assert set(states.values()) == {DeliveryState.SENT}
    came: dict[str, list[str]] = {}
    for recipient, message in postbox.taken:
        came.setdefault(recipient, []).append(message_from_bytes(message)["Message-ID"])
    assert set(came) == {o.recipient for o in queued}
    for recipient, ids in came.items():
        told = [str(r["detail"]) for r in logs[recipient]]
        doubts = sum(r["state"] == "uncertain" for r in logs[recipient])
        assert len(ids) <= 1 + doubts, recipient
        assert len(set(ids)) == 1, recipient
        assert doubts == sum(t == f"sent again under the same Message-ID {ids[0]}" for t in told), recipient
    kills = sum(r["state"] == "uncertain" for log in logs.values() for r in log)
    twice = sum(len(ids) > 1 for ids in came.values())
    assert kills >= 1, "no kill met the moment between the end of a message and the answer being kept"
    assert twice >= 1, "no kill met a message that the server had taken"
