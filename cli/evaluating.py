"""The commands ``evaluate`` and ``train``: scores on the gold sets, the gate, floors."""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson
from reewatch.errors import ChecksFailedError

if TYPE_CHECKING:
    from evaluation.gate import GateResult
    from evaluation.scoring import Scores
    from extractors.pipeline import Extractor

#: What the table of types shows, measure by measure.
TYPE_MEASURES = (
    "mention_f1", "action", "factuality", "timeframe", "direction", "commitment_within_1", "actor", "target",
    "quantities_end_to_end_f1", "dates_end_to_end_f1",
)  # fmt: skip


class Half(StrEnum):
    """Gold documents by the number that ends their id."""

    ODD = "odd"
    EVEN = "even"


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("evaluate")(evaluate)
    app.command("train")(train)


def train() -> None:
    """Train the weights anew, from the odd gold documents and the silver set (needs the dev packages)."""
    from evaluation.judgement_training import train_judgement
    from evaluation.training import train as train_classifier

    extractor = _extractor()
    for name, count in {**train_classifier(extractor), **train_judgement(extractor)}.items():
        typer.echo(f"{name}: {count} weights")


def evaluate(
    gate: Annotated[bool, typer.Option("--gate", help="Exit 5 where a floor does not hold.")] = False,
    raise_floors: Annotated[str, typer.Option(metavar="WHY", help="Raise the floors to what is reached.")] = "",
    by_type: Annotated[bool, typer.Option("--by-type", help="Every measure, and scores by type.")] = False,
    behaviour: Annotated[bool, typer.Option("--behaviour", help="Only the behavioural tests.")] = False,
    resolution: Annotated[bool, typer.Option("--resolution", help="Only the resolution set, and its errors.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="Only what is missed, false or wrong, by type.")] = False,
    half: Annotated[
        Half, typer.Option(help="Whose errors: the even documents are scored, and not to be read.")
    ] = Half.ODD,
    type_: Annotated[str, typer.Option("--type", help="Errors of this type only.")] = "",
    html: Annotated[Path | None, typer.Option(help="Write the errors as a page to this file.")] = None,
    failures: Annotated[int, typer.Option(help="How many failed pairs of each transformation to print.")] = 0,
    json_output: AsJson = False,
) -> None:
    """Score the extraction on the gold sets and hold it against the floors."""
    if behaviour:
        _behaviour(failures, as_json=json_output)
        return
    if resolution:
        from cli.resolution import show_resolution

        show_resolution(as_json=json_output)
        return
    if errors:
        from cli.errors import show_errors

        show_errors(_extractor(), half=half.value, type_=type_, html=html, as_json=json_output)
        return
    from evaluation.gate import run_gate

    result = run_gate(_extractor())
    if json_output:
        sys.stdout.write(json.dumps({k: asdict(v) for k, v in result.scores.items()}) + "\n")
    else:
        _print_gate(result)
    if by_type and not json_output:
        for name, scores in result.scores.items():
            _print_measures(name, scores)
            _print_types(name, scores)
    if raise_floors:
        _raise_floors(result, raise_floors)
    if gate and not result.holds:
        raise ChecksFailedError("the gate does not hold. Remedy: mend the rules, not the floors.")


def _extractor() -> "Extractor":
    from extractors.pipeline import load_extractor
    from reewatch.framework import load_framework
    from reewatch.settings import load_settings

    settings = load_settings()
    return load_extractor(load_framework(settings.framework_dir), settings.extraction)


def _print_gate(result: "GateResult") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("measure", "measured", "95 % interval", "bound", "issue's floor", "aim", "", box=None, pad_edge=False)
    for line in result.lines:
        sign = "<=" if line.is_ceiling else ">="
        floor, aim = line.goal or (None, None)
        note = "" if line.holds else "BROKEN"
        if line.holds and floor is not None and aim is not None:
            note = "aim" if line.reaches(aim) else "" if line.reaches(floor) else "below"
        interval = f"{line.measured.low:.3f} to {line.measured.high:.3f}"
        shown = [f"{g:.2f}" if g is not None else "" for g in (floor, aim)]
        table.add_row(line.name, f"{line.measured.value:.3f}", interval, f"{sign} {line.bound:.2f}", *shown, note)
    Console(width=max(Console().width, 110)).print(table)


def _behaviour(failures: int, *, as_json: bool) -> None:
    from cli.behaviour import print_behaviour, print_failures
    from evaluation.behaviour.running import report_to_json, run_behaviour

    report = run_behaviour(_extractor())
    if as_json:
        sys.stdout.write(json.dumps(report_to_json(report), ensure_ascii=False) + "\n")
        return
    print_behaviour(report)
    print_failures(report, failures)


def _print_measures(name: str, scores: "Scores") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("measure", "value", "95 % interval", box=None, title=f"{name}: {scores.documents} documents")
    for measure, score in scores.measures.items():
        table.add_row(measure, f"{score.value:.3f}", f"{score.low:.3f} to {score.high:.3f}")
    Console().print(table)


def _print_types(name: str, scores: "Scores") -> None:
    from rich.console import Console
    from rich.table import Table

    heads = [m.replace("_end_to_end_f1", "").replace("commitment_within_1", "rung ±1") for m in TYPE_MEASURES]
    table = Table("type", "n", *heads, box=None, title=f"{name}, by type (value ± half the interval)")
    for type_, measures in scores.by_type.items():
        cells = [measures[m] for m in TYPE_MEASURES]
        shown = [f"{c.value:.2f}±{(c.high - c.low) / 2:.2f}" for c in cells]
        table.add_row(type_, str(scores.counts_by_type[type_]), *shown)
    Console(width=max(Console().width, 170)).print(table)


def _raise_floors(result: "GateResult", why: str) -> None:
    from evaluation.floors import load_floors, raised, record
    from evaluation.gate import measured_values

    found = raised(load_floors().bounds, measured_values(result))
    if found:
        record(found, why=why, on=datetime.now(UTC).date().isoformat())
    for name, bound in found.items():
        typer.echo(f"{name}: now {bound:.2f}")
    typer.echo(f"{len(found)} bounds raised; the change and its reason stand in evaluation/floors_history.jsonl.")
