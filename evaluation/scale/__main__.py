"""`python -m evaluation.scale build --articles N DIR`; `digest`, `cookbook`, `publish`, `report DIR`; `measure N M`."""

import argparse
import resource
import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from evaluation.scale.asking import ask_cookbook
from evaluation.scale.digesting import compose_over
from evaluation.scale.growing import FIRST, build
from evaluation.scale.nights import play, timed
from evaluation.scale.reporting import measure_report
from reewatch.framework import Framework, load_framework
from storage.connection import open_store
from storage.publishing import publish

FRAMEWORK = Path(__file__).resolve().parents[2] / "framework"
#: What DuckDB may hold in memory; Python has the rest of the two gigabytes.
MEMORY = "1200MB"
#: The stages whose sum must not follow the size of the store; publishing does by nature.
NIGHTLY = ("copies", "mentions", "resolution", "tracking", "commit", "checks")
SECOND = FIRST + timedelta(days=1)


def main() -> None:
    """Build a store, or measure a night over stores of several sizes."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.scale", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    building = commands.add_parser("build", help="a store, published, of so many articles under DIR")
    building.add_argument("--articles", type=int, required=True)
    building.add_argument("folder", type=Path)
    measuring = commands.add_parser("measure", help="what a night costs over stores of these sizes")
    measuring.add_argument("articles", type=int, nargs="+")
    measuring.add_argument(
        "--stores", type=Path, help="a folder that keeps the stores built, for the next time: the night plays on copies"
    )
    composing = commands.add_parser("digest", help="what composing a digest costs over what `build` made under DIR")
    composing.add_argument("folder", type=Path)
    asking = commands.add_parser("cookbook", help="what the cookbook's questions take over what `build` made under DIR")
    asking.add_argument("folder", type=Path)
    publishing = commands.add_parser("publish", help="what publishing takes of what `build` made under DIR")
    publishing.add_argument("folder", type=Path)
    reporting = commands.add_parser("report", help="what the report takes over what `build` made under DIR")
    reporting.add_argument("folder", type=Path)
    for command in (building, measuring):
        command.add_argument("--night", type=int, default=500, help="articles a night")
    asked = parser.parse_args()
    framework = load_framework(FRAMEWORK)
    if asked.command == "build":
        lay_out(asked.folder, asked.articles, framework, night=asked.night)
    elif asked.command == "digest":
        for line in compose_over(asked.folder, framework):
            sys.stdout.write("  ".join(f"{name} {value:.2f}" for name, value in line.items()) + "\n")
    elif asked.command == "cookbook":
        sys.stdout.writelines(f"{line}\n" for line in ask_cookbook(asked.folder))
    elif asked.command == "report":
        sys.stdout.writelines(f"{line}\n" for line in measure_report(asked.folder, framework))
    elif asked.command == "publish":
        sys.stdout.write(f"{publish_again(asked.folder)}\n")
    else:
        measured = [measure(n, framework, night=asked.night, stores=asked.stores) for n in asked.articles]
        print_table(asked.articles, measured)


def lay_out(folder: Path, articles: int, framework: Framework, *, night: int) -> None:
    """Build ``folder`` as a data directory: the store, and its published copy."""
    path = build(folder, articles, night=night, framework=framework, memory=MEMORY)
    con = open_store(path)
    try:
        con.execute(f"SET memory_limit = '{MEMORY}'")
        publish(con, folder, "run-scale")
    finally:
        con.close()


def publish_again(folder: Path) -> str:
    """Return what publishing the store of a data directory anew takes; the search index is built apart."""
    con = open_store(folder / "store.duckdb")
    try:
        con.execute(f"SET memory_limit = '{MEMORY}'")
        shutil.rmtree(folder / "published" / "run-scale-again", ignore_errors=True)
        seconds: dict[str, float] = {}
        with timed(seconds, "publish"):
            publish(con, folder, "run-scale-again")
    finally:
        con.close()
    took, busy = seconds["publish"], seconds["publish cpu"]
    return f"publish {took:.1f} s, {busy:.1f} s of processor, peak memory {peak_memory():.2f} GB"


def measure(articles: int, framework: Framework, *, night: int, stores: Path | None = None) -> dict[str, float]:
    """Return the seconds of each stage of a night over a store of so many articles; half of it tells known things.

    ``stores``/ARTICLES/store.duckdb is what the night is played over, on a copy; it is built where it is not there yet.
    """
    kept = stores / str(articles) if stores else None
    if kept and not (kept / "store.duckdb").exists():
        build(kept, articles, night=night, framework=framework, memory=MEMORY)
    folder = Path(tempfile.mkdtemp(prefix="reewatch-scale-", dir=stores))
    try:
        path = folder / "store.duckdb"
        if kept:
            shutil.copyfile(kept / "store.duckdb", path)
        else:
            path = build(folder, articles, night=night, framework=framework, memory=MEMORY)
        con = open_store(path)
        try:
            con.execute(f"SET memory_limit = '{MEMORY}'")
            seconds = play(con, SECOND, framework, first=night // 2, count=night)
            seconds["peak memory GB"] = peak_memory()
            with timed(seconds, "publish"):
                con.execute("CHECKPOINT")
                publish(con, folder, "run-scale")
            seconds["peak memory GB with publish"] = peak_memory()
        finally:
            con.close()
    finally:
        shutil.rmtree(folder)
    return seconds


def peak_memory() -> float:
    """Return the most memory, in GB, that this process ever had: stores of several sizes go from the small up."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def print_table(sizes: list[int], measured: list[dict[str, float]]) -> None:
    """Print the seconds of each stage for each size, and the ratio of the last to the first."""
    lines: list[list[object]] = [["articles", *sizes, "ratio"]]
    lines += [[stage, *_shown([m[stage] for m in measured])] for stage in measured[0]]
    for told, kind in (("sum without publish", ""), ("sum without publish cpu", " cpu")):
        sums = [sum(m[f"{stage}{kind}"] for stage in NIGHTLY) for m in measured]
        lines.append([told, *_shown(sums)])
    sys.stdout.writelines("  ".join(str(cell) for cell in line) + "\n" for line in lines)


def _shown(seconds: list[float]) -> list[str]:
    return [*(f"{s:.2f}" for s in seconds), f"{seconds[-1] / max(seconds[0], 1e-9):.2f}"]


if __name__ == "__main__":
    main()
