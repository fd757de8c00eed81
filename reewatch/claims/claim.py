"""Claims by party: on one topic, who affirms, who denies, who tells it differently, and who is silent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reewatch.claims.agreement import equal_figures
from reewatch.claims.statements import TEXT, Statement, same_topic
from reewatch.days import days_of, gap
from reewatch.identifiers import content_id
from reewatch.mentions import Mention, Quantity
from reewatch.promises.promise import evidence_row
from reewatch.resolution.second_readings import is_learned

#: Figures and dates in which accounts of one act may differ.
TOLD_ROLES = (
    "tariff_rate", "tariff_change", "amount", "volume", "threshold", "duration", "validity", "count", "approval_rate",
    "processing_time", "share",
)  # fmt: skip
TOLD_DATES = ("effective", "expires", "deadline")
TYPE_WORDS = {
    "export_control": "export controls", "licence": "export licences", "tariff": "duty", "trade_deal": "trade deal",
    "enforcement": "enforcement", "military_scope": "military scope", "stockpile": "stockpile",
    "partnership": "partnership",
}  # fmt: skip
LONGEST_LINE = 240
#: Silence is told for statements so near to each other.
SILENCE_DAYS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One party's stance on one topic (TRACKING, ``claims``)."""

    topic_id: str
    topic: str
    party: str
    stance: str
    says: str
    event_id: str | None
    event_ids: tuple[str, ...]
    instruments: tuple[str, ...]
    type: str
    evidence: tuple[Mapping[str, Any], ...]


@dataclass(slots=True)
class Topics:
    """Statements by the topic that they belong to; grows as statements find theirs.

    ``names`` (mention -> topic) are ids that topics keep when the statement that founded them is read anew.
    """

    members: dict[str, list[Statement]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def add(self, statement: Statement) -> str:
        """Return the id of the topic that a statement joins or founds."""
        found = [t for t, said in self.members.items() if any(same_topic(statement, s) for s in said)]
        topic_id = min(found, key=lambda t: (-_alike(statement, self.members[t]), t)) if found else None
        if topic_id is None:
            name = self.names.get(statement.stored.mention_id)
            kept = name is not None and name not in self.members
            topic_id = name if name is not None and kept else content_id("top", statement.stored.mention_id)
        self.members.setdefault(topic_id, []).append(statement)
        return topic_id


def _alike(statement: Statement, said: Sequence[Statement]) -> int:
    """Return how much speaks for a topic among several: one event, shared goods and texts."""
    own = statement.stored.mention
    points = [
        4 * (statement.event_id == s.event_id)
        + len(set(own.instruments) & set(s.stored.mention.instruments))
        + len(set(own.items) & set(s.stored.mention.items))
        for s in said
    ]
    return max(points)


def claims_on(topic_id: str, said: Sequence[Statement], matter: Iterable[Statement]) -> list[Claim]:
    """Return the stance of every party on a topic.

    ``said`` are the statements on it; ``matter`` those on other topics that were told together with it: whoever made
    one of these and none on the topic is silent on it.
    """
    ordered = sorted(
        said, key=lambda s: (s.said_on, s.stored.url, s.stored.mention.evidence.start, s.stored.mention_id)
    )
    by_party: dict[str, list[Statement]] = {}
    for statement in ordered:
        by_party.setdefault(statement.party, []).append(statement)
    stances = {party: _stance(party, by_party) for party in by_party}
    topic = _Topic(topic_id, ordered)
    spoken = [topic.claim(party, stances[party], by_party[party]) for party in sorted(by_party)]
    return [*spoken, *(topic.claim(party, "silent", ()) for party in _silent(by_party, ordered, matter))]


def _stance(party: str, by_party: Mapping[str, Sequence[Statement]]) -> str:
    latest = _current(by_party[party])
    others = {p: _current(said) for p, said in by_party.items() if p != party}
    if _denies(latest):
        return "denies"
    against = [o for p, o in others.items() if not _denies(o) and (party != TEXT or p == TEXT)]
    return "differs" if any(conflict(latest, o) for o in against) else "affirms"


def _current(said: Sequence[Statement]) -> list[Statement]:
    """Return what a party says now: its statements of the last day on which it spoke, and its earlier ones' rest."""
    last = said[-1].said_on
    return [s for s in said if s.said_on == last] or list(said)


def _denies(said: Sequence[Statement]) -> bool:
    """Return whether all that a party says is a denial; what only the classifier saw counts where nothing else does."""
    read = [s for s in said if not is_learned(s.stored)] or said
    return all(s.stored.mention.factuality == "denied" for s in read)


def conflict(a: Sequence[Statement], b: Sequence[Statement]) -> bool:
    """Return whether two parties tell another figure or another date for one thing: none of what they tell agrees."""
    first = [s.stored.mention for s in a if s.stored.mention.factuality != "denied"]
    second = [s.stored.mention for s in b if s.stored.mention.factuality != "denied"]
    return _figures_conflict(first, second) or _dates_conflict(first, second)


def _figures_conflict(first: Sequence[Mention], second: Sequence[Mention]) -> bool:
    for role in TOLD_ROLES:
        ours, theirs = _figures(first, role), _figures(second, role)
        pairs = [(x, y) for x in ours for y in theirs if x.unit == y.unit and _one_basis(x, y)]
        if pairs and not any(equal_figures(x, y) for x, y in pairs):
            return True
    return False


def _figures(mentions: Sequence[Mention], role: str) -> list[Quantity]:
    return [q for m in mentions for q in m.quantities if q.role == role]


def _one_basis(a: Quantity, b: Quantity) -> bool:
    return a.basis is None or b.basis is None or a.basis == b.basis


def _dates_conflict(first: Sequence[Mention], second: Sequence[Mention]) -> bool:
    """Return whether two accounts put one date on other days; a day apart is the clocks of two capitals."""
    for role in TOLD_DATES:
        ours = [d for m in first for s in m.dates if s.role == role and (d := days_of(s.value))]
        theirs = [d for m in second for s in m.dates if s.role == role and (d := days_of(s.value))]
        if ours and theirs and min(gap(x, y) for x in ours for y in theirs) > 1:
            return True
    return False


def _silent(
    by_party: Mapping[str, Sequence[Statement]], ordered: Sequence[Statement], matter: Iterable[Statement]
) -> list[str]:
    """Return the parties to a matter that spoke on it and not on this topic.

    Parties are those whose acts the topic, or what is told in one text with it, is about.
    """
    told = list(matter)
    texts = {s.stored.revision_id for s in ordered}
    together = [*ordered, *(s for s in told if s.stored.revision_id in texts)]
    concerned = frozenset[str]().union(*(s.states for s in together)) | set(by_party)
    first, last = days_of(ordered[0].said_on), days_of(ordered[-1].said_on)
    found = set()
    for statement in told:
        day = days_of(statement.said_on)
        near = day and first and last and min(gap(day, first), gap(day, last)) <= SILENCE_DAYS
        if near and statement.party not in by_party and statement.party in concerned and statement.party != TEXT:
            found.add(statement.party)
    return sorted(found)


def _topic(ordered: Sequence[Statement]) -> str:
    """Return what a topic is about in plain words: who, what kind of act, on which goods, under which text."""
    mention = ordered[0].stored.mention
    actor = next((s.stored.mention.actor for s in ordered if s.stored.mention.actor), None)
    items = list(dict.fromkeys(i for s in ordered for i in s.stored.mention.items))
    texts = list(dict.fromkeys(i for s in ordered for i in s.stored.mention.instruments))
    goods = f" on {', '.join(items[:4])}".replace("_", " ") if items else ""
    under = f" ({', '.join(texts[:3])})" if texts else ""
    who = f"{actor}: " if actor else ""
    return f"{who}{TYPE_WORDS[mention.type]} {mention.action.replace('_', ' ')}{goods}{under}"


@dataclass(frozen=True, slots=True)
class _Topic:
    """A topic: its id, its statements in order, and what they are about."""

    topic_id: str
    said: Sequence[Statement]

    def claim(self, party: str, stance: str, said: Sequence[Statement]) -> Claim:
        """Return a party's claim; without statements it is silent."""
        events = tuple(dict.fromkeys(s.event_id for s in self.said))
        return Claim(
            topic_id=self.topic_id,
            topic=_topic(self.said),
            party=party,
            stance=stance,
            says=_line(said) if said else f"{party} has spoken on the matter and does not mention this",
            event_id=said[-1].event_id if said else events[0],
            event_ids=events,
            instruments=tuple(dict.fromkeys(i for s in self.said for i in s.stored.mention.instruments)),
            type=self.said[0].stored.mention.type,
            evidence=tuple(evidence_row(s.stored) for s in said),
        )


def _line(said: Sequence[Statement]) -> str:
    """Return what a party says now, in its sentence with the most figures and dates."""
    current = _current(said)
    best = max(current, key=lambda s: len(s.stored.mention.quantities) + len(s.stored.mention.dates))
    text = " ".join(best.stored.sentence.split())
    return text if len(text) <= LONGEST_LINE else text[: LONGEST_LINE - 1].rsplit(" ", 1)[0] + "\u2026"
