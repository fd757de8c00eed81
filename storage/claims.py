"""Statements by the topic that they belong to, and the claims on each topic as they were known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from reewatch.claims.claim import Claim
from reewatch.claims.statements import Statement, topic_keys
from reewatch.mentions import StoredMention
from storage.events import events_of_mentions
from storage.mentions import mentions_of
from storage.rows import Connection, fetch_rows, insert_new, listed, one_of, picked, to_json
from storage.runs import naive

#: The topic of a statement is settled when it is first known; the event of its mention may change with a merge.
SELECT = f"""WITH asked AS MATERIALIZED (SELECT DISTINCT topic_id FROM internal_statements WHERE {{condition}}),
    said AS MATERIALIZED (SELECT * FROM internal_statements
      WHERE {picked("internal_statements", "topic_id IN (FROM asked)")})
    SELECT topic_id, mention_id, any_value(party) AS party, any_value(said_on) AS said_on FROM said
    GROUP BY topic_id, mention_id ORDER BY topic_id, mention_id"""


def insert_statements(con: Connection, placed: Sequence[tuple[str, Statement]], known_at: datetime) -> None:
    """Append (topic id, statement) pairs with the keys under which later ones find them."""
    rows = [
        {
            "mention_id": s.stored.mention_id,
            "topic_id": topic_id,
            "topic_key": key,
            "party": s.party,
            "revision_id": s.stored.revision_id,
            "said_on": s.said_on,
            "known_at": naive(known_at),
        }
        for topic_id, s in placed
        for key in topic_keys(s)
    ]
    insert_new(con, "internal_statements", rows, key=("mention_id", "topic_key"))


def topics_of_mentions(con: Connection, mention_ids: Iterable[str]) -> frozenset[str]:
    """Return the ids of the topics on which mentions are statements."""
    rows = con.execute(
        f"SELECT DISTINCT topic_id FROM internal_statements WHERE {one_of('mention_id')}",
        [listed(sorted(set(mention_ids)))],
    ).fetchall()
    return frozenset(r[0] for r in rows)


def statements_by_key(con: Connection, keys: Iterable[str]) -> dict[str, list[Statement]]:
    """Return topic id -> statements of the topics of which some statement bears one of the keys."""
    return _statements(con, one_of("topic_key"), sorted(set(keys)))


def statements_told_together(con: Connection, topic_ids: Iterable[str]) -> dict[str, list[Statement]]:
    """Return topic id -> statements of these topics and of all that were told in one document with them."""
    together = f"revision_id IN (SELECT revision_id FROM internal_statements WHERE {one_of('topic_id')})"
    return _statements(con, together, sorted(set(topic_ids)))


def _statements(con: Connection, condition: str, values: Sequence[str]) -> dict[str, list[Statement]]:
    rows = fetch_rows(con, SELECT.format(condition=condition), [listed(values)])
    ids = [r["mention_id"] for r in rows]
    stored, owner = {m.mention_id: m for m in mentions_of(con, ids)}, events_of_mentions(con, ids)
    found: dict[str, list[Statement]] = {}
    for row in rows:
        told = stored.get(row["mention_id"])
        if told is not None:  # a person may have rejected it since
            said = _statement(row, told, owner.get(told.mention_id, ""))
            found.setdefault(row["topic_id"], []).append(said)
    return found


def _statement(row: Mapping[str, Any], stored: StoredMention, event_id: str) -> Statement:
    return Statement(stored=stored, party=row["party"], event_id=event_id, said_on=row["said_on"])


def claim_rows(claims: Sequence[Claim], indicators: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the rows of claims, without their known time; ``indicators`` maps a type of event to what it feeds."""
    rows = []
    for claim in claims:
        row = asdict(claim)
        row["indicator_id"] = indicators.get(row.pop("type"))
        row |= {"event_ids": list(claim.event_ids), "instruments": list(claim.instruments)}
        rows.append(row | {"evidence": to_json(list(claim.evidence))})
    return rows


def latest_claims(con: Connection, topic_ids: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """Return topic id -> the rows of its last known claims."""
    rows = fetch_rows(
        con,
        f"""SELECT * EXCLUDE (known_at) FROM claims WHERE {picked("claims", one_of("topic_id"))}
           QUALIFY known_at = max(known_at) OVER (PARTITION BY topic_id) ORDER BY topic_id, party""",
        [listed(set(topic_ids))],
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["topic_id"], []).append(row)
    return found


def insert_claims(con: Connection, rows: Sequence[Mapping[str, Any]], known_at: datetime) -> None:
    """Append claims; those of a topic are told anew as a whole."""
    insert_new(
        con, "claims", [dict(r) | {"known_at": naive(known_at)} for r in rows], key=("topic_id", "party", "known_at")
    )
