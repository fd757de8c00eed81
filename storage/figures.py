"""Figures of mentions, and the observations that they were joined into."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from reewatch.observations.figures import Figure, lookup_keys, voice_of
from reewatch.observations.observation import Observation, observation_of
from reewatch.timestamps import parse_timestamp
from storage.lately import look_lately
from storage.revisions import articles_since
from storage.rows import (
    Connection,
    append,
    fetch_rows,
    insert_new,
    key_number,
    listed,
    one_of,
    one_of_numbers,
    picked,
    picked_since,
    to_json,
)
from storage.runs import naive

TUPLES = ("items", "stage", "instruments")


def series_key(figure: Figure) -> str:
    """Return the key of the figures of one measure, unit and voice."""
    return f"{figure.measure}|{figure.unit or ''}|{(voice_of(figure) or '?').casefold()}"


def measure_key(figure: Figure) -> str:
    """Return the beginning of the series keys of one measure and unit, whoever speaks."""
    return f"{figure.measure}|{figure.unit or ''}|"


def insert_figures(con: Connection, joined: Sequence[tuple[str, Figure]], known_at: datetime) -> None:
    """Append (observation id, figure) pairs of figures that are not stored yet (`known_figures`), with their keys."""
    rows = [
        {
            "figure_id": f.figure_id,
            "observation_id": observation_id,
            "revision_id": f.revision_id,
            "article_id": f.article_id,
            "figure": to_json(asdict(f)),
            "known_at": naive(known_at),
        }
        for observation_id, f in joined
    ]
    insert_new(con, "internal_figures", rows, key=("figure_id", "known_at"))
    keys = [
        {
            "figure_key": key_number(lookup_keys(f)[0]),
            "series_key": key_number(series_key(f)),
            "observation_key": key_number(observation_id),
            "observation_id": observation_id,
            "known_at": naive(known_at),
        }
        for observation_id, f in joined
    ]
    append(con, "internal_figure_keys", keys)


def observations_near(con: Connection, figures: Sequence[Figure]) -> list[Observation]:
    """Return the stored observations that hold a figure equal to one of these, or one of the same articles."""
    alike = _bearing(con, "figure_key", {k for f in figures for k in lookup_keys(f)})
    return observations_by_id(con, alike | _told_in(con, {f.article_id for f in figures}))


def observations_in_series(con: Connection, keys: Iterable[str]) -> list[Observation]:
    """Return the stored observations that hold a figure of one of these series (`series_key`)."""
    return observations_by_id(con, _bearing(con, "series_key", keys))


def _bearing(con: Connection, column: str, keys: Iterable[str]) -> set[str]:
    """Return the ids of the observations of which some figure bears one of the keys."""
    rows = con.execute(
        f"""SELECT DISTINCT observation_id FROM internal_figure_keys
            WHERE {picked("internal_figure_keys", one_of_numbers(column))}""",
        [listed({key_number(k) for k in keys})],
    ).fetchall()
    return {r[0] for r in rows}


def _told_in(con: Connection, article_ids: Iterable[str]) -> set[str]:
    """Return the ids of the observations that some articles tell: none is known before its article."""
    found: set[str] = set()

    def look(since: datetime, ids: Collection[str]) -> Collection[str]:
        told = picked_since("internal_figures", since, one_of("article_id"))
        rows = con.execute(f"SELECT DISTINCT observation_id FROM internal_figures WHERE {told}", [listed(ids)])
        found.update(r[0] for r in rows.fetchall())
        return articles_since(con, ids, since)

    look_lately(con, article_ids, look)
    return found


def observations_by_id(con: Connection, ids: Iterable[str]) -> list[Observation]:
    """Return the stored observations of those ids."""
    asked = set(ids)
    first = con.execute(
        f"SELECT min(known_at) FROM internal_figure_keys WHERE {one_of_numbers('observation_key')}",
        [listed(key_number(i) for i in asked)],
    ).fetchall()
    if first[0][0] is None:
        return []
    rows = fetch_rows(
        con,
        f"""SELECT observation_id, figure FROM internal_figures
            WHERE {picked_since("internal_figures", first[0][0], one_of("observation_id"))}
              AND figure_id NOT IN (SELECT subject_id FROM rejections) ORDER BY observation_id""",
        [listed(asked)],
    )
    members: dict[str, list[Figure]] = {}
    for row in rows:
        members.setdefault(row["observation_id"], []).append(_figure(json.loads(row["figure"])))
    return [observation_of(figures, observation_id) for observation_id, figures in members.items()]


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


def _figure(value: dict[str, Any]) -> Figure:
    return Figure(**(value | {name: tuple(value[name]) for name in TUPLES}))
