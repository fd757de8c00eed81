"""Figures of a sentence with unit and bound; what each is for, and whose, is decided in ``figure_roles``."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from extractors.caseless import Caseless
from extractors.figures.bounds import bound_of
from extractors.figures.numerals import FOLDS, PARTS, read_number, read_scaled
from extractors.figures.patterns import (
    AGO,
    ALONE,
    BARE,
    BARE_BEHIND,
    CALENDAR_BEFORE,
    COUNTED,
    FOLD,
    FROM,
    GAP,
    GAP_BEHIND,
    GAPPED,
    HALVED,
    LEGAL_TERM,
    LONG,
    MEASURED,
    MONEY,
    MOVED_BY,
    N_OF,
    NAMED_MONEY,
    NIL,
    NUMBER_START,
    NUMBERED,
    OF_THE_YEAR,
    ONE_IN,
    OTHER_RATE,
    PART,
    PART_TOTAL,
    PERCENT_OF,
    RANGING,
    SCALED_ALONE,
    SHARED_PER,
    SINGLE,
    SPAN_ALONE,
    YEAR,
    YEARLY,
    YEARLY_BEFORE,
)
from extractors.figures.units import PERCENT, RATED, SPAN, mass_of, name_of, rated_of, sign_of, span_of
from extractors.glances import Glance
from reewatch.mentions import Quantity

SPANS = ("day", "working_day", "month", "year")
#: So far before a number without a unit that of another may be its own.
REACH = 200
PLAIN_UNITS = {"points": "pp", "percent": "percent"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure at its characters: value or range, unit, bound; what it is for is decided by the event that owns it.

    ``noun`` is what is counted, or the way it is told: "share" (a part), "multiple" (doubled), "of" (a part's total).
    """

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    unit: str
    bound: str
    noun: str = ""

    def as_quantity(
        self,
        role: str,
        *,
        sign: float = 1.0,
        unit: str | None = None,
        basis: str | None = None,
        population: str | None = None,
    ) -> Quantity:
        """Return the figure in a role; ``sign`` -1 for what went down, ``unit`` where the role gives another."""
        low, high = _signed(self.low, sign), _signed(self.high, sign)
        return Quantity(
            role=role,
            value=_signed(self.value, sign),
            low=min(low, high) if low is not None and high is not None else low,
            high=max(low, high) if low is not None and high is not None else high,
            unit=unit or self.unit,
            bound=self.bound,
            basis=basis,
            population=population,
        )


def _signed(value: float | None, sign: float) -> float | None:
    return None if value is None else value * sign


def find_figures(text: str) -> list[Figure]:
    """Return the figures of a sentence, in order, none overlapping another."""
    figures: list[Figure] = []
    likely = {finder for finder, _ in GLANCE.possible(text)}
    for finder in FINDERS:
        for figure in finder(text) if finder in likely else ():
            if not any(figure.start < f.end and f.start < figure.end for f in figures):
                figures.append(figure)
    return sorted(figures, key=lambda f: f.start)


def _money(text: str) -> Iterator[Figure]:
    for matches in (MONEY.finditer(text), _beginning(NAMED_MONEY, text)):
        for found in matches:
            group = found.groupdict()
            unit = name_of(group["word"]) if group["word"] else sign_of(group["cur"])
            if group["word"] and group.get("cur") and not group["cur"].endswith("$"):
                unit = sign_of(group["cur"])
            per = group["per"] or _shared_per(text, found.end())
            if per:
                mass, _ = mass_of(per)
                unit = f"{'CNY' if group.get('cur') == '¥' else unit}/{mass}"
            yield from _ranged(text, found, unit, 1.0)


def _shared_per(text: str, end: int) -> str | None:
    """Return the mass that two sums share, one in brackets: "550,000 yuan ($77,300) a tonne"; None without one."""
    shared = SHARED_PER.match(text, end)
    return shared["per"] if shared else None


def _measured(text: str) -> Iterator[Figure]:
    for found in _measures(text):
        unit, factor, end = _measure(text, found)
        if unit in ("day", "working_day", "month", "year") and AGO.match(text, found.end()):
            continue
        sign = -1.0 if found["minus"] and found["minus"] != "-" else 1.0
        for figure in _ranged(text, found, unit, factor * sign):
            yield figure if end == found.end() else _until(figure, end)
    for found in PERCENT_OF.finditer(text):
        yield _plain(text, found.span(), read_number(found["a"]), "percent")


def _measures(text: str) -> Iterator[re.Match[str]]:
    """Yield what is measured; where two sides of a "to" are of two kinds ("45 percent to 13,145 t"), each by itself."""
    position = 0
    for start in _number_starts(text):
        found = MEASURED.match(text, start) if start >= position else None
        if found is None:
            continue
        first = found.groupdict().get("u1")
        if first and _kind(first) != _kind(found["unit"]):
            alone = ALONE.match(text, found.start())
            found = alone or found
        yield found
        position = found.end()


def _beginning(pattern: Caseless, text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that begins with a number, in order: it is tried where numbers begin only."""
    position = 0
    for start in _number_starts(text):
        found = pattern.match(text, start) if start >= position else None
        if found is not None:
            yield found
            position = found.end()


@lru_cache(maxsize=4)  # several finders ask for those of one sentence
def _number_starts(text: str) -> list[int]:
    return [m.start() for m in NUMBER_START.finditer(text)]


def _kind(unit: str) -> str:
    word = unit.strip(" -").lower()
    if "point" in word or word == "pp":
        return "points"
    if re.match(PERCENT, word):
        return "percent"
    return span_of(word)[0] if re.fullmatch(SPAN, word) else "mass"


def _until(figure: Figure, end: int) -> Figure:
    return Figure(start=figure.start, end=end, value=figure.value, low=figure.low, high=figure.high, unit=figure.unit,
                  bound=figure.bound, noun=figure.noun)  # fmt: skip


def _measure(text: str, found: re.Match[str]) -> tuple[str, float, int]:
    """Return the unit, its factor and where the figure ends, a rate by the year included."""
    raw, end = found["unit"].lower(), found.end()
    kind = _kind(raw)
    if kind != "mass":
        return (*(span_of(raw) if kind in SPANS else (PLAIN_UNITS[kind], 1.0)), end)
    if re.fullmatch(RATED, raw):
        return *rated_of(raw), end
    unit, factor = mass_of(raw)
    if raw == "mt" and found["a"] and text[found.start() : found.end()].endswith("Mt"):
        factor = 1e6
    other = OTHER_RATE.match(text, end)
    if other:
        return f"{unit}/{other['by'].lower()}", factor, other.end()
    yearly = YEARLY.match(text, end)
    if yearly:
        return ("t/yr", factor if unit == "t" else factor / 1000, yearly.end())
    if YEARLY_BEFORE.search(text[max(0, found.start() - 70) : found.start()]):
        return ("t/yr", factor if unit == "t" else factor / 1000, end)
    return unit, factor, end


def _ranged(text: str, found: re.Match[str], unit: str, factor: float) -> Iterator[Figure]:
    """Yield one figure for a range, or the new level alone of "from A to B", or two for "A and B"."""
    group = found.groupdict()
    start, end = found.span()
    if group["b"] and _is_of_another(group):
        yield _plain(text, (start, found.end("sa")), read_scaled(group["a"], group["sa"]) * factor, unit)
        return
    if not group["b"]:
        yield _plain(text, (start, end), read_scaled(group["a"], group["sa"]) * factor, unit)
        return
    high = read_scaled(group["b"], group["sb"]) * factor
    low = read_scaled(group["a"], group["sa"] or group["sb"]) * factor
    before = text[max(0, start - 45) : start]
    separator = group["sep"].lower()
    # "$10 billion to 12 million" tells two things, a scale of its own on both sides: the first is not scaled again
    moved = FROM.search(before) or MOVED_BY.search(before)
    if separator in ("to", "-to-") and (low > high or (moved and not RANGING.search(before))):
        yield _plain(text, (found.start("b"), end), high, unit)
    elif (separator == "and" and not RANGING.search(before)) or low >= high:
        yield _plain(text, (start, found.end("a")), low, unit)
        yield _plain(text, (found.start("b"), end), high, unit)
    else:
        yield Figure(start=start, end=end, value=None, low=low, high=high, unit=unit, bound="range")


def _is_of_another(group: Mapping[str, str | None]) -> bool:
    """Return whether the second number counts something else: "$2.2 billion to seven firms"."""
    second = group["b"] or ""
    return bool(group.get("cur") and group["sa"] and not group["sb"] and second[:1].isalpha() and not group.get("word"))


def _plain(text: str, span: tuple[int, int], value: float, unit: str, noun: str = "") -> Figure:
    start, end = span
    bound = bound_of(text, start, end)
    return Figure(start=start, end=end, value=round(value, 6), low=None, high=None, unit=unit, bound=bound, noun=noun)


def _singles(text: str) -> Iterator[Figure]:
    for found in SINGLE.finditer(text):
        name = "span" if found["span"] else "mass"
        unit, factor = span_of(found["span"]) if found["span"] else mass_of(found["mass"])
        yield _plain(text, found.span(name), factor, unit, "single")


def _parts(text: str) -> Iterator[Figure]:
    shares = [(m.span(), _share(text, m)) for m in PART.finditer(text)]
    shares += [(m.span(), _ratio(m)) for m in _beginning(ONE_IN, text)]
    for span, share in shares:
        if 0 < share < 100:  # noqa: PLR2004  a part is less than the whole
            yield _plain(text, span, share, "percent", "share")


def _share(text: str, found: re.Match[str]) -> float:
    """Return how much of a hundred a part comes to; nothing for one that is a time of the year, or "half" of it."""
    before = text[max(0, found.start() - 12) : found.start()]
    word = found["part"].lower().removesuffix("s")
    if not found["n"] and (word != "half" or OF_THE_YEAR.search(before)):
        return 0.0
    if found["n"] and word == "quarter" and re.match(r" of (?:the )?(?:year|fiscal)", text[found.end() :]):
        return 0.0
    return 100.0 * read_number(found["n"] or "a") / PARTS[word]


def _ratio(found: re.Match[str]) -> float:
    whole = read_number(found["in"])
    return 100.0 * read_number(found["k"]) / whole if whole else 0.0


def _folds(text: str) -> Iterator[Figure]:
    for found in FOLD.finditer(text):
        if found["verb"]:
            times = FOLDS[found["verb"].lower()]
        elif found["twice"]:
            times = 2.0 if found["twice"].lower() == "twice" else 3.0
        else:
            times = read_number(found["fold"] or found["times"])
        if times > 1:
            yield _plain(text, found.span(), (times - 1) * 100, "percent", "multiple")
    for found in HALVED.finditer(text):
        yield _plain(text, found.span(), -50.0, "percent", "multiple")


def _totals(text: str) -> Iterator[Figure]:
    for found in _beginning(N_OF, text):
        if YEAR.match(found["total"]) and not re.match(
            r" (?:applic|request|permit|licen|file|case)", text[found.end() :]
        ):
            continue
        yield _plain(text, found.span("n"), read_number(found["n"]), "count", "part")
        yield _plain(text, found.span("total"), read_number(found["total"]), "count", "of")
    for found in PART_TOTAL.finditer(text):
        if not YEAR.match(found["total"]):
            yield _plain(text, found.span("total"), read_number(found["total"]), "count", "of")


def _counts(text: str) -> Iterator[Figure]:
    for found in _beginning(COUNTED, text):
        before = text[max(0, found.start() - 14) : found.start()]
        if (YEAR.match(found["a"]) and not found["sa"]) or NUMBERED.search(before):
            continue
        noun = found["noun"].lower()
        value = read_scaled(found["a"], found["sa"])
        scaled = (found["sa"] or "").strip().lower()
        if scaled in ("hundred", "thousand", "million") and found["a"].lower() in ("a", "an"):
            continue
        yield _plain(text, found.span(), value, "count", noun)


def _bare(text: str) -> Iterator[Figure]:
    for found in sorted((*_beginning(BARE, text), *BARE_BEHIND.finditer(text)), key=re.Match.start):
        if YEAR.match(found["a"]) or CALENDAR_BEFORE.search(text[max(0, found.start("a") - 14) : found.start("a")]):
            continue
        if found["a"].lower().startswith(("half", "a ", "a")) and not found["a"][0].isdigit():
            continue
        yield _plain(text, found.span("a"), read_number(found["a"]), "count", "bare")


def _gapped(text: str) -> Iterator[Figure]:
    """Yield the numbers that take over a unit told before: "Germany took 902 tons, India 177"."""
    for found in GAPPED.finditer(text):
        end = found.end()
        unit, factor = mass_of(found["unit"]) if not found["unit"].startswith("%") else ("percent", 1.0)
        while more := (GAP.match(text, end) or GAP_BEHIND.match(text, end)):
            if YEAR.match(more["a"]):
                break
            yield _plain(text, more.span("a"), read_number(more["a"]) * factor, unit)
            end = more.end()


def _legal_terms(text: str) -> Iterator[Figure]:
    """Yield the days that the law gives, told in the unit of those that were told before."""
    for found in LEGAL_TERM.finditer(text):
        name = "a" if found["a"] else "a2"
        told = [m["unit"] for m in _measures(text[max(0, found.start(name) - REACH) : found.start(name)])]
        spans = [unit for unit in told if re.fullmatch(SPAN, unit, re.IGNORECASE)]
        if spans and not YEAR.match(found[name]):
            unit, factor = span_of(spans[-1])
            yield _plain(text, found.span(name), read_number(found[name]) * factor, unit)


def _scaled_alone(text: str) -> Iterator[Figure]:
    """Yield the millions that take over the unit of a price told before them."""
    for found in SCALED_ALONE.finditer(text):
        told = [f for f in _money(text[max(0, found.start() - REACH) : found.start()]) if "/" in f.unit]
        if told and (told[-1].value or told[-1].high or 0) >= 1e6:  # noqa: PLR2004  told in millions too
            yield _plain(text, (found.start("a"), found.end()), read_number(found["a"]) * 1e6, told[-1].unit)


def _span_alone(text: str) -> Iterator[Figure]:
    """Yield the stretches of time that take over the unit of the one they are told to have grown or shrunk from."""
    for found in SPAN_ALONE.finditer(text):
        unit, factor = span_of(found["unit"])
        yield _plain(text, found.span("a"), read_number(found["a"]) * factor, unit)


def _nil(text: str) -> Iterator[Figure]:
    for found in NIL.finditer(text):
        yield Figure(start=found.start("nil"), end=found.end(), value=0.0, low=None, high=None, unit="percent",
                     bound="exact", noun="nil")  # fmt: skip


def _long(text: str) -> Iterator[Figure]:
    for found in LONG.finditer(text):
        word = found[0].lower()
        value, unit = (6.0, "month") if word.startswith("half") else (1.0, span_of(word)[0])
        yield _plain(text, found.span(), value, unit, "single")


#: What finds figures, in this order, and the patterns by which each begins.
FINDERS: Mapping[Callable[[str], Iterator[Figure]], tuple[re.Pattern[str] | Caseless, ...]] = {
    _money: (MONEY, NAMED_MONEY), _measured: (MEASURED, PERCENT_OF), _singles: (SINGLE,), _folds: (FOLD, HALVED),
    _parts: (PART, ONE_IN), _totals: (N_OF, PART_TOTAL), _counts: (COUNTED,), _legal_terms: (LEGAL_TERM,),
    _bare: (BARE, BARE_BEHIND), _gapped: (GAPPED,), _scaled_alone: (SCALED_ALONE,), _span_alone: (SPAN_ALONE,),
    _nil: (NIL,), _long: (LONG,),
}  # fmt: skip
#: Which of them a text may have anything for.
GLANCE = Glance({(finder, p.pattern): p for finder, patterns in FINDERS.items() for p in patterns})
