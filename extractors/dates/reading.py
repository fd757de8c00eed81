"""What a date pattern has found, and how it is read: the year that it leaves out, the precision that it has."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from extractors.dates.calendar import MONTHS_OF_A_YEAR, ORDINALS, make_day, month_number
from extractors.dates.tenses import begins_in_the_past, looks
from extractors.figures.numerals import read_number

STEP = {
    "last": -1, "previous": -1, "past": -1, "the past": -1, "the previous": -1, "earlier": 0, "late": 0, "later": 0,
    "early": 0, "this": 0, "the current": 0, "the": 0, "the same": 0, "in the": 0, "next": 1, "the next": 1,
    "following": 1, "the following": 1, "coming": 1, "the coming": 1, "upcoming": 1,
}  # fmt: skip


#: So many days ahead a date without a year or a tense is still the coming one.
SOON = 45


#: And so many days back one is too far, where the coming one is as near as that.
FAR = 200


MONTH_LENGTH = 7


@dataclass(frozen=True, slots=True)
class Reading:
    """What a pattern found, and against what it is read."""

    kind: str
    match: re.Match[str]
    text: str
    published: date
    anchor: date | None
    earlier: tuple[date, ...]

    def get(self, *names: str) -> str:
        """Return the first group of those named that took part, in lower case; "" where none did."""
        groups = self.match.groupdict()
        return next((groups[n].lower() for n in names if groups.get(n)), "")

    def get_raw(self, name: str) -> str:
        """Return a group as it is written."""
        return str(self.match[name])

    def looks(self) -> str:
        """Return the tense of what stands before: ahead, back, either, nearest, or "" where nothing tells."""
        return looks(self.text, self.match.start())


#: Value, way of finding, a day counted out where the value is coarser.
Found = tuple[str, str, str | None]


def read_count(word: str) -> float:
    """Return how many: a word or digits; an article is one."""
    return 1.0 if word in ("a", "an", "one", "the") else read_number(word)


def day_number(word: str) -> int:
    """Return the day of a month told in digits or as an ordinal."""
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else ORDINALS[word.lower()]


def full_day(year: int, month_: int, day: int) -> Iterator[Found]:
    """Yield a day that is told in full, nothing where the calendar has none such."""
    found = make_day(year, month_, day)
    if found:
        yield found.isoformat(), "explicit", None


def told_year(r: Reading) -> int | None:
    """Return the year of "last year", "24 February last", "10 November next year"; None where none is told."""
    word = r.get("rel", "rel2", "last").strip(" ,")
    if not word:
        return None
    number, day = month_number(r.get("mon", "mon2")), r.get("d")
    if r.get("rel"):
        return r.published.year + STEP.get(word, 0)
    told = make_day(r.published.year, number, day_number(day) if day else 1)
    passed = told is not None and told < (r.published if day else r.published.replace(day=1))
    if word == "this":
        return r.published.year
    if word == "last":
        return r.published.year if passed else r.published.year - 1
    return r.published.year + 1 if passed or told == r.published.replace(day=1) else r.published.year


def nearest_day(r: Reading, make: Callable[[int], date | None]) -> date | None:
    """Return the day, of the years around publication, that the tense before it points to."""
    years = range(max(1, r.published.year - 1), r.published.year + 2)
    days = [d for y in years if (d := make(y))]
    if not days:
        days = [d for y in range(max(1, r.published.year - 4), r.published.year + 5) if (d := make(y))]
    days = [d for d in days if not follows_on(r, d)]
    past = [d for d in days if d <= r.published + timedelta(days=1)]
    coming = [d for d in days if d >= r.published - timedelta(days=1)]
    way = r.looks()
    if way == "ahead" and coming:
        return coming[0]
    soon = bool(past and coming) and (coming[0] - r.published).days <= SOON < FAR < (r.published - past[-1]).days
    if past and ((way == "back" and not soon) or begins_in_the_past(r.text, r.match.start())):
        return past[-1]
    if not past or not coming:
        return days[0] if days else None
    back, ahead = (r.published - past[-1]).days, (coming[0] - r.published).days
    if way == "nearest":
        return coming[0] if ahead < back else past[-1]
    if way == "either":
        return coming[0] if ahead <= 2 * back else past[-1]
    return coming[0] if ahead <= SOON and back > 2 * ahead else past[-1]


#: What leads a step of a series: "from 1 January 2027 15 %, from July 25 %".
STEP_BEGINS = re.compile(r"\b(?:from|as of|as from|starting|beginning|effective)(?: in| on)? (?:the )?$", re.IGNORECASE)


#: A start that is moved to an earlier day is no step of a series.
SOONER = re.compile(
    r"\b(?:forward|sooner|earlier|instead|rather than|in place of|(?:mov|chang|shift|correct)\w*|delay\w*|postpon\w*|"
    r"put (?:off|back)|pushed back)\b",
    re.IGNORECASE,
)


def follows_on(r: Reading, day: date) -> bool:
    """Return whether a day ahead that begins a step would come before the step told before it: it is a year on."""
    last = r.earlier[-1] if r.earlier else None
    if last is None or not r.published < day < last or SOONER.search(r.text):
        return False
    return STEP_BEGINS.search(r.text, 0, r.match.start()) is not None


#: A start that is moved to a later day: the new one is after the old.
LATER = re.compile(
    r"\b(?:delay|postpon|defer|slip)\w*|\b(?:put(?:s|ting)?|push\w*|mov\w+) (?:\S+ ){0,5}?(?:off|back)\b", re.IGNORECASE
)
#: Before the last day of a stretch.
UP_TO = re.compile(r"\b(?:to|until|till|through) (?:the )?$", re.IGNORECASE)


def ends_what_begins_later(r: Reading, day: date) -> bool:
    """Return whether a day is the end of a stretch whose start was just told, and lies before it: "to March 31"."""
    start = r.earlier[-1] if r.earlier else r.published
    before = r.text[: r.match.start()]
    stretch = UP_TO.search(before) and (LATER.search(before) or not SOONER.search(r.text))
    return day < start and start > r.published and bool(stretch)


def month_value(r: Reading, number: int) -> str:
    """Return the month of a name without a year."""
    this = r.published.year * MONTHS_OF_A_YEAR + r.published.month - 1
    candidates = [y * MONTHS_OF_A_YEAR + number - 1 for y in range(r.published.year - 1, r.published.year + 2)]
    past, coming = max(c for c in candidates if c <= this), min(c for c in candidates if c >= this)
    way = r.looks()
    if follows_on(r, date(coming // MONTHS_OF_A_YEAR, coming % MONTHS_OF_A_YEAR + 1, 1)):
        chosen = coming + MONTHS_OF_A_YEAR
    elif way == "ahead" or (way == "either" and coming - this <= 2 * (this - past)):
        chosen = coming
    elif way == "nearest":
        chosen = coming if coming - this < this - past else past
    else:
        chosen = past
    return f"{chosen // MONTHS_OF_A_YEAR}-{chosen % MONTHS_OF_A_YEAR + 1:02}"


def as_precise(day: date, unit: str, count: float) -> str:
    """Return a counted day as precisely as its unit allows."""
    if "year" in unit or "decade" in unit:
        return str(day.year)
    if "month" in unit or ("week" in unit and count > 2):  # noqa: PLR2004  "seven weeks ago" is no day
        return day.isoformat()[:MONTH_LENGTH]
    return day.isoformat()
