"""The ``reewatch`` command: its options, its exit codes, and the commands of the other modules."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from cli import (
    benchmarks,
    correcting,
    evaluating,
    exporting,
    ledger,
    listing,
    recoding,
    rules,
    running,
    scheduling,
    searching,
    sending,
    serving,
    telling,
    tools,
)
from cli.output import paging
from reewatch.errors import ReewatchError

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help="Watches U.S.-China rare-earth trade.")


@app.callback()
def common(
    context: typer.Context,
    data_dir: Annotated[Path, typer.Option(envvar="REEWATCH_DATA_DIR", help="Where everything is kept.")] = Path("var"),
    no_pager: Annotated[bool, typer.Option("--no-pager", help="Never show a long listing through a pager.")] = False,
) -> None:
    """Take the options of all commands."""
    paging.set(not no_pager)
    source = context.get_parameter_source("data_dir")
    context.obj = {"data_dir": data_dir, "is_default": source is not None and source.name == "DEFAULT"}


running.add_to(app)
listing.add_to(app)
ledger.add_to(app)
correcting.add_to(app)
recoding.add_to(app)
scheduling.add_to(app)
sending.add_to(app)
serving.add_to(app)
telling.add_to(app)
searching.add_to(app)
tools.add_to(app)
exporting.add_to(app)
evaluating.add_to(app)
benchmarks.add_to(app)
rules.add_to(app)


def run() -> None:
    """Run the command; an error that reewatch raises on purpose ends with its own exit code and one message."""
    sys.exit(_exit_code())


def _exit_code() -> int:
    try:
        code = app(standalone_mode=False)
    except ReewatchError as error:
        sys.stderr.write(f"reewatch: {error}\n")
        return error.exit_code
    except TyperException as error:
        show = getattr(error, "show", None)
        if show is None:
            sys.stderr.write(f"reewatch: {error}\n")
        else:
            show()
        return int(getattr(error, "exit_code", 2))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0
    return code if isinstance(code, int) else 0
