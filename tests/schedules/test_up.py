"""``reewatch up`` as a whole: Prefect's real server and page, a real schedule, a real mail server, and kill -9."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.delivering import enqueue
from flows.workplace import Workplace
from reewatch.errors import LockHeldError
from storage.connection import open_ledger
from tests.flows.mail_servers import PASSWORD, USER, Postbox, Server, certify, waiting_for
from tests.flows.test_delivering import mail

COMMAND = str(Path(sys.executable).parent / "reewatch")
JOBS = {"poll", "nightly", "alerts", "digests", "maintenance"}
#: A start takes 10 to 20 seconds on an idle machine, minutes on one with a load of ten; slots come every minute.
START_SECONDS, SLOT_SECONDS = 240, 150

pytestmark = [pytest.mark.filterwarnings("ignore:Requiring AUTH"), pytest.mark.timeout(900)]


def children(of: int) -> dict[int, str]:
    """Return process id -> command line of the children of a process."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            line = (status.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:  # it has just ended
            continue
        if parent == of:
            found[int(status.parent.name)] = line
    return found


class Standing:
    """A data directory over which ``reewatch up`` stands, and the mail server that it sends to."""

    def __init__(self, folder: Path) -> None:
        context, ca = certify(folder)
        self.place, self.postbox = Workplace(folder / "var"), Postbox()
        self.server = Server(self.postbox, context=context, login=True)
        self.server.start()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        told = {
            "HOST": "127.0.0.1", "PORT": self.server.port, "CA_FILE": ca, "USER": USER, "PASSWORD": PASSWORD,
        }  # fmt: skip
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
        self.environment |= {f"REEWATCH_SMTP__{name}": str(value) for name, value in told.items()}
        self.environment |= {"REEWATCH_SCHEDULE__DIGESTS": "* * * * *"}
        self.folder = folder
        self.process = self.start()

    def command(self, *arguments: str) -> list[str]:
        return [COMMAND, "--data-dir", str(self.place.root), *arguments]

    def start(self) -> subprocess.Popen[bytes]:
        command = self.command("up", "--port", str(self.port))
        return subprocess.Popen(command, env=self.environment, cwd=self.folder, start_new_session=True)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )

    def deployments(self) -> dict[str, list[dict[str, object]]]:
        """Return flow -> its schedules, as Prefect tells them."""
        body = {"Content-Type": "application/json"}
        base = f"http://127.0.0.1:{self.port}/api"
        told = {}
        for what in ("deployments", "flows"):
            request = urllib.request.Request(f"{base}/{what}/filter", b"{}", body)
            try:
                with urllib.request.urlopen(request, timeout=5) as answer:
                    told[what] = json.load(answer)
            except OSError:  # not up yet
                return {}
        names = {f["id"]: f["name"] for f in told["flows"]}
        return {names[d["flow_id"]]: [s["schedule"] for s in d["schedules"]] for d in told["deployments"]}

    def processes(self) -> dict[str, int]:
        """Return what ``up`` keeps running: name -> process id."""
        return {
            "server" if "prefect server" in line else "schedule": process
            for process, line in children(self.process.pid).items()
        }

    def restarted(self, before: dict[str, int]) -> bool:
        """Return whether all stand again and none is of ``before``: a killed process is listed until it is reaped."""
        now = self.processes()
        return set(now) == set(before) and not set(now.values()) & set(before.values())

    def runs(self) -> list[int]:
        """Return the processes of the flow runs that are under way."""
        serving = self.processes().get("schedule")
        return [p for p, line in children(serving).items() if "prefect.engine" in line] if serving else []

    def queue(self, recipient: str) -> None:
        con = open_ledger(self.place.ledger)
        enqueue(con, [mail(recipient)], [], datetime.now(UTC))
        con.close()

    def send_with_a_block(self, recipient: str) -> subprocess.CompletedProcess[str]:
        """Send a mail out of another data directory, the password known to Prefect alone."""
        other = Workplace(self.folder / "other")
        con = open_ledger(other.ledger)
        enqueue(con, [mail(recipient)], [], datetime.now(UTC))
        con.close()
        environment = self.environment | {"PREFECT_API_URL": f"http://127.0.0.1:{self.port}/api"}
        keep = "import os; from prefect.blocks.system import Secret; "
        keep += "Secret(value=os.environ['REEWATCH_SMTP__PASSWORD']).save('mail-password')"
        subprocess.run([sys.executable, "-c", keep], env=environment, check=True, timeout=100)
        environment |= {"REEWATCH_SMTP__PASSWORD": "", "REEWATCH_SMTP__PASSWORD_BLOCK": "mail-password"}
        command = [COMMAND, "--data-dir", str(other.root), "deliver"]
        return subprocess.run(command, env=environment, cwd=self.folder, capture_output=True, text=True, check=False)

    def arrived(self, recipient: str) -> bool:
        return recipient in [r for r, _ in self.postbox.taken]

    def slots(self) -> list[tuple[str, str]]:
        """Return (slot, state) of each row of the log of the digests' slots."""
        try:
            con = open_ledger(self.place.ledger)
        except LockHeldError:
            return []
        rows = con.execute("SELECT slot::VARCHAR, state FROM schedule_log WHERE deployment = 'digests'").fetchall()
        con.close()
        return rows


@pytest.fixture(scope="module")
def standing(tmp_path_factory):
    whole = Standing(tmp_path_factory.mktemp("up"))
    whole.place.prepare()
    whole.queue("ann@desk.example")
    yield whole
    if whole.process.poll() is None:
        whole.process.send_signal(signal.SIGTERM)
        whole.process.wait(60)
    whole.server.stop()


def look_at_the_page(standing: Standing, picture: Path) -> str:
    """Return the text of Prefect's page of deployments, as Chromium shows it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1100, "height": 640})
        page.goto(f"http://127.0.0.1:{standing.port}/deployments")
        page.get_by_text("maintenance").first.wait_for(timeout=60_000)
        page.screenshot(path=picture)
        text = page.inner_text("body")
        browser.close()
    return text


def test_everything_runs_by_itself_and_outlives_kills(
    standing: Standing, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    """One story, since each start costs: stand, fire, send, two schedulers, kills of a part and of the whole."""
    assert waiting_for(lambda: set(standing.deployments()) == JOBS, START_SECONDS)
    assert {name: [s["cron"] for s in schedules] for name, schedules in standing.deployments().items()} == {
        "poll": ["0 */4 * * *"],
        "nightly": ["0 5 * * *"],
        "alerts": [],
        "digests": ["* * * * *"],
        "maintenance": ["30 3 * * 0"],
    }
    assert standing.run("up", "--port", str(standing.port)).returncode == 4  # one stands over it already

    with subtests.test("Prefect's page in Chromium"):
        if shutil.which("chromium") is None:
            pytest.skip("no chromium on this machine (apt-get install chromium)")
        text = look_at_the_page(standing, tmp_path / "deployments.png")
        assert "5 Deployments" in text
        assert set(text.split()) >= JOBS

    # A slot fires by itself, and the mail arrives.
    assert waiting_for(lambda: standing.arrived("ann@desk.example"), SLOT_SECONDS)
    assert waiting_for(lambda: "done" in [s for _, s in standing.slots()], 30)

    # Another scheduler asks for the same slots: still one run a slot.
    assert standing.run("scheduled", "digests").returncode == 0

    # The password may stand in a Secret block of Prefect instead.
    assert standing.send_with_a_block("dee@desk.example").returncode == 0
    assert standing.arrived("dee@desk.example")

    # The process of a run is killed while a mail waits for it: the next slot sends it.
    standing.queue("eve@desk.example")
    assert waiting_for(lambda: bool(standing.runs()), SLOT_SECONDS)
    under_way = standing.runs()
    for process in under_way:
        os.kill(process, signal.SIGKILL)
    assert under_way
    assert waiting_for(lambda: standing.arrived("eve@desk.example"), SLOT_SECONDS)

    # Its processes are killed; it starts them again, and the next mail goes out.
    before = standing.processes()
    assert set(before) == {"server", "schedule"}
    for process in before.values():
        os.kill(process, signal.SIGKILL)
    assert waiting_for(lambda: standing.restarted(before), 30)
    standing.queue("bo@desk.example")
    assert standing.run("status", "--json").stdout.startswith("{")
    assert waiting_for(lambda: standing.arrived("bo@desk.example"), START_SECONDS)

    # The whole is killed: nothing is left running, nothing half done, and the next run goes through.
    children = standing.processes()
    os.kill(standing.process.pid, signal.SIGKILL)
    standing.process.wait()
    assert waiting_for(lambda: not any(Path(f"/proc/{p}/exe").exists() for p in children.values()), 20)
    standing.queue("cy@desk.example")
    after = standing.run("scheduled", "digests", "--now")
    assert after.returncode == 0, after.stderr
    # A run that was under way may have the mail in hand: then it, or the next run, sends it.
    assert waiting_for(
        lambda: standing.arrived("cy@desk.example") or standing.run("scheduled", "digests", "--now").returncode != 0,
        SLOT_SECONDS,
    )
    assert standing.arrived("cy@desk.example")
    assert Counter(r for r, _ in standing.postbox.taken) == {
        f"{n}@desk.example": 1 for n in ("ann", "bo", "cy", "dee", "eve")
    }
    starts = Counter(slot for slot, state in standing.slots() if state == "started")
    assert sum(starts.values()) <= len(starts) + 1  # a slot whose run was killed may be gone on with

    # Not in a log, not in Prefect's database, not in the ledger.
    files = [p for p in standing.place.root.rglob("*") if p.is_file()]
    assert any(p.name == "prefect.log" for p in files)
    assert [p for p in files if PASSWORD.encode() in p.read_bytes()] == []
