"""The desk of ``serve``: pages read one published copy each, decisions go the way of the command's corrections."""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.acts import put_into_effect
from flows.judging import indicator_rows
from flows.locking import run_lock
from flows.promising import ledger_rows
from flows.report_writing import read_contents
from flows.reviewing import review_queue
from flows.workplace import Workplace
from reewatch.candidates import merge_candidates
from reewatch.corrections import FIELDS, Correction, corrected_slots, make_correction, subject_type_of
from reewatch.errors import OvertakenError, UsageError
from reewatch.framework import EventType, Framework
from reewatch.mentions import mention_to_json
from reewatch.promises.deadlines import deadlines_of
from reewatch.settings import Settings
from reewatch.timestamps import format_timestamp, parse_timestamp
from reports.pages.contents import Contents
from reports.serving.desk import Decision, Effect, Searched, Subject, Telling
from storage.connection import connect, open_store
from storage.corrections import field_corrections, list_corrections
from storage.listings import list_changes, list_events, list_instruments, list_runs
from storage.mentions import mention_of_row
from storage.publishing import published_path
from storage.rows import Connection
from storage.runs import last_clock
from storage.search import search
from storage.subjects import fingerprint, latest_row
from storage.tellings import event_of_mention, gone_because, tellings_of

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
#: Seconds that a decision waits for a run under way, before it says who holds the lock.
PATIENCE = 3.0
#: Seconds until the clock is past that of a decision just made: clocks go by the second.
NEXT_SECOND = 2.0
#: Characters of its text that are shown on either side of a sentence.
CONTEXT = 240


def wall_clock() -> datetime:
    """Return now, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedNight:
    """One published copy, held open for a request: a night that is published meanwhile does not mix in."""

    root: Path
    con: Connection
    framework: Framework
    run_id: str
    as_of: str
    known_at: datetime  # what the last run of the copy knew

    def indicators(self) -> list[dict[str, Any]]:
        """Return the state of each indicator and theme, with its title."""
        rows = indicator_rows(self.con, self.framework.indicators, self.known_at, self.known_at.date())
        titles = {i.id: i.title for i in self.framework.indicators}
        return [r | {"title": titles[r["indicator_id"]]} for r in rows]

    def changes(self, limit: int) -> list[dict[str, Any]]:
        """Return what runs learned last, the latest run first."""
        rows = list_changes(self.con, BEGINNING, self.known_at)
        return sorted(rows, key=lambda r: (r["known_at"], r["significance"]), reverse=True)[:limit]

    def deadlines(self, days: int) -> list[dict[str, Any]]:
        """Return the dates that are coming within so many days of the run."""
        promises = ledger_rows(self.con, self.known_at, None)
        texts = list_instruments(self.con, self.known_at, None)
        return deadlines_of(promises, texts, self.known_at.date(), days)

    def events(self) -> list[dict[str, Any]]:
        """Return the events, the latest happening first."""
        return list_events(self.con, self.known_at)

    def search(self, words: str, limit: int) -> Searched:
        """Return what the full-text index beside the copy finds."""
        answer = search(self.root, words, limit)
        return Searched(run_id=answer.run_id, is_current=answer.is_current, found=[asdict(f) for f in answer.found])

    def report(self) -> Contents:
        """Return what the report's pages tell of the copy."""
        return read_contents(self.con, self.framework)

    def queue(self) -> list[dict[str, Any]]:
        """Return the review queue."""
        return review_queue(self.con, self.framework, self.known_at)

    def subject(self, subject_id: str) -> Subject | None:
        """Return what can be decided about; None where nothing has that id."""
        kind = subject_type_of(subject_id)
        row = latest_row(self.con, subject_id, suffix="_rows")
        if row is None:
            return None
        mentions = [subject_id] if kind == "mention" else _mentions_in(row)
        ids = {subject_id, *mentions}
        return Subject(
            subject_id=subject_id,
            kind=kind,
            title=_title(kind, row),
            values=self._values(kind, subject_id, row),
            seen=fingerprint(self.con, subject_id, suffix="_rows"),
            tellings=self._tellings(mentions),
            corrections=[
                c for c in list_corrections(self.con, self.known_at) if {c["subject_id"], c["result_id"]} & ids
            ],
            gone=gone_because(self.con, subject_id),
            event_id=self._event_of(kind, subject_id, row),
        )

    def _event_of(self, kind: str, subject_id: str, row: Mapping[str, Any]) -> str | None:
        if kind == "event":
            return None
        return event_of_mention(self.con, subject_id) if kind == "mention" else row["event_id"]

    def _values(self, kind: str, subject_id: str, row: Mapping[str, Any]) -> dict[str, Any]:
        if kind != "mention":
            return {n: _parsed(row[n]) if n in ("quantities", "dates") else row[n] for n in FIELDS[kind] if n in row}
        fields = field_corrections(self.con, [subject_id], suffix="_rows").get(subject_id, {})
        told = mention_to_json(corrected_slots(mention_of_row(row), fields))
        return {n: told[n] for n in FIELDS[kind]}

    def _tellings(self, mentions: Sequence[str]) -> list[Telling]:
        fields = field_corrections(self.con, mentions, suffix="_rows")
        return [_telling(r, fields.get(r["mention_id"], {})) for r in tellings_of(self.con, mentions)]

    def candidates(self, event_id: str) -> list[dict[str, Any]]:
        """Return the events that may be the same happening."""
        events = list_events(self.con, self.known_at)
        own = next((e for e in events if e["event_id"] == event_id), None)
        return merge_candidates(own, events) if own else []

    def effect(self, correction_id: str) -> Effect | None:
        """Return what came of a decision: the acts and the changes of its run."""
        acts = list_corrections(self.con, self.known_at)
        known_at = next((a["known_at"] for a in acts if a["correction_id"] == correction_id), None)
        if known_at is None:
            return None
        moment = parse_timestamp(known_at)
        until = [c for c in list_changes(self.con, _second_before(moment), moment) if c["known_at"] == known_at]
        return Effect(corrections=[a for a in acts if a["known_at"] == known_at], changes=until)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedDesk:
    """The desk over a data directory. ``now`` is the clock of what people decide."""

    workplace: Workplace
    settings: Settings
    framework: Framework
    user: str
    now: Callable[[], datetime] = field(default=wall_clock)
    patience: float = PATIENCE

    @property
    def event_types(self) -> Sequence[EventType]:
        """The types of events with their actions."""
        return self.framework.event_types

    @contextmanager
    def night(self) -> Iterator[PublishedNight]:
        """Open the copy that is published now; raises StoreError where there is none."""
        path = published_path(self.workplace.root)
        con = connect(path, read_only=True)
        try:
            run_id = path.parent.name
            as_of = next(r["as_of"] for r in list_runs(con) if r["run_id"] == run_id)
            known_at = parse_timestamp(as_of)
            yield PublishedNight(
                root=self.workplace.root, con=con, framework=self.framework, run_id=run_id, as_of=as_of,
                known_at=known_at,
            )  # fmt: skip
        finally:
            con.close()

    def decide(self, decision: Decision) -> str:
        """Put a decision into effect and publish it; return the id of its first correction.

        Raises as the command does, and OvertakenError where the subject is no longer as it was seen.
        """
        what = f"{decision.act} of {decision.subject_id}"
        with run_lock(self.workplace.lock, what=what, wait_seconds=self.patience):
            self._require_as_seen(decision)
            as_of = self._next_moment()
            acts = acts_of(decision, format_timestamp(as_of))
            put_into_effect(self.workplace, self.settings, acts, as_of)
        return acts[0].correction_id

    def _require_as_seen(self, decision: Decision) -> None:
        con = open_store(self.workplace.store)
        try:
            now = fingerprint(con, decision.subject_id)
        finally:
            con.close()
        if now != decision.seen:
            raise OvertakenError(
                f"{decision.subject_id} has changed since you opened it. Remedy: look at what it says now, then decide."
            )

    def _next_moment(self) -> datetime:
        """Return a clock after the store's last; two decisions may fall into one second."""
        con = open_store(self.workplace.store)
        try:
            last = last_clock(con)
        finally:
            con.close()
        until = time.monotonic() + NEXT_SECOND
        while last is not None and self.now() <= last and time.monotonic() < until:
            time.sleep(0.05)
        return self.now()


def acts_of(decision: Decision, made_at: str) -> list[Correction]:
    """Return the corrections that a decision comes to: one a corrected field, else one.

    Raises UsageError where it says nothing, or gives no reason.
    """
    told: list[dict[str, Any]] = [{}]
    if decision.act == "correct":
        told = [{"field": name, "value": value} for name, value in decision.values]
    elif decision.act == "merge":
        told = [{"value": i} for i in decision.ids]
    elif decision.act == "split":
        told = [{"value": sorted(set(decision.ids))}] if decision.ids else []
    if not told:
        raise UsageError(f"there is nothing to {decision.act}. Remedy: {NOTHING[decision.act]}.")
    if decision.act == "merge" and (len(told) > 1 or decision.subject_id in decision.ids):
        raise UsageError("an event is merged with one other. Remedy: choose one, then go on from there.")
    subject, who = decision.subject_id, decision.who
    return [make_correction(decision.act, subject, **t, why=decision.why, who=who, made_at=made_at) for t in told]


NOTHING = {
    "correct": "change a field first, or confirm what stands there",
    "merge": "choose the event that it is one with",
    "split": "tick the sentences that tell of something else",
}


def _second_before(moment: datetime) -> datetime:
    return datetime.fromtimestamp(moment.timestamp() - 1, UTC)


def _parsed(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _mentions_in(row: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys(e["mention_id"] for e in _parsed(row.get("evidence")) or () if e.get("mention_id")))


def _title(kind: str, row: Mapping[str, Any]) -> str:
    if kind == "observation":
        return f"{str(row['measure']).replace('_', ' ')} of {row['indicator_id']}"
    return str(row["what"] if kind == "promise" else row["title"] if kind == "event" else row["sentence"])


def _telling(row: Mapping[str, Any], fields: Mapping[str, Any]) -> Telling:
    start, end, text = row["evidence_start"], row["evidence_end"], row["text"]
    read = mention_to_json(corrected_slots(mention_of_row(row), fields))
    return Telling(
        mention_id=row["mention_id"],
        before=_tail(text[:start]),
        sentence=text[start:end],
        after=_head(text[end:]),
        url=row["url"],
        source=row["publisher"] or row["source_id"],
        title=row["article_title"],
        published=str(row["published"] or "")[:10],
        read={n: read[n] for n in FIELDS["mention"]},
    )


def _tail(text: str) -> str:
    return text if len(text) <= CONTEXT else f"…{text[-CONTEXT:].partition(' ')[2]}"


def _head(text: str) -> str:
    return text if len(text) <= CONTEXT else f"{text[:CONTEXT].rpartition(' ')[0]}…"
