"""Voices: which revisions are copies of one text, looked up by the sentences that they share."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from reewatch.articles import Revision
from reewatch.copies import best_voice, credits_of, sentence_keys
from reewatch.issuers import issuer_of
from reewatch.lending import Cited
from storage.rows import Connection, insert_new
from storage.runs import naive


def insert_voices(
    con: Connection, revisions: Sequence[Revision], known_at: datetime, *, cited: Mapping[str, Cited]
) -> None:
    """Give each new revision its voice: that of the text it copies, of its own earlier revision, else its own.

    ``cited`` is what each revision cites, by its id.
    """
    for revision in sorted(revisions, key=lambda r: (r.published, r.url, r.revision_id)):
        body = revision.text.partition("\n\n")[2] or revision.text
        keys = sentence_keys(body)
        voice, share, how = revision.revision_id, 1.0, "own"
        found = best_voice(body, _sharing(con, keys)) if keys else None
        earlier = _earlier_voice(con, revision)
        if earlier:
            voice, how = earlier, "revision"
        elif found:
            (voice, share), how = found, "copy"
        row = {"revision_id": revision.revision_id, "voice_id": voice, "how": how, "containment": share}
        row |= {"credits": list(credits_of(body)), "issuer": _issuer(revision)}
        told = cited[revision.revision_id]
        row |= {"headline_texts": list(told.headline), "article_texts": list(told.article), "own_start": told.own_start}
        insert_new(con, "voices", [row | {"known_at": naive(known_at)}], key=("revision_id",))
        rows = [{"sentence_key": k, "revision_id": revision.revision_id} for k in keys]
        insert_new(con, "internal_sentence_keys", rows, key=("sentence_key", "revision_id"))


def _sharing(con: Connection, keys: Sequence[str]) -> dict[str, tuple[str, str]]:
    rows = con.execute(
        """SELECT DISTINCT r.revision_id, v.voice_id, r.text FROM internal_sentence_keys k
           JOIN revisions r USING (revision_id) JOIN voices v USING (revision_id)
           WHERE list_contains(?, k.sentence_key)""",
        [list(keys)],
    ).fetchall()
    return {r: (v, t.partition("\n\n")[2] or t) for r, v, t in rows}


def _earlier_voice(con: Connection, revision: Revision) -> str | None:
    row = con.execute(
        """SELECT v.voice_id FROM voices v JOIN revisions r USING (revision_id)
           WHERE r.article_id = ? AND r.revision_id <> ? ORDER BY v.known_at, v.voice_id LIMIT 1""",
        [revision.article_id, revision.revision_id],
    ).fetchone()
    return str(row[0]) if row else None


def _issuer(revision: Revision) -> str | None:
    return issuer_of(revision.url, revision.title, revision.text, revision.publisher)
