"""Stories told in ready mentions: nights played through the tracking and the store, without reading any text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from flows.recoding import recode_texts
from flows.tracking import group_copies, track
from reewatch.articles import Completeness, make_revision
from reewatch.changes import Change
from reewatch.framework import Framework, load_framework
from reewatch.mentions import DateSlot, Mention, Quantity, Span
from reewatch.runs import RunKind, make_run
from reewatch.timestamps import parse_timestamp
from storage.connection import Connection
from storage.instruments import latest_timeline
from storage.listings import instrument_history, list_changes, list_events, list_instruments
from storage.mentions import insert_mentions, mentions_of_run
from storage.migrations import STORE_MIGRATIONS, apply_migrations
from storage.revisions import insert_revisions
from storage.runs import record_status

FRAMEWORK = load_framework(Path(__file__).parents[2] / "framework")
SEEN = (
    "events", "event_aliases", "instruments", "changes", "corrections", "rejections", "promises", "observations",
    "claims", "recodings",
)  # fmt: skip


def quantity(role: str, value: float, unit: str, **told: Any) -> Quantity:
    return Quantity(
        **({"role": role, "value": value, "low": None, "high": None, "unit": unit, "bound": "exact"} | told)
    )


def tell(kind: str, sentence: str, **told: Any) -> tuple[str, dict[str, Any]]:
    """Return a sentence with what it asserts: ``kind`` is ``type/action/factuality/commitment``; dates by role."""
    type_, action, factuality, commitment = kind.split("/")
    dates = tuple(
        DateSlot(role=role, value=told.pop(role))
        for role in ("announced", "effective", "expires", "as_of", "period", "deadline")
        if role in told
    )
    plain = {"timeframe": "new", "direction": "tightening", "actor": None, "target": None, "speaker": None}
    slots = {"type": type_, "action": action, "factuality": factuality, "commitment": commitment, "dates": dates}
    return sentence, plain | slots | told


@dataclass
class Article:
    """An article: its address (host and path), its day, its headline and its sentences."""

    where: str
    published: str
    sentences: Sequence[tuple[str, dict[str, Any]]]
    title: str = "A headline"
    label: str = "wire"
    head: str = ""  # what stands before the sentences: a dateline, an operative formula
    tail: str = ""  # what stands behind them


@dataclass
class Story:
    """A store in memory, and the nights that it has learned."""

    baseline: bool = False
    framework: Framework = FRAMEWORK
    con: Connection = field(default_factory=lambda: duckdb.connect(":memory:"))

    def __post_init__(self) -> None:
        apply_migrations(self.con, STORE_MIGRATIONS, Path("memory"))
        for table in SEEN:
            self.con.execute(f"CREATE VIEW {table}_rows AS FROM {table}")

    def night(self, when: str, *articles: Article) -> list[Change]:
        clock = _clock(when)
        run = make_run(RunKind.IMPORT, clock, input_hash=str(len(articles)))
        record_status(self.con, run, "started")
        read = [_revision(a) for a in articles]
        new = insert_revisions(self.con, [r for r, _ in read], clock)
        group_copies(self.con, new, known_at=clock)
        insert_mentions(self.con, read, extractor_version="x1", framework_version="f1", known_at=clock)
        changes = track(self.con, run, mentions_of_run(self.con, clock), self.framework, baseline=self.baseline)
        record_status(self.con, run, "derived", {"versions": {"framework": self.framework.version}})
        return changes

    def recode(self, when: str, *articles: Article, version: str = "x2") -> list[Change]:
        """Read the texts of the articles anew: they must be as they were, what they assert may differ."""
        read = [_revision(a) for a in articles]
        clock = _clock(when)
        record_status(self.con, make_run(RunKind.RECODE, clock), "started")
        changes = recode_texts(self.con, read, self.framework, version, clock)
        told = {"versions": {"framework": self.framework.version}}
        record_status(self.con, make_run(RunKind.RECODE, clock), "derived", told)
        return changes

    def events(self, when: str, **where: Any) -> list[dict[str, Any]]:
        return _fitting(list_events(self.con, _clock(when)), where)

    def instruments(self, when: str, valid_at: str | None = None, **where: Any) -> list[dict[str, Any]]:
        day = date.fromisoformat(valid_at) if valid_at else None
        return _fitting(list_instruments(self.con, _clock(when), day), where)

    def status(self, instrument_id: str, when: str, valid_at: str | None = None) -> tuple[str, str | None, str | None]:
        rows = self.instruments(when, valid_at, instrument_id=instrument_id, part=None)
        assert len(rows) == 1, rows
        return rows[0]["status"], rows[0]["valid_from"], rows[0]["valid_to"]

    def history(self, instrument_id: str, when: str) -> list[dict[str, Any]]:
        return instrument_history(self.con, instrument_id, _clock(when))

    def timeline(self, instrument_id: str, when: str) -> list[tuple[str, str | None, str | None]]:
        return [(s.status, s.valid_from, s.valid_to) for s in latest_timeline(self.con, instrument_id, _clock(when))]

    def changes(self, since: str, until: str, **where: Any) -> list[dict[str, Any]]:
        return _fitting(list_changes(self.con, _clock(since), _clock(until)), where)


def _clock(when: str) -> datetime:
    return parse_timestamp(when if "T" in when else f"{when}T05:00:00Z")


def _fitting(rows: list[dict[str, Any]], where: dict[str, Any]) -> list[dict[str, Any]]:
    return [r for r in rows if all(r[k] == v for k, v in where.items())]


def _revision(article: Article) -> tuple[Any, list[Mention]]:
    told = (article.head, *(s for s, _ in article.sentences), article.tail)
    body = "\n\n".join(t for t in told if t)
    text = f"{article.title}\n\n{body}"
    mentions = []
    for sentence, slots in article.sentences:
        start = text.index(sentence)
        span = Span(start=start, end=start + len(sentence))
        mentions.append(Mention(**slots, evidence=span, trigger=Span(start=start, end=start + 5)))
    revision = make_revision(
        url=f"https://{article.where}",
        title=article.title,
        text=text,
        published=article.published,
        completeness=Completeness.FULL,
        source_id="import",
        fetch_id=f"fet-{article.where}-{article.published}",
        published_found="import",
        language="en",
        author="",
        parser_version="p1",
        publisher=article.label,
    )
    return revision, mentions
