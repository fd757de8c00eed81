"""Dates told by their names: days, months, quarters, halves, years, seasons and feasts."""

from collections.abc import Callable, Iterator
from datetime import date

from extractors.dates.calendar import MONTHS_OF_A_YEAR, QUARTERS, feast, make_day, month, month_number, quarter
from extractors.dates.reading import (
    MONTH_LENGTH,
    STEP,
    Found,
    Reading,
    day_number,
    ends_what_begins_later,
    full_day,
    month_value,
    nearest_day,
    told_year,
)  # fmt: skip
from extractors.figures.numerals import read_number


def read_iso(r: Reading) -> Iterator[Found]:
    """Yield "2026-11-10", "2026/11/10", "20261110"."""
    return full_day(int(r.get("y")), int(r.get("m")), int(r.get("d")))


def read_mixed(r: Reading) -> Iterator[Found]:
    """Yield "05-Aug-2016" and its like, in any order."""
    number = month_number(r.get("mon", "mon2", "mon3", "mon4", "mon5", "mon6"))
    year = r.get("y", "y2", "y3", "y4", "y5", "y6")
    return full_day(int(year), number, int(r.get("d", "d2", "d3", "d4", "d5", "d6")))


def read_slash(r: Reading) -> Iterator[Found]:
    """Month first, as Americans write; day first where only that can be."""
    first, second, year = int(r.get("a")), int(r.get("b")), int(r.get("y"))
    if year < 100:  # noqa: PLR2004  two digits
        year += 2000
    if first > MONTHS_OF_A_YEAR:
        first, second = second, first
    return full_day(year, first, second)


def read_month_day(r: Reading) -> Iterator[Found]:
    """Yield a day with its month, the year told or inferred: "Nov. 10", "10 November last"."""
    number, day = month_number(r.get("mon")), day_number(r.get("d"))
    if r.get("y"):
        yield from full_day(int(r.get("y")), number, day)
        return
    year = told_year(r)
    if year:
        for value, _, _ in full_day(year, number, day):
            yield value, "relative", None
        return
    best = nearest_day(r, lambda y: make_day(y, number, day))
    if best and ends_what_begins_later(r, best):
        best = make_day(best.year + 1, number, day)
    if best:
        yield best.isoformat(), "inferred", None


def read_list(r: Reading) -> Iterator[Found]:
    """Yield two days of one month: "April 8 and 9"."""
    number, year = month_number(r.get("mon")), r.get("y")
    for word in (r.get("d"), r.get("d2")):
        day = day_number(word)
        if year:
            yield from full_day(int(year), number, day)
            continue
        best = nearest_day(r, lambda y, d=day: make_day(y, number, d))  # type: ignore[misc]
        if best:
            yield best.isoformat(), "inferred", None


def read_zh(r: Reading) -> Iterator[Found]:
    """Yield a Chinese date: 2025年10月9日, 10月9日, 去年10月."""
    number, day = int(r.get("m")), r.get("d")
    if not 1 <= number <= MONTHS_OF_A_YEAR:
        return
    relative = {"今年": 0, "去年": -1, "明年": 1}.get(r.get("rel"))
    year = int(r.get("y")) if r.get("y") else None
    how = "explicit" if year else "relative" if relative is not None else "inferred"
    if year is None and relative is not None:
        year = r.published.year + relative
    if year is None:
        best = nearest_day(r, lambda y: make_day(y, number, int(day or 1)))
        if best:
            yield (best.isoformat() if day else best.isoformat()[:MONTH_LENGTH]), how, None
        return
    if not day:
        yield f"{year}-{number:02}", how, None
    for value, _, _ in full_day(year, number, int(day)) if day else ():
        yield value, how, None


def read_zh_year(r: Reading) -> Iterator[Found]:
    """Yield a Chinese year, quarter or half: 2025年, 2025年上半年."""
    suffix = ""
    if r.get("q"):
        suffix = f"-Q{'一二三四'.find(r.get('q')) + 1 or r.get('q')}"
    elif r.get("h"):
        suffix = "-H1" if r.get("h") == "上" else "-H2"
    yield f"{r.get('y')}{suffix}", "explicit", None


def read_my(r: Reading) -> Iterator[Found]:
    """Yield a month with its year."""
    yield f"{r.get('y')}-{month_number(r.get('mon')):02}", "explicit", None


def read_month_relative(r: Reading) -> Iterator[Found]:
    """Yield "April of last year", "last August"."""
    yield f"{told_year(r)}-{month_number(r.get('mon', 'mon2')):02}", "relative", None


def read_month_alone(r: Reading) -> Iterator[Found]:
    """Yield a month without a year, the one that the tense points to."""
    number = month_number(r.get("mon"))
    if number:
        yield month_value(r, number), "inferred", None


def read_months(r: Reading) -> Iterator[Found]:
    """Yield the first and the last of several months: "January through May", "April and May"."""
    first, last = month_number(r.get("mon")), month_number(r.get("mon2"))
    word = r.get("y")
    if word.isdigit():
        years = (int(r.get("y1") or word), int(word))
        if first > last and not r.get("y1"):
            years = (years[0] - 1, years[1])
        for year, number in zip(years, (first, last), strict=True):
            yield f"{year}-{number:02}", "explicit", None
        return
    if word:
        year = r.published.year - (word == "last year")
        end = f"{year}-{last:02}"
    else:
        end = month_value(r, last)
    year = int(end[:4]) - (first > last)
    yield f"{year}-{first:02}", "inferred", None
    yield end, "inferred", None


def read_first_months(r: Reading) -> Iterator[Found]:
    """Yield the first and the last of "the first five months"."""
    count = int(read_number(r.get("n", "n2")))
    if not 1 <= count <= MONTHS_OF_A_YEAR:
        return
    word = r.get("y", "y2")
    if r.get("w") in ("last", "past"):
        return
    year = int(word) if word.isdigit() else r.published.year - (word == "last year")
    if not word and count > r.published.month:
        year -= 1
    how = "explicit" if word.isdigit() else "inferred"
    yield f"{year}-01", how, None
    yield f"{year}-{count:02}", how, None


def read_quarter_to(r: Reading) -> Iterator[Found]:
    """Yield the quarter that ends with a month: "the quarter to June 30"."""
    number = month_number(r.get("mon"))
    year = r.get("y") or month_value(r, number)[:4]
    if number % 3 == 0:
        yield f"{year}-Q{number // 3}", "explicit" if r.get("y") else "inferred", None


def _year_word(r: Reading, *, behind: Callable[[int], bool]) -> tuple[int, str]:
    """Return (year, how) of a part of a year; ``behind`` tells whether that part of a year is over or running."""
    word = r.get("y")
    if word.isdigit():
        return (int(word) if len(word) > 2 else 2000 + int(word)), "explicit"  # noqa: PLR2004
    year = r.published.year
    if word:
        return year + {"last year": -1, "next year": 1}.get(word, 0), "relative"
    way = r.looks()
    if way in ("back", "") and not behind(year):
        return year - 1, "inferred"
    if way in ("ahead", "either") and behind(year) and behind(year - 1) and r.get("w") not in ("", "last"):
        return year, "inferred"
    return year, "inferred"


def read_quarter(r: Reading) -> Iterator[Found]:
    """Yield a quarter: "the second quarter", "Q3 2026", "last quarter"."""
    number = int(r.get("q", "q2")) if r.get("q", "q2") else QUARTERS[r.get("w")]
    begun = (number - 1) * 3 + 1
    if r.get("w") == "last" and not r.get("y"):
        yield quarter(r.published, -1), "relative", None
        return
    year, how = _year_word(r, behind=lambda y: (y, begun) <= (r.published.year, r.published.month))
    yield f"{year}-Q{number}", how, None


def read_half(r: Reading) -> Iterator[Found]:
    """Yield half a year: "the first half of 2026", "H1"."""
    word = r.get("w")
    number = int(r.get("h", "h2") or (2 if word in ("second", "latter", "back") else 1))
    if not word and not r.get("h", "h2"):
        number = 1 if r.published.month > 3 else 2  # noqa: PLR2004  "the half-year" is the one last ended
        yield f"{r.published.year - (number == 2)}-H{number}", "inferred", None  # noqa: PLR2004
        return
    year, how = _year_word(r, behind=lambda y: (y, 6 * (number - 1)) <= (r.published.year, r.published.month))
    yield f"{year}-H{number}", how, None


def read_fiscal(r: Reading) -> Iterator[Found]:
    """Yield the year of "fiscal 2026", "FY26"."""
    word = r.get("y")
    yield (word if len(word) > 2 else f"20{word}"), "explicit", None  # noqa: PLR2004


def read_year(r: Reading) -> Iterator[Found]:
    """Yield a year, or the first and the last of "2026-2028"."""
    yield r.get("y"), "explicit", None
    if r.get("y2"):
        yield r.get("y2"), "explicit", None


def read_end_of(r: Reading) -> Iterator[Found]:
    """Yield the month, quarter or year of "the end of the month", "later this year", "year-end"."""
    day = r.published
    if r.get("firstday"):
        word = r.get("y")
        year = int(word) if word.isdigit() else day.year + (word == "next year")
        first = "first" in r.get("firstday")
        yield (date(year, 1, 1) if first else date(year, 12, 31)).isoformat(), "relative", None
        return
    if r.get("of"):
        yield (f"{r.get('of')}-12" if r.get("endy") == "end" else r.get("of")), "explicit", None
        return
    if r.get("out"):
        ended = "end" in r.get("out") and r.looks() == "back" and day.month <= 3  # noqa: PLR2004
        year = day.year - ended
        yield (str(year) if "out" in r.get("out") else f"{year}-12"), "relative", f"{year}-12-31"
        return
    unit, word = r.get("u", "u2"), r.get("w2") or "this"
    step = STEP.get(word, 0)
    if unit == "month":
        yield month(day, step), "relative", None
    elif unit == "quarter":
        yield quarter(day, step), "relative", None
    elif unit == "year":
        ends = r.get("end") in ("end", "close") and not r.get("w2")
        yield (f"{day.year + step}-12" if ends else str(day.year + step)), "relative", None


def read_season(r: Reading) -> Iterator[Found]:
    """Yield the year of a season."""
    word, season, which = r.get("y"), r.get("season"), r.get("w")
    if season == "fall" and which not in ("last", "this", "next", "the"):
        return
    if word.isdigit():
        yield word, "explicit", None
        return
    year = r.published.year + {"last year": -1, "next year": 1}.get(word, 0)
    begins = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[season]
    if not word and which == "last" and begins + 1 >= r.published.month:
        year -= 1
    elif not word and which == "next" and begins <= r.published.month:
        year += 1
    elif not word and which not in ("this", "last", "next"):
        way = r.looks()
        if way == "ahead" and begins + 2 < r.published.month:
            year += 1
        elif way in ("back", "") and begins > r.published.month:
            year -= 1
    yield str(year), "relative", None


def read_feast(r: Reading) -> Iterator[Found]:
    """Yield the month of a feast, and its day beside; the day where its name tells one ("New Year's Eve")."""
    name, word = r.get("feast").replace("’", "'"), r.get("y")
    if word:
        year = int(word) if word.isdigit() else r.published.year + {"last year": -1, "next year": 1}.get(word, 0)
        day, how = feast(name, year), "explicit"
    else:
        days = [d for y in range(r.published.year - 2, r.published.year + 3) if (d := feast(name, y))]
        which, how = r.get("w"), "inferred"
        past, coming = [d for d in days if d < r.published], [d for d in days if d >= r.published]
        if which in ("last", "previous"):
            day = past[-1]
        elif which in ("next", "following", "coming"):
            day = coming[0]
        else:
            day = nearest_day(r, lambda y: feast(name, y))
    if day:
        exact = name.endswith(("day", "eve"))
        yield (day.isoformat() if exact else day.isoformat()[:MONTH_LENGTH]), how, day.isoformat()
