"""What a later extractor or framework reads otherwise than the one before did, in the same text."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reewatch.identifiers import content_id
from reewatch.instruments.lending import Lent
from reewatch.mentions import LEARNED, Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A mention as an extractor read it, with its id."""

    mention_id: str
    mention: Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Recoded:
    """One revision read anew: what is read as before, what is read for the first time, and what became of the rest."""

    kept: tuple[str, ...] = ()
    added: tuple[Reading, ...] = ()
    became: Mapping[str, str | None] = field(default_factory=dict)  # mention -> the one read in its place, or None

    def keeping(self, upheld: Collection[str]) -> "Recoded":
        """Return it without closing mentions that people upheld, where nothing is read in their place."""
        kept = tuple(i for i, heir in self.became.items() if heir is None and i in upheld)
        became = {i: heir for i, heir in self.became.items() if i not in kept}
        return replace(self, kept=(*self.kept, *kept), became=became)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recoding:
    """What is read otherwise in all texts of a run, as ids of mentions."""

    kept: tuple[str, ...]  # in the texts in which anything differs
    added: tuple[str, ...]
    became: Mapping[str, str | None]
    lent: Mapping[str, Lent]  # to what is added


def compare(known: Sequence[Reading], now: Sequence[Reading], *, taken: Collection[str], salt: str) -> Recoded:
    """Compare what is known of a revision with what is read in it now.

    ``taken`` are all ids that the revision's mentions ever had: what is read again after it was closed, or with other
    cues, gets an id of its own, told apart by ``salt``.
    """
    left = list(known)
    kept, fresh = [], []
    for reading in now:
        same = next((k for k in left if read_alike(k.mention, reading.mention)), None)
        if same is None:
            fresh.append(reading)
        else:
            left.remove(same)
            kept.append(same.mention_id)
    added = [r if r.mention_id not in taken else renamed(r, salt) for r in fresh]
    return Recoded(kept=tuple(kept), added=tuple(added), became=successors(left, added))


def renamed(reading: Reading, salt: str) -> Reading:
    """Return a reading under an id of its own."""
    return replace(reading, mention_id=content_id("men", reading.mention_id, salt))


def read_alike(a: Mention, b: Mention) -> bool:
    """Return whether two readings say the same: all but the name of the rule, if a rule it is in both."""
    learned = a.rule.startswith(LEARNED) == b.rule.startswith(LEARNED)
    return learned and replace(a, rule="") == replace(b, rule="")


def successors(old: Sequence[Reading], new: Sequence[Reading]) -> dict[str, str | None]:
    """Return old mention id -> id of the new one of its type in its place (the sentence, or one that overlaps)."""
    pairs = [(o, n) for o in old for n in new if o.mention.type == n.mention.type and _overlap(o.mention, n.mention)]
    became: dict[str, str | None] = dict.fromkeys((o.mention_id for o in old), None)
    taken: set[str] = set()
    for one, other in sorted(pairs, key=lambda p: _apart(*p)):
        if became[one.mention_id] is None and other.mention_id not in taken:
            became[one.mention_id] = other.mention_id
            taken.add(other.mention_id)
    return became


def _overlap(a: Mention, b: Mention) -> bool:
    return a.evidence.start < b.evidence.end and b.evidence.start < a.evidence.end


def _apart(old: Reading, new: Reading) -> tuple[object, ...]:
    """Return how far two readings are from each other, the nearest first."""
    a, b = old.mention, new.mention
    return (
        a.evidence != b.evidence,
        a.action != b.action,
        abs(a.trigger.start - b.trigger.start),
        a.trigger.start,
        old.mention_id,
        new.mention_id,
    )
