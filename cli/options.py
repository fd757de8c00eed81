"""The options that several commands share."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from reewatch.timestamps import parse_timestamp

AsOf = Annotated[str | None, typer.Option("--as-of", metavar="TIMESTAMP", help="The run's clock; default: now.")]
KnownAt = Annotated[str | None, typer.Option("--as-of", metavar="TIMESTAMP", help="What was known then; default: now.")]
ValidAt = Annotated[str | None, typer.Option("--valid-at", metavar="DATE", help="The world on that day.")]
Sources = Annotated[Path | None, typer.Option("--sources", help="A catalogue (TOML file or folder) instead of ours.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON for programs.")]
NoOrchestrator = Annotated[bool, typer.Option("--no-orchestrator", help="Without Prefect.")]


def clock(as_of: str | None) -> datetime:
    """Return the clock that was given, or now, to the second."""
    return parse_timestamp(as_of) if as_of else datetime.now(UTC).replace(microsecond=0)
