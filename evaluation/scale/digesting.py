"""What composing a digest costs over a published copy of any size."""

import time
from datetime import UTC, timedelta
from pathlib import Path

from digests.letters import Letterhead
from flows.digest_sections import open_desk
from flows.digesting import compose_preview
from reewatch.framework import Framework
from reewatch.subscriptions import Subscriber, Subscription
from storage.connection import connect
from storage.publishing import published_path

#: The reader who follows everything: nobody's digest takes longer.
ALL = Subscription.model_validate({"name": "scale", "to": ("reader@reewatch.example",)})
#: A morning's digest goes out so long after its night.
LATER = timedelta(hours=2)


def compose_over(folder: Path, framework: Framework, *, times: int = 3) -> list[dict[str, float]]:
    """Return what composing the last night's digest took, each time: wall and processor seconds, matters, bytes.

    ``folder`` is a data directory with a published copy, as ``build`` makes it.
    """
    con = connect(published_path(folder), read_only=True)
    try:
        (last,) = con.execute("SELECT max(as_of) FROM runs").fetchall()[0]
        desk = open_desk(con, framework, Letterhead())
        who = Subscriber(subscription=ALL, recipients=ALL.to, condition=None)
        measured = []
        for _ in range(times):
            wall, processor = time.perf_counter(), time.process_time()
            composed = compose_preview(desk, {}, who, last.replace(tzinfo=UTC) + LATER)
            measured.append(
                {
                    "wall seconds": time.perf_counter() - wall,
                    "processor seconds": time.process_time() - processor,
                    "matters": len(composed.digest.items),
                    "bytes": len(composed.outgoings[0].message),
                }
            )
        return measured
    finally:
        con.close()
