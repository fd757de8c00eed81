"""Figures of corrected mentions: what they told is withdrawn, and what they tell now is read in its place."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from reewatch.events.event import Event, EventStep
from reewatch.framework import Framework, Indicator
from reewatch.identifiers import content_id
from reewatch.mentions import StoredMention
from reewatch.observations.figures import Figure, figures_of
from reewatch.observations.observation import Observation
from reewatch.promises.promise import Promise
from reewatch.timestamps import format_timestamp
from storage.claims import topics_of_mentions
from storage.corrections import insert_rejections
from storage.figures import figures_told_by, observations_by_id
from storage.observations import insert_observations, latest_rows
from storage.rows import Connection
from storage.subjects import latest_row, restate


@dataclass(frozen=True, slots=True)
class Reread:
    """What a run tells anew of texts that were read before: by corrections, or by a recoding.

    Of corrections: mentions whose figures are read anew, and the observations that lost a figure (id -> mentions).
    Of a recoding: the mentions that are told in it, what keeps its id, and the moment at which the world is looked at.
    """

    mentions: frozenset[str] = frozenset()
    salt: str = ""  # told apart from what the same mention told before
    lost: dict[str, set[str]] = field(default_factory=dict)
    told: frozenset[str] = frozenset()
    observations: Mapping[tuple[object, ...], str] = field(default_factory=dict)  # `place_of` a figure -> observation
    void: frozenset[str] = frozenset()  # observations without any figure left
    promises: Mapping[str, Promise] = field(default_factory=dict)  # as their mentions make them now
    topics: Mapping[str, str] = field(default_factory=dict)  # mention -> the topic that it founds again
    touched: frozenset[str] = frozenset()  # topics that lost a statement
    world_at: datetime | None = None  # None: the clock of the run

    def tells(self, stored: StoredMention, stamp: str) -> bool:
        """Return whether a mention is told by the run with this clock."""
        return stored.known_at == stamp or stored.mention_id in self.told

    def day_of(self, known_at: datetime) -> datetime:
        """Return the moment at which the run with this clock looks at the world."""
        return self.world_at or known_at

    def renamed(self, figure: Figure) -> Figure:
        """Return a figure of a corrected mention under an id of its own."""
        if figure.mention_id not in self.mentions:
            return figure
        return replace(figure, figure_id=content_id("fig", figure.figure_id, self.salt))


def place_of(figure: Figure, mention_id: str) -> tuple[object, ...]:
    """Return what tells a figure from the others of its mention."""
    return mention_id, figure.measure, figure.value, figure.value_text, figure.low, figure.high, figure.unit


def withdraw_figures(
    con: Connection,
    steps: Sequence[EventStep],
    before: Iterable[Event | None],
    framework: Framework,
    known_at: datetime,
) -> Reread:
    """Withdraw the figures of mentions that tell others now, or nothing any more; return what is to be read anew.

    The topics on which the mentions speak are weighed anew as well: who is left without a statement is silent.
    """
    now = {m.mention_id: m for s in steps for m in s.after.members}
    was = {m.mention_id: m for e in before if e for m in e.members}
    changed = {i for i, m in was.items() if i not in now or _tell(m, framework) != _tell(now[i], framework)}
    lost: dict[str, set[str]] = {}
    stale: dict[str, str] = {}
    for observation_id, figure in figures_told_by(con, changed):
        lost.setdefault(observation_id, set()).add(figure.mention_id)
        stale[figure.figure_id] = "figure"
    stamp = format_timestamp(known_at)
    insert_rejections(con, stale, f"run {stamp}", known_at)
    return Reread(frozenset(changed & set(now)), stamp, lost, touched=topics_of_mentions(con, was))


def _tell(stored: StoredMention, framework: Framework) -> list[dict[str, object]]:
    indicators: Sequence[Indicator] = framework.indicators
    return [asdict(f) for f in figures_of(stored, "", indicators, speaker=stored.mention.speaker)]


def settle_figures(con: Connection, reread: Reread, known_at: datetime) -> None:
    """Store the observations that lost a figure: without it, superseded by what is told instead, or taken out."""
    left = {o.observation_id: o for o in observations_by_id(con, reread.lost)}
    insert_observations(con, [as_stored(con, o) for o in left.values()], latest_rows(con, left), known_at)
    for observation_id in sorted(set(reread.lost) - set(left)):
        row = latest_row(con, observation_id)
        if row is None:
            continue
        instead = _told_instead(con, reread.lost[observation_id], str(row["measure"]), observation_id)
        if instead is None:
            insert_rejections(con, {observation_id: "observation"}, f"run {reread.salt}", known_at)
        else:
            restate(con, observation_id, {"superseded_by": instead}, known_at)


def as_stored(con: Connection, observation: Observation) -> Observation:
    """Return an observation with what replaced it and its total as they are stored."""
    row = latest_row(con, observation.observation_id) or {}
    return replace(observation, superseded_by=row.get("superseded_by"), part_of=row.get("part_of"))


def _told_instead(con: Connection, mention_ids: Collection[str], measure: str, old: str) -> str | None:
    """Return the observation that a corrected mention tells now."""
    found = [o for o, f in figures_told_by(con, mention_ids) if f.measure == measure and o != old]
    return found[0] if found else None
