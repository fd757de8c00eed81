"""What differs from the digest before in the accounts of the parties and in the sources."""

from collections.abc import Mapping, Sequence
from typing import Any

from reewatch.digest.contents import Moves, SourceNote

DIFFERS, AGREES = "differs", "agrees"
SILENT, SPEAKS = "silent", "speaks"


def account_key(indicator_id: str) -> str:
    """Return the name under which it is kept whether the accounts on an indicator differed."""
    return f"accounts:{indicator_id}"


def source_key(source_id: str) -> str:
    """Return the name under which it is kept whether a source answered."""
    return f"source:{source_id}"


def states_of(indicators: Sequence[Mapping[str, Any]], sources: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the states to compare by: of the accounts on each indicator, and of each source.

    ``indicators`` have ``indicator_id`` and ``disagreement``, ``sources`` the columns of ``sources_health``.
    """
    states = {account_key(i["indicator_id"]): DIFFERS if i["disagreement"] else AGREES for i in indicators}
    return states | {source_key(s["source_id"]): SILENT if s["state"] == "failing" else SPEAKS for s in sources}


def moves_since(
    indicators: Sequence[Mapping[str, Any]],
    sources: Sequence[Mapping[str, Any]],
    titles: Mapping[str, str],
    told: Mapping[str, str],
) -> Moves:
    """Return what moved since the states that were ``told`` last; what was never told is as it is, and no move."""
    now = states_of(indicators, sources)
    accounts = [(titles.get(i["indicator_id"], i["indicator_id"]), account_key(i["indicator_id"])) for i in indicators]
    silent = [(_note(s), source_key(s["source_id"])) for s in sources if s["state"] == "failing"]
    speaking = [(s["name"], source_key(s["source_id"])) for s in sources if s["state"] != "failing"]
    return Moves(
        opened=tuple(t for t, k in accounts if now[k] == DIFFERS and told.get(k) == AGREES),
        closed=tuple(t for t, k in accounts if now[k] == AGREES and told.get(k) == DIFFERS),
        still_differ=tuple(t for t, k in accounts if now[k] == DIFFERS and told.get(k) != AGREES),
        fell_silent=tuple(n for n, k in silent if told.get(k) == SPEAKS),
        still_silent=tuple(n for n, k in silent if told.get(k) != SPEAKS),
        came_back=tuple(n for n, k in speaking if told.get(k) == SILENT),
    )


def _note(source: Mapping[str, Any]) -> SourceNote:
    return SourceNote(
        source_id=source["source_id"],
        name=source["name"] or source["source_id"],
        detail=source["detail"] or source["last_outcome"] or "",
        last_answered=source["last_answered_at"],
    )
