"""Figures of mentions, and the observations that they were joined into."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from reewatch.observations.figures import Figure, lookup_keys, voice_of
from reewatch.observations.observation import Observation, observation_of
from reewatch.timestamps import parse_timestamp
from storage.rows import Connection, fetch_rows, insert_new, listed, one_of, picked, to_json
from storage.runs import naive

TUPLES = ("items", "stage", "instruments")


def series_key(figure: Figure) -> str:
    """Return the key of the figures of one measure, unit and voice."""
    return f"{figure.measure}|{figure.unit or ''}|{(voice_of(figure) or '?').casefold()}"


def measure_key(figure: Figure) -> str:
    """Return the beginning of the series keys of one measure and unit, whoever speaks."""
    return f"{figure.measure}|{figure.unit or ''}|"


def insert_figures(con: Connection, joined: Sequence[tuple[str, Figure]], known_at: datetime) -> None:
    """Append (observation id, figure) pairs of figures that are not stored yet (`known_figures`)."""
    rows = [
        {
            "figure_id": f.figure_id,
            "observation_id": observation_id,
            "figure_key": lookup_keys(f)[0],
            "series_key": series_key(f),
            "revision_id": f.revision_id,
            "article_id": f.article_id,
            "figure": to_json(asdict(f)),
            "known_at": naive(known_at),
        }
        for observation_id, f in joined
    ]
    insert_new(con, "internal_figures", rows, key=("figure_id", "known_at"))


def observations_near(con: Connection, figures: Sequence[Figure]) -> list[Observation]:
    """Return the stored observations that hold a figure equal to one of these, or one of the same articles."""
    keys = sorted({k for f in figures for k in lookup_keys(f)})
    articles = sorted({f.article_id for f in figures})
    by_key, by_article = (
        f"SELECT observation_id FROM internal_figures WHERE {one_of(c)}" for c in ("figure_key", "article_id")
    )
    return _observations(con, f"{by_key} UNION {by_article}", [listed(keys), listed(articles)])


def observations_in_series(con: Connection, keys: Iterable[str]) -> list[Observation]:
    """Return the stored observations that hold a figure of one of these series (`series_key`)."""
    asked = f"SELECT DISTINCT observation_id FROM internal_figures WHERE {one_of('series_key')}"
    return _observations(con, asked, [listed(set(keys))])


def observations_by_id(con: Connection, ids: Iterable[str]) -> list[Observation]:
    """Return the stored observations of those ids."""
    return _observations(con, "SELECT unnest(string_split(?, chr(31)))", [listed(set(ids))])


def known_figures(con: Connection, figures: Sequence[Figure]) -> set[str]:
    """Return the ids of those of the figures that are stored: since their texts are known, at the earliest."""
    if not figures:
        return set()
    asked = f"SELECT figure_id FROM internal_figures WHERE known_at >= ? AND {one_of('figure_id')}"
    since = naive(parse_timestamp(min(f.known_at for f in figures)))
    return {r[0] for r in con.execute(asked, [since, listed(f.figure_id for f in figures)]).fetchall()}


def figures_told_by(con: Connection, mention_ids: Collection[str]) -> list[tuple[str, Figure]]:
    """Return (observation id, figure) of each stored figure of some mentions that no correction withdrew."""
    rows = fetch_rows(
        con,
        f"""SELECT observation_id, figure FROM internal_figures WHERE {one_of("figure->>'mention_id'")}
             AND figure_id NOT IN (SELECT subject_id FROM rejections) ORDER BY observation_id, figure_id""",
        [listed(mention_ids)],
    )
    return [(r["observation_id"], _figure(json.loads(r["figure"]))) for r in rows]


def _observations(con: Connection, asked: str, parameters: Sequence[Any]) -> list[Observation]:
    """Return the observations of the ids that a query asks for."""
    held = picked("internal_figures", "observation_id IN (FROM asked)")
    rows = fetch_rows(
        con,
        f"""WITH asked AS MATERIALIZED ({asked}), told AS MATERIALIZED (SELECT * FROM internal_figures WHERE {held})
            SELECT observation_id, figure FROM told
            WHERE figure_id NOT IN (SELECT subject_id FROM rejections) ORDER BY observation_id""",
        parameters,
    )
    members: dict[str, list[Figure]] = {}
    for row in rows:
        members.setdefault(row["observation_id"], []).append(_figure(json.loads(row["figure"])))
    return [observation_of(figures, observation_id) for observation_id, figures in members.items()]


def _figure(value: dict[str, Any]) -> Figure:
    return Figure(**(value | {name: tuple(value[name]) for name in TUPLES}))
