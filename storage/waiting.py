"""Mentions that wait for a second sentence: what only the classifier saw founds no event alone, whatever the night."""

from collections.abc import Collection, Iterable, Sequence

from reewatch.mentions import StoredMention
from reewatch.resolution.deciding import block_keys, search_keys
from storage.mentions import mentions_of
from storage.rows import Connection, insert_new, key_number, listed, one_of, one_of_numbers


def let_wait(con: Connection, mentions: Iterable[StoredMention], second: Collection[str]) -> None:
    """Keep mentions that belong to no event where later ones find them; ``second`` are second readings among them."""
    told = ((m, m.mention_id in second, key) for m in mentions for key in block_keys(m))
    rows = [{"event_key": key_number(key), "mention_id": m.mention_id, "is_second": again} for m, again, key in told]
    insert_new(con, "internal_waiting", rows, key=("event_key", "mention_id"))


def waiting_near(con: Connection, mentions: Sequence[StoredMention]) -> tuple[list[StoredMention], frozenset[str]]:
    """Return the waiting mentions that others may bear out, and the ids of second readings among them.

    An article does not bear out what it said itself.
    """
    keys = {key_number(k) for m in mentions for k in search_keys(m)}
    rows = con.execute(
        f"SELECT DISTINCT mention_id, is_second FROM internal_waiting WHERE {one_of_numbers('event_key')}",
        [listed(keys)],
    ).fetchall()
    told = {m.article_id for m in mentions}
    found = [m for m in mentions_of(con, [r[0] for r in rows]) if m.article_id not in told]
    return found, frozenset(r[0] for r in rows if r[1])


def wait_no_more(con: Connection, mention_ids: Iterable[str]) -> None:
    """Take out mentions that have their event."""
    con.execute(f"DELETE FROM internal_waiting WHERE {one_of('mention_id')}", [listed(mention_ids)])
