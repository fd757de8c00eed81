"""Observations of the indicators: each state of each, as it was known."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from reewatch.figures import day_of
from reewatch.framework import Baseline
from reewatch.identifiers import content_id
from reewatch.observations import Observation
from storage.corrections import corrected_rows
from storage.rows import Connection, fetch_rows, insert_new, to_json
from storage.runs import naive

LONGEST_EVIDENCE = 20
SAME = (
    "indicator_id", "measure", "value", "value_text", "low", "high", "unit", "bound", "basis", "population",
    "direction", "end_use", "speaker", "actor", "target", "as_of", "period", "valid_from", "valid_to",
    "factuality", "commitment", "derived",
)  # fmt: skip


def insert_observations(con: Connection, observations: Sequence[Observation], known_at: datetime) -> None:
    """Append the state of each observation where it differs from the last that is known."""
    rows = corrected_rows(con, [row_of(o) for o in observations], "observation_id")
    known = {r["observation_id"]: r for r in latest_rows(con, [o.observation_id for o in observations])}
    fresh = [r for r in rows if not _equal(r, known.get(r["observation_id"]))]
    insert_new(
        con, "observations", [r | {"known_at": naive(known_at)} for r in fresh], key=("observation_id", "known_at")
    )


def insert_baselines(con: Connection, baselines: Sequence[Baseline], known_at: datetime) -> None:
    """Append the figures known before the first night; their evidence is their citation."""
    rows = [_baseline_row(b) | {"known_at": naive(known_at)} for b in baselines if b.baseline == "observation"]
    insert_new(con, "observations", rows, key=("observation_id",))


def latest_rows(con: Connection, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return the last known state of each of those observations."""
    return fetch_rows(
        con,
        """SELECT * EXCLUDE (known_at) FROM observations WHERE list_contains(?, observation_id)
           QUALIFY row_number() OVER (PARTITION BY observation_id ORDER BY known_at DESC) = 1""",
        [list(ids)],
    )


def row_of(observation: Observation) -> dict[str, Any]:
    """Return the row of an observation, without its known time."""
    figure = observation.figure
    row: dict[str, Any] = {name: getattr(figure, name) for name in SAME}
    return row | {
        "observation_id": observation.observation_id,
        "as_of": figure.as_of or (None if figure.period else day_of(figure) or None),
        "event_id": figure.event_id,
        "instruments": list(figure.instruments),
        "items": list(figure.items),
        "stage": list(figure.stage),
        "superseded_by": observation.superseded_by,
        "part_of": observation.part_of,
        "evidence": to_json(
            [
                {"mention_id": f.mention_id, "article_id": f.article_id, "url": f.url, "sentence": f.sentence}
                for f in observation.members[:LONGEST_EVIDENCE]
            ]
        ),
        "citation": None,
    }


def _equal(row: Mapping[str, Any], known: Mapping[str, Any] | None) -> bool:
    if known is None:
        return False
    return all(v == known[k] for k, v in row.items() if k != "evidence") and (
        json.loads(row["evidence"]) == json.loads(known["evidence"])
    )


def _baseline_row(baseline: Baseline) -> dict[str, Any]:
    told = (
        "indicator_id", "measure", "value", "low", "high", "unit", "speaker", "as_of", "period", "basis", "population",
        "bound", "factuality", "commitment", "value_text", "valid_from", "valid_to", "actor", "target", "end_use",
        "direction",
    )  # fmt: skip
    row: dict[str, Any] = {name: getattr(baseline, name) for name in told}
    row |= dict.fromkeys(("event_id", "part_of", "superseded_by"))
    lists = {"instruments": [baseline.instrument_id] if baseline.instrument_id else [], "items": list(baseline.items),
             "stage": list(baseline.stage)}  # fmt: skip
    fixed = {"derived": False, "evidence": "[]", "citation": baseline.citation}
    return row | lists | fixed | {"observation_id": content_id("obs", baseline.model_dump())}
