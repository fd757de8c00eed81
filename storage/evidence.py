"""From any row of a listing down to sentences, archived responses, citations and formulas."""

from collections.abc import Mapping, Sequence
from typing import Any

from reewatch.observations.formulas import formula_rows
from storage.listings import find_by_id
from storage.rows import Connection, fetch_rows

#: Fields of a row that name other rows on which it rests.
RESTS_ON = (
    "latest",
    "became",
    "subject_id",
    "event_id",
    "since_event",
    "answered_by",
    "superseded_by",
    "part_of",
    "merged_into",
)
#: How far such a chain is followed: a change, its indicator, its figures, their total.
DEEPEST = 4
SHOWN = 40


def evidence_chain(con: Connection, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what stands behind rows of a published copy: sentences, archived responses, citations, formulas."""
    reached, seen, new = list(rows), {_key(r) for r in rows}, list(rows)
    for _ in range(DEEPEST):
        ids = dict.fromkeys(i for r in new for i in _named(r))
        named = [r for i in list(ids)[:SHOWN] for r in find_by_id(con, i)]
        new = [r for r in named + _replaced(con, new) if _key(r) not in seen]
        seen |= {_key(r) for r in new}
        reached += new
    formulas = [f for row in _one_of_each_view(_with_figures(rows, reached)) for f in formula_rows(row)]
    return [*_sentences(con, reached), *_citations(reached), *_fetches(con, reached), *formulas]


def _with_figures(rows: Sequence[Mapping[str, Any]], reached: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return rows, with the figures that changes among them are about: a change prints what was worked out for them."""
    about = {r["subject_id"] for r in rows if r["what"] == "changes"}
    return [*rows, *(r for r in reached if r["what"] == "observations" and r["observation_id"] in about)]


def _one_of_each_view(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return a row of each view; of figures one that was worked out, where there is one."""
    ordered = sorted(rows, key=lambda r: bool(r.get("derived")))
    return list({r["what"]: r for r in ordered}.values())


def _replaced(con: Connection, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the figures whose place was taken by figures that changes tell of: what such a change says was before."""
    if not any(r["what"] == "changes" for r in rows):
        return []
    figures = [r["subject_id"] for r in rows if r["what"] == "changes" and r["subject_type"] == "observation"]
    before = fetch_rows(
        con,
        "SELECT DISTINCT observation_id FROM observations_rows WHERE list_contains(?, superseded_by) "
        "ORDER BY observation_id",
        [figures],
    )
    return [r for b in before[:SHOWN] for r in find_by_id(con, b["observation_id"])]


def _key(row: Mapping[str, Any]) -> str:
    return str(sorted((k, str(v)) for k, v in row.items() if k != "corrections"))


def _named(row: Mapping[str, Any]) -> list[str]:
    values = [row.get(f) for f in RESTS_ON]
    pieces = [p for c in row.get("cues") or () for p in _evidence_of_cue(c) if isinstance(p, dict)]
    values += [p.get(f) for p in pieces for f in ("instrument_id", "observation_id")]
    return [i for v in values if v for i in ([v] if isinstance(v, str) else v)]


def _sentences(con: Connection, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    pieces = [e for r in rows for e in r.get("evidence") or ()]
    pieces += [e for r in rows for c in r.get("cues") or () for e in _evidence_of_cue(c)]
    mentions = {e["mention_id"] for e in pieces if isinstance(e, dict) and e.get("mention_id")}
    mentions |= {r["mention_id"] for r in rows if r["what"] in ("mentions", "recodings_rows")}
    revisions = {r["revision_id"] for r in rows if r["what"] == "revisions"}
    told = fetch_rows(
        con,
        "SELECT mention_id, sentence, evidence_start, evidence_end, revision_id FROM mentions_rows "
        "WHERE list_contains(?, mention_id) ORDER BY mention_id",
        [sorted(mentions)],
    )
    revisions |= {m["revision_id"] for m in told}
    archived = fetch_rows(
        con,
        """SELECT r.revision_id, r.url, r.title, r.completeness, f.fetch_id, f.archive_file, f.archive_offset,
                  f.body_hash
           FROM revisions r JOIN fetches_rows f USING (fetch_id)
           WHERE list_contains(?, r.revision_id) ORDER BY r.revision_id""",
        [sorted(revisions)],
    )
    return [{"what": "sentence"} | m for m in told] + [{"what": "archived response"} | a for a in archived]


def _evidence_of_cue(cue: Any) -> list[Any]:
    if not isinstance(cue, dict):
        return []
    told = cue.get("evidence") or ()
    return list(told) if isinstance(told, list) else [told]


def _citations(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    cited = dict.fromkeys(str(r["citation"]) for r in rows if r.get("citation"))
    return [{"what": "citation", "citation": c} for c in cited]


def _fetches(con: Connection, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the last polls behind the health of a source, and the fetches of a run."""
    sources = [r["source_id"] for r in rows if r["what"] == "sources_health"]
    runs = [r["run_id"] for r in rows if r["what"] == "runs"]
    told = fetch_rows(
        con,
        """SELECT fetch_id, url, outcome, detail, archive_file, archive_offset FROM fetches_rows
           WHERE (purpose = 'source' AND list_contains(?, source_id)) OR list_contains(?, run_id)
           ORDER BY known_at DESC, fetch_id LIMIT 40""",
        [sources, runs],
    )
    return [{"what": "fetch"} | f for f in told]
