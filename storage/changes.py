"""The change log."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from reewatch.changes import Change
from storage.corrections import rejected
from storage.mentions import pieces_of
from storage.rows import Connection, insert_new, to_json
from storage.runs import naive


def insert_changes(con: Connection, changes: Sequence[Change], known_at: datetime) -> None:
    """Append changes with their evidence, but for what people rejected."""
    told = pieces_of(con, {i for c in changes for i in c.evidence})
    gone = rejected(con, [e["mention_id"] for e in told])
    insert_told(con, changes, [e for e in told if e["mention_id"] not in gone], known_at)


def insert_told(
    con: Connection, changes: Sequence[Change], told: Sequence[Mapping[str, str]], known_at: datetime
) -> None:
    """Append changes; ``told`` are the pieces of evidence of them all, in order."""
    rows = []
    for change in changes:
        row = {k: getattr(change, k) for k in change.__slots__}
        row["evidence"] = to_json([e for e in told if e["mention_id"] in change.evidence])
        rows.append(row | {"known_at": naive(known_at)})
    insert_new(con, "changes", rows, key=("change_id", "known_at"))
