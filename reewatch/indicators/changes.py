"""What moved about the indicators: a state that rose or fell, accounts that began to differ."""

from collections.abc import Mapping, Sequence
from typing import Any

from reewatch.changes import Change, make_change
from reewatch.indicators.states import STATES

#: A change names so many mentions; those of the figures in its title are among them.
MOST_EVIDENCE = 5
WEIGHT = {"indicator": 0.6, "theme": 0.4}


def indicator_changes(
    known_at: str,
    rows: Sequence[Mapping[str, Any]],
    before: Mapping[str, Mapping[str, Any]],
    kinds: Mapping[str, str],
) -> list[Change]:
    """Return the changes of indicators; the first night starts from nothing and moves none.

    ``before`` maps indicator id to its last known state, ``kinds`` to indicator or theme.
    """
    changes = []
    for row in rows:
        was = before.get(row["indicator_id"])
        if was is None:
            continue
        if was["state"] != row["state"]:
            up = STATES.index(row["state"]) > STATES.index(was["state"])
            changes.append(_change(known_at, "raised" if up else "lowered", row, (was["state"], row["state"]), kinds))
        if row["disagreement"] and not was["disagreement"]:
            changes.append(_change(known_at, "contradicted", row, ("accounts agree", "accounts differ"), kinds))
    return changes


def _change(
    known_at: str, kind: str, row: Mapping[str, Any], told: tuple[str, str], kinds: Mapping[str, str]
) -> Change:
    evidence = [e["mention_id"] for c in row["cues"] for e in c["evidence"] if "mention_id" in e]
    figures = row["figures_told_by"][:MOST_EVIDENCE]
    return make_change(
        known_at,
        kind,
        "indicator",
        row["indicator_id"],
        event_id=None,
        title=row["reading"],
        before=told[0],
        after=told[1],
        significance=WEIGHT[kinds[row["indicator_id"]]],
        indicator_id=row["indicator_id"],
        evidence=tuple(dict.fromkeys([*evidence[: MOST_EVIDENCE - len(figures)], *figures])),
    )
