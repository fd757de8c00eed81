"""The command ``benchmark``: how fast the extraction is, and what it bears."""

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson
from reewatch.errors import ChecksFailedError

if TYPE_CHECKING:
    from evaluation.benchmarks.throughput import Reading

benchmark_app = typer.Typer(no_args_is_help=True, help="Measure the extraction; takes minutes.")
#: What each stream needs of stock throughput, and all of memory (issue 3).
LEAST_RATIOS = {"5 % relevant": 25.0, "all relevant": 1.5}
MOST_MEGABYTES = 1200.0


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(benchmark_app, name="benchmark")


@benchmark_app.command("speed")
def measure_speed(
    count: Annotated[
        int, typer.Option(min=50, help="Documents on the trade, a stream; from 119 on some are read again.")
    ] = 118,
    json_output: AsJson = False,
) -> None:
    """Read the same texts with ours and with spaCy's stock pipeline; exit 5 where a ratio is not reached."""
    from evaluation.benchmarks import throughput
    from reewatch.framework import load_framework
    from reewatch.settings import load_settings

    settings = load_settings()
    framework = load_framework(settings.framework_dir)
    found = throughput.compare(framework, settings.extraction, count=count)
    two = throughput.with_two_processes(framework, settings.extraction, count=count)
    shuffled = throughput.shuffled_outcome(framework, settings.extraction, count=count)
    one = found["all relevant"][0]
    ratios = {name: ours.per_processor_second / stock.per_processor_second for name, (ours, stock) in found.items()}
    broken = [f"{n}: {r:.1f} times, not {LEAST_RATIOS[n]}" for n, r in ratios.items() if r < LEAST_RATIOS[n]]
    if two.peak_megabytes > MOST_MEGABYTES:
        broken.append(f"{two.peak_megabytes:.0f} MB with two processes, not {MOST_MEGABYTES:.0f}")
    if len({one.outcome, two.outcome, shuffled}) > 1:
        broken.append("processes or order change the mentions")
    if json_output:
        streams = {n: {"ours": asdict(o), "stock": asdict(s), "ratio": ratios[n]} for n, (o, s) in found.items()}
        sys.stdout.write(json.dumps({"streams": streams, "two_processes": asdict(two), "broken": broken}) + "\n")
    else:
        for name, (ours, stock) in found.items():
            typer.echo(f"{name}: {ratios[name]:.2f} times stock")
            _print_reading("ours", ours)
            _print_reading("stock", stock)
        typer.echo(
            f"  two processes, all relevant: {two.per_second:.1f} documents a second of the clock, "
            f"{two.peak_megabytes:.0f} MB ({two.documents} documents, {two.characters} characters)"
        )
        typer.echo(
            f"same mentions in another order and by two processes: {len({one.outcome, two.outcome, shuffled}) == 1}"
        )
    if broken:
        raise ChecksFailedError("; ".join(broken) + ". Remedy: profile the extractor.")


@benchmark_app.command("robustness")
def try_broken_documents(
    count: Annotated[int, typer.Option(min=1, help="How many documents.")] = 10_000,
    seed: Annotated[int, typer.Option(help="Which documents.")] = 1,
    limit: Annotated[float, typer.Option(help="Seconds of processor for one document, at most.")] = 30.0,
) -> None:
    """Read mutated and random documents; exit 5 where one fails, takes too long, or gives what the contract forbids."""
    from evaluation.benchmarks.mutations import mutated_documents
    from evaluation.benchmarks.robustness import try_documents
    from extractors.pipeline import load_extractor
    from reewatch.framework import load_framework
    from reewatch.settings import load_settings

    settings = load_settings()
    extractor = load_extractor(load_framework(settings.framework_dir), settings.extraction)
    report = try_documents(extractor, mutated_documents(count, seed=seed), limit=limit)
    for fault in report.faults:
        typer.echo(fault.encode("utf-8", "backslashreplace").decode())
    seconds, doc_id, length = report.slowest
    typer.echo(
        f"{report.documents} documents, {report.mentions} mentions, {len(report.faults)} faults; the slowest, {doc_id} "
        f"with {length} characters, took {seconds:.1f} s"
    )
    if report.faults:
        raise ChecksFailedError("broken documents are not borne. Remedy: bound the pattern or the loop that is named.")


def _print_reading(name: str, reading: "Reading") -> None:
    typer.echo(
        f"  {name}: {reading.per_processor_second:.1f} documents a second of processor, {reading.per_second:.1f} of "
        f"the clock, {reading.peak_megabytes:.0f} MB ({reading.documents} documents, {reading.characters} characters)"
    )
