"""The summary of a run, read back from the store."""

from typing import Any

from flows.nights import Night
from reewatch.summaries import RunSummary, SourceReport
from reewatch.timestamps import format_timestamp
from storage.connection import Connection, open_store
from storage.rows import fetch_rows
from storage.runs import find_run, naive


def summarise(night: Night, *, already_done: bool) -> RunSummary:
    """Return what the store says of a run."""
    con = open_store(night.workplace.store)
    try:
        state = find_run(con, night.run.run_id)
        manifest = dict(state.manifest or {}) if state else {}
        changes = _changes(con, night)
        return RunSummary(
            run_id=night.run.run_id,
            kind=str(night.run.kind),
            as_of=format_timestamp(night.run.as_of),
            already_done=already_done,
            sources=_sources(con, night),
            outcomes=_pages(con, night),
            counts=manifest.get("counts", {}),
            read_in_part=manifest.get("read_in_part", ()),
            changes=changes,
            manifest_hash=(state.manifest_hash or "") if state else "",
            published=_there(night, "published"),
            digest=_there(night, "digests"),
        )
    finally:
        con.close()


def _there(night: Night, what: str) -> str | None:
    name = night.run.run_id if what == "published" else f"{night.run.run_id}.eml"
    path = night.workplace.root / what / name
    return str(path) if path.exists() else None


def _changes(con: Connection, night: Night) -> list[dict[str, Any]]:
    rows = fetch_rows(
        con,
        "SELECT kind, subject_type, subject_id, title, before, after, significance, indicator_id FROM changes "
        "WHERE known_at = ? ORDER BY significance DESC, change_id",
        [naive(night.run.as_of)],
    )
    return [dict(r) for r in rows]


def _sources(con: Connection, night: Night) -> list[SourceReport]:
    rows = fetch_rows(
        con,
        """SELECT f.source_id, f.outcome, f.detail, r.reading, coalesce(r.entry_count, 0) AS entries, r.detail AS told
           FROM fetches f LEFT JOIN readings r USING (fetch_id)
           WHERE f.run_id = ? AND f.purpose = 'source' ORDER BY f.source_id""",
        [night.run.run_id],
    )
    return [
        SourceReport(
            source_id=r["source_id"],
            outcome=r["outcome"],
            detail=r["told"] or r["detail"],
            reading=r["reading"],
            entries=r["entries"],
        )
        for r in rows
    ]


def _pages(con: Connection, night: Night) -> dict[str, int]:
    rows = con.execute(
        "SELECT outcome, count(*) FROM fetches WHERE run_id = ? AND purpose = 'page' GROUP BY 1 ORDER BY 1",
        [night.run.run_id],
    ).fetchall()
    return dict(rows)
