"""What a digest is made of, from a published copy and for a known time."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from reewatch.digest.contents import Coverage, Quote, Reported
from storage.rows import Connection, fetch_rows, listed, one_of
from storage.runs import naive

#: What an import brings is no news where its newest text is older than this.
NEWS_DAYS = 14
#: So many points of a series are read; a picture shows fewer.
SERIES_POINTS = 60
CHANGE_FIELDS = (
    "change_id", "kind", "subject_type", "subject_id", "event_id", "title", "before", "after", "significance",
    "indicator_id",
)  # fmt: skip


def reported_changes(con: Connection, since: datetime, until: datetime) -> list[Reported]:
    """Return the changes learned from ``since`` to ``until``, both included, with what their readers need."""
    changes = fetch_rows(
        con,
        "SELECT * FROM changes_rows WHERE known_at >= ? AND known_at <= ? ORDER BY known_at, change_id",
        [naive(since), naive(until)],
    )
    events = _events(con, {c["event_id"] for c in changes if c["event_id"]}, until)
    told = {c["change_id"]: json.loads(c["evidence"]) for c in changes}
    mentions = _mentions(con, {e["mention_id"] for pieces in told.values() for e in pieces})
    imports = _import_clocks(con)
    return [_reported(c, events.get(c["event_id"], {}), told[c["change_id"]], mentions, imports) for c in changes]


def _reported(
    change: Mapping[str, Any],
    event: Mapping[str, Any],
    evidence: Sequence[Mapping[str, str]],
    mentions: Mapping[str, Mapping[str, Any]],
    imports: set[datetime],
) -> Reported:
    told = [(e, mentions[e["mention_id"]]) for e in evidence if e["mention_id"] in mentions]
    days = [m["published"][:10] for _, m in told if m["published"]]
    clock = change["known_at"]
    old = bool(days) and (clock.date() - datetime.fromisoformat(max(days)).date()).days > NEWS_DAYS
    return Reported(
        **{f: change[f] for f in CHANGE_FIELDS},
        known_at=clock.replace(tzinfo=UTC),
        event_title=event.get("title") or "",
        type=event.get("type"),
        action=event.get("action"),
        factuality=event.get("factuality"),
        rung=event.get("commitment"),
        actor=event.get("actor"),
        target=event.get("target"),
        instruments=tuple(event.get("instruments") or ()),
        happened_on=event.get("happened_on"),
        figures=event.get("quantities") or "",
        articles=event.get("articles") or 0,
        voices=event.get("origins") or 0,
        is_primary=bool(event.get("primary_source")),
        cues=tuple(dict.fromkeys(c["cue"] for _, m in told for c in json.loads(m["cues"]))),
        quotes=tuple(_quote(e, m) for e, m in told),
        is_history=clock in imports and old,
    )


def _quote(evidence: Mapping[str, str], mention: Mapping[str, Any]) -> Quote:
    where = f"{mention['archive_file']}@{mention['archive_offset']}" if mention["archive_file"] else ""
    return Quote(
        sentence=evidence["sentence"],
        url=evidence["url"],
        publisher=mention["publisher"] or "",
        published=mention["published"] or "",
        mention_id=evidence["mention_id"],
        archive=where,
    )


def _events(con: Connection, event_ids: Iterable[str], until: datetime) -> dict[str, dict[str, Any]]:
    rows = fetch_rows(
        con,
        f"""SELECT event_id, type, action, factuality, commitment, actor, target, instruments, quantities, happened_on,
              title, articles, origins, primary_source FROM events_rows
            WHERE {one_of("event_id")} AND known_at <= ?
            QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY known_at DESC) = 1""",
        [listed(sorted(event_ids)), naive(until)],
    )
    return {r["event_id"]: r for r in rows}


def _mentions(con: Connection, mention_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    rows = fetch_rows(
        con,
        f"""WITH asked AS (SELECT mention_id, revision_id, cues FROM mentions_rows WHERE {one_of("mention_id")}),
              texts AS (SELECT revision_id, source_id, publisher, published, fetch_id
                FROM revisions_rows
                WHERE revision_id IN (SELECT revision_id FROM asked)),
              answers AS (SELECT fetch_id, archive_file, archive_offset FROM fetches_rows
                WHERE fetch_id IN (SELECT fetch_id FROM texts))
            SELECT a.mention_id, a.cues, coalesce(s.name, t.publisher) AS publisher, t.published,
              f.archive_file, f.archive_offset
            FROM asked a LEFT JOIN texts t USING (revision_id) LEFT JOIN answers f USING (fetch_id) LEFT JOIN
              (SELECT source_id, arg_max(name, known_at) AS name FROM polled_sources_rows GROUP BY source_id) s
              USING (source_id)""",
        [listed(sorted(mention_ids))],
    )
    return {r["mention_id"]: r for r in rows}


def _import_clocks(con: Connection) -> set[datetime]:
    """Return the clocks at which nothing but an import learned."""
    rows = con.execute("SELECT as_of FROM runs GROUP BY as_of HAVING bool_and(kind = 'import')").fetchall()
    return {r[0] for r in rows}


def last_published(con: Connection, now: datetime) -> datetime | None:
    """Return the clock of the last run at or before ``now`` that a published copy knows; None where there is none."""
    row = con.execute("SELECT max(as_of) FROM runs WHERE as_of <= ?", [naive(now)]).fetchone()
    return row[0].replace(tzinfo=UTC) if row and row[0] else None


def indicator_states(con: Connection, known_at: datetime) -> list[dict[str, Any]]:
    """Return the last stored state of each indicator."""
    return fetch_rows(
        con,
        """SELECT indicator_id, reading, state, direction, disagreement FROM indicators_rows WHERE known_at <= ?
           QUALIFY row_number() OVER (PARTITION BY indicator_id ORDER BY known_at DESC) = 1 ORDER BY indicator_id""",
        [naive(known_at)],
    )


def series_rows(con: Connection, indicator_ids: Sequence[str], known_at: datetime) -> list[dict[str, Any]]:
    """Return the figures of indicators as they were known, of each measure the newest days, one a day and speaker.

    Only what is done or measured and stands: a threatened duty is no point of the duties' line.
    """
    return fetch_rows(
        con,
        f"""WITH newest AS (SELECT unnest(arg_max(observation_id, coalesce(as_of, period), {4 * SERIES_POINTS})) AS id
              FROM observations_rows WHERE {one_of("indicator_id")} AND known_at <= ? AND value IS NOT NULL
                AND factuality = 'actual' AND coalesce(as_of, period) IS NOT NULL
              GROUP BY indicator_id, measure, basis, unit),
            known AS (FROM observations_rows WHERE observation_id IN (FROM newest) AND known_at <= ?
                AND observation_id NOT IN (SELECT subject_id FROM rejections_rows WHERE known_at <= ?)
              QUALIFY row_number() OVER (PARTITION BY observation_id ORDER BY known_at DESC) = 1),
            days AS (SELECT indicator_id, measure, basis, unit, speaker, coalesce(as_of, period) AS day,
                arg_max(value, (known_at, observation_id)) AS value FROM known
              WHERE factuality = 'actual' AND superseded_by IS NULL GROUP BY ALL)
            FROM days QUALIFY row_number() OVER (PARTITION BY indicator_id, measure, basis, unit
              ORDER BY day DESC, speaker) <= {SERIES_POINTS} ORDER BY ALL""",
        [listed(indicator_ids), naive(known_at), naive(known_at), naive(known_at)],
    )


def source_health(con: Connection, known_at: datetime) -> list[dict[str, Any]]:
    """Return how each source's last poll ended, as was known: ``state`` is ok, failing or not looked at."""
    return fetch_rows(
        con,
        """WITH polls AS (
             SELECT f.source_id, arg_max(f.outcome, f.known_at) AS last_outcome,
               arg_max(f.detail, f.known_at) AS detail,
               arg_max(r.reading, f.known_at) AS reading, max(f.known_at) FILTER (f.outcome IN
                 ('fetched', 'unchanged', 'not_modified', 'empty')) AS answered_at, max(f.known_at) AS asked_at
             FROM fetches_rows f LEFT JOIN readings_rows r USING (fetch_id)
             WHERE f.purpose = 'source' AND f.known_at <= ? GROUP BY f.source_id),
           names AS (SELECT source_id, arg_max(name, known_at) AS name FROM polled_sources_rows
             WHERE known_at <= ? GROUP BY source_id)
           SELECT n.source_id, n.name, p.last_outcome, p.detail,
             strftime(p.answered_at, '%Y-%m-%d') AS last_answered_at,
             CASE WHEN p.asked_at IS NULL THEN 'not looked at' WHEN p.answered_at IS DISTINCT FROM p.asked_at
               OR p.reading IN ('unreadable', 'unexpected') THEN 'failing' ELSE 'ok' END AS state
           FROM names n LEFT JOIN polls p USING (source_id) ORDER BY n.source_id""",
        [naive(known_at), naive(known_at)],
    )


def coverage_of(con: Connection, since: datetime, until: datetime) -> Coverage:
    """Return what the runs from ``since`` to ``until`` asked, got and read; a source counts by its last answer."""
    window = [naive(since), naive(until)]
    runs = con.execute(
        "SELECT count(*) FILTER (as_of >= ?), max(as_of) FROM runs WHERE as_of <= ?", window
    ).fetchone() or (0, None)  # fmt: skip
    polls = fetch_rows(
        con,
        """SELECT f.source_id, arg_max(f.outcome, f.known_at) AS outcome,
             arg_max(coalesce(nullif(r.detail, ''), f.detail), f.known_at) AS detail,
             arg_max(coalesce(r.reading, ''), f.known_at) AS reading
           FROM fetches_rows f LEFT JOIN readings_rows r USING (fetch_id)
           WHERE f.purpose = 'source' AND f.known_at >= ? AND f.known_at <= ? GROUP BY 1 ORDER BY 1""",
        window,
    )
    pages = con.execute(
        """SELECT count(*) FILTER (outcome IN ('fetched', 'unchanged', 'not_modified', 'empty')),
             count(*) FILTER (outcome NOT IN ('fetched', 'unchanged', 'not_modified', 'empty'))
           FROM fetches_rows WHERE purpose = 'page' AND known_at >= ? AND known_at <= ?""",
        window,
    ).fetchone() or (0, 0)
    texts = con.execute("SELECT count(*) FROM revisions_rows WHERE known_at >= ? AND known_at <= ?", window).fetchone()
    last = con.execute(
        "SELECT max(known_at) FROM changes_rows WHERE kind <> 'recoded' AND known_at <= ?", window[1:]
    ).fetchone()
    failed = [p for p in polls if not _served(p)]
    return Coverage(
        runs=runs[0],
        last_run_at=_utc(runs[1]),
        sources_asked=len(polls),
        sources_answered=len(polls) - len(failed),
        failures=tuple(f"{p['source_id']}: {p['detail'] or p['outcome']}" for p in failed),
        pages_read=pages[0],
        pages_failed=pages[1],
        texts=texts[0] if texts else 0,
        last_change_at=_utc(last[0] if last else None),
    )


def _served(poll: Mapping[str, Any]) -> bool:
    answered = poll["outcome"] in ("fetched", "unchanged", "not_modified", "empty")
    return answered and poll["reading"] in ("", "read", "empty")


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(tzinfo=UTC)
