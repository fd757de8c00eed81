"""The end of a run: checks, the analysts' copy, the digest file."""

from flows.nights import Night
from reewatch.errors import ChecksFailedError
from storage.checks import run_checks
from storage.connection import open_store
from storage.publishing import publish
from storage.runs import record_status


def check_and_publish(night: Night) -> None:
    """Publish the store where its checks hold.

    Raises ChecksFailedError, with the failing rows, where they do not; then the last good copy stays published.
    """
    con = open_store(night.workplace.store)
    try:
        failures = run_checks(con)
        if failures:
            told = [f"{f.check}: {f.meaning} {f.failing} rows, such as {f.rows[0]}" for f in failures]
            raise ChecksFailedError("\n".join([*told, "Nothing was published; the last good copy stands."]))
        record_status(con, night.run, "published")
        con.execute("CHECKPOINT")
        publish(con, night.workplace.root, night.run.run_id)
    finally:
        con.close()
