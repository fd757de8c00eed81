"""Which mentions tell of one happening: blocks that find candidates, contradictions that bar, likeness that decides.

The rules and their reasons stand in docs/change_tracking.md, "One happening, one event".
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from reewatch.claims.agreement import figures_bar, shared_figures
from reewatch.days import days_of
from reewatch.events.families import MEASURED, PROJECTS, family_of, group_of, specific, statutes, texts_differ
from reewatch.mentions import Mention, StoredMention
from reewatch.resolution.closeness import another_act, distance, start_was_moved, time_points, too_far
from reewatch.resolution.goods import GENERAL, meet, shared_share
from reewatch.resolution.objects import objects_bar
from reewatch.resolution.parties import TWO_SIDED, parties_bar, party_points, share_a_firm, state_of_code

#: Points of likeness that a mention needs to join.
ENOUGH = 2.0
#: Points at which one mention shows that two events were one all along.
ENOUGH_TO_MERGE = 3.5
#: Points at which one sentence of an article ties a mention to an event, whatever its other sentences tell.
FIRM = 3.0
POINTS = {
    "text": 3.0,
    "sentence": 3.0,
    "specific_goods": 1.5,
    "general_goods": 0.5,
    "action": 0.5,
    "figure": 1.0,
    "article": 0.5,
}
MOST_FIGURES = 2
#: Types whose tellings find each other by their figure; a reserve's purchase is called to mind without a date.
FOUND_BY_FIGURE = MEASURED | {"stockpile"}
#: Money announced and committed within so many days is one act in two words; a letter and its loan are two.
TOGETHER = 4
#: Words of two sentences, of the longer, that a correction leaves as they were.
CORRECTED_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event that a mention may join, with its members."""

    event_id: str
    members: Sequence[StoredMention]


def block_keys(stored: StoredMention) -> list[str]:
    """Return the keys under which an event that holds this mention is found by later ones."""
    m = stored.mention
    base = f"{m.type}|{group_of(m)}"
    keys = [f"{base}|text|{i}" for i in m.instruments]
    keys += [f"{base}|firm|{w}" for w in _firm_words(stored)]
    keys += [f"{base}|end|{month}" for month in _ends(stored)]
    keys += [f"{base}|goods|{i}" for i in m.items]
    keys += [f"{base}|{who}|{q}" for who in (*_sides(stored), "any") for q in _quarters(stored)]
    keys += _figures(m, base)
    keys.append(f"{m.type}|article|{stored.article_id}")
    return list(dict.fromkeys(keys))


def search_keys(stored: StoredMention) -> list[str]:
    """Return the keys under which a mention looks for its event: few, so that a night reads what is near and no more.

    What tells no time looks among its goods; what tells no actor looks among all of its quarter.
    """
    m = stored.mention
    base = f"{m.type}|{group_of(m)}"
    keys = [f"{base}|text|{i}" for i in m.instruments]
    keys += [f"{base}|firm|{w}" for w in _firm_words(stored)]
    keys += [f"{base}|end|{month}" for month in _ends(stored)]
    keys += _figures(m, base)
    keys.append(f"{m.type}|article|{stored.article_id}")
    quarters = _quarters(stored)
    who = ("?", _who(stored)) if m.actor else ("any",)
    keys += [f"{base}|{w}|{q}" for w in who for near in quarters for q in _around(near)]
    if not quarters:
        keys += [f"{base}|goods|{i}" for i in m.items] or [f"{base}|goods|rare_earths"]
    return list(dict.fromkeys(keys))


def _who(stored: StoredMention) -> str:
    return state_of_code(stored.mention.actor) or "?"


def _sides(stored: StoredMention) -> list[str]:
    """Return who acts; of what two sides do together, each of them."""
    target = state_of_code(stored.mention.target) if stored.mention.type in TWO_SIDED else None
    return [_who(stored), *([target] if target and target != _who(stored) else [])]


def _ends(stored: StoredMention) -> list[str]:
    """Return the months in which a suspension ends, which tells it apart better than when it was spoken of."""
    if family_of(stored.mention) != "suspend":
        return []
    ends = [d for slot in stored.mention.dates if slot.role == "expires" and (d := days_of(slot.value))]
    return sorted({f"{d.first:%Y-%m}" for d in ends})


def _figures(mention: Mention, base: str) -> list[str]:
    told = mention.quantities if mention.type in FOUND_BY_FIGURE else ()
    return [f"{base}|figure|{q.role}|{q.value:g}" for q in told if q.value is not None]


def _firm_words(stored: StoredMention) -> list[str]:
    codes = [c for c in (stored.mention.actor, stored.mention.target) if c and c.startswith("org:")]
    return [w for c in codes for w in c.removeprefix("org:").split("-") if len(w) > 2]  # noqa: PLR2004  no "of", "co"


def _quarters(stored: StoredMention) -> list[int]:
    """Return the quarters (counted from year 0) in which the mention's own dates, or its news, lie."""
    told = [d.value for d in stored.mention.dates if d.role not in ("expires", "deadline")]
    told += [stored.published] if stored.mention.timeframe == "new" or not told else []
    if stored.mention.timeframe == "background" and len(told) == 1 and told[0] == stored.published:
        return []
    ranges = [d for value in told if (d := days_of(value))]
    return sorted({4 * day.year + (day.month - 1) // 3 for d in ranges for day in (d.first, d.last)})


def _around(quarter: int) -> tuple[int, int, int]:
    return quarter - 1, quarter, quarter + 1


def likeness(a: StoredMention, b: StoredMention) -> float | None:
    """Return how much speaks for two mentions telling of one happening; None where something speaks against it.

    Symmetric: the order of the two makes no difference.
    """
    x, y = a.mention, b.mention
    if x.type != y.type or group_of(x) != group_of(y):
        return None
    if corrects(a, b) or corrects(b, a):
        return POINTS["sentence"]
    figures = shared_figures(x, y)
    if family_of(x) != family_of(y) and not (figures and _told_together(a, b)) and not _one_contract(a, b):
        return None
    if contradicts(a, b) or not _goods_agree(a, b) or figures_bar(a, b) or too_far(a, b):
        return None
    if x.type in MEASURED and not figures and not _headline_of(a, b) and a.sentence != b.sentence:
        return None
    return _points(a, b, figures)


def contradicts(a: StoredMention, b: StoredMention) -> bool:
    """Return whether two mentions cannot be of one happening, whatever a third one says."""
    return (
        (parties_bar(a.mention, b.mention) and not _one_bundle(a, b))
        or _texts_bar(a, b)
        or _apart_in_one_sentence(a, b)
        or objects_bar(a, b)
        or another_act(a, b)
    )


def _one_bundle(a: StoredMention, b: StoredMention) -> bool:
    """Return whether one tells several sums for a firm, of several payers, and the other one of them within days."""
    x, y = a.mention, b.mention
    if x.type != "investment" or not share_a_firm(x, y):
        return False
    sums = [{(q.value, q.basis) for q in m.quantities if q.role == "amount" and q.basis} for m in (x, y)]
    apart = distance(a, b)
    several = max(len(s) for s in sums) > 1 and bool(sums[0] & sums[1])
    return several and apart is not None and apart <= TOGETHER


def _one_contract(a: StoredMention, b: StoredMention) -> bool:
    """Return whether one article tells a contract and what is done under it: "signed an offtake", "will buy it"."""
    x, y = a.mention, b.mention
    if x.type != "investment" or a.revision_id != b.revision_id or {x.timeframe, y.timeframe} != {"new"}:
        return False
    payers = {x.actor, y.actor}
    return len(payers) == 1 and None not in payers and x.target == y.target is not None


def _points(a: StoredMention, b: StoredMention, figures: int) -> float:
    x, y = a.mention, b.mention
    points = POINTS["text"] * bool(specific(x.instruments) & specific(y.instruments))
    points += POINTS["sentence"] * (a.sentence == b.sentence)
    points += POINTS["figure"] * min(figures, MOST_FIGURES)
    points += POINTS["action"] * (x.action == y.action)
    points += POINTS["specific_goods"] * shared_share(x.items, y.items)
    points += POINTS["general_goods"] * bool(set(x.items) & set(y.items) & GENERAL)
    points += POINTS["article"] * (a.revision_id == b.revision_id)
    return points + party_points(x, y) + time_points(a, b)


def _texts_bar(a: StoredMention, b: StoredMention) -> bool:
    """Different legal texts are different happenings, and so are measures under different statutes."""
    first, second = specific(a.mention.instruments), specific(b.mention.instruments)
    if first and second:
        return texts_differ(first, second)
    one, other = statutes(a.mention.instruments), statutes(b.mention.instruments)
    return bool(one and other and not one & other)


def _goods_agree(a: StoredMention, b: StoredMention) -> bool:
    """Return whether the goods meet; series of figures are never mixed, so there they must be the same.

    A firm's plant is told by what goes in and by what comes out: the same firm or the same sum is one project.
    """
    x, y = a.mention, b.mention
    if x.type in MEASURED and x.items and y.items:
        return bool(set(x.items) & set(y.items))
    if x.type in PROJECTS and (
        share_a_firm(x, y) or any(q.role == "amount" for q in x.quantities if shared_figures(x, y))
    ):
        return True
    return meet(x.items, y.items)


def _headline_of(a: StoredMention, b: StoredMention) -> bool:
    """Return whether one is a headline without a figure ("exports collapse") over the article that tells the other."""
    bare = [m for m in (a, b) if not m.mention.quantities and m.mention.evidence.start == 0]
    actions = {a.mention.action, b.mention.action}
    return bool(bare) and a.revision_id == b.revision_id and (len(actions) == 1 or "reported" in actions)


def _told_together(a: StoredMention, b: StoredMention) -> bool:
    """Return whether two words for one figure are one act: of one start, or of money told within days."""
    starts = [{d.value for d in s.mention.dates if d.role == "effective"} for s in (a, b)]
    apart = distance(a, b)
    return bool(starts[0] & starts[1]) or (a.mention.type == "investment" and apart is not None and apart <= TOGETHER)


def _apart_in_one_sentence(a: StoredMention, b: StoredMention) -> bool:
    """Two mentions of one sentence are two happenings, unless one tells no more than what the other tells too."""
    if a.revision_id != b.revision_id or a.mention.evidence != b.mention.evidence:
        return False
    x, y = a.mention, b.mention
    if x.factuality != y.factuality or x.timeframe != y.timeframe:
        return True
    slots = ("items", "instruments", "quantities", "dates")
    told = [(set(getattr(x, s)), set(getattr(y, s))) for s in slots]
    return not (all(p <= q for p, q in told) or all(p >= q for p, q in told))


def _apart_in_one_article(a: StoredMention, b: StoredMention) -> bool:
    """Return whether one article tells two figures: its author knows that they are two happenings."""
    return a.revision_id == b.revision_id and figures_bar(a, b)


def corrects(new: StoredMention, old: StoredMention) -> bool:
    """Return whether a mention of a later revision of one article stands where an older one stood.

    Of two revisions that one run learned, the one published later is the later one.
    """
    if new.article_id != old.article_id or new.revision_id == old.revision_id:
        return False
    if (new.known_at, new.published) <= (old.known_at, old.published):
        return False
    if new.mention.type != old.mention.type or group_of(new.mention) != group_of(old.mention):
        return False
    first, second = set(new.sentence.lower().split()), set(old.sentence.lower().split())
    return len(first & second) >= CORRECTED_SHARE * max(1, len(first), len(second))


def resolve(new: StoredMention, candidates: Iterable[Candidate]) -> tuple[str | None, list[str]]:
    """Return the id of the event that a mention joins (None: it founds one), and events that it shows to be the same.

    The event with the likest member wins, ties go to the one founded first. An event with a member that bars the
    mention (another legal text, another act of one sentence) is out, however like another member is.
    """
    scored = [(s, c) for c in candidates if (s := _likeness_to_event(new, c.members)) is not None and s >= ENOUGH]
    if not scored:
        return None, []
    scored.sort(key=lambda s: (-s[0], s[1].members[0].known_at, s[1].event_id))
    won = scored[0][1]
    same = [c.event_id for s, c in scored[1:] if s >= ENOUGH_TO_MERGE and _are_one(won.members, c.members)]
    return won.event_id, same


def _likeness_to_event(new: StoredMention, members: Sequence[StoredMention]) -> float | None:
    texts = specific(new.mention.instruments)
    told = frozenset(i for m in members for i in specific(m.mention.instruments))
    corrected = any(corrects(new, m) or corrects(m, new) for m in members)
    if texts and told and texts_differ(texts, told) and not corrected:
        return None
    if any(_apart_in_one_sentence(new, m) or _apart_in_one_article(new, m) for m in members):
        return None
    barring = [m for m in members if contradicts(new, m)]
    if len(barring) == len(members) and not corrected:
        return None
    found = [s for m in members if (s := likeness(new, m)) is not None]
    firm = bool(found) and max(found) >= FIRM
    against = sum(not start_was_moved(m, members) and not (firm and m.revision_id == new.revision_id) for m in barring)
    return max(found) if found and (corrected or len(found) > against) else None


def _are_one(first: Collection[StoredMention], second: Collection[StoredMention]) -> bool:
    """Return whether two events are one: no member bars another, and some two are like enough."""
    texts = [frozenset(i for m in side for i in specific(m.mention.instruments)) for side in (first, second)]
    if texts[0] and texts[1] and texts_differ(*texts):
        return False
    found = [likeness(a, b) for a in first for b in second]
    return all(s is not None for s in found) and max(s for s in found if s is not None) >= ENOUGH
