"""How recent: whether an event is news of this document or history restated."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from extractors.asides import is_aside
from extractors.caseless import Caseless
from extractors.dates.finding import Dated
from extractors.dates.levels import is_of_the_level_before
from extractors.dates.moved_starts import is_given_up
from extractors.dates.times import NEWS_DAYS, SINCE, age_of, is_ending
from extractors.judgement.candidates import Candidate
from extractors.judgement.paths import EVIDENTIAL, VERBAL, anchor_of, has_subject, is_infinitive, tense_of, verb_of
from extractors.judgement.words import load_judgement_words
from extractors.syntax import Syntax, Word
from extractors.triggers.clauses import clause_of

MEASURED = ("trade_flow", "price", "licence_statistic")
#: Of these a past with an old date anywhere in its sentence is history, whatever the date hangs on.
ACTS_OF_LAW = ("export_control", "tariff")
#: Customs figures of a month are the latest until the next ones, which come about the 20th.
FIGURES_DAY = 20
#: What "early this month" counts from.
EARLY_IN_MONTH = 5
#: Prepositions by which a date belongs to a noun, or is what is compared with, and dates no event.
BESIDE = frozenset({"of", "than", "with", "against", "above", "below", "versus"})
PARTS_OF_TIME = frozenset({"end", "middle", "start", "beginning", "half", "quarter", "month", "week", "year", "day"})
#: What may stand between a trigger and its date.
BESIDE_TRIGGER = re.compile(r"\s?(?:(?:on|in|at|since|last)\s)?(?:(?:early|late|mid)[ -])?")
#: "This month" behind "earlier" is no day.
EARLY = re.compile(r"\bearl(?:y|ier)\s+$", re.IGNORECASE)
#: "By 90 days on 4 April": an amount, and no term.
BY_SO_MUCH = re.compile(r"\bby (?:[\d.,]+|[a-z]+)[ -](?:\w+ )?(?:days?|weeks?|months?|years?|percent|points?|%)[^,;]*$")
SUBORDINATE = frozenset({"after", "when", "since", "once", "as", "before", "because"})


class _Setting(NamedTuple):
    """What of the sentence dates the event: its word, its verb and that verb's tense, and the clauses above."""

    anchor: Word
    verb: Word | None
    tense: str
    reported: Word | None  # the verb of saying that the event's clause hangs on


def timeframe_of(candidate: Candidate, factuality: str) -> str:
    """Return ``new`` or ``background``."""
    scene = candidate.scene
    anchor = anchor_of(scene.syntax, (candidate.start, candidate.end))
    if scene.position == 0.0 or anchor is None:
        return "new"
    setting = _setting_of(scene.syntax, anchor)
    if candidate.type in MEASURED:
        return _of_a_measure(candidate, setting)
    by_date = _by_dates(candidate, setting, factuality)
    if by_date:
        return by_date
    if factuality in ("scheduled", "threatened") or setting.tense == "future":
        return "new"
    return "background" if _is_history(candidate, setting, factuality) else "new"


def _setting_of(syntax: Syntax, anchor: Word) -> _Setting:
    verb = verb_of(syntax, anchor)
    tense = tense_of(syntax, verb) if verb else ""
    reported = None
    if verb is not None:
        head = verb
        while head.dep in ("conj", "xcomp") and head.head != head.index:
            head = syntax.words[head.head]
        above = syntax.words[head.head]
        reported = above if head.dep == "ccomp" or (head.dep == "acl" and above.lemma in EVIDENTIAL) else None
    if tense == "pluperfect" and reported is not None:
        tense = "perfect"
    return _Setting(anchor, verb, tense, reported)


def _by_dates(candidate: Candidate, setting: _Setting, factuality: str) -> str:
    """Return the timeframe that the event's own dates give, "" where they give none."""
    patterns = load_judgement_words().patterns
    ages = [a for d in candidate.scene.dates for a in _ages(d, candidate, setting, factuality)]
    recent = _own_matches(patterns["timeframe.recent"], candidate, setting)
    if any("earlier" in m or "before" in m for m in recent) and any(
        _is_old(d, candidate) for d in candidate.scene.dates
    ):
        recent = []  # "two days earlier" than a day long past
    if recent or any(0 <= a <= NEWS_DAYS for a in ages):
        return "new"
    if setting.tense in ("present", "perfect", "") and _says(candidate, patterns["timeframe.lasting"]):
        return "new"
    this_month = _own_matches(patterns["timeframe.this_month"], candidate, setting)
    if this_month and candidate.scene.published:
        return "background" if candidate.scene.published.day - EARLY_IN_MONTH > NEWS_DAYS else "new"
    old = _own_matches(patterns["timeframe.old"], candidate, setting)
    return (
        "background" if old or any(a > NEWS_DAYS for a in ages) or _is_under_an_old_deal(candidate, factuality) else ""
    )


def _own_matches(pattern: Caseless, candidate: Candidate, setting: _Setting) -> list[str]:
    sentence = candidate.scene.sentence
    compared = load_judgement_words().patterns["measured.compared"]
    return [
        m[0].lower()
        for m in pattern.finditer(sentence)
        if not compared.search(sentence[: m.start()], within=sentence)
        and _is_own(candidate.scene.syntax, m.start(), setting, candidate)
    ]


def _is_old(dated: Dated, candidate: Candidate) -> bool:
    age = age_of(dated, candidate.scene.published, past=True)
    return age is not None and age > NEWS_DAYS


def _is_under_an_old_deal(candidate: Candidate, factuality: str) -> bool:
    """Return whether the event is what a deal of long ago holds: "under the contract signed in July"."""
    if factuality != "actual":
        return False
    setting = load_judgement_words().patterns["timeframe.deal"].search(candidate.scene.sentence)
    near = [d for d in candidate.scene.dates if setting and setting.start() < d.start < setting.end() + 25]
    return any(_is_old(d, candidate) for d in near)


def _says(candidate: Candidate, pattern: Caseless) -> bool:
    left, right = clause_of(candidate.scene.sentence, candidate.start, candidate.end)
    return bool(pattern.search(candidate.scene.sentence[left:right], within=candidate.scene.sentence))


def _ages(dated: Dated, candidate: Candidate, setting: _Setting, factuality: str) -> Iterator[int]:
    """Yield how many days ago a date was that belongs to the event."""
    before = candidate.scene.sentence[: dated.start]
    if is_given_up(dated, candidate.scene):
        return  # the day that a start had before it was moved tells nothing of the move
    if is_ending(candidate.scene.sentence, dated) or (dated.raw.startswith("this") and EARLY.search(before)):
        return
    if dated.lead == "deadline" and not BY_SO_MUCH.search(before):
        return
    if not _is_own(candidate.scene.syntax, dated.start, setting, candidate):
        return
    past = factuality in ("actual", "denied") and setting.tense in ("past", "perfect", "pluperfect")
    age = age_of(dated, candidate.scene.published, past=past)
    if age is not None and age >= 0:
        yield age


def _is_own(syntax: Syntax, offset: int, setting: _Setting, candidate: Candidate) -> bool:
    """Return whether a time at a character belongs to the event and not to a noun beside it or to another clause."""
    sentence = candidate.scene.sentence
    if candidate.start <= offset < candidate.end:
        return True
    if offset >= candidate.end and BESIDE_TRIGGER.fullmatch(sentence[candidate.end : offset]):
        return True
    word = syntax.word_at(offset)
    if word is None or is_aside(syntax, (offset, offset + 1), (candidate.start, candidate.end)):
        return False
    if setting.verb and setting.tense == "perfect" and SINCE.search(sentence[:offset]):
        above = next((g for g in syntax.governors(word.index) if g.pos in VERBAL), None)
        return above is None or above.dep != "relcl" or above.index == setting.verb.index
    past = setting.tense == "past" and any(d.start == offset and d.value.count("-") for d in candidate.scene.dates)
    return _leads_to(syntax, word, _own_words(syntax, setting), past=past)


def _own_words(syntax: Syntax, setting: _Setting) -> set[int]:
    own = {w.index for w in (setting.anchor, setting.verb, setting.reported) if w is not None}
    return own | (set(_shared(syntax, setting.verb)) if setting.verb else set())


def _leads_to(syntax: Syntax, word: Word, own: set[int], *, past: bool) -> bool:
    """Return whether the way up from a word of time comes to one of ``own`` before another clause or noun takes it.

    A day in the ``past`` is not taken by a clause that tells none: "a plant that makes magnets on 4 April".
    """
    below = word
    while word.index not in own:
        governor = syntax.words[word.head]
        clausal = word.pos in VERBAL and word.dep in ("relcl", "ccomp", "advcl", "parataxis", "conj", "acl")
        clausal = clausal and not (past and _is_timeless(syntax, word))
        compared = word.lemma in BESIDE and governor.lemma not in PARTS_OF_TIME and below.pos not in VERBAL
        if word.head == word.index or clausal or compared or _is_attribute(word, governor, own):
            return False
        below, word = word, governor
    return True


def _is_timeless(syntax: Syntax, verb: Word) -> bool:
    """Return whether a verb is no place for a day in the past: in the present, or in the infinitive."""
    return is_infinitive(syntax, verb) or tense_of(syntax, verb) == "present"


def _is_attribute(word: Word, governor: Word, own: set[int]) -> bool:
    """Return whether a word of time only tells a noun apart: "June's deal", "the October rules"."""
    attributive = word.dep in ("poss", "compound", "nmod", "amod") and governor.pos in ("NOUN", "PROPN")
    return attributive and governor.index not in own and not _is_month(governor)


def _is_month(word: Word) -> bool:
    return word.text[:3].lower() in (
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
        "nov",
        "dec",
        "yea",
        "mon",
        "wee",
    )


def _shared(syntax: Syntax, verb: Word) -> Iterator[int]:
    """Yield the verbs that share their time with a verb: those it complements, and the first of its conjuncts."""
    while verb.dep in ("xcomp", "conj", "pcomp", "aux") and verb.head != verb.index and not has_subject(syntax, verb):
        verb = syntax.words[verb.head]
        yield verb.index


def _of_a_measure(candidate: Candidate, setting: _Setting) -> str:
    """Return the timeframe of a figure: that of the latest period is news, an earlier one's is not."""
    patterns = load_judgement_words().patterns
    published, sentence = candidate.scene.published, candidate.scene.sentence
    left, right = clause_of(sentence, candidate.start, candidate.end)
    if setting.tense == "pluperfect" and not any(_is_fresh(d, published) for d in candidate.scene.dates):
        return "background"
    told = [
        d
        for d in candidate.scene.dates
        if left <= d.start <= right
        and not patterns["measured.compared"].search(sentence[: d.start], within=sentence)
        and not _is_beside(d, candidate)
        and not is_of_the_level_before(d, candidate.scene, sentence[max(0, d.start - 60) : d.start])
    ]
    fresh = [_is_fresh(d, published) for d in told]
    return "background" if fresh and not any(fresh) else "new"


def _is_fresh(dated: Dated, published: date | None) -> bool:
    """Return whether a period or day is among the latest that figures can be of."""
    if published is None or not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", dated.value):
        return True
    parts = [int(p) for p in dated.value.split("-")]
    if len(parts) == 1:
        return parts[0] >= published.year or (parts[0] == published.year - 1 and published.month <= 3)  # noqa: PLR2004
    months = (published.year - parts[0]) * 12 + published.month - parts[1]
    return months <= 1 or (months == 2 and published.day < FIGURES_DAY)  # noqa: PLR2004


def _is_history(candidate: Candidate, setting: _Setting, factuality: str) -> bool:
    """Return whether grammar alone tells history: pluperfect, a past in a relative or temporal clause, a setting."""
    if setting.tense != "past":
        return setting.tense == "pluperfect"
    dated = any(_is_old(d, candidate) and not _is_beside(d, candidate) for d in candidate.scene.dates)
    if dated and (candidate.type in ACTS_OF_LAW or factuality in ("denied", "proposed")):
        return True
    told = load_judgement_words().patterns["timeframe.setting"].search(candidate.scene.sentence)
    return factuality != "denied" and (bool(told) or _is_subordinate(candidate, setting))


def _is_beside(dated: Dated, candidate: Candidate) -> bool:
    return is_aside(candidate.scene.syntax, (dated.start, dated.end), (candidate.start, candidate.end))


def _is_subordinate(candidate: Candidate, setting: _Setting) -> bool:
    """Return whether an event is told in a relative clause, or after the lead in a temporal one."""
    if setting.verb is None:
        return False
    clause = candidate.scene.syntax.clause_head(setting.verb.index)
    if clause.dep == "relcl":
        return True
    marks = {m.lemma for m in candidate.scene.syntax.children(clause.index, "mark", "advmod")}
    lead = candidate.scene.previous is None or candidate.scene.previous.position == 0.0
    return clause.dep == "advcl" and bool(marks & SUBORDINATE) and not lead
