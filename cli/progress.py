"""Progress on the terminal: one line a stage, drawn by rich, on standard error so that output stays clean."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from flows.watching import current_watch


class TerminalWatch:
    """Draws the stage of a run that is under way."""

    def __init__(self, progress: Progress) -> None:
        """``progress`` is rich's, already drawing."""
        self._progress = progress
        self._task = progress.add_task("starting", total=None)

    def stage(self, name: str, total: int | None = None) -> None:
        """Show the next stage."""
        self._progress.reset(self._task, description=name, total=total)

    def advance(self, steps: int = 1) -> None:
        """Move the bar on."""
        self._progress.advance(self._task, steps)


@contextmanager
def shown_progress(*, quiet: bool) -> Iterator[None]:
    """Draw progress while the body runs, where standard error is a terminal and nobody asked for JSON."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        token = current_watch.set(TerminalWatch(progress))
        try:
            yield
        finally:
            current_watch.reset(token)
