"""The framework: what is watched, as data in ``framework/``, validated as it is loaded."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from reewatch.catalogue import DenyList, load_denied, load_sources
from reewatch.entryfiles import read_lines, read_tables
from reewatch.errors import ConfigurationError
from reewatch.identifiers import content_id
from reewatch.mentions import DIRECTIONS
from reewatch.sources import Source

#: Canonical ids of legal texts (gold/GUIDELINES.md, "Instruments").
INSTRUMENT_ID = re.compile(
    r"^(CN-(MOFCOM|SCTC|MIIT|GACC)-\d{4}-\d+|US-(EO|PROC)-\d{4,5}|US-S\d{3}|US-IEEPA|US-CASE-\S+|US-FR-\d+-\d+|"
    r"US-USC-\d+-\w+|US-DFARS-[\d.-]+|US-HTS-[\d.]+|CN-CODE-\S+|EU-REG-\d{4}-\d+)$"
)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EventType(_Strict):
    """A type of event with its actions and the direction of each."""

    id: str
    meaning: str
    actions: tuple[str, ...]
    direction: dict[str, Literal["tightening", "easing", "neutral"]]


class Indicator(_Strict):
    """One of the four indicators, or a theme beside them, and what feeds it."""

    id: str
    title: str
    kind: Literal["indicator", "theme"]
    question: str
    types: tuple[str, ...]
    measures: tuple[str, ...]
    anywhere: tuple[str, ...] = ()  # measures that feed it whatever type of event tells them
    texts: str = ""  # a regular expression of ids: legal texts known before the first night that bear on it
    words: str = ""  # a regular expression: events of its types feed it only where their sentences say so


class Entity(_Strict):
    """Something that texts name: an element, product, state, agency, person, organisation, body or facility."""

    id: str
    kind: Literal["element", "product", "state", "agency", "person", "organisation", "body", "facility"]
    names: tuple[str, ...] = Field(min_length=1)
    zh: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()  # chemical symbols that cannot be mistaken for words
    code: str | None = None  # the actor that a person or a facility stands for
    label: str | None = None  # of a body that speaks but is no actor
    country: str | None = None
    stage: str | None = None
    common_word: bool = False  # taken only where it is written as a name


class KnownInstrument(_Strict):
    """A legal text that the framework knows."""

    instrument_id: str = Field(pattern=INSTRUMENT_ID.pattern)
    title: str
    issuer: str | None
    issued: str | None
    items: tuple[str, ...] = ()


class Baseline(_Strict):
    """A fact known before the first night: a status of an instrument, a figure or a promise, with its citation."""

    baseline: Literal["status", "observation", "promise"]
    citation: str = Field(min_length=3)
    instrument_id: str | None = None
    part: str | None = None
    status: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    indicator_id: str | None = None
    measure: str | None = None
    value: float | None = None
    unit: str | None = None
    speaker: str | None = None
    as_of: str | None = None
    basis: str | None = None
    population: str | None = None
    bound: str = "exact"
    factuality: str = "actual"
    low: float | None = None
    high: float | None = None
    value_text: str | None = None  # of a scope: the action
    period: str | None = None
    commitment: str = "statement"
    direction: str = "neutral"
    actor: str | None = None
    target: str | None = None
    items: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    end_use: str | None = None
    by: str | None = None  # of a promise, as the following five
    what: str | None = None
    type: str | None = None
    action: str | None = None
    made_on: str | None = None
    due: str | None = None
    told_on: str | None = None  # of a status that begins after it was told

    def told_by(self, day: str) -> bool:
        """Return whether the fact was known on a day (ISO): a store that begins earlier must not know the future."""
        own = {
            "status": self.told_on or self.valid_from,
            "observation": self.as_of or self.period,
            "promise": self.made_on,
        }
        return (own[self.baseline] or "") <= day


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """All of ``framework/``; ``version`` is a hash over its files."""

    version: str
    sources: tuple[Source, ...]
    denied: DenyList
    indicators: tuple[Indicator, ...]
    event_types: tuple[EventType, ...]
    entities: tuple[Entity, ...]
    instruments: tuple[KnownInstrument, ...]
    baselines: tuple[Baseline, ...]


def load_framework(root: Path) -> Framework:
    """Return the framework of a folder.

    Raises ConfigurationError, naming file, line and remedy, for any wrong entry.
    """
    denied = load_denied(root / "denied.toml")
    event_types = _event_types(root / "event_types.toml")
    return Framework(
        version=_version(root),
        sources=load_sources(root / "sources", denied),
        denied=denied,
        indicators=_indicators(root / "indicators.toml", event_types),
        event_types=event_types,
        entities=_entities(root / "entities"),
        instruments=_unique(root / "instruments.jsonl", KnownInstrument, "instrument_id"),
        baselines=tuple(b for _, b in read_lines(root / "baselines.jsonl", Baseline)),
    )


def _version(root: Path) -> str:
    files = sorted(p for p in root.rglob("*") if p.suffix in (".toml", ".jsonl"))
    return content_id("fw", [[p.relative_to(root).as_posix(), p.read_text(encoding="utf-8")] for p in files])


def _event_types(path: Path) -> tuple[EventType, ...]:
    entries = read_tables(path, "event_type", EventType)
    for line, entry in entries:
        if set(entry.direction) != set(entry.actions):
            remedy = f"give each action one direction of {', '.join(DIRECTIONS)}."
            raise ConfigurationError(f"{entry.id}: directions and actions differ.", path=path, line=line, remedy=remedy)
    return tuple(e for _, e in entries)


def _indicators(path: Path, event_types: Iterable[EventType]) -> tuple[Indicator, ...]:
    known = {t.id for t in event_types}
    entries = read_tables(path, "indicator", Indicator)
    for line, entry in entries:
        for name in entry.types:
            if name not in known:
                remedy = "name a type of event_types.toml."
                raise ConfigurationError(f"{entry.id}: no event type {name!r}.", path=path, line=line, remedy=remedy)
    return tuple(e for _, e in entries)


def _entities(folder: Path) -> tuple[Entity, ...]:
    entities: list[Entity] = []
    for path in sorted(folder.glob("*.jsonl")):
        names: dict[str, str] = {}
        for line, entity in read_lines(path, Entity):
            for name in entity.names:
                if names.setdefault(name, entity.id) != entity.id:
                    problem = f"{name!r} names both {names[name]} and {entity.id}."
                    raise ConfigurationError(problem, path=path, line=line, remedy="give the name to one of them.")
            entities.append(entity)
    return tuple(entities)


def _unique(path: Path, model: type[Any], key: str) -> tuple[Any, ...]:
    seen: set[str] = set()
    entries = read_lines(path, model)
    for line, entry in entries:
        value = getattr(entry, key)
        if value in seen:
            raise ConfigurationError(f"{value} stands twice.", path=path, line=line, remedy="keep one of them.")
        seen.add(value)
    return tuple(e for _, e in entries)
