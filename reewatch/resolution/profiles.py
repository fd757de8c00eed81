"""What an event's members name, kept beside them, so that most candidates are passed over without weighing any member.

Nothing is decided here that weighing would decide otherwise: who is passed over is barred by every member.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reewatch.events.families import STATE_ACTS, specific
from reewatch.mentions import StoredMention
from reewatch.resolution.parties import parties_of


@dataclass(slots=True)
class Profile:
    """The articles, legal texts and words of firms' names of so many members of an event."""

    counted: int = 0
    articles: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    firm_words: set[str] = field(default_factory=set)
    names_firms: bool = True  # whether every member does

    def catch_up(self, members: Sequence[StoredMention]) -> None:
        """Take in the members that came since."""
        for stored in members[self.counted :]:
            words = firm_words(stored)
            self.articles.add(stored.article_id)
            self.texts |= specific(stored.mention.instruments)
            self.firm_words |= words
            self.names_firms = self.names_firms and bool(words)
        self.counted = len(members)

    def excludes(self, new: StoredMention, words: set[str]) -> bool:
        """Return whether every member bars a mention: by other legal texts, or by other firms.

        ``words`` are those of the mention's firms. A revision of an article that a member is of bars nothing.
        """
        if new.article_id in self.articles:
            return False
        texts = specific(new.mention.instruments)
        if texts and self.texts and not texts & self.texts:
            return True
        by_firms = new.mention.type not in STATE_ACTS and bool(words) and self.names_firms
        return by_firms and not words & self.firm_words


def firm_words(stored: StoredMention) -> set[str]:
    """Return the words of the firms that act or are acted upon; firms that are one share one of them."""
    firms = [p for p in parties_of(stored.mention) if p.startswith("org:")]
    return {w for p in firms for w in p.removeprefix("org:").split("-")}
