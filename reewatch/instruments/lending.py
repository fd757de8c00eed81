"""Legal texts that an article lends to its sentences: "the duty is suspended" speaks of the one duty the article names.

A sentence seldom repeats a number. What the whole article says about it decides; where an article names several texts
that a sentence may mean, nothing is lent.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reewatch.events.dates import START_MOVED
from reewatch.events.families import FOUNDING, LEGAL_TYPES, RULING, family_of, specific, statutes
from reewatch.events.headlines import supported_by_body
from reewatch.instruments.acting_texts import acting_texts, is_named_in_headline
from reewatch.mentions import DateSlot, StoredMention
from reewatch.resolution.goods import meet
from reewatch.resolution.objects import objects_bar
from reewatch.resolution.second_readings import is_learned

#: A text that speaks of itself.
ITSELF = re.compile(
    r"\bthis (?:announcement|notice|order|proclamation|regulation|rule|decision|document)\b|本(?:公告|通知|决定|令)",
    re.IGNORECASE,
)


#: Where the control comes from of which the article tells what became.
FOUNDED = re.compile(
    r"\b(?:stem(?:s|med)? from|dat(?:es|ed|ing) (?:from|back)|go(?:es|ing)? back to|rest(?:s|ed)? on|"
    r"(?:is|are|was|were) based on|deriv(?:es|ed) from|"
    r"(?:was|were|is|are) (?:first )?(?:laid down|set out|contained|introduced|created|imposed) (?:in|by|under))\b",
    re.IGNORECASE,
)
#: Duties that are known by another name than that of a statute.
OTHER_BASE = re.compile(r"\b(?:reciprocal|fentanyl|anti-?dumping|countervailing)\b|对等|芬太尼", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """The legal texts that a revision's headline and all of it cite, in order; the day from which it says it holds."""

    headline: tuple[str, ...]
    article: tuple[str, ...]
    own_start: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lent:
    """What an article lends to a sentence: legal texts and its own start; to its headline, how far the act has come."""

    texts: tuple[str, ...] = ()
    start: str | None = None
    factuality: str | None = None
    commitment: str | None = None

    def to(self, stored: StoredMention) -> StoredMention:
        """Return the mention with what it is lent: a start only stands where the sentence tells none."""
        mention = stored.mention
        named = tuple(dict.fromkeys((*mention.instruments, *self.texts)))
        start = (DateSlot(role="effective", value=self.start, found="inferred"),) if self.start else ()
        lent = replace(
            mention,
            instruments=named,
            dates=(*mention.dates, *start),
            factuality=self.factuality or mention.factuality,
            commitment=self.commitment or mention.commitment,
        )
        return replace(stored, mention=lent)


def lent_by_articles(mentions: Iterable[StoredMention]) -> dict[str, Lent]:
    """Return mention id -> what its article lends it beside what its sentence says, where that is anything."""
    told = list(mentions)
    lent = _texts_lent(told)
    for mention_id, body in supported_by_body(told).items():
        lent[mention_id] = replace(lent.get(mention_id, Lent()), factuality=body.factuality, commitment=body.commitment)
    return lent


def _texts_lent(mentions: Iterable[StoredMention]) -> dict[str, Lent]:
    """Return mention id -> the legal texts and the start that its article lends it."""
    by_revision: dict[str, list[StoredMention]] = {}
    for stored in mentions:
        if stored.mention.type in LEGAL_TYPES:
            by_revision.setdefault(stored.revision_id, []).append(stored)
    lent: dict[str, Lent] = {}
    for told in by_revision.values():
        for stored in told:
            texts = (_texts_for(stored, told) or _statute_for(stored)) - set(stored.mention.instruments)
            start = _start_for(stored, texts)
            if texts or start:
                lent[stored.mention_id] = Lent(texts=tuple(sorted(texts)), start=start)
    return lent


def _start_for(stored: StoredMention, lent: frozenset[str]) -> str | None:
    """Return the start that a legal text gives itself, for what it does itself and tells no start of."""
    mention = stored.mention
    if (
        mention.timeframe != "new"
        or mention.factuality == "denied"
        or any(d.role == "effective" for d in mention.dates)
    ):
        return None
    return stored.own_start if own_text(stored) & (lent | set(mention.instruments)) else None


def own_text(stored: StoredMention) -> frozenset[str]:
    """Return the text that an issuer's article is, as its headline tells; empty for what is nobody's own text."""
    own = [t for t in stored.headline_texts if specific([t]) and is_named_in_headline(stored, t)]
    return frozenset(own[:1]) if stored.issuer else frozenset()


def _texts_for(stored: StoredMention, told: Sequence[StoredMention]) -> frozenset[str]:
    mention = stored.mention
    if mention.factuality == "denied":
        return frozenset()
    own = own_text(stored)
    if specific(mention.instruments):  # "hereby suspends No. 61": the text that does it is the article's own
        return own if mention.timeframe == "new" and family_of(mention) not in FOUNDING else frozenset()
    if own and ITSELF.search(stored.sentence):
        return own
    beside = _beside(stored, told)
    if beside and family_of(mention) not in FOUNDING and not mention.instruments:
        return beside | own
    return _what_the_sentence_means(stored, told, own)


def _statute_for(stored: StoredMention) -> frozenset[str]:
    """Return the one statute of an article, for an American duty that it reports and that no text names."""
    mention = stored.mention
    own = statutes(stored.article_texts)
    american = (mention.actor or "").split(".")[0] == "US"
    reported = mention.timeframe == "new" and mention.factuality != "denied"
    if mention.type != "tariff" or mention.instruments or not american or not reported or len(own) != 1:
        return frozenset()
    if specific(stored.article_texts) or OTHER_BASE.search(stored.sentence):
        return frozenset()
    return own


def _beside(stored: StoredMention, told: Sequence[StoredMention]) -> frozenset[str]:
    """Return the texts of which a sentence says that they were imposed, where it says what is done to them, too."""
    same = [m for m in told if m.mention.type == stored.mention.type and m.mention.evidence == stored.mention.evidence]
    return frozenset(i for m in same if family_of(m.mention) in FOUNDING for i in m.mention.instruments)


def _what_the_sentence_means(
    stored: StoredMention, told: Sequence[StoredMention], own: frozenset[str]
) -> frozenset[str]:
    """Return the text of the one act like this that the article tells, else the one text there is to act upon."""
    mention = stored.mention
    naming = [m for m in told if specific(m.mention.instruments) and m.mention.type == mention.type]
    near = [m for m in naming if meet(m.mention.items, mention.items) and not objects_bar(m, stored)]
    only = len(specific(stored.article_texts)) == 1
    alike = {
        specific(m.mention.instruments) for m in near if _tell_one_act(m, stored) or (only and _founds_one(m, stored))
    }
    if alike:
        return alike.pop() if len(alike) == 1 else frozenset()
    if family_of(mention) in FOUNDING and (own or not START_MOVED.search(stored.sentence)):
        return own if mention.timeframe == "new" else frozenset()
    upon = specific(stored.article_texts) - own - _standing(told)
    upon = frozenset(i for i in upon - _of_other_goods(naming, near) if _may_act_on(mention.actor, i))
    upon = frozenset(i for i in upon if not i.startswith(RULING))
    upon = upon - acting_texts(near) if len(upon) > 1 else upon
    if not upon:  # "the duty is lowered to 20 percent": by the order that says so
        return own if mention.timeframe == "new" else frozenset()
    return upon | own if len(upon) == 1 else frozenset()


def _of_other_goods(naming: Sequence[StoredMention], near: Sequence[StoredMention]) -> frozenset[str]:
    """Return the texts that the article names with other goods only."""
    told = [frozenset(i for m in side for i in specific(m.mention.instruments)) for side in (naming, near)]
    return told[0] - told[1]


def _may_act_on(actor: str | None, text: str) -> bool:
    """Return whether the act may be upon a text: a state acts upon its own."""
    state = actor.split(".")[0] if actor and not actor.startswith("org:") else None
    return state is None or text.startswith(f"{state}-")


def _standing(told: Sequence[StoredMention]) -> frozenset[str]:
    """Return the texts of which the article says that they hold: what it does otherwise, it does not do to these.

    "The April controls of No. 18 stay in force" beside "China suspends its October controls".
    """
    firm = [
        m.mention
        for m in told
        if (
            family_of(m.mention) in FOUNDING
            and m.mention.factuality == "actual"
            and m.mention.timeframe == "new"
            and not is_learned(m)
            and not FOUNDED.search(m.sentence)
        )
        or (family_of(m.mention) not in FOUNDING and m.mention.factuality == "denied")
    ]
    return frozenset(i for m in firm for i in specific(m.instruments))


def _tell_one_act(a: StoredMention, b: StoredMention) -> bool:
    """Return whether two sentences of one article may tell one act: one family, one time, no other end or start."""
    x, y = a.mention, b.mention
    if (
        family_of(x) != family_of(y)
        or x.timeframe != y.timeframe
        or (x.factuality == "denied") != (y.factuality == "denied")
    ):
        return False
    for role in ("effective", "expires"):
        first, second = ({d.value for d in m.dates if d.role == role} for m in (x, y))
        if first and second and not first & second:
            return False
    return True


def _founds_one(a: StoredMention, b: StoredMention) -> bool:
    """Return whether two sentences may tell of one text coming to be: "it is No. 35", "it has applied since July"."""
    x, y = a.mention, b.mention
    founding = family_of(x) == family_of(y) and family_of(x) in FOUNDING
    return founding and x.factuality == y.factuality == "actual" and bool(x.items) and set(x.items) == set(y.items)


def with_lent(stored: Sequence[StoredMention], lent: Mapping[str, Lent]) -> list[StoredMention]:
    """Return the mentions with what their articles lend them."""
    return [x.to(m) if (x := lent.get(m.mention_id)) else m for m in stored]
