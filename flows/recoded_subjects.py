"""Figures, promises and topics of claims of which mentions were read anew: what each keeps, and what is left of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flows.refiguring import as_stored, place_of
from reewatch.identifiers import content_id
from reewatch.mentions import StoredMention
from reewatch.promises.promise import Promise, joined, place_of_telling, promise_in, same_promise
from storage.claims import statements_told_together
from storage.corrections import RECODED, field_corrections, insert_rejections
from storage.events import events_of_mentions
from storage.figures import figures_told_by, observations_by_id
from storage.mentions import mentions_of
from storage.observations import insert_observations, latest_rows
from storage.promises import promises_by_id, promises_told_by
from storage.rows import Connection

Became = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class FiguresLost:
    """The observations that lost a figure, those that have none left, and which figures found these again."""

    lost: frozenset[str]
    void: frozenset[str]
    names: Mapping[tuple[object, ...], str]


def lose_figures(con: Connection, became: Became, known_at: datetime) -> FiguresLost:
    """Withdraw the figures of mentions that are read no more."""
    told = figures_told_by(con, became)
    insert_rejections(con, {f.figure_id: "figure" for _, f in told}, RECODED, known_at)
    lost = frozenset(o for o, _ in told)
    void = lost - {o.observation_id for o in observations_by_id(con, lost)}
    names: dict[tuple[object, ...], str] = {}
    for observation_id, figure in told:
        heir = became[figure.mention_id]
        if heir is not None and observation_id in void:
            names.setdefault(place_of(figure, heir), observation_id)
    return FiguresLost(lost, void, names)


def settle_observations(con: Connection, lost: FiguresLost, known_at: datetime) -> None:
    """Store the observations that lost a figure without it; those that have none left are taken out."""
    left = {o.observation_id: o for o in observations_by_id(con, lost.lost)}
    insert_observations(con, [as_stored(con, o) for o in left.values()], latest_rows(con, left), known_at)
    insert_rejections(con, dict.fromkeys(lost.lost - left.keys(), "observation"), RECODED, known_at)


def topics_left(con: Connection, topics: Mapping[str, str], became: Became) -> dict[str, str]:
    """Return mention -> the topic that it founds again, for topics of which no statement is left.

    ``topics`` is mention -> topic of what is read no more.
    """
    standing = statements_told_together(con, topics.values()).keys()
    names: dict[str, str] = {}
    for old, topic in sorted(topics.items(), key=lambda t: (content_id("top", t[0]) != t[1], t)):
        heir = became[old]
        if topic not in standing and heir is not None and topic not in names.values():
            names[heir] = topic
    return names


def promises_anew(con: Connection, became: Became, events: Collection[str]) -> tuple[dict[str, Promise], list[str]]:
    """Return the touched promises as their mentions make them now, and the ids of those that nobody makes any more.

    Touched are those that rest on a closed mention, and those that one of the events answers: what answers them is
    looked for again.
    """
    known = promises_by_id(con, promises_told_by(con, became, events))
    fields = field_corrections(con, known)
    anew: dict[str, Promise] = {}
    broken = []
    for promise_id, (promise, _) in sorted(known.items()):
        made = [promise]
        if any(e["mention_id"] in became for e in promise.evidence):
            made = _made_by(con, promise, became)
        if not made:
            broken.append(promise_id)
        for p in made:
            anew[p.promise_id] = _corrected(_unanswered(p), fields.get(p.promise_id, {}))
    return anew, broken


def _made_by(con: Connection, promise: Promise, became: Became) -> list[Promise]:
    """Return the promise that its mentions make as they are read now, and others that they turn out to make."""
    ids = [new for e in promise.evidence if (new := became.get(e["mention_id"], e["mention_id"]))]
    if promise.citation is not None:  # known before the first night: it rests on its citation
        return [replace(promise, evidence=tuple(e for e in promise.evidence if e["mention_id"] in ids))]
    owner = events_of_mentions(con, ids)
    told = [p for m in _in_order(mentions_of(con, ids)) if (p := promise_in(m, owner.get(m.mention_id, "")))]
    made: list[Promise] = []
    for telling in told:
        same = next((n for n, p in enumerate(made) if same_promise(p, telling)), None)
        if same is not None:
            made[same] = joined(made[same], telling)
        else:
            made.append(telling if made else replace(telling, promise_id=promise.promise_id))
    return made


def _in_order(mentions: Iterable[StoredMention]) -> Sequence[StoredMention]:
    return sorted(mentions, key=lambda m: (m.published, m.url, place_of_telling(m), m.mention_id))


def _unanswered(promise: Promise) -> Promise:
    return replace(promise, answered_by=None, answered_on=None, withdrawn_on=None)


def _corrected(promise: Promise, fields: Mapping[str, Any]) -> Promise:
    told: dict[str, Any] = {f: tuple(v) if f == "items" else v for f, v in fields.items()}
    return replace(promise, **told)
