"""What each party says of one matter: tonight's statements find their topics, and every topic touched is told anew."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flows.refiguring import Reread
from reewatch.changes import Change, make_change
from reewatch.claims.claim import Topics, claims_on
from reewatch.claims.speakers import speaker_called, speaker_names
from reewatch.claims.statements import Statement, statement_of, topic_keys
from reewatch.events.event import EventStep
from reewatch.framework import Framework
from reewatch.timestamps import format_timestamp
from storage.claims import (
    claim_rows,
    insert_claims,
    insert_statements,
    latest_claims,
    statements_by_key,
    statements_told_together,
)
from storage.corrections import RECODED, insert_rejections
from storage.rows import Connection

#: How much it weighs that two parties tell one thing differently.
WEIGHT = 0.6
#: Mentions of those who differ that are shown as evidence; of each that is quoted, one.
SHOWN = 5


def weigh_claims(
    con: Connection, steps: Sequence[EventStep], framework: Framework, known_at: datetime, *, reread: Reread
) -> list[Change]:
    """Store what the parties say anew; return where they began to tell it differently.

    ``reread`` names the topics of which statements were read anew; one that has none left is taken out.
    """
    stamp = format_timestamp(known_at)
    told = _told_tonight(steps, framework, stamp, reread)
    if not told and not reread.touched:
        return []
    topics = Topics(statements_by_key(con, [k for s in told for k in topic_keys(s)]), names=reread.topics)
    insert_statements(con, [(topics.add(s), s) for s in told], known_at)
    tonight = {s.stored.mention_id for s in told}
    touched = [t for t, said in topics.members.items() if tonight & {s.stored.mention_id for s in said}]
    feeds = {t: i.id for i in reversed(framework.indicators) for t in i.types if not i.words}
    now = _claims(con, sorted({*touched, *reread.touched}), feeds)
    insert_rejections(con, dict.fromkeys(reread.touched - now.keys(), "claim"), RECODED, known_at)
    before = latest_claims(con, now)
    moved = {t: rows for t, rows in now.items() if _plain(rows) != _plain(before.get(t, ()))}
    insert_claims(con, [r for rows in moved.values() for r in rows], known_at)
    return [c for t, rows in sorted(moved.items()) if (c := _quarrel(stamp, before.get(t, ()), rows))]


def _told_tonight(steps: Sequence[EventStep], framework: Framework, stamp: str, reread: Reread) -> list[Statement]:
    names = speaker_names(framework.entities)
    told = [
        statement
        for step in steps
        for m in step.after.members
        if reread.tells(m, stamp)
        and (statement := statement_of(m, step.after.event_id, speaker_called(m.mention.speaker, names)))
    ]
    return sorted(told, key=lambda s: (s.said_on, s.stored.url, s.stored.mention.evidence.start, s.stored.mention_id))


def _claims(con: Connection, touched: Sequence[str], feeds: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Return topic id -> rows of claims, for the touched topics and those told together with them."""
    together = statements_told_together(con, touched)
    beside = statements_told_together(con, together)
    found = {}
    for topic_id, said in together.items():
        texts = {s.stored.revision_id for s in said}
        matter = [
            s
            for other, others in beside.items()
            if other != topic_id and texts & {o.stored.revision_id for o in others}
            for s in others
        ]
        found[topic_id] = claim_rows(claims_on(topic_id, said, matter), feeds)
    return found


def _plain(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    told = [dict(r) | {"evidence": json.loads(r["evidence"])} for r in rows]
    return sorted(told, key=lambda r: str(r["party"]))


def _quarrel(stamp: str, before: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]) -> Change | None:
    """Return the change that a topic is on which the parties began to differ, or one to deny what another says.

    A denial that is one event with what it denies is told as that event's; that a text says otherwise is no account of
    a party. Every party that is quoted is in the evidence.
    """
    old = {r["party"] for r in before if r["stance"] in ("differs", "denies")}
    affirmed = {r["event_id"] for r in now if r["stance"] == "affirms" and r["party"] != "text"}
    denials = [r for r in now if r["stance"] == "denies" and affirmed and r["event_id"] not in affirmed]
    new = [r for r in now if r["stance"] == "differs"] or denials
    if not new or {r["party"] for r in new} <= old:
        return None
    spoken = [r for r in now if r["stance"] != "silent"]
    evidence = [e["mention_id"] for r in new for e in json.loads(r["evidence"])][:SHOWN]
    evidence += [e["mention_id"] for r in spoken for e in json.loads(r["evidence"])[:1]]
    return make_change(
        stamp,
        "contradicted",
        "event",
        str(new[0]["event_id"]),
        event_id=new[0]["event_id"],
        title=f"Accounts differ: {new[0]['topic']}",
        before="; ".join(f"{r['party']} {r['stance']}" for r in before if r["stance"] != "silent") or None,
        after="; ".join(f"{r['party']}: {r['says']}" for r in spoken),
        significance=WEIGHT,
        indicator_id=new[0]["indicator_id"],
        evidence=tuple(dict.fromkeys(evidence)),
    )
