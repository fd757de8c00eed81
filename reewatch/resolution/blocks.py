"""The events near a night's mentions, in memory: each mention joins one, founds one, or shows two to be one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from reewatch.corrections import corrected_event
from reewatch.events.event import Event
from reewatch.events.factuality import is_primary
from reewatch.events.families import MEASURED, specific
from reewatch.events.matters import matter_keys
from reewatch.identifiers import content_id
from reewatch.mentions import StoredMention
from reewatch.resolution.deciding import Candidate, block_keys, resolve, search_keys
from reewatch.resolution.profiles import Profile, firm_words
from reewatch.resolution.second_readings import borne_out, second_readings


@dataclass(slots=True)
class Blocks:
    """Who belongs to which event, the keys that find events, and what changed since they were loaded.

    ``members`` and ``by_key`` (block key -> event ids) are as the store has them; ``joined`` are the mentions that
    were added to an event, ``merged`` the events that turned out to be another, ``faint`` the mentions that found none
    and are not enough to found one, ``second`` the second readings among all. ``fields`` (event id -> field -> value)
    and ``apart`` (pairs of events) are what people corrected and split;
    ``profiles`` are worked out from the members.
    """

    members: dict[str, list[StoredMention]] = field(default_factory=dict)
    by_key: dict[str, set[str]] = field(default_factory=dict)
    joined: dict[str, list[StoredMention]] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    faint: list[StoredMention] = field(default_factory=list)
    second: frozenset[str] = frozenset()
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    apart: set[frozenset[str]] = field(default_factory=set)
    profiles: dict[str, Profile] = field(default_factory=dict)

    def join(self, mentions: Iterable[StoredMention], *, beside: Iterable[StoredMention] = ()) -> None:
        """Give each mention its event; the order in which they are given makes no difference.

        ``beside`` are further mentions of the same texts, which have their events.
        """
        told = list(mentions)
        self.second |= second_readings([*told, *beside])
        for mention in sorted(told, key=lambda m: (m.mention_id in self.second, *_order(m))):
            event_id, same = resolve(mention, self._candidates(mention))
            if event_id is None and mention.mention_id in self.second:
                self.faint.append(mention)
                continue
            kept = event_id or content_id("evt", mention.mention_id)
            self._add(mention, kept)
            for other in (e for e in same if frozenset((e, kept)) not in self.apart):
                kept = self._merge(other, kept)
        self._drop_the_faint()

    def place(self, mention: StoredMention, event_id: str) -> None:
        """Let a mention belong to an event, whatever the rules say."""
        self._add(mention, event_id)

    def rename(self, event_id: str, name: str) -> None:
        """Let an event that was founded tonight bear the id of one that has no member left."""
        self.members[name] = self.members.pop(event_id)
        self.joined[name] = self.joined.pop(event_id)
        self.profiles.pop(event_id, None)
        for ids in (i for i in self.by_key.values() if event_id in i):
            ids.remove(event_id)
            ids.add(name)
        self.merged = {gone: name if kept == event_id else kept for gone, kept in self.merged.items()}

    def _drop_the_faint(self) -> None:
        """Take out tonight's events that rest on one sentence, however often told, in which no rule saw anything."""
        founded = {e: told for e, told in self.joined.items() if len(told) == len(self.members[e])}
        for event_id in [e for e, told in founded.items() if not borne_out(told)]:
            self.faint += self.members.pop(event_id)
            del self.joined[event_id]
            self.profiles.pop(event_id, None)

    def event(self, event_id: str) -> Event:
        """Return an event as its members tell of it and as people corrected it."""
        return corrected_event(event_id, self.members[event_id], self.fields.get(event_id, {}))

    def neighbours(self, event_id: str, keys: Iterable[str]) -> list[str]:
        """Return the ids of other events that bear one of some keys."""
        near = {e for k in keys for e in self.by_key.get(k, ())}
        return sorted(e for e in near if e in self.members and e != event_id)

    def _candidates(self, mention: StoredMention) -> list[Candidate]:
        ids = {e for k in search_keys(mention) for e in self.by_key.get(k, ()) if e in self.members}
        words = firm_words(mention)
        return [Candidate(e, self.members[e]) for e in sorted(ids) if not self._profile(e).excludes(mention, words)]

    def _profile(self, event_id: str) -> Profile:
        profile = self.profiles.setdefault(event_id, Profile())
        members = self.members[event_id]
        if profile.counted != len(members):
            profile.catch_up(members)
        return profile

    def _add(self, mention: StoredMention, event_id: str) -> None:
        self.members.setdefault(event_id, []).append(mention)
        self.joined.setdefault(event_id, []).append(mention)
        for key in (*block_keys(mention), *matter_keys(mention)):
            self.by_key.setdefault(key, set()).add(event_id)

    def _merge(self, a: str, b: str) -> str:
        """Move everything of one event to the other, the one known first, and return this one's id."""
        stays = min((a, b), key=self._first_known)
        gone = b if stays == a else a
        self.joined.pop(gone, None)
        for mention in self.members.pop(gone):
            self._add(mention, stays)
        self.merged = {g: stays if k == gone else k for g, k in self.merged.items()} | {gone: stays}
        return stays

    def _first_known(self, event_id: str) -> tuple[str, str]:
        return min(m.known_at for m in self.members[event_id]), event_id


def _order(stored: StoredMention) -> tuple[object, ...]:
    """Legal texts and dates first, then issuers' own words, then news: vaguer words find what they speak of."""
    mention = stored.mention
    return (
        mention.type in MEASURED and not mention.quantities,  # a bare headline finds the count that it stands over
        not specific(mention.instruments),
        not any(d.role == "expires" for d in mention.dates),
        not mention.dates,
        not is_primary(stored),
        mention.timeframe != "new",
        stored.published,
        stored.url,
        mention.evidence.start,
        stored.mention_id,
    )
