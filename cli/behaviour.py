"""What ``evaluate --behaviour`` prints."""

from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from evaluation.behaviour.running import BehaviourReport

MOST_KINDS = 5


def print_behaviour(report: "BehaviourReport") -> None:
    """Print the share right by transformation and type, and the kinds of faults by transformation."""
    counts = report.counts()
    types = sorted({t for _, t in counts})
    transformations = list(dict.fromkeys(name for name, _ in counts))
    table = Table(box=None, pad_edge=False)
    for head in ("transformation", "right", *(t.replace("_", " ") for t in types)):
        table.add_column(head, no_wrap=head in ("transformation", "right"))
    for name in transformations:
        cells = [counts.get((name, t), (0, 0)) for t in types]
        table.add_row(name, _share(cells), *(f"{r}/{n}" if n else "" for r, n in cells))
    sums = [[c for (_, t), c in counts.items() if t == type_] for type_ in types]
    table.add_row("all", _share(list(counts.values())), *(_share(c).split()[0] for c in sums))
    console = Console(width=max(Console().width, 160))
    console.print(table)
    faults = Table("transformation", "faults, by kind", box=None, pad_edge=False)
    for name, kinds in report.faults().items():
        faults.add_row(name, ", ".join(f"{k} {n}" for k, n in kinds.most_common(MOST_KINDS)))
    console.print(faults)


def print_failures(report: "BehaviourReport", most: int) -> None:
    """Print up to ``most`` failed pairs of each transformation, with what is wrong."""
    shown: dict[str, int] = {}
    for verdict in report.verdicts:
        name = verdict.pair.transformation
        if verdict.is_right or shown.get(name, 0) >= most:
            continue
        shown[name] = shown.get(name, 0) + 1
        typer.echo(f"\n{name}, {verdict.pair.frame.id}\n  {verdict.pair.base}\n  {verdict.pair.variant}")
        for kind, words in verdict.faults:
            typer.echo(f"    {kind}: {words}")


def _share(cells: list[tuple[int, int]]) -> str:
    right, total = sum(r for r, _ in cells), sum(n for _, n in cells)
    return f"{right / total:.2f} of {total}" if total else ""
