"""What a later extractor or framework reads otherwise in stored texts: a run of its own, which brings no news.

The archive and its documents stay. What is read no more is closed, what is read for the first time is added, and all
that rests on either is worked out anew as of the day at which the run before looked at the world: no time passes here,
so that every difference is one of reading.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from extractors.responses.pages import PARSER_VERSION
from fetching.archive import ArchiveWriter
from flows.claiming import weigh_claims
from flows.deriving import extractor_of, read_revisions, readable
from flows.judging import judge_indicators
from flows.legal_texts import move_instruments
from flows.nights import Night
from flows.observing import observe
from flows.promising import keep_promises
from flows.recoded_events import resolve_anew
from flows.recoded_subjects import lose_figures, promises_anew, settle_observations, topics_left
from flows.refiguring import Reread
from flows.resolving import events_of
from reewatch.articles import Revision
from reewatch.changes import Change
from reewatch.errors import ClockError
from reewatch.framework import Framework
from reewatch.instruments.lending import lent_by_articles
from reewatch.mentions import Mention
from reewatch.recoding.comparing import Reading, Recoded, Recoding, compare, renamed
from reewatch.recoding.telling import recoded_change, told_of
from reewatch.runs import RunKind, make_run
from reewatch.timestamps import format_timestamp
from storage.changes import insert_told
from storage.connection import open_store, transaction
from storage.corrections import RECODED, insert_rejections
from storage.events import events_of_mentions
from storage.manifests import manifest_of
from storage.mentions import insert_lent, lent_to, mentions_of, pieces_of, readings_in
from storage.recodings import (
    STATES,
    carry_over,
    insert_closed,
    insert_readings,
    mark_as_read,
    readings_of,
    states_told,
    topics_of,
    upheld,
)
from storage.revisions import count_outdated, outdated_revisions
from storage.rows import Connection
from storage.runs import last_clock, last_looked, record_status

Read = Sequence[tuple[Revision, Sequence[Mention]]]


def count_to_recode(night: Night) -> int:
    """Return how many stored texts were last read by another extractor or framework than the present ones."""
    con = open_store(night.workplace.store)
    try:
        return count_outdated(con, _versions(night))
    finally:
        con.close()


def _versions(night: Night) -> tuple[str, str]:
    return extractor_of(night).version, night.framework.version


def prepare_recoding(night: Night, most: int | None) -> Night:
    """Return the run that reads at most so many texts anew; the caller holds the run lock.

    Raises ClockError where the clock is not after the store's last.
    """
    con = open_store(night.workplace.store)
    try:
        last = last_clock(con)
    finally:
        con.close()
    if last is not None and night.run.as_of <= last:
        raise ClockError(
            f"the clock {format_timestamp(night.run.as_of)} is not after the store's last, "
            f"{format_timestamp(last)}. Remedy: give a later --as-of."
        )
    recoding = replace(night, run=make_run(RunKind.RECODE, night.run.as_of), sources=(), most=most)
    with ArchiveWriter(recoding.archive_path, run=recoding.run, header=recoding.archive_header):
        pass  # the header alone: the texts are in the archives of the runs that fetched them
    return recoding


def recode(night: Night) -> None:
    """Read outdated texts anew and work out what follows, in one transaction."""
    extractor = extractor_of(night)
    con = open_store(night.workplace.store)
    try:
        with transaction(con):
            read = read_revisions(extractor, outdated_revisions(con, _versions(night), night.most))
            recode_texts(con, read, night.framework, extractor.version, night.run.as_of)
            told = {"framework": night.framework.version, "extractor": extractor.version, "parser": PARSER_VERSION}
            cut = [r.revision_id for r in readable([r for r, _ in read]) if extractor.reads_in_part(r.text)]
            record_status(con, night.run, "derived", manifest_of(con, night.run, versions=told, read_in_part=cut))
    finally:
        con.close()


def recode_texts(
    con: Connection, read: Read, framework: Framework, extractor_version: str, known_at: datetime
) -> list[Change]:
    """Store what is read otherwise in texts, and what follows from it; return the changes, all of them ``recoded``."""
    versions = {"extractor_version": extractor_version, "framework_version": framework.version}
    recoded = _compare(con, read, versions, known_at)
    mark_as_read(con, [(r.revision_id, len(found)) for r, found in read], versions, known_at)
    _work_out(con, recoded, framework, versions, known_at)
    return _log(con, framework, known_at)


def _compare(con: Connection, read: Read, versions: Mapping[str, str], known_at: datetime) -> Recoding:
    """Compare what is read with what is known, and store what is added; nothing is closed yet."""
    salt = format_timestamp(known_at)
    known = readings_of(con, [r.revision_id for r, _ in read])
    compared = []
    for revision, mentions in read:
        live, taken = known.get(revision.revision_id, ([], set()))
        compared.append((revision, compare(live, readings_in(revision, mentions), taken=taken, salt=salt)))
    judged = upheld(con, [i for _, c in compared for i, heir in c.became.items() if heir is None])
    found = [(r, c.keeping(judged)) for r, c in compared]
    differing = [(r, c) for r, c in found if c.added or c.became]
    _add(con, [(r, c.added) for r, c in differing], {k: v for _, c in differing for k, v in c.became.items()}, versions,
         known_at)  # fmt: skip
    return _lend(con, differing, {r.mention_id: r for live, _ in known.values() for r in live}, versions, known_at)


def _add(
    con: Connection,
    added: Sequence[tuple[Revision, Sequence[Reading]]],
    became: Mapping[str, str | None],
    versions: Mapping[str, str],
    known_at: datetime,
) -> None:
    insert_readings(con, added, versions, known_at)
    carry_over(con, became, known_at)


def _lend(
    con: Connection,
    differing: Sequence[tuple[Revision, Recoded]],
    known: Mapping[str, Reading],
    versions: Mapping[str, str],
    known_at: datetime,
) -> Recoding:
    """Work out what the articles lend now; a mention that is lent something else is read otherwise, too."""
    kept = [i for _, c in differing for i in c.kept]
    added = [r.mention_id for _, c in differing for r in c.added]
    became = {k: v for _, c in differing for k, v in c.became.items()}
    lent = lent_by_articles(mentions_of(con, [*kept, *added], with_lent=False))
    was, salt = lent_to(con, kept), format_timestamp(known_at)
    other = {i: renamed(known[i], salt) for i in kept if lent.get(i) != was.get(i)}
    again = [(r, [other[i] for i in c.kept if i in other]) for r, c in differing]
    _add(con, again, {old: new.mention_id for old, new in other.items()}, versions, known_at)
    became |= {old: new.mention_id for old, new in other.items()}
    lent = {other[i].mention_id if i in other else i: x for i, x in lent.items()}
    fresh = (*added, *(r.mention_id for r in other.values()))
    return Recoding(
        kept=tuple(i for i in kept if i not in other),
        added=fresh,
        became=became,
        lent={i: x for i, x in lent.items() if i in fresh},
    )


def _work_out(
    con: Connection, recoded: Recoding, framework: Framework, versions: Mapping[str, str], known_at: datetime
) -> None:
    """Close what is read no more, and store all that follows; the order is that of a night's tracking."""
    owner = events_of_mentions(con, recoded.became)
    before = events_of(con, set(owner.values()))
    topics = topics_of(con, recoded.became)
    insert_closed(con, recoded.became, versions, known_at)
    insert_lent(con, recoded.lent)
    lost = lose_figures(con, recoded.became, known_at)
    steps, gone, heard = resolve_anew(con, recoded, before, owner, known_at)
    touched = {s.after.event_id for s in steps} | {e.event_id for e in gone}
    promises, broken = promises_anew(con, recoded.became, touched)
    insert_rejections(con, dict.fromkeys(broken, "promise"), RECODED, known_at)
    reread = Reread(
        told=frozenset(recoded.added) | heard,
        observations=lost.names,
        void=lost.void,
        promises=promises,
        topics=topics_left(con, topics, recoded.became),
        touched=frozenset(topics.values()),
        world_at=last_looked(con, known_at),
    )
    observe(con, steps, framework, known_at, reread=reread)
    settle_observations(con, lost, known_at)
    move_instruments(con, steps, framework, known_at, reread=reread, gone=gone)
    keep_promises(con, steps, framework, known_at, reread=reread)
    weigh_claims(con, steps, framework, known_at, reread=reread)
    judge_indicators(con, steps, framework, known_at, reread=reread)


def _log(con: Connection, framework: Framework, known_at: datetime) -> list[Change]:
    """Log every subject of which this run told another state than the one that held before."""
    stamp = format_timestamp(known_at)
    feeds = {t: i.id for i in reversed(framework.indicators) for t in i.types if not i.words}
    changes: dict[str, Change] = {}
    for table in STATES:
        for was, now in states_told(con, table, known_at).values():
            old, new = told_of(table, was, feeds), told_of(table, now, feeds)
            subject = (new or old or (None,))[0]
            change = recoded_change(stamp, subject, old and old[1], new and new[1]) if subject else None
            if change is not None:
                changes[change.change_id] = change
    told = list(changes.values())
    insert_told(con, told, pieces_of(con, {i for c in told for i in c.evidence}), known_at)
    return told
