"""The end of a run: checks, the analysts' copy, the digest file."""

from flows.digest_sections import letterhead_of, open_desk
from flows.digesting import compose_run
from flows.nights import Night
from reewatch.errors import ChecksFailedError
from storage.checks import run_checks
from storage.connection import connect, open_store
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
    """Write the run's digest file, ``digests/<run_id>.eml``; written aside and renamed whole."""
    con = connect(published_path(night.workplace.root), read_only=True)
    try:
        desk = open_desk(con, night.framework, letterhead_of(night.settings))
        composed = compose_run(desk, night.run.run_id, night.run.as_of)
    finally:
        con.close()
    path = night.workplace.digests / f"{night.run.run_id}.eml"
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".part")
    aside.write_bytes(composed.outgoings[0].message)
    aside.replace(path)
