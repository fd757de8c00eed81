"""Every error that reewatch raises on purpose: one root, fields kept, a remedy told.

Exit codes are those of the ``reewatch`` command (see README): each class carries the one it ends with.
"""

from pathlib import Path


class ReewatchError(Exception):
    """Root of all errors raised on purpose; ``exit_code`` is what the command ends with."""

    exit_code = 1


class UsageError(ReewatchError):
    """The command was called in a way that cannot be carried out."""

    exit_code = 2


class OvertakenError(UsageError):
    """What a person decided about is no longer as he saw it: somebody, or a run, was quicker."""


class ConfigurationError(ReewatchError):
    """A settings or framework file holds a wrong entry.

    The message names the file, the line (where known), what is wrong and the remedy.
    """

    exit_code = 2

    def __init__(self, problem: str, *, path: Path | None = None, line: int | None = None, remedy: str = "") -> None:
        self.problem, self.path, self.line, self.remedy = problem, path, line, remedy
        place = "" if path is None else f"{path}{'' if line is None else f':{line}'}: "
        super().__init__(f"{place}{problem}{f' Remedy: {remedy}' if remedy else ''}")

    def __reduce__(self) -> tuple[object, ...]:
        return (_configuration_error, (self.problem, self.path, self.line, self.remedy))


def _configuration_error(problem: str, path: Path | None, line: int | None, remedy: str) -> ConfigurationError:
    return ConfigurationError(problem, path=path, line=line, remedy=remedy)


class DocumentError(ReewatchError):
    """An input document breaks the extraction contract; the message names file, line and remedy."""

    exit_code = 2


class ClockError(ReewatchError):
    """A run's clock is earlier than the store's last."""

    exit_code = 2


class NoSourceReachableError(ReewatchError):
    """Not one source answered; nothing was learned."""

    exit_code = 3


class LockHeldError(ReewatchError):
    """Another run holds the run lock; the message says which."""

    exit_code = 4


class ChecksFailedError(ReewatchError):
    """The store's checks returned failing rows; nothing was published."""

    exit_code = 5


class UndeliveredError(ReewatchError):
    """Something could not be delivered: it waits in the outbox, or was refused."""

    exit_code = 6


class AttentionError(ReewatchError):
    """``status`` found something that a person should look at."""

    exit_code = 7


class ArchiveError(ReewatchError):
    """A WARC archive cannot be read or written."""


class StoreError(ReewatchError):
    """The store is missing, locked or of another version."""
