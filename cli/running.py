"""Commands that run something: nightly, poll, import, replay.

A command imports what it needs when it is called: what runs a night takes seconds to import, and most commands do not.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson, AsOf, NoOrchestrator, Sources, clock
from reewatch.errors import UsageError
from reewatch.runs import RunKind

if TYPE_CHECKING:
    from pydantic import SecretStr

    from flows.nights import Night
    from flows.workplace import Workplace
    from reewatch.summaries import RunSummary

SAMPLE_DIR = Path("var/sample")


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("nightly")(nightly)
    app.command("poll")(poll)
    app.command("import")(import_documents)
    app.command("replay")(replay)


def nightly(
    context: typer.Context,
    sources: Sources = None,
    sample: Annotated[bool, typer.Option("--sample", help="Play every night of the sample newsroom.")] = False,
    as_of: AsOf = None,
    no_orchestrator: NoOrchestrator = False,
    json_output: AsJson = False,
) -> None:
    """Run one night: poll, read, extract, track, check, publish, and write the digest."""
    if sample:
        if sources is not None or as_of is not None:
            raise UsageError("--sample brings its own sources and clocks. Remedy: leave out --sources and --as-of.")
        from cli.sampling import play_sample

        root = SAMPLE_DIR if context.obj["is_default"] else context.obj["data_dir"]
        play_sample(root, orchestrate=not no_orchestrator, as_json=json_output)
        return
    from cli.progress import shown_progress
    from cli.summaries import print_summary
    from flows.locking import run_lock
    from flows.nights import plan_night
    from flows.running import require_reachable
    from flows.workplace import Workplace
    from reewatch.settings import load_settings

    place = Workplace(context.obj["data_dir"])
    night = plan_night(place, load_settings(), kind=RunKind.NIGHTLY, as_of=clock(as_of), sources_path=sources)
    with run_lock(place.lock, what=f"nightly as of {night.run.as_of.isoformat()}"), shown_progress(quiet=json_output):
        summary = carry_out(night, orchestrate=not no_orchestrator)
    print_summary(summary, as_json=json_output)
    index(place)
    require_reachable(summary)
    _beat(place, night.settings.schedule.heartbeat_url)


def index(place: "Workplace") -> None:
    """Bring the search index up to the night, which is over; a trouble with it is told, and fails nothing."""
    from flows.indexing import refresh_index

    trouble = refresh_index(place)
    if trouble:
        _warn(trouble)


def _beat(place: "Workplace", url: "SecretStr") -> None:
    """Give the sign of life of a good night; an address that cannot be asked is told, and fails nothing."""
    from flows.heartbeats import beat

    trouble = beat(place.heartbeat, "nightly", clock(None), url)
    if trouble:
        _warn(trouble)


def carry_out(night: "Night", *, orchestrate: bool) -> "RunSummary":
    """Run a night with Prefect, or without it; a night that is there already needs no orchestrator to say so."""
    from flows.running import is_done, run_night

    night.workplace.prepare()
    if not orchestrate or is_done(night):
        return run_night(night)
    from flows.orchestrated import run_orchestrated

    return run_orchestrated(night, log=night.workplace.root / "prefect.log", on_trouble=_warn)


def _warn(told: str) -> None:
    typer.echo(f"reewatch: warning: {told}", err=True)


def poll(context: typer.Context, sources: Sources = None, as_of: AsOf = None, json_output: AsJson = False) -> None:
    """Take feeds and new articles into archive and store, nothing further."""
    from cli.progress import shown_progress
    from cli.summaries import print_summary
    from flows.locking import run_lock
    from flows.nights import plan_night
    from flows.running import require_reachable, run_night
    from flows.workplace import Workplace
    from reewatch.settings import load_settings

    place = Workplace(context.obj["data_dir"])
    night = plan_night(place, load_settings(), kind=RunKind.POLL, as_of=clock(as_of), sources_path=sources)
    with run_lock(place.lock, what=f"poll as of {night.run.as_of.isoformat()}"), shown_progress(quiet=json_output):
        summary = run_night(night)
    print_summary(summary, as_json=json_output)
    require_reachable(summary)


def import_documents(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="JSONL documents of the contract, or WARC archives.")],
    as_of: AsOf = None,
    no_baseline: Annotated[bool, typer.Option("--no-baseline", help="Start without the known history.")] = False,
    json_output: AsJson = False,
) -> None:
    """Take documents into the store as a run of their own; an empty file is a night on which only time passes."""
    from cli.progress import shown_progress
    from cli.summaries import print_summary
    from flows.importing import prepare_import
    from flows.locking import run_lock
    from flows.nights import plan_night
    from flows.running import run_night
    from flows.workplace import Workplace
    from reewatch.settings import load_settings

    place = Workplace(context.obj["data_dir"])
    lacking = [str(f) for f in files if not f.is_file()]
    if lacking:
        raise UsageError(f"no such file: {', '.join(lacking)}.")
    settings = load_settings(**({"baseline": "none"} if no_baseline else {}))
    planned = plan_night(place, settings, kind=RunKind.IMPORT, as_of=clock(as_of))
    with run_lock(place.lock, what=f"import as of {planned.run.as_of.isoformat()}"), shown_progress(quiet=json_output):
        summary = run_night(prepare_import(planned, files))
    print_summary(summary, as_json=json_output)


def replay(
    context: typer.Context,
    archives: Annotated[list[Path], typer.Argument(help="WARC archives of earlier runs.")],
    ledger: Annotated[
        Path | None,
        typer.Option("--ledger", help="A ledger whose corrections are to hold; default: the data directory's."),
    ] = None,
    json_output: AsJson = False,
) -> None:
    """Run archives again into an empty store; the corrections of the ledger take effect where they did."""
    from cli.progress import shown_progress
    from cli.summaries import print_summary
    from flows.correcting import take_ledger
    from flows.locking import run_lock
    from flows.nights import plan_night
    from flows.running import replay as replay_archives
    from flows.workplace import Workplace
    from reewatch.settings import load_settings

    place = Workplace(context.obj["data_dir"])
    planned = plan_night(place, load_settings(), kind=RunKind.IMPORT, as_of=clock(None))
    files = [f for a in archives for f in (sorted(a.glob("*.warc.gz")) if a.is_dir() else [a])]
    with run_lock(place.lock, what="replay"), shown_progress(quiet=json_output):
        if ledger is not None:
            take_ledger(place, ledger)
        replay_archives(planned, files, on_run=lambda summary: print_summary(summary, as_json=json_output))
