"""A night to be run: its place, clock, sources and settings, in one value that every stage is given."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.workplace import Workplace
from reewatch.catalogue import load_sources
from reewatch.framework import Framework, load_framework
from reewatch.runs import Run, RunKind, make_run
from reewatch.settings import Settings
from reewatch.sources import ApiFields, IndexSelectors, Source, SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What the stages of one run share. ``sources`` is empty where nothing is polled."""

    workplace: Workplace
    run: Run
    settings: Settings
    framework: Framework
    sources: tuple[Source, ...] = ()
    baseline: bool = True  # whether a store's first run starts from the known history
    most: int | None = None  # of a recoding: how many texts are read anew, the latest first

    @property
    def archive_path(self) -> Path:
        """The run's WARC."""
        return self.workplace.archive_of(self.run.run_id)

    @property
    def archive_header(self) -> dict[str, Any]:
        """What a replay needs beside the responses themselves."""
        sources = [json.loads(json.dumps(asdict(s))) for s in self.sources]
        told = {"sources": sources, "baseline": self.baseline, "framework_version": self.framework.version}
        return told if self.most is None else told | {"most": self.most}


def plan_night(
    workplace: Workplace, settings: Settings, *, kind: RunKind, as_of: datetime, sources_path: Path | None = None
) -> Night:
    """Return the night over the catalogue, or over ``sources_path`` (a TOML file or a folder of them).

    Raises ConfigurationError where the framework or the sources hold a wrong entry.
    """
    framework = load_framework(settings.framework_dir)
    sources = framework.sources if sources_path is None else load_sources(sources_path, framework.denied)
    return Night(
        workplace=workplace,
        run=make_run(kind, as_of),
        settings=settings,
        framework=framework,
        sources=tuple(s for s in sources if s.enabled),
        baseline=settings.baseline == "framework",
    )


def source_from_header(value: Mapping[str, Any]) -> Source:
    """Return the source that an archive's header holds as JSON."""
    fields = dict(value)
    fields["kind"] = SourceKind(fields["kind"])
    fields["tags"] = tuple(fields.get("tags") or ())
    if fields.get("selectors"):
        fields["selectors"] = IndexSelectors(**fields["selectors"])
    if fields.get("fields"):
        fields["fields"] = ApiFields(**fields["fields"])
    return Source(**fields)
