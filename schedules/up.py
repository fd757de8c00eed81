"""``reewatch up``: a Prefect server with its page, and the process that serves the deployments, kept alive together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from flows.locking import run_lock
from flows.orchestrated import QUIET
from flows.workplace import Workplace

PR_SET_PDEATHSIG = 1
#: A process that ends is started again after so many seconds.
RESTART_SECONDS = 2.0
ENDING_SECONDS = 20.0


@dataclass(slots=True)
class Kept:
    """A process that is started again whenever it ends."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None


def keep_up(place: Workplace, *, host: str, port: int, say: Callable[[str], None]) -> None:
    """Run until SIGTERM or SIGINT. With ``PREFECT_API_URL`` set, that server is used and none is started.

    Raises LockHeldError where another ``reewatch up`` stands over the same data directory.
    """
    with run_lock(place.root / "up.lock", what="up"):
        environment = _environment(place, host, port)
        kept = [Kept("schedule", [sys.executable, "-m", "schedules.serving"])]
        if "PREFECT_API_URL" not in os.environ:
            server = ["-m", "prefect", "server", "start", "--host", host, "--port", str(port)]
            kept.insert(0, Kept("server", [sys.executable, *server]))
            say(f"Prefect's page: http://{host}:{port}")
        say(f"log: {place.root / 'prefect.log'}")
        ended = _Ended()
        with (place.root / "prefect.log").open("ab") as log:
            try:
                while not ended:
                    _start_missing(kept, environment, log.fileno(), say)
                    time.sleep(0.2)
            finally:
                _end(kept)


class _Ended:
    """Becomes true on SIGTERM and SIGINT."""

    def __init__(self) -> None:
        self._told = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._tell)

    def _tell(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self._told = True

    def __bool__(self) -> bool:
        return self._told


def _environment(place: Workplace, host: str, port: int) -> dict[str, str]:
    """Return the environment of the processes; Prefect's own files stand in the data directory."""
    told = QUIET | {
        "PREFECT_HOME": str(place.root.resolve() / "prefect"),
        "PREFECT_API_URL": f"http://{host}:{port}/api",
        "PREFECT_SERVER_UI_API_URL": f"http://{host}:{port}/api",
    }
    home = Path(__file__).resolve().parent.parent
    return told | dict(os.environ) | {"REEWATCH_DATA_DIR": str(place.root.resolve()), "PYTHONPATH": str(home)}


def _start_missing(kept: list[Kept], environment: dict[str, str], log: int, say: Callable[[str], None]) -> None:
    for one in kept:
        if one.process is not None and one.process.poll() is None:
            continue
        if one.process is not None:
            say(f"the {one.name} process ended ({one.process.returncode}); it is started again")
            time.sleep(RESTART_SECONDS)
        one.process = subprocess.Popen(  # noqa: S603  our own interpreter
            one.command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=_die_with_parent,  # noqa: PLW1509  this process has one thread
        )


def _die_with_parent() -> None:
    """Ask the kernel to kill this process when its parent dies, however it dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _end(kept: list[Kept]) -> None:
    running = [k.process for k in reversed(kept) if k.process is not None]
    for process in running:
        process.terminate()
        try:
            process.wait(ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
