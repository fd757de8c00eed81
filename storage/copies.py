"""Voices: which revisions are copies of one text, looked up by the sentences that they share, a night at once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from reewatch.articles import Revision
from reewatch.claims.issuers import issuer_of
from reewatch.events.copies import best_voice, credits_of, sentence_keys
from reewatch.instruments.lending import Cited
from storage.lately import look_lately
from storage.revisions import articles_since
from storage.rows import (
    Connection,
    append,
    insert_new,
    key_number,
    listed,
    one_of,
    one_of_numbers,
    picked,
    picked_since,
)
from storage.runs import naive


@dataclass(slots=True)
class Voices:
    """The revisions near a night's: by sentence key, with voice and body; and the voice of each article."""

    by_key: dict[str, set[str]] = field(default_factory=dict)
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)  # revision id -> (voice id, body)
    of_article: dict[str, str] = field(default_factory=dict)

    def sharing(self, keys: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Return revision id -> (voice id, body) of those that share a sentence."""
        return {r: self.texts[r] for k in keys for r in self.by_key.get(k, ())}

    def add(self, revision: Revision, body: str, keys: Sequence[str], voice: str) -> None:
        """Let the next revisions find this one."""
        self.texts[revision.revision_id] = (voice, body)
        self.of_article.setdefault(revision.article_id, voice)
        for key in keys:
            self.by_key.setdefault(key, set()).add(revision.revision_id)


def insert_voices(
    con: Connection, revisions: Sequence[Revision], known_at: datetime, *, cited: Mapping[str, Cited]
) -> None:
    """Give each new revision its voice: that of the text it copies, of its own earlier revision, else its own.

    ``cited`` is what each revision cites, by its id.
    """
    ordered = sorted(revisions, key=lambda r: (r.published, r.url, r.revision_id))
    keys = {r.revision_id: sentence_keys(_body(r.text)) for r in ordered}
    near = _near(con, ordered, sorted({k for told in keys.values() for k in told}))
    rows = []
    for revision in ordered:
        body = _body(revision.text)
        voice, share, how = _voice(near, revision, body, keys[revision.revision_id])
        near.add(revision, body, keys[revision.revision_id], voice)
        row = {"revision_id": revision.revision_id, "voice_id": voice, "how": how, "containment": share}
        row |= {"credits": list(credits_of(body)), "issuer": _issuer(revision)}
        told = cited[revision.revision_id]
        row |= {"headline_texts": list(told.headline), "article_texts": list(told.article), "own_start": told.own_start}
        rows.append(row | {"known_at": naive(known_at)})
    insert_new(con, "voices", rows, key=("revision_id", "known_at"))  # the revisions are new: none has a voice yet
    marks = {(k, r) for r, told in keys.items() for k in told}
    append(con, "internal_sentence_keys", [{"sentence_key": key_number(k), "revision_id": r} for k, r in sorted(marks)])


def _voice(near: Voices, revision: Revision, body: str, keys: Sequence[str]) -> tuple[str, float, str]:
    earlier = near.of_article.get(revision.article_id)
    if earlier:
        return earlier, 1.0, "revision"
    found = best_voice(body, near.sharing(keys)) if keys else None
    return (*found, "copy") if found else (revision.revision_id, 1.0, "own")


def _near(con: Connection, revisions: Sequence[Revision], keys: Sequence[str]) -> Voices:
    """Return the stored revisions that share a sentence or an article with these: one look-up each, however many."""
    near = Voices()
    names = {key_number(k): k for k in keys}
    shared = con.execute(
        "SELECT sentence_key, revision_id FROM internal_sentence_keys "
        f"WHERE {picked('internal_sentence_keys', one_of_numbers('sentence_key'))}",
        [listed(names)],
    ).fetchall()
    for number, revision_id in shared:
        near.by_key.setdefault(names[number], set()).add(revision_id)
    near.texts = _texts(con, {r for _, r in shared})
    near.by_key = {k: ids & near.texts.keys() for k, ids in near.by_key.items()}
    near.of_article = _voices_of_articles(con, {r.article_id for r in revisions})
    return near


def _texts(con: Connection, revision_ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return revision id -> (voice id, body)."""
    found: dict[str, tuple[str, str]] = {}

    def look(since: datetime, ids: Collection[str]) -> Collection[str]:
        rows = con.execute(TEXTS.format(**_since(since, one_of("revision_id"))), [listed(ids)]).fetchall()
        found.update({r: (v, _body(t)) for r, v, t in rows})
        return found.keys()

    look_lately(con, revision_ids, look)
    return found


def _voices_of_articles(con: Connection, article_ids: Iterable[str]) -> dict[str, str]:
    """Return article id -> the voice of its revisions, which have one and the same.

    An article is as old as its first revision: one that is known no longer than the time looked at has no more.
    """
    found: dict[str, str] = {}

    def look(since: datetime, ids: Collection[str]) -> Collection[str]:
        asked = listed(ids)
        found.update(con.execute(OF_ARTICLES.format(**_since(since, one_of("article_id"))), [asked]).fetchall())
        return found.keys() | articles_since(con, ids, since)

    look_lately(con, article_ids, look)
    return found


#: Texts that a condition picks, with their voices, all known since a time: no voice is older than its text.
TOLD = """WITH told AS MATERIALIZED (SELECT * FROM revisions WHERE {told}),
    spoken AS MATERIALIZED (SELECT * FROM voices WHERE {spoken})"""
TEXTS = f"{TOLD} SELECT revision_id, voice_id, text FROM told JOIN spoken USING (revision_id)"
OF_ARTICLES = f"""{TOLD} SELECT article_id, arg_min(voice_id, (s.known_at, voice_id))
    FROM told JOIN spoken s USING (revision_id) GROUP BY 1"""


def _since(since: datetime, condition: str) -> dict[str, str]:
    return {
        "told": picked_since("revisions", since, condition),
        "spoken": picked_since("voices", since, "revision_id IN (SELECT revision_id FROM told)"),
    }


def _body(text: str) -> str:
    return text.partition("\n\n")[2] or text


def _issuer(revision: Revision) -> str | None:
    return issuer_of(revision.url, revision.title, revision.text, revision.publisher)
