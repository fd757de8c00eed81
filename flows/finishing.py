"""The end of a run: checks, the analysts' copy, the digest file."""

from datetime import timedelta

from digests.rendering import write_digest
from flows.judging import indicator_rows
from flows.nights import Night
from flows.reporting import summarise
from reewatch.digest import compose_digest
from reewatch.errors import ChecksFailedError
from storage.checks import run_checks
from storage.connection import connect, open_store
from storage.listings import list_changes
from storage.publishing import publish, published_path
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


def write_digest_of(night: Night) -> None:
    """Write the run's digest file; a digest that is there stays as it is."""
    con = connect(published_path(night.workplace.root), read_only=True)
    try:
        changes = list_changes(con, night.run.as_of - timedelta(microseconds=1), night.run.as_of)
        indicators = indicator_rows(con, night.framework.indicators, night.run.as_of, night.run.as_of.date())
    finally:
        con.close()
    summary = summarise(night, already_done=False)
    digest = compose_digest(changes, indicators=indicators, summary=summary)
    write_digest(digest, night.workplace.digests)
