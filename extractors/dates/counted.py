"""Dates told by their distance: weekdays, "two weeks ago", "the day after", "within 30 days"."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from extractors.dates.calendar import MONTHS, add_months, add_span, make_day, month, quarter, weekday_number
from extractors.dates.reading import MONTH_LENGTH, STEP, Found, Reading, as_precise, day_number, full_day, read_count


def read_relative_day(r: Reading) -> Iterator[Found]:
    """Yield the day of "today", "yesterday", "tomorrow"."""
    step = {"yesterday": -1, "overnight": 0, "tomorrow": 1, "tmrw": 1}.get(r.get("w"), 0)
    if r.get("w") == "overnight":
        return
    yield (r.published + timedelta(days=step)).isoformat(), "relative", None


def read_weekday(r: Reading) -> Iterator[Found]:
    """Yield the day of "Thursday", "next Friday", "this past Wednesday": the last one, unless it is told to come."""
    number, which = weekday_number(r.get("wd")), r.get("w").strip()
    monday = r.published - timedelta(days=r.published.weekday())
    last = r.published - timedelta(days=(r.published.weekday() - number) % 7)
    if which in ("next", "following"):
        day = monday + timedelta(days=7 + number)
    elif which in ("last", "previous"):
        day = monday + timedelta(days=number - 7)
    elif which in ("past", "this past"):
        day = last
    elif which == "this":
        day = monday + timedelta(days=number)
    elif which in ("coming", "this coming", "upcoming", "this upcoming"):
        day = last + timedelta(days=7)
    else:
        day = _plain_weekday(r, last)
    yield day.isoformat(), "relative", None


#: What before a weekday makes it the coming one whatever the tense.
UNTIL = re.compile(r"\b(?:until|till|by|no later than|through|before|ahead of) (?:early |late |next )?$", re.IGNORECASE)


def _plain_weekday(r: Reading, last: date) -> date:
    before, after = r.text[max(0, r.match.start() - 30) : r.match.start()], r.text[r.match.end() : r.match.end() + 2]
    ahead = r.looks() == "ahead" or (bool(UNTIL.search(before)) and r.looks() == "either")
    possessive = after in ("'s", "’s")
    return last + timedelta(days=7) if ahead and not possessive and last < r.published else last


def read_week_weekday(r: Reading) -> Iterator[Found]:
    """Yield the day of "Tuesday of next week"."""
    number, which = weekday_number(r.get("wd", "wd2", "wd3")), r.get("w", "w2", "w3")
    monday = r.published - timedelta(days=r.published.weekday())
    yield (monday + timedelta(days=7 * STEP.get(which, 0) + number)).isoformat(), "relative", None


def read_weekday_number(r: Reading) -> Iterator[Found]:
    """Yield the nearest day of the month that is such a weekday: "Friday 31"."""
    number, wanted = day_number(r.get("d")), weekday_number(r.get("wd"))
    for step in sorted(range(-15, 16), key=lambda s: (abs(s), s)):
        base = add_months(r.published.replace(day=1), step)
        day = make_day(base.year, base.month, number)
        if day and day.weekday() == wanted:
            yield day.isoformat(), "inferred", None
            return


def read_the_day(r: Reading) -> Iterator[Found]:
    """Yield the nearest such day of a month: "the 18th"."""
    number = day_number(r.get("d"))
    for step in (0, -1):
        base = add_months(r.published.replace(day=1), step)
        day = make_day(base.year, base.month, number)
        if day and (day <= r.published or r.looks() in ("ahead", "either")):
            yield day.isoformat(), "inferred", None
            return
    base = add_months(r.published.replace(day=1), 1)
    day = make_day(base.year, base.month, number)
    if day:
        yield day.isoformat(), "inferred", None


def read_of_month(r: Reading) -> Iterator[Found]:
    """Yield the day of "the 15th of next month"."""
    base = add_months(r.published.replace(day=1), STEP[r.get("w")])
    for value, _, _ in full_day(base.year, base.month, day_number(r.get("d"))):
        yield value, "relative", None


def read_relative_unit(r: Reading) -> Iterator[Found]:
    """Yield last, this or next month, quarter or year."""
    which, unit = re.sub(r"\s+", " ", r.get("w")), r.get("u")
    if which == "the" or (which in ("the past", "the same") and unit != "month"):
        return
    step = STEP[which]
    if unit == "year":
        yield str(r.published.year + step), "relative", None
    elif unit == "quarter":
        yield quarter(r.published, step), "relative", None
    else:
        yield month(r.published, step), "relative", None


def read_span_of_time(r: Reading) -> Iterator[Found]:
    """Yield the day of "two weeks ago", "six days earlier", "three months from now"."""
    if r.text.startswith(" than", r.match.end()):
        return  # "three weeks earlier than planned" tells by how much, and no day
    word, unit, count = r.get("w"), r.get("u"), read_count(r.get("n"))
    back = word in ("ago", "earlier", "before that", "beforehand", "previously", "before")
    base = r.published
    if word not in ("ago", "from now", "from today", "hence"):
        base = r.earlier[-1] if r.earlier else r.anchor or r.published
    day = add_span(base, -count if back else count, unit)
    for more, more_unit in re.findall(r"(\S+) ((?:day|week|month|year)s?)", r.get("more")):
        if more.isdigit():
            day = add_span(day, -int(more) if back else int(more), more_unit)
    if r.get("on"):
        day += timedelta(days=(weekday_number(r.get("on")) - day.weekday()) % 7)
    steps_on = not back and base > r.published and "year" in unit  # a step counted from a start that was just told
    yield as_precise(day, "month" if steps_on else unit, count), "relative", day.isoformat()


def read_offset(r: Reading) -> Iterator[Found]:
    """Yield the day of "two days before yesterday", "three weeks from tomorrow"."""
    base = r.published + timedelta(days={"yesterday": -1, "tomorrow": 1, "tmrw": 1}.get(r.get("rest"), 0))
    if r.get("rest") in ("today", "now") and r.get("w") == "since":
        return
    count = read_count(r.get("n")) * (-1 if r.get("w") == "before" else 1)
    day = add_span(base, count, r.get("u"))
    yield as_precise(day, r.get("u"), abs(count)), "relative", day.isoformat()


SOMETHING_DATED = re.compile(
    r"(?:the )?(?:(?!and\b|but\b)\w+ ){0,2}(?:" + "|".join(m.capitalize() for m in MONTHS) + r")\b"
)


#: What makes a stretch of time one that something lasts.
LASTING = re.compile(
    r"\b(?:for|took|takes?|taking|lasts?|lasted|lasting)(?: (?:about|some|nearly|almost|more than|up to|over))? $",
    re.IGNORECASE,
)


def read_anchored(r: Reading) -> Iterator[Found]:
    """Yield the day of what the text now speaks of, told by its distance: "11 days after China put ..." ."""
    if r.get("w") not in ("after", "since") or SOMETHING_DATED.match(r.text, r.match.end()):
        return
    if LASTING.search(r.text[: r.match.start()]):
        return  # "shut for two weeks after a power cut" tells how long, and not when
    base = r.earlier[-1] if r.earlier else r.anchor
    if base is None or abs((r.published - base).days) > 31:  # noqa: PLR2004  a month: the news of the document
        base = r.published
    count = read_count(r.get("n"))
    day = add_span(base, -count, r.get("u"))
    yield as_precise(day, r.get("u"), count), "relative", day.isoformat()


def read_day_after(r: Reading) -> Iterator[Found]:
    """Yield the day before or after the one that the text spoke of."""
    base = r.earlier[-1] if r.earlier else r.anchor or r.published
    back = r.get("w") == "before" or r.get("next") == "previous"
    yield (base + timedelta(days=-1 if back else 1)).isoformat(), "relative", None


def read_same_day(r: Reading) -> Iterator[Found]:
    """Yield the day that the text spoke of: "that day", "the same date"."""
    base = r.earlier[-1] if r.earlier else r.anchor
    if base:
        yield base.isoformat(), "relative", None


def read_from_publication(r: Reading) -> Iterator[Found]:
    """Yield the day so far behind that of publication: "thirty days after the date of its publication"."""
    count = read_count(r.get("n"))
    day = add_span(r.published, count, r.get("u"))
    yield (day.isoformat() if "day" in r.get("u") else as_precise(day, r.get("u"), count)), "relative", day.isoformat()


def read_at_once(r: Reading) -> Iterator[Found]:
    """Yield the day of publication: "at once", "on release"."""
    yield r.published.isoformat(), "relative", None


NOT_A_TERM = re.compile(
    r"\b(?:first|lowest|highest|lows?|highs?|most|least|only|time|best|worst|weakest|strongest|largest|smallest)\b"
    r"[\w ,]*$",
    re.IGNORECASE,
)


LONGEST_DAYS = 20


def read_within(r: Reading) -> Iterator[Found]:
    """Yield the last day of a term: "within 30 days", "in two weeks"."""
    before = r.text[max(0, r.match.start() - 45) : r.match.start()]
    unit, how = r.get("u"), "relative"
    count = read_count(r.get("n2") or r.get("n"))
    if r.get("w") == "in" and (
        NOT_A_TERM.search(before)
        or (r.looks() not in ("ahead", "either", "nearest") and r.text[: r.match.start()].count(" ") > LONGEST_DAYS)
    ):
        return
    day = add_span(r.published, count, unit)
    if r.get("on"):
        day += timedelta(days=(weekday_number(r.get("on")) - day.weekday()) % 7)
    value = day.isoformat()[:MONTH_LENGTH] if r.get("n2") and "day" in unit else as_precise(day, unit, count)
    yield value, how, day.isoformat()
