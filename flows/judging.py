"""The state of each indicator, worked out from its events, figures and claims for the clocks that are asked."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flows.refiguring import Reread
from reewatch.changes import Change
from reewatch.events.event import EventStep
from reewatch.framework import Framework, Indicator
from reewatch.indicators.changes import indicator_changes
from reewatch.indicators.readings import age_in_days, reading_of, shown_cues
from reewatch.indicators.states import Evidence, event_evidence, is_live, other_side, state_of_indicator, trend_of
from reewatch.observations.changes import figure_text, measure_text
from reewatch.observations.figures import Figure, day_of
from reewatch.observations.series import differ
from reewatch.recoding.telling import recoded_change, told_of
from reewatch.timestamps import format_timestamp
from storage.indicators import (
    claims_on_events,
    events_feeding,
    figure_of_row,
    figures_feeding,
    insert_states,
    latest_states,
    rungs_told,
    texts_over,
    texts_standing,
)
from storage.ledger_listings import indicator_moves, plain_rows
from storage.rows import Connection, to_json
from storage.runs import last_looked, other_framework

LATEST = 5
#: Stances by which the parties' accounts of one matter differ.
QUARRELS = ("differs", "denies")
#: What makes a stored state another one; the reading also ages.
STATE_FIELDS = ("state", "direction", "grade", "disagreement", "latest", "newest_on")


def judge_indicators(
    con: Connection, steps: Sequence[EventStep], framework: Framework, known_at: datetime, *, reread: Reread
) -> list[Change]:
    """Store the states that differ from those known before; return what moved.

    What another framework makes of what was known before is told apart from what the run brought.
    """
    del steps  # the states also age
    before = latest_states(con)
    rows = judged_indicators(con, framework.indicators, known_at, _today(reread.day_of(known_at)), suffix="")
    moved = [r for r in rows if _differs(r, before.get(r["indicator_id"]))]
    insert_states(con, [_stored(r) for r in moved], known_at)
    kinds, stamp = {i.id: i.kind for i in framework.indicators}, format_timestamp(known_at)
    if reread.world_at is not None or not other_framework(con, known_at, framework.version):
        return indicator_changes(stamp, moved, before, kinds)
    looked = last_looked(con, known_at)
    rebased = judged_indicators(con, framework.indicators, looked, _today(looked), suffix="")
    recoded = [
        c for r in rebased if _differs(r, old := before.get(r["indicator_id"])) and (c := _recoded(stamp, old, r))
    ]
    then = {r["indicator_id"]: r for r in rebased}
    return recoded + indicator_changes(stamp, [r for r in rows if _differs(r, then[r["indicator_id"]])], then, kinds)


def _recoded(stamp: str, was: dict[str, Any] | None, now: dict[str, Any]) -> Change | None:
    old, new = told_of("indicators", [was] if was else [], {}), told_of("indicators", [now], {})
    return recoded_change(stamp, ("indicator", now["indicator_id"]), old and old[1], new and new[1])


def _today(moment: datetime) -> date:
    return moment.date()


def _differs(row: dict[str, Any], before: dict[str, Any] | None) -> bool:
    return before is None or any(row[f] != before[f] for f in STATE_FIELDS)


def _stored(row: dict[str, Any]) -> dict[str, Any]:
    kept = ("indicator_id", "reading", *STATE_FIELDS)
    return {k: row[k] for k in kept} | {"cues": to_json(row["cues"])}


def judged_indicators(
    con: Connection, indicators: Sequence[Indicator], known_at: datetime, day: date, *, suffix: str
) -> list[dict[str, Any]]:
    """Return the rows of TRACKING, ``indicators``, but for ``changed_at``."""
    asked = Asked(
        known_at=known_at,
        day=day,
        suffix=suffix,
        rungs=rungs_told(con, suffix=suffix),
        over=texts_over(con, known_at, day, suffix=suffix),
        texts=texts_standing(con, known_at, day, suffix=suffix),
    )
    return [_judged(con, i, asked) for i in indicators]


def indicator_rows(
    con: Connection, indicators: Sequence[Indicator], known_at: datetime, day: date
) -> list[dict[str, Any]]:
    """Return the rows of TRACKING, ``indicators``, from a published copy."""
    moves = indicator_moves(con, known_at)
    rows = judged_indicators(con, indicators, known_at, day, suffix="_rows")
    told = [{k: v for k, v in r.items() if k != "figures_told_by"} for r in rows]
    return plain_rows([r | {"changed_at": moves.get(r["indicator_id"])} for r in told])


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The clocks of a question, and what holds for every indicator under them."""

    known_at: datetime
    day: date
    suffix: str  # of the tables: "" in the store, "_rows" in the published copy
    rungs: Collection[tuple[str, str]]  # (type, rung) of every event there is
    over: Sequence[str]  # the legal texts that are revoked or expired that day
    texts: Sequence[Mapping[str, Any]]  # those known before the first night, as they stand that day


def _judged(con: Connection, indicator: Indicator, asked: Asked) -> dict[str, Any]:
    day = asked.day
    feeding = events_feeding(con, indicator, asked.known_at, asked.rungs, suffix=asked.suffix)
    events = [e for e in feeding if is_live(e, day, asked.over)]
    claims = claims_on_events(con, [e["event_id"] for e in events], asked.known_at, suffix=asked.suffix)
    rows = figures_feeding(con, indicator.id, asked.known_at, suffix=asked.suffix)
    figures = {r["observation_id"]: figure_of_row(r) for r in rows}
    live = [r for r in rows if r["superseded_by"] is None and r["factuality"] != "denied" and not _is_over(r, day)]
    evidence = [event_evidence(e | {"other_side": _confirming(e, claims)}) for e in events]
    evidence += [_baseline(r, figures[r["observation_id"]]) for r in live if r["event_id"] is None]
    evidence += [
        _standing(r) for r in asked.texts if indicator.texts and re.search(indicator.texts, r["instrument_id"])
    ]
    live_figures = [figures[r["observation_id"]] for r in live]
    quarrel = _quarrel(live_figures)
    named = _named(live, live_figures, quarrel)
    told = any(c["stance"] in QUARRELS for e in events for c in claims.get(e["event_id"], ()))
    state = state_of_indicator(indicator, evidence, _trends(rows, figures), disagreement=quarrel is not None or told)
    days = [e.on for e in evidence] + [day_of(f) for f in live_figures]
    past = [d for d in days if d[:10] <= day.isoformat()]
    return {
        "indicator_id": indicator.id,
        "reading": reading_of(indicator, state, live_figures, quarrel, day),
        "state": state.state,
        "direction": state.direction,
        "grade": state.grade,
        "cues": shown_cues(state.best),
        "disagreement": state.disagreement,
        "latest": list(dict.fromkeys(r["observation_id"] for r in [*live[:LATEST], *named])),
        "figures_told_by": _tellers(named),
        "newest_on": max(past) if past else None,
        "age_days": age_in_days(past, day),
    }


def _named(
    live: Sequence[Mapping[str, Any]], figures: Sequence[Figure], quarrel: tuple[Figure, Figure] | None
) -> list[Mapping[str, Any]]:
    """Return the rows of the figures that the reading names: the latest, and the two that differ."""
    differing = [r for r, f in zip(live, figures, strict=True) if any(f is q for q in quarrel or ())]
    return [*live[:1], *differing]


def _tellers(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the first mention behind each of some figures; those of a baseline have none."""
    pieces = [json.loads(r["evidence"]) for r in rows]
    return [told[0]["mention_id"] for told in pieces if told and "mention_id" in told[0]]


def _is_over(row: Mapping[str, Any], day: date) -> bool:
    """Return whether the told stretch of a figure has ended by a day; without a day told it goes on."""
    return len(row["valid_to"] or "") == len("2026-01-01") and str(row["valid_to"]) <= day.isoformat()


def _confirming(event: Mapping[str, Any], claims: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[Mapping[str, Any]]:
    affirming = [c for c in claims.get(event["event_id"], ()) if c["stance"] == "affirms"]
    others = other_side([c["party"] for c in affirming], event["actor"])
    return [e for c in affirming if c["party"] in others for e in c["evidence"][:1]]


def _baseline(row: Mapping[str, Any], figure: Figure) -> Evidence:
    """Return the evidence that a figure known before the first night is; its source is its citation."""
    source = ({"citation": row["citation"]},)
    earned = {"instrument": bool(row["instruments"]), "effective_date": bool(row["valid_from"]),
              "expiry": bool(row["valid_to"]), "issuing_body": "." in (row["actor"] or ""),
              "measured": row["commitment"] == "verified"}  # fmt: skip
    return Evidence(
        evidence_id=row["observation_id"], factuality=row["factuality"], commitment=row["commitment"],
        direction=row["direction"] or "neutral", on=day_of(figure),
        title=f"{measure_text(figure)} {figure_text(figure)}, by {row['citation']}", origins=1,
        has_text=False, cues={cue: source for cue, is_earned in earned.items() if is_earned},
    )  # fmt: skip


def _standing(row: Mapping[str, Any]) -> Evidence:
    """Return the evidence that a legal text is which was known before the first night."""
    source = ({"instrument_id": row["instrument_id"]},)
    earned = ("instrument", "effective_date", "issuing_body", *(("expiry",) if row["valid_to"] else ()))
    suspended = row["status"] == "suspended" or str(row["title"]).startswith("Suspension")
    rung = "binding" if row["status"] == "announced" else "in_force"
    return Evidence(
        evidence_id=row["instrument_id"], factuality="actual", commitment=rung,
        direction="easing" if suspended else "tightening", on=row["valid_from"] or "",
        title=f"{row['instrument_id']}: {row['title']} {row['status'].replace('_', ' ')}", origins=1, has_text=False,
        cues=dict.fromkeys(earned, source),
    )  # fmt: skip


def _trends(rows: Sequence[Mapping[str, Any]], figures: Mapping[str, Figure]) -> list[tuple[str, str]]:
    found = []
    for row in rows:
        old, new = figures[row["observation_id"]], figures.get(row["superseded_by"] or "")
        way = trend_of(old, new) if new else None
        if new and way:
            found.append((day_of(new), way))
    return found


def _quarrel(live: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    for position, one in enumerate(live):
        for other in live[position + 1 :]:
            if differ(one, other):
                return one, other
    return None
