"""Who may decide: a token that only the owner of the data directory can read, and the sessions that it opens.

Sessions live in the memory of the process: they end with it, and signing out ends them at once.
"""

import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from reewatch.errors import ConfigurationError

TOKEN_BYTES = 32
#: A token that is given by hand must be this long (characters): it is all that stands before the store.
SHORTEST_TOKEN = 32
#: A session ends when nobody used it for so long (seconds).
IDLE_SECONDS = 12 * 3600
MOST_SESSIONS = 50


def read_or_make_token(path: Path) -> str:
    """Return the token that a file holds; where there is none, make one that only its owner can read.

    Raises ConfigurationError where others can read the file, or where it holds no token.
    """
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(path)
    except OSError as error:
        raise ConfigurationError(f"no token can be kept there ({error.strerror}).", path=path) from error
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with os.fdopen(file, "w", encoding="ascii") as kept:
        kept.write(f"{token}\n")
    return token


def _read(path: Path) -> str:
    if path.stat().st_mode & 0o077:
        raise ConfigurationError(
            "others on this machine can read the token.", path=path,
            remedy=f"remove {path} (a new one is made), or `chmod 600` it where nobody has read it.",
        )  # fmt: skip
    try:
        return checked_token(path.read_text(encoding="ascii").strip())
    except (ValueError, OSError) as error:
        raise ConfigurationError(
            f"no token ({error}).", path=path, remedy=f"remove {path}: a new one is made."
        ) from error


def checked_token(token: str) -> str:
    """Return a token; raises ValueError where it is too short to be one."""
    if len(token) < SHORTEST_TOKEN or not token.isascii() or not token.isprintable():
        raise ValueError(f"a token has {SHORTEST_TOKEN} plain characters or more")
    return token


@dataclass(slots=True)
class Session:
    """Somebody who gave the token: his name, the word that his forms carry, and when he was last here."""

    who: str
    csrf: str
    used_at: float


@dataclass(slots=True)
class Doorkeeper:
    """The token and the sessions that it opened. ``clock`` gives seconds that only grow."""

    token: str
    clock: Callable[[], float] = time.monotonic
    sessions: dict[str, Session] = field(default_factory=dict)

    def knows(self, token: str) -> bool:
        """Return whether that is the token; how long it takes tells nothing."""
        return secrets.compare_digest(token.encode(), self.token.encode())

    def admit(self, who: str) -> str:
        """Open a session and return its secret id; where there are too many, the one longest unused ends."""
        if len(self.sessions) >= MOST_SESSIONS:
            del self.sessions[min(self.sessions, key=lambda s: self.sessions[s].used_at)]
        session_id = secrets.token_urlsafe(TOKEN_BYTES)
        self.sessions[session_id] = Session(who, secrets.token_urlsafe(TOKEN_BYTES), self.clock())
        return session_id

    def session(self, session_id: str | None) -> Session | None:
        """Return the session of an id, None where there is none or it has ended."""
        found = self.sessions.get(session_id or "")
        if found is None:
            return None
        now = self.clock()
        if now - found.used_at > IDLE_SECONDS:
            del self.sessions[session_id or ""]
            return None
        found.used_at = now
        return found

    def dismiss(self, session_id: str | None) -> None:
        """End a session."""
        self.sessions.pop(session_id or "", None)


def is_own_form(session: Session, csrf: str) -> bool:
    """Return whether a form was drawn for this session."""
    return secrets.compare_digest(csrf.encode(), session.csrf.encode())
