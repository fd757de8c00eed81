"""Observations of the indicators: each state of each, as it was known."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from reewatch.observations.figures import day_of
from reewatch.observations.observation import Observation
from reewatch.timestamps import parse_timestamp
from storage.corrections import corrected_rows
from storage.lately import look_since_born
from storage.rows import Connection, fetch_rows, insert_new, listed, one_of, picked_since, to_json
from storage.runs import naive

LONGEST_EVIDENCE = 20
SAME = (
    "indicator_id", "measure", "value", "value_text", "low", "high", "unit", "bound", "basis", "population",
    "direction", "end_use", "speaker", "actor", "target", "as_of", "period", "valid_from", "valid_to",
    "factuality", "commitment", "derived",
)  # fmt: skip


def insert_observations(
    con: Connection, observations: Sequence[Observation], known: Mapping[str, Mapping[str, Any]], known_at: datetime
) -> None:
    """Append the state of each observation where it differs from the last that is ``known``, by its id."""
    rows = corrected_rows(con, [row_of(o) for o in observations], "observation_id")
    fresh = [r for r in rows if not _equal(r, known.get(r["observation_id"]))]
    insert_new(
        con, "observations", [r | {"known_at": naive(known_at)} for r in fresh], key=("observation_id", "known_at")
    )


def latest_rows(con: Connection, observations: Mapping[str, Observation]) -> dict[str, dict[str, Any]]:
    """Return observation id -> its last known state; there is none from before the first text that tells of it."""
    found: dict[str, dict[str, Any]] = {}

    def look(since: datetime, ids: Collection[str]) -> Collection[str]:
        condition = picked_since("observations", since, one_of("observation_id"))
        rows = fetch_rows(
            con,
            f"""SELECT * EXCLUDE (known_at) FROM observations WHERE {condition}
                QUALIFY row_number() OVER (PARTITION BY observation_id ORDER BY known_at DESC) = 1""",
            [listed(ids)],
        )
        found.update({r["observation_id"]: r for r in rows})
        return found.keys()

    told = {i: min(f.known_at for f in o.members) for i, o in observations.items()}
    look_since_born(con, {i: naive(parse_timestamp(known)) for i, known in told.items()}, look)
    return found


def pointing_at(con: Connection, ids: Iterable[str]) -> list[str]:
    """Return the ids of the observations whose last known state names one of these as its successor or its total."""
    told = listed(set(ids))
    if not told:
        return []
    rows = con.execute(
        f"""SELECT observation_id FROM (FROM observations
              QUALIFY row_number() OVER (PARTITION BY observation_id ORDER BY known_at DESC) = 1)
            WHERE {one_of("superseded_by")} OR {one_of("part_of")} ORDER BY observation_id""",
        [told, told],
    )
    return [r[0] for r in rows.fetchall()]


def row_of(observation: Observation) -> dict[str, Any]:
    """Return the row of an observation, without its known time."""
    figure = observation.figure
    row: dict[str, Any] = {name: getattr(figure, name) for name in SAME}
    return row | {
        "observation_id": observation.observation_id,
        "as_of": figure.as_of or (None if figure.period else day_of(figure) or None),
        "event_id": figure.event_id or None,
        "instruments": list(figure.instruments),
        "items": list(figure.items),
        "stage": list(figure.stage),
        "superseded_by": observation.superseded_by,
        "part_of": observation.part_of,
        "evidence": to_json(
            [
                {"mention_id": f.mention_id, "article_id": f.article_id, "url": f.url, "sentence": f.sentence}
                for f in observation.members[:LONGEST_EVIDENCE]
                if f.mention_id
            ]
        ),
        "citation": figure.citation,
    }


def _equal(row: Mapping[str, Any], known: Mapping[str, Any] | None) -> bool:
    if known is None:
        return False
    return all(v == known[k] for k, v in row.items() if k != "evidence") and (
        json.loads(row["evidence"]) == json.loads(known["evidence"])
    )
