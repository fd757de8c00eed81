"""The source catalogue and the list of addresses that are refused in it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from reewatch.entryfiles import read_tables
from reewatch.errors import ConfigurationError
from reewatch.sources import ApiFields, IndexSelectors, Source, SourceKind

TIERS = ("primary_official", "wire_general", "trade_press", "company", "think_tank", "aggregator")


@dataclass(frozen=True, slots=True)
class DenyList:
    """Addresses that are dead, frozen or refused: (pattern, reason), ``*`` for any rest."""

    patterns: tuple[tuple[str, str], ...] = ()

    def reason(self, url: str) -> str | None:
        """Return why an address is refused, None where it is not. Scheme and a final slash make no difference."""
        parts = urlsplit(url)
        address = f"{(parts.hostname or '')}{parts.path}".rstrip("/").lower()
        for pattern, reason in self.patterns:
            rest = re.escape(pattern.rstrip("/").lower()).replace(r"\*", ".*")
            if re.fullmatch(rest, address):
                return reason
        return None


class _Denied(BaseModel):
    model_config = ConfigDict(extra="forbid")
    address: str = Field(min_length=4)
    reason: str = Field(min_length=2)


class _Selectors(BaseModel):
    model_config = ConfigDict(extra="forbid")
    item: str
    link: str = "a[href]"
    title: str | None = None
    date: str | None = None
    date_format: str | None = None


class _Fields(BaseModel):
    model_config = ConfigDict(extra="forbid")
    items: str
    url: str
    title: str
    published: str | None = None
    summary: str | None = None
    body: str | None = None
    body_url: str | None = None
    identity: str | None = None


class _Source(BaseModel):
    """A ``[[source]]`` table; the fields are those of reewatch.sources.Source."""

    model_config = ConfigDict(extra="forbid")
    source_id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    name: str = Field(min_length=1)
    url: str = Field(pattern=r"^https?://[^/\s]+\S*$")
    kind: SourceKind
    tier: str
    country: str = Field(pattern=r"^([A-Z]{2}|INT)$")
    language: str = Field(pattern=r"^([a-z]{2}|multi)$")
    enabled: bool = True
    disabled_reason: str = ""
    zone: str = "UTC"
    fetch_pages: bool = True
    user_agent: str | None = None
    accept: str | None = None
    spacing_seconds: float | None = Field(None, ge=0)
    poll_hours: float = Field(1.0, ge=0)
    expected_title: str | None = None
    link_base: str | None = None
    selectors: _Selectors | None = None
    fields: _Fields | None = None
    notes: str = ""
    tags: tuple[str, ...] = ()

    @field_validator("tier")
    @classmethod
    def _known_tier(cls, tier: str) -> str:
        if tier not in TIERS:
            raise ValueError(f"must be one of {', '.join(TIERS)}")
        return tier

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("must be an IANA zone such as Asia/Shanghai") from error
        return zone

    @field_validator("expected_title")
    @classmethod
    def _regular_expression(cls, pattern: str | None) -> str | None:
        try:
            re.compile(pattern or "")
        except re.error as error:
            raise ValueError(f"must be a regular expression ({error})") from error
        return pattern

    @model_validator(mode="after")
    def _whole(self) -> "_Source":
        if not self.enabled and not self.disabled_reason:
            raise ValueError("a disabled source needs a disabled_reason")
        if self.enabled and "{" in self.url:
            raise ValueError("an enabled source's url must have no placeholder")
        if self.enabled and self.kind is SourceKind.INDEX and self.selectors is None:
            raise ValueError("an enabled index needs selectors")
        if self.enabled and self.kind is SourceKind.API and self.fields is None:
            raise ValueError("an enabled api needs fields")
        return self


def load_denied(path: Path) -> DenyList:
    """Return the deny list of a TOML file of ``[[denied]]`` tables; raises ConfigurationError."""
    return DenyList(tuple((d.address, d.reason) for _, d in read_tables(path, "denied", _Denied)))


def load_sources(path: Path, denied: DenyList) -> tuple[Source, ...]:
    """Return the sources of a TOML file, or of all TOML files in a folder, in order of file and place.

    Raises ConfigurationError, naming file, line and remedy, for a wrong entry, an id that stands twice, and an
    address on the deny list.
    """
    if not path.exists():
        raise ConfigurationError("there is no such file or folder.", path=path, remedy="give a catalogue of sources.")
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    sources: dict[str, Source] = {}
    for file in files:
        for line, entry in read_tables(file, "source", _Source):
            _refuse(entry, sources, denied, file, line)
            sources[entry.source_id] = _source(entry)
    return tuple(sources.values())


def _refuse(entry: _Source, known: dict[str, Source], denied: DenyList, file: Path, line: int) -> None:
    reason = denied.reason(entry.url)
    if reason is not None:
        remedy = "remove the entry, or find an address that works."
        raise ConfigurationError(f"{entry.url} is refused: {reason}.", path=file, line=line, remedy=remedy)
    if entry.source_id in known:
        remedy = "give each source an id of its own."
        raise ConfigurationError(f"source_id {entry.source_id!r} stands twice.", path=file, line=line, remedy=remedy)


def _source(entry: _Source) -> Source:
    fields: dict[str, Any] = entry.model_dump(exclude={"selectors", "fields"})
    return Source(
        **fields,
        selectors=IndexSelectors(**entry.selectors.model_dump()) if entry.selectors else None,
        fields=ApiFields(**entry.fields.model_dump()) if entry.fields else None,
    )
