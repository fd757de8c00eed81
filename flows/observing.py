"""The figures that touched events tell: joined with those that are known, or new observations."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from flows.refiguring import Reread, place_of
from reewatch.changes import Change
from reewatch.claims.speakers import speaker_names
from reewatch.events.event import EventStep
from reewatch.framework import Baseline, Framework
from reewatch.observations.changes import observation_changes
from reewatch.observations.figures import Figure, day_of, figure_of_baseline, figures_of, lookup_keys
from reewatch.observations.observation import Observation, observation_of, resolve
from reewatch.observations.parts import part_of
from reewatch.observations.resized import earlier_levels, resized
from reewatch.observations.series import CORRECTION, corrects, may_be_replaced, superseded
from reewatch.observations.voices import voices_of
from reewatch.timestamps import format_timestamp
from storage.events import members_of_events
from storage.figures import (
    figures_told_by,
    insert_figures,
    known_figures,
    observations_by_id,
    observations_in_series,
    observations_near,
    series_key,
)
from storage.observations import insert_observations, latest_rows, pointing_at
from storage.rows import Connection


def observe(
    con: Connection, steps: Sequence[EventStep], framework: Framework, known_at: datetime, *, reread: Reread
) -> list[Change]:
    """Join tonight's figures with those that are known, store what is new about them, and return it as changes.

    ``reread`` names mentions of earlier runs that a correction lets tell other figures.
    """
    fresh = _tonights(con, steps, framework, format_timestamp(known_at), reread)
    near = {o.observation_id: o for o in observations_near(con, [*fresh, *earlier_levels(fresh)])}
    righted = {series_key(f) for f in fresh if CORRECTION.search(f.sentence)}
    near |= {o.observation_id: o for o in observations_in_series(con, righted) if o.observation_id not in near}
    known = set(near)
    joined = _join(fresh, near, reread.observations)
    insert_figures(con, joined, known_at)
    touched = sorted({observation_id for observation_id, _ in joined})
    new = [near[i] for i in touched if i not in known]
    corrected = _corrections(new, near, fresh)
    replaced = resized(new, near) | corrected
    left = observations_by_id(con, pointing_at(con, reread.void))
    series = _series_of(con, [*(near[i] for i in touched), *left], replaced)
    before = latest_rows(con, series)
    void = reread.void - near.keys()
    after = _placed(series, near, replaced, before, void=void, earlier=_earlier_sums(con, steps))
    insert_observations(con, after, before, known_at)
    moved = {i: r for i, r in before.items() if i in set(touched)}
    return observation_changes(format_timestamp(known_at), after, moved, corrected)


def observe_baselines(con: Connection, baselines: Sequence[Baseline], known_at: datetime) -> None:
    """Store the figures known before the first night as observations, so that who restates one adds nothing."""
    stamp = format_timestamp(known_at)
    figures = [figure_of_baseline(b, stamp) for b in baselines if b.baseline == "observation"]
    near = {o.observation_id: o for o in (observation_of([f]) for f in figures)}
    insert_figures(con, [(i, f) for i, o in near.items() for f in o.members], known_at)
    series = _series_of(con, list(near.values()), {})
    before = latest_rows(con, series)
    insert_observations(con, _placed(series, near, {}, before), before, known_at)


def _tonights(
    con: Connection, steps: Sequence[EventStep], framework: Framework, stamp: str, reread: Reread
) -> list[Figure]:
    """Return the figures that tonight's mentions tell and that are not stored yet, in a settled order."""
    told = [
        (m, s.after.event_id)
        for s in steps
        for m in s.after.members
        if reread.tells(m, stamp) or m.mention_id in reread.mentions
    ]
    told.sort(key=lambda t: (t[0].published, t[0].url, t[0].mention.evidence.start, t[0].mention_id))
    names = speaker_names(framework.entities)
    voices = voices_of([m for m, _ in told], names)
    figures = [
        reread.renamed(figure)
        for mention, event_id in told
        for figure in figures_of(mention, event_id, framework.indicators, speaker=voices[mention.mention_id])
    ]
    there = known_figures(con, figures)
    return [f for f in figures if f.figure_id not in there]


def _join(
    fresh: Sequence[Figure], near: dict[str, Observation], names: Mapping[tuple[object, ...], str]
) -> list[tuple[str, Figure]]:
    """Give each figure its observation; ``near`` grows by what is founded and by who joins.

    ``names`` are ids that observations keep when the figure that founded them is read anew.
    """
    joined = []
    places = _places(near.values())
    for figure in fresh:
        alike = {i for place in _looked_up(figure) for i in places.get(place, ())}
        found = resolve(figure, [near[i] for i in sorted(alike)])
        name = names.get(place_of(figure, figure.mention_id))
        if found is None and name is not None and name not in near:
            found = name
        members = near[found].members if found in near else ()
        observation = observation_of([*members, figure], found)
        near[observation.observation_id] = observation
        for place in _places_of(observation):
            places.setdefault(place, set()).add(observation.observation_id)
        joined.append((observation.observation_id, figure))
    return joined


def _places(observations: Iterable[Observation]) -> dict[tuple[str, ...], set[str]]:
    """Return where observations are found -> their ids."""
    places: dict[tuple[str, ...], set[str]] = {}
    for observation in observations:
        for place in _places_of(observation):
            places.setdefault(place, set()).add(observation.observation_id)
    return places


def _places_of(observation: Observation) -> list[tuple[str, ...]]:
    """Return where an observation is found: by its value, by the texts that tell it, by its speaker and day."""
    figure = observation.figure
    told = [("text", f.revision_id) for f in observation.members]
    spoken = [("speaker", figure.speaker, day_of(figure))] if figure.speaker is not None else []
    return [("value", lookup_keys(figure)[0]), *told, *spoken]


def _looked_up(figure: Figure) -> list[tuple[str, ...]]:
    """Return the places of all observations that a figure may restate or round (`reewatch/observations`)."""
    spoken = [("speaker", figure.speaker, day_of(figure))] if figure.speaker is not None else []
    return [*(("value", k) for k in lookup_keys(figure)), ("text", figure.revision_id), *spoken]


def _corrections(new: Sequence[Observation], near: dict[str, Observation], fresh: Sequence[Figure]) -> dict[str, str]:
    """Return observation id -> the id of the figure that puts it right."""
    found: dict[str, str] = {}
    kept: dict[str, list[Figure]] = {}
    for figure in fresh:
        kept.setdefault(figure.revision_id, []).append(figure)
    of_article: dict[str, dict[str, Observation]] = {}
    for old_id, old in near.items():
        for figure in old.members:
            of_article.setdefault(figure.article_id, {})[old_id] = old
    for observation in new:
        for figure in observation.members:
            told = near if CORRECTION.search(figure.sentence) else of_article.get(figure.article_id, {})
            for old_id, old in told.items():
                if old_id != observation.observation_id and corrects(figure, old, kept.get(figure.revision_id, ())):
                    found[old_id] = observation.observation_id
    return found


def _series_of(con: Connection, touched: Sequence[Observation], corrected: dict[str, str]) -> dict[str, Observation]:
    """Return the touched observations, the corrected, and those that they may replace or be replaced by."""
    if not touched:
        return {}
    moving = {series_key(f) for o in touched for f in o.members if may_be_replaced(f)}
    series = {o.observation_id: o for o in touched}
    series |= {o.observation_id: o for o in observations_in_series(con, moving)}
    return series | {o.observation_id: o for o in observations_by_id(con, corrected)}


def _placed(
    series: Mapping[str, Observation],
    near: Mapping[str, Observation],
    corrected: dict[str, str],
    stored: Mapping[str, Mapping[str, Any]],
    *,
    void: Collection[str] = (),
    earlier: Mapping[str, Sequence[Observation]] = MappingProxyType({}),
) -> list[Observation]:
    """Return the observations of the series, each with what replaced it and its total; ``stored`` as last known.

    Nothing points at what is ``void``; ``earlier`` (event id -> sums of the step before it) may be what is paid out.
    """
    groups: dict[str, list[Observation]] = {}
    for observation in series.values():
        groups.setdefault(series_key(observation.figure), []).append(observation)
    replaced = {k: v for group in groups.values() for k, v in superseded(group).items()} | corrected
    out = []
    in_text: dict[str, dict[str, Observation]] = {}
    for observation in {**series, **near}.values():
        for figure in observation.members:
            in_text.setdefault(figure.revision_id, {})[observation.observation_id] = observation
    for observation_id, observation in sorted(series.items()):
        kept, kept_total = (_unless(void, stored.get(observation_id, {}).get(f)) for f in ("superseded_by", "part_of"))
        texts = sorted({f.revision_id for f in observation.members if f.revision_id})
        beside = {i: o for t in texts for i, o in in_text[t].items()}
        beside |= {o.observation_id: o for f in observation.members for o in earlier.get(f.event_id, ())}
        total = part_of(observation, [o for i, o in beside.items() if i != observation_id]) or kept_total
        out.append(replace(observation, superseded_by=replaced.get(observation_id, kept), part_of=total))
    return out


def _unless(void: Collection[str], observation_id: str | None) -> str | None:
    return None if observation_id in void else observation_id


def _earlier_sums(con: Connection, steps: Sequence[EventStep]) -> dict[str, list[Observation]]:
    """Return event id -> what the step before it tells as sums: the loan of which tonight's payment is a part."""
    lines = {s.after.event_id: s.after.follows for s in steps if s.after.type == "investment" and s.after.follows}
    if not lines:
        return {}
    owners = {m.mention_id: e for e, told in members_of_events(con, lines.values()).items() for m in told}
    told = {o: owners[f.mention_id] for o, f in figures_told_by(con, owners) if f.measure == "amount"}
    sums: dict[str, list[Observation]] = {}
    for observation in observations_by_id(con, told):
        sums.setdefault(told[observation.observation_id], []).append(observation)
    return {event: sums.get(before, []) for event, before in lines.items()}
