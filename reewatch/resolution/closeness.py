"""Whether two tellings may lie in one time: their own dates, else their days of publication."""

import re
from collections.abc import Sequence

from reewatch.days import Days, days_of, gap
from reewatch.events.dates import START_MOVED
from reewatch.events.families import FOUNDING, LEGAL_TYPES, MEASURED, PROJECTS, family_of, specific
from reewatch.instruments.parts import part_told
from reewatch.mentions import DateSlot, Mention, StoredMention

#: Reports of one happening are told within so many days of each other.
NEAR = 12
VERY_NEAR = 3
#: A plan grows into an act within so many days; a plant takes longer than a rule.
FIRMING = {"capacity": 1100, "partnership": 200, "stockpile": 200}
FIRMING_ELSE = 150
#: The more that is decided, the later in a matter's life.
STAGE = {"threatened": 0, "proposed": 0, "denied": 0, "scheduled": 1, "actual": 2}
#: Clocks of two capitals differ by a day.
ONE_DAY = 1
#: A new start so long after the first one began is a new act, not a correction.
NEW_START = 31
A_DENIAL_ANSWERS = 45
#: But who gives a plan of his own up does so within a year and a half.
GIVEN_UP = 540
#: Two counts of one thing within a month and a bit may be one count, told twice.
ONE_COUNT = 40
#: What goes on was not done on the day on which this is told.
STANDS = re.compile(
    r"\b(?:stay|remain|continue)(?:s|ed)?\b|\bgoes on\b|\bis still\b|\bare still\b|\bnot (?:affected|touched)\b|"
    r"\bunaffected\b|仍然|继续(?:有效|实施|执行)|依然",
    re.IGNORECASE,
)

#: Words for a sum that is paid on top of an equal one.
AGAIN = re.compile(r"\b(?:second|third|fourth|another|further|additional|again|more)\b", re.IGNORECASE)


def anchors(stored: StoredMention) -> list[Days]:
    """Return the days on which the act was done or told; empty for what was done at no told time."""
    roles = ("as_of", "period") if stored.mention.type in MEASURED else ("announced", "effective")
    told = [d for slot in stored.mention.dates if slot.role in roles and (d := days_of(slot.value))]
    fresh = days_of(stored.published) if stored.mention.timeframe == "new" and not _stands(stored) else None
    if stored.mention.type in MEASURED and told:
        return told
    return told + ([fresh] if fresh else [])


def _stands(stored: StoredMention) -> bool:
    """Return whether what is told as news is that an act of a state goes on: it was done before."""
    mention = stored.mention
    founded = mention.type in LEGAL_TYPES and family_of(mention) in FOUNDING and mention.factuality == "actual"
    return founded and STANDS.search(stored.sentence) is not None


def distance(a: StoredMention, b: StoredMention) -> int | None:
    """Return the least number of days between two tellings' anchors; None where one has none."""
    gaps = [gap(x, y) for x in anchors(a) for y in anchors(b)]
    return min(gaps) if gaps else None


def time_points(a: StoredMention, b: StoredMention) -> float:
    """Return what closeness in time adds."""
    apart = distance(a, b)
    points = 0.0 if apart is None or apart > NEAR else 1.0 if apart <= VERY_NEAR else 0.5
    starts = _one_of(_dates(a, "effective"), _dates(b, "effective"))
    ends = _one_of(_dates(a, "expires"), _dates(b, "expires"))
    moved = moves_start(a, b) or moves_start(b, a)
    return points + 1.0 * (starts or moved) + 1.0 * ends


def _dates(stored: StoredMention, role: str) -> list[Days]:
    return [d for slot in stored.mention.dates if slot.role == role and (d := days_of(slot.value))]


def _one_of(first: list[Days], second: list[Days]) -> bool:
    return any(gap(x, y) <= ONE_DAY and x.is_day and y.is_day for x in first for y in second)


def another_act(a: StoredMention, b: StoredMention) -> bool:
    """Return whether time tells two acts apart: other ends, other starts, talk of what had been done already."""
    if a.mention.type in MEASURED:
        apart = distance(a, b)
        return apart is not None and apart > (0 if _has_period(a) and _has_period(b) else ONE_COUNT)
    if a.revision_id == b.revision_id and _dated_apart(a, b):
        return True
    if _outdated_talk(a, b) or _outdated_talk(b, a) or _denial_of_something_else(a, b) or _another_court(a, b):
        return True
    if family_of(a.mention) == "suspend":
        return _other_stretch(a, b)
    if specific(a.mention.instruments) & specific(b.mention.instruments):
        return _began_anew(a, b) or _began_anew(b, a) or _other_part(a, b)
    return _other_start(a, b)


#: Who strikes down duties and lets them stand; nobody of them imposes one.
COURTS = ("US.CIT", "US.CAFC", "US.SCOTUS")


def _another_court(a: StoredMention, b: StoredMention) -> bool:
    """Return whether two courts rule, or one lets a duty stand that others had put in force long before."""
    x, y = a.mention, b.mention
    if (
        x.type == y.type == "tariff"
        and "imposed" in (x.action, y.action)
        and (x.actor in COURTS) != (y.actor in COURTS)
    ):
        return True
    if x.action != "struck_down" or y.action != "struck_down" or not x.actor or not y.actor:
        return False
    return "." in x.actor and "." in y.actor and x.actor != y.actor


def _other_part(a: StoredMention, b: StoredMention) -> bool:
    """Return whether one text begins in steps: an article of it, and the rest or another article, on other days."""
    first, second = _starts(a.mention), _starts(b.mention)
    if part_told(a) == part_told(b) or not first or not second:
        return False
    return min(gap(x, y) for x in first for y in second) > VERY_NEAR


def _dated_apart(a: StoredMention, b: StoredMention) -> bool:
    """Return whether one article dates two announcements differently ("the truce of May", "the deal of June")."""
    first, second = _dates(a, "announced"), _dates(b, "announced")
    return bool(first and second) and all(
        gap(x, y) > (ONE_DAY if x.is_day and y.is_day else 0) for x in first for y in second
    )


def too_far(a: StoredMention, b: StoredMention) -> bool:
    """Return whether two tellings lie too far apart to be one act, where no legal text or end ties them."""
    if a.mention.type in MEASURED or specific(a.mention.instruments) & specific(b.mention.instruments):
        return False
    if family_of(a.mention) == "suspend" and _one_of(_dates(a, "expires"), _dates(b, "expires")):
        return False
    return _too_far(a, b)


def _has_period(stored: StoredMention) -> bool:
    return any(d.role in ("period", "as_of") for d in stored.mention.dates)


def _outdated_talk(a: StoredMention, b: StoredMention) -> bool:
    """Return whether ``a`` speaks of something to come when ``b`` had been done: that is another happening."""
    if a.mention.factuality not in ("proposed", "threatened") or b.mention.factuality != "actual":
        return False
    if a.mention.timeframe == "background" or a.revision_id == b.revision_id:
        return False
    said, done = days_of(a.published), _done(b)
    return said is not None and done is not None and (said.first - done.last).days > VERY_NEAR


def _done(stored: StoredMention) -> Days | None:
    """Return when an act was done, as far as its telling says."""
    told = anchors(stored)
    return min(told, key=lambda d: d.last) if told else _before(stored)


def _before(stored: StoredMention) -> Days | None:
    """Return the last day by which background without a date was done: two weeks before it was told."""
    return days_of(stored.published)


def _denial_of_something_else(a: StoredMention, b: StoredMention) -> bool:
    if (a.mention.factuality == "denied") == (b.mention.factuality == "denied"):
        return False
    apart = distance(a, b)
    longest = GIVEN_UP if _gives_up(a, b) or _gives_up(b, a) else A_DENIAL_ANSWERS
    return apart is not None and apart > longest


def _gives_up(late: StoredMention, early: StoredMention) -> bool:
    """Return whether somebody says no to what was told as a plan of his own: money or a plant for one firm."""
    x, y = late.mention, early.mention
    planned = x.factuality == "denied" and y.factuality in ("proposed", "scheduled")
    own = x.actor is not None and x.actor == y.actor and (x.target == y.target or None in (x.target, y.target))
    return planned and own and x.type in PROJECTS and late.published[:10] >= early.published[:10]


def _other_stretch(a: StoredMention, b: StoredMention) -> bool:
    """Return whether two suspensions are two: they end on different days, or one is told when the other was over."""
    ends = _dates(a, "expires"), _dates(b, "expires")
    if ends[0] and ends[1]:
        if min(gap(x, y) for x in ends[0] for y in ends[1]) <= ONE_DAY:
            return False
        return not _two_accounts(a, b)
    if _prolongs(a, b) or _prolongs(b, a):
        return True
    if ends[0] or ends[1]:
        return _told_after_the_end(b, ends[0]) or _told_after_the_end(a, ends[1])
    if specific(a.mention.instruments) & specific(b.mention.instruments):
        apart = distance(a, b)
        return apart is not None and apart > FIRMING_ELSE
    return False


def _prolongs(late: StoredMention, early: StoredMention) -> bool:
    """Return whether ``late`` tells as news that what ``early`` had told is prolonged: two acts."""
    if late.mention.action != "extended" or early.mention.action == "extended" or late.mention.timeframe != "new":
        return False
    apart = distance(late, early)
    return apart is not None and apart > NEAR


def _told_after_the_end(late: StoredMention, ends: list[Days]) -> bool:
    told = days_of(late.published)
    return bool(ends and told) and late.mention.timeframe == "new" and told is not None and told.first >= ends[0].first


def _two_accounts(a: StoredMention, b: StoredMention) -> bool:
    """Return whether two dates may be two accounts of one act: told anew, in the same words, within days."""
    told = days_of(a.published), days_of(b.published)
    fresh = a.mention.timeframe == b.mention.timeframe == "new" and a.mention.action == b.mention.action
    if not fresh or a.article_id == b.article_id or told[0] is None or told[1] is None:
        return False
    speakers = {a.issuer or a.mention.speaker, b.issuer or b.mention.speaker}
    return gap(told[0], told[1]) <= VERY_NEAR and len(speakers) > 1


def _began_anew(late: StoredMention, early: StoredMention) -> bool:
    """Return whether one text was put in force a second time: a new start, told when the first one had long begun."""
    if late.mention.timeframe != "new" or late.mention.action in ("lifted", "ended", "struck_down"):
        return False
    first, second = _starts(early.mention), _starts(late.mention)
    told = days_of(late.published)
    if not first or not second or told is None or late.published[:10] <= early.published[:10]:
        return False
    began, anew = min(first, key=lambda d: d.first), min(second, key=lambda d: d.first)
    return anew.first > began.last and gap(began, anew) > NEW_START and began.first <= told.first


def start_was_moved(stored: StoredMention, members: Sequence[StoredMention]) -> bool:
    """Return whether another member moved the start that this one tells, before it came: it bars no third one."""
    told = _starts(stored.mention)
    if not told:
        return False
    came = min(d.first for d in told).isoformat()
    return any(
        stored.published[:10] < m.published[:10] < came and _starts_apart(told, _starts(m.mention)) for m in members
    )


def moves_start(late: StoredMention, early: StoredMention) -> bool:
    """Return whether ``late`` says that a start is moved, which by ``early`` had not come: one act on another day."""
    told = _starts(early.mention)
    ahead = bool(told) and early.published[:10] < late.published[:10] < min(d.first for d in told).isoformat()
    return ahead and START_MOVED.search(late.sentence) is not None


def _starts_apart(first: list[Days], second: list[Days]) -> bool:
    return bool(first and second) and min(gap(x, y) for x in first for y in second) > VERY_NEAR


def _starts(mention: Mention) -> list[Days]:
    def day(slot: DateSlot) -> Days | None:
        return days_of(slot.value) if slot.role == "effective" else None

    return [d for slot in mention.dates if (d := day(slot))]


def _other_start(a: StoredMention, b: StoredMention) -> bool:
    """Return whether two told starts are two acts; a planned one may still move."""
    if not _starts_apart(_starts(a.mention), _starts(b.mention)) or moves_start(a, b) or moves_start(b, a):
        return False
    planned = STAGE[a.mention.factuality] == 0 or STAGE[b.mention.factuality] == 0
    return not planned and not _two_accounts(a, b)


def _too_far(a: StoredMention, b: StoredMention) -> bool:
    apart = distance(a, b)
    if apart is None or apart <= NEAR:
        return False
    if _gives_up(a, b) or _gives_up(b, a):
        return apart > GIVEN_UP
    early, late = sorted((a, b), key=lambda s: (s.published[:10], STAGE[s.mention.factuality]))
    firms_up = STAGE[late.mention.factuality] > STAGE[early.mention.factuality] or (
        early.mention.factuality == late.mention.factuality != "actual"
    )
    known = firms_up or _one_payment(a.mention, b.mention, late.sentence)
    return not known or apart > FIRMING.get(a.mention.type, FIRMING_ELSE)


def _one_payment(a: Mention, b: Mention, later: str) -> bool:
    """Return whether money paid is told again: the same sum to the same firm, and not a further one."""
    if a.type != "investment" or a.action != b.action != "announced" or AGAIN.search(later):
        return False
    sums = [{q.value for q in m.quantities if q.role == "amount" and q.value} for m in (a, b)]
    return bool(sums[0] & sums[1]) and a.target is not None and a.target == b.target
