"""The states of the indicators, a row whenever one changed."""

from collections.abc import Sequence
from datetime import datetime

from reewatch.indicators import IndicatorState
from storage.rows import Connection, fetch_rows, insert_new, to_json
from storage.runs import naive


def insert_states(con: Connection, states: Sequence[IndicatorState], known_at: datetime) -> None:
    """Append the states that differ from the last known ones."""
    rows = []
    for state in states:
        latest = _latest_observations(con, state.indicator_id)
        row = {
            "indicator_id": state.indicator_id,
            "reading": state.reading,
            "state": state.state,
            "direction": state.direction,
            "grade": state.grade,
            "cues": to_json([{"cue": c, "evidence": e} for c, e in state.cues]),
            "disagreement": state.disagreement,
            "latest": latest,
        }
        if not _is_known(con, row):
            rows.append(row | {"known_at": naive(known_at)})
    insert_new(con, "indicators", rows, key=("indicator_id", "known_at"))


def _is_known(con: Connection, row: dict[str, object]) -> bool:
    before = fetch_rows(
        con, "SELECT * FROM indicators WHERE indicator_id = ? ORDER BY known_at DESC LIMIT 1", [row["indicator_id"]]
    )
    return bool(before) and all(before[0][k] == v for k, v in row.items())


def _latest_observations(con: Connection, indicator_id: str) -> list[str]:
    rows = con.execute(
        """SELECT observation_id FROM observations WHERE indicator_id = ?
           ORDER BY known_at DESC, observation_id LIMIT 5""",
        [indicator_id],
    ).fetchall()
    return [r[0] for r in rows]
