"""The process that waits for slots: it hands the deployments to a Prefect server and runs what that schedules."""

import asyncio
import os
import time

import httpx

from flows.orchestrated import QUIET
from reewatch.settings import load_settings
from schedules.table import Deployment, deployments

SERVER_SECONDS = 180.0
#: How often it asks for what is due, in seconds.
ASKING_SECONDS = 5.0
#: Under this name each flow is deployed: ``nightly/reewatch``.
DEPLOYED_AS = "reewatch"


def serve() -> None:
    """Serve until told to end; the address of the server stands in ``PREFECT_API_URL``.

    Raises TimeoutError where no server answers there.
    """
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    _await_server(os.environ["PREFECT_API_URL"])
    from prefect.runner import Runner  # noqa: PLC0415  slow, and reads the environment as it is imported

    table = deployments(load_settings().schedule)
    # Schedules are not paused on the way out: a server elsewhere goes on planning, and what was missed is seen.
    runner = Runner(name=DEPLOYED_AS, pause_on_shutdown=False, query_seconds=ASKING_SECONDS)
    for deployment in table:
        runner.add_deployment(_deployed(deployment))
    asyncio.run(runner.start())


def _deployed(deployment: Deployment):  # type: ignore[no-untyped-def]  # noqa: ANN202  Prefect is imported late
    from prefect.schedules import Cron  # noqa: PLC0415
    from prefect.types.entrypoint import EntrypointType  # noqa: PLC0415

    from schedules import entrypoints  # noqa: PLC0415

    return getattr(entrypoints, deployment.name).to_deployment(
        name=DEPLOYED_AS,
        description=deployment.what,
        schedule=Cron(deployment.cron, timezone=deployment.zone) if deployment.cron else None,
        tags=["reewatch"],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def _await_server(url: str) -> None:
    until = time.monotonic() + SERVER_SECONDS
    while True:
        try:
            if httpx.get(f"{url}/health", timeout=5).is_success:
                return
        except httpx.HTTPError:
            pass
        if time.monotonic() > until:
            raise TimeoutError(f"no Prefect server answers at {url}")
        time.sleep(0.5)


if __name__ == "__main__":
    serve()
