"""Observations of the indicators."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reewatch.framework import Baseline
from reewatch.identifiers import content_id
from reewatch.observations import Observation
from storage.events import evidence_of
from storage.rows import Connection, fetch_rows, insert_new, to_json
from storage.runs import naive


def known_observations(con: Connection, ids: Sequence[str]) -> set[str]:
    """Return those of the ids that the store has."""
    rows = con.execute(
        "SELECT observation_id FROM observations WHERE list_contains(?, observation_id)", [list(ids)]
    ).fetchall()
    return {r[0] for r in rows}


def previous_figure(con: Connection, observation: Observation) -> str | None:
    """Return the last figure of the same speaker, measure and goods before this one ("20 %"), or None."""
    row = con.execute(
        """SELECT value, unit FROM observations WHERE indicator_id = ? AND measure = ? AND speaker = ?
             AND value IS NOT NULL AND unit = ? ORDER BY known_at DESC, coalesce(as_of, period, '') DESC LIMIT 1""",
        [
            observation.indicator_id,
            observation.measure,
            observation.speaker,
            observation.quantity.unit if observation.quantity else None,
        ],
    ).fetchone()
    return f"{row[0]:g} {str(row[1]).replace('percent', '%')}" if row else None


def insert_observations(con: Connection, observations: Sequence[Observation], known_at: datetime) -> None:
    """Append observations; those that are there stay as they are."""
    rows = [_row(o) | {"known_at": naive(known_at)} for o in observations]
    insert_new(con, "observations", rows, key=("observation_id",))


def insert_baselines(con: Connection, baselines: Sequence[Baseline], known_at: datetime) -> None:
    """Append the figures known before the first night; their evidence is their citation."""
    rows = [_baseline_row(b) | {"known_at": naive(known_at)} for b in baselines if b.baseline == "observation"]
    insert_new(con, "observations", rows, key=("observation_id",))


def figures_of(con: Connection, indicator_id: str) -> list[dict[str, Any]]:
    """Return measure, value, speaker, as_of and period of an indicator's figures."""
    return fetch_rows(
        con,
        "SELECT measure, value, speaker, as_of, period FROM observations "
        "WHERE indicator_id = ? AND event_id IS NOT NULL",
        [indicator_id],
    )


def _row(observation: Observation) -> dict[str, Any]:
    event, mention, quantity = observation.event, observation.source.mention, observation.quantity
    return {
        "observation_id": observation.observation_id,
        "indicator_id": observation.indicator_id,
        "measure": observation.measure,
        "value": quantity.value if quantity else None,
        "value_text": observation.value_text,
        "low": quantity.low if quantity else None,
        "high": quantity.high if quantity else None,
        "unit": quantity.unit if quantity else None,
        "bound": quantity.bound if quantity else "exact",
        "basis": quantity.basis if quantity else None,
        "population": quantity.population if quantity else None,
        "event_id": event.event_id,
        "direction": event.direction,
        "end_use": mention.end_use,
        "instruments": list(mention.instruments),
        "valid_from": event.valid_from,
        "valid_to": event.valid_to,
        "speaker": observation.speaker,
        "actor": mention.actor,
        "target": mention.target,
        "items": list(mention.items),
        "stage": mention.stage[0] if mention.stage else None,
        "as_of": observation.as_of,
        "period": observation.period,
        "factuality": mention.factuality,
        "commitment": mention.commitment,
        "derived": False,
        "part_of": None,
        "evidence": to_json(evidence_of([observation.source])),
        "citation": None,
    }


def _baseline_row(baseline: Baseline) -> dict[str, Any]:
    told = (
        "indicator_id",
        "measure",
        "value",
        "unit",
        "speaker",
        "as_of",
        "basis",
        "population",
        "bound",
        "factuality",
    )
    row: dict[str, Any] = {name: getattr(baseline, name) for name in told}
    identity = content_id("obs", baseline.model_dump())
    empty = ("value_text", "low", "high", "event_id", "direction", "end_use", "valid_from", "valid_to", "actor")
    row |= dict.fromkeys((*empty, "target", "stage", "period", "part_of"))
    lists: dict[str, list[str]] = {"instruments": [], "items": []}
    fixed = {"commitment": "statement", "derived": False, "evidence": "[]", "citation": baseline.citation}
    return row | lists | fixed | {"observation_id": identity}
