"""What ``evaluate --resolution`` prints: B-cubed, merges across legal texts, and each happening that went wrong."""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from evaluation.resolution.judging import Cubed, ResolutionReport, Told

WIDTH = 100


def show_resolution(*, as_json: bool) -> None:
    """Print how well the mentions of the resolution set come together."""
    from evaluation.resolution.judging import judge_resolution
    from reewatch.framework import load_framework
    from reewatch.settings import load_settings

    report = judge_resolution(load_framework(load_settings().framework_dir))
    if as_json:
        sys.stdout.write(json.dumps(report.measures() | {"errors": asdict(report)}, ensure_ascii=False) + "\n")
        return
    typer.echo("                      mentions  happenings  precision  recall     F1")
    _print_cubed("all", report.every)
    _print_cubed("independently worded", report.independent)
    typer.echo(f"merges across different instruments: {len(report.across)}")
    _print_errors(report)


def _print_cubed(name: str, cubed: "Cubed") -> None:
    counts = f"{name:<20}  {cubed.mentions:>8}  {cubed.happenings:>10}"
    typer.echo(f"{counts}  {cubed.precision:>9.3f}  {cubed.recall:>6.3f}  {cubed.f1:>5.3f}")


def _print_errors(report: "ResolutionReport") -> None:
    for members in report.mixed.values():
        typer.echo("\none event, several happenings:")
        _print_told(members)
    for happening, parts in report.scattered.items():
        typer.echo(f"\n{happening} lies in {len(parts)} events:")
        for number, part in enumerate(parts, 1):
            _print_told(part, lead=f"{number}: ")


def _print_told(told: "Sequence[Told] | Iterable[Told]", lead: str = "") -> None:
    for t in told:
        typer.echo(f"  {lead}{t.happening:<8} {t.doc_id}  {t.sentence[:WIDTH]}")
