"""The search index follows the published copy: off the night's path, and a trouble with it fails nothing."""

from flows.locking import run_lock
from flows.workplace import Workplace
from reewatch.errors import LockHeldError, ReewatchError


def refresh_index(place: Workplace) -> str:
    """Bring the search index up to the published copy; return a line on what went wrong, empty where nothing did.

    Another process that builds it already is left to it. Nothing published is nothing to search.
    """
    from storage.publishing import is_published  # noqa: PLC0415  what only sends mail need not wait for DuckDB
    from storage.search import build_index  # noqa: PLC0415

    if not is_published(place.root):
        return ""
    try:
        with run_lock(place.root / "search.lock", what="search index"):
            build_index(place.root)
    except LockHeldError:
        return ""
    except (ReewatchError, OSError) as error:
        return f"the search index was not brought up to date: {error}"
    return ""
