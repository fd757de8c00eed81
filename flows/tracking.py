"""From tonight's mentions to what changed: one function a noun, in order; rules decide, storage keeps."""

from collections.abc import Sequence
from datetime import datetime

from extractors.instruments.finding import find_instruments
from extractors.instruments.own_terms import own_start
from flows.claiming import weigh_claims
from flows.judging import judge_indicators
from flows.legal_texts import move_instruments, start_from_history
from flows.observing import observe
from flows.promising import keep_promises
from flows.refiguring import Reread
from flows.resolving import resolve_events
from reewatch.articles import Revision
from reewatch.changes import Change
from reewatch.claims.issuers import STATES
from reewatch.days import days_of
from reewatch.events.event import Event, EventStep
from reewatch.events.families import statutes
from reewatch.framework import Framework
from reewatch.instruments.lending import Cited
from reewatch.mentions import StoredMention
from reewatch.other_duties import told_of_its_own
from reewatch.runs import Run
from storage.changes import insert_changes
from storage.copies import insert_voices
from storage.rows import Connection

NOTHING_REREAD = Reread()


def group_copies(con: Connection, revisions: Sequence[Revision], *, known_at: datetime) -> None:
    """Give each new revision its voice, and note the legal texts that it cites."""
    insert_voices(con, revisions, known_at, cited={r.revision_id: _cited(r) for r in revisions})


def _cited(revision: Revision) -> Cited:
    """Return the legal texts that a revision cites, and the start that it gives itself."""
    in_context = bool(STATES["CN"].search(revision.text))
    days = days_of(revision.published)
    day = days.first if days else None
    found = [
        [c.instrument_id for c in find_instruments(text, published=day, issuer_in_context=in_context)]
        for text in (revision.title, revision.text)
    ]
    return Cited(
        headline=tuple(dict.fromkeys(found[0])),
        article=_without_other_statutes(found[1], revision.text),
        own_start=own_start(revision.text, day),
    )


def _without_other_statutes(found: Sequence[str], text: str) -> tuple[str, ...]:
    """Return the legal texts that an article cites, less the statutes of duties that it only names beside its own."""
    told = " \n".join(told_of_its_own(text))
    own = {c.instrument_id for c in find_instruments(told, published=None, issuer_in_context=False)}
    return tuple(dict.fromkeys(i for i in found if i in own or not statutes([i])))


def track(
    con: Connection, run: Run, mentions: Sequence[StoredMention], framework: Framework, *, baseline: bool
) -> list[Change]:
    """Work out what tonight's mentions, and the passing of time, changed; store all of it and return the changes.

    Events come first, since everything else rests on them: ``steps`` are those that tonight's mentions touched, each
    as it was known before and as it is known now.
    """
    known_at = run.as_of
    if baseline:
        start_from_history(con, framework, known_at)
    steps, changes, heard = resolve_events(con, mentions, framework, known_at)
    changes += consequences(con, steps, framework, known_at, reread=Reread(told=heard))
    insert_changes(con, changes, known_at)
    return changes


def consequences(
    con: Connection,
    steps: Sequence[EventStep],
    framework: Framework,
    known_at: datetime,
    *,
    reread: Reread = NOTHING_REREAD,
    gone: Sequence[Event] = (),
) -> list[Change]:
    """Work out all that rests on touched events, and on the passing of time; store it and return what changed.

    ``reread`` and ``gone`` are of corrections and recodings: what is read anew, and events that are no more.
    """
    changes = observe(con, steps, framework, known_at, reread=reread)
    changes += move_instruments(con, steps, framework, known_at, reread=reread, gone=gone)
    changes += keep_promises(con, steps, framework, known_at, reread=reread)
    changes += weigh_claims(con, steps, framework, known_at, reread=reread)
    changes += judge_indicators(con, steps, framework, known_at, reread=reread)
    return changes
