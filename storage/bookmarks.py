"""Bookmarks: up to which clock a user has seen the changes. They stand in the ledger, not in the published copy."""

from datetime import UTC, datetime
from pathlib import Path

from storage.connection import open_ledger
from storage.runs import naive


def bookmark_of(ledger: Path, who: str) -> datetime | None:
    """Return the clock (UTC) up to which a user has seen the changes; None for one who never asked."""
    if not ledger.exists():
        return None
    con = open_ledger(ledger)
    try:
        rows = con.execute("SELECT max(seen_until) FROM bookmarks WHERE who = ?", [who]).fetchall()
    finally:
        con.close()
    seen: datetime | None = rows[0][0]
    return None if seen is None else seen.replace(tzinfo=UTC)


def move_bookmark(ledger: Path, who: str, seen_until: datetime, *, made_at: datetime) -> None:
    """Note that a user has seen the changes up to a clock; it never goes back."""
    con = open_ledger(ledger)
    try:
        con.execute("INSERT INTO bookmarks VALUES (?, ?, ?)", [who, naive(seen_until), naive(made_at)])
    finally:
        con.close()
