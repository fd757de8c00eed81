"""Who looks on while a run works: the terminal draws progress, a scheduler's log stays silent."""

from contextvars import ContextVar
from typing import Protocol


class Watch(Protocol):
    """Told of the stages of a run and how far each is."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Begin a stage of ``total`` steps (None: unknown)."""

    def advance(self, steps: int = 1) -> None:
        """Report steps of the present stage as done."""


class Unwatched:
    """Nobody looks on."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Pass over it."""

    def advance(self, steps: int = 1) -> None:
        """Pass over it."""


#: A context variable, since an orchestrator's flows take plain parameters only.
current_watch: ContextVar[Watch] = ContextVar("current_watch", default=Unwatched())  # noqa: B039  holds no state
