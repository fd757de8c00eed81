"""Figures with their units, bounds and roles."""

import re
from dataclasses import dataclass

from reewatch.mentions import Quantity

SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "mn": 1e6, "mln": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9,
    "trillion": 1e12, "crore": 1e7, "lakh": 1e5, "k": 1e3, "万": 1e4, "亿": 1e8,
}  # fmt: skip
WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "ninety": 90, "hundred": 100, "dozen": 12,
}  # fmt: skip
FRACTIONS = {"quarter": 25.0, "third": 100 / 3, "half": 50.0, "fifth": 20.0, "two-thirds": 200 / 3,
             "two thirds": 200 / 3, "three-quarters": 75.0, "three quarters": 75.0}  # fmt: skip
CURRENCIES = {"us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "$": "USD", "€": "EUR", "eur": "EUR", "£": "GBP",
              "rs": "INR", "rs.": "INR", "₹": "INR", "¥": "JPY", "rmb": "CNY", "cny": "CNY", "usd": "USD",
              "aud": "AUD", "myr": "MYR"}  # fmt: skip
CURRENCY_WORDS = {"dollars": "USD", "dollar": "USD", "euros": "EUR", "euro": "EUR", "yuan": "CNY", "rmb": "CNY",
                  "yen": "JPY", "rupees": "INR", "ringgit": "MYR", "pounds": "GBP"}  # fmt: skip
NUM = r"\d{1,3}(?:[, \u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
SCALE = r"(?:\s?(?:hundred|thousand|million|billion|trillion|mn|mln|bn|m|k|crore|lakh)\b)?"
RANGE = rf"(?P<a>{NUM})(?P<sa>{SCALE})(?:\s?(?:-|–|to|and)\s?(?:us\$|a\$|[$€£])?(?P<b>{NUM})(?P<sb>{SCALE}))?"
CURRENCY = r"us\$|a\$|au\$|c\$|[$€£¥₹]|rs\.?\s?|rmb\s?|cny\s?|usd\s?|eur\s?|aud\s?|myr\s?"
PER = r"(?:\s?(?:/|a|per|the)\s?(?P<per>kg|kilograms?|kilo|tonnes?|tons?|mt|t|metric tons?)\b)"
SECOND_RANGE = re.sub(r"\?P<(\w+)>", r"?P<\g<1>2>", RANGE)
CURRENCY_WORD = "|".join(CURRENCY_WORDS)
MONEY = re.compile(rf"(?:(?P<cur>{CURRENCY})\s?{RANGE}|{SECOND_RANGE}\s(?P<word>{CURRENCY_WORD})){PER}?", re.IGNORECASE)
UNIT = (
    r"%|percent(?:age points?)?|per cent|pc\b|pct\b|percentage points?|points?\b|(?:metric )?(?:tonnes?|tons?)\b|mt\b|"
    r"t\b|kg\b|kilograms?\b|working[ -]days?|business days?|calendar days?|days?\b|weeks?\b|months?\b|years?\b"
)
RATE = r"\s?(?:/\s?y(?:ea)?r?|per year|a year|annually|a month|of capacity|per annum|tpa)"
UNITS = re.compile(rf"(?<![\w.$€£]){RANGE}[\s-]?(?P<unit>{UNIT})(?P<rate>{RATE})?", re.IGNORECASE)
COUNT = re.compile(
    r"(?<![\w.$€£,-])(?P<a>\d{1,3}(?:,\d{3})+|\d{1,4}|" + "|".join(WORDS) + r")\s+(?:(?!per|of|and|to)[\w-]+\s+){0,3}?"
    r"(?P<noun>applications|requests|permits|licen[cs]es|files|approvals|elements|metals|firms|companies|entities|"
    r"suppliers|manufacturers|exporters|cases|rare earths|enterprises)\b",
    re.IGNORECASE,
)
N_OF = re.compile(
    rf"(?P<n>\d[\d,]*|{'|'.join(WORDS)})\s+(?:out )?of (?:the |its |their |some |roughly |about )*(?P<N>\d[\d,]*)\b",
    re.IGNORECASE,
)
SHARE = re.compile(
    r"(?P<bound>just over|less than|fewer than|more than|nearly|about|around|roughly|over|almost|only|just under)?\s*"
    r"(?:(?:a|one|an?)[ -])?(?P<word>quarter|third|half|fifth|two[- ]thirds|three[- ]quarters)\b"
    r"(?:\s+of)?|one in (?P<in>two|three|four|five|ten)",
    re.IGNORECASE,
)
BOUND_WORDS = {
    "at_least": "at least|more than|over|upwards of|no less than|not less than|exceed\\w*|minimum of|or more",
    "at_most": "up to|as much as|at most|no more than|no longer than|less than|fewer than|as long as|maximum of|under|"
    "below|anything up to|as many as",
    "about": "about|around|roughly|approximately|some|nearly|almost|close to|an estimated|circa|just over|just under",
}
BOUNDS = tuple((re.compile(rf"(?:{w})\s*\S{{0,3}}$", re.IGNORECASE), name) for name, w in BOUND_WORDS.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure at its characters: value or range, unit, bound; what it is for is decided by the event that owns it."""

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    unit: str
    bound: str
    noun: str = ""

    def as_quantity(self, role: str, *, sign: float = 1.0, basis: str | None = None) -> Quantity:
        """Return the figure in a role; ``sign`` -1 for what went down."""
        return Quantity(
            role=role,
            value=None if self.value is None else self.value * sign,
            low=None if self.low is None else self.low * sign,
            high=None if self.high is None else self.high * sign,
            unit=self.unit,
            bound=self.bound,
            basis=basis,
        )


def find_figures(text: str) -> list[Figure]:
    """Return the figures of a sentence, in order, none overlapping another."""
    figures = [_money(text, found) for found in MONEY.finditer(text)]
    for finder in (_with_units, _n_of, _counts, _shares):
        for figure in finder(text):
            if not any(figure.start < f.end and f.start < figure.end for f in figures):
                figures.append(figure)
    return sorted(figures, key=lambda f: f.start)


def _money(text: str, found: re.Match[str]) -> Figure:
    group = found.groupdict()
    first = "a" if group["a"] else "a2"
    tail = first[1:]
    currency = (group["cur"] or "").strip().lower()
    unit = CURRENCIES.get(currency) or CURRENCY_WORDS.get((group["word"] or "").lower(), "USD")
    per = (group["per"] or "").lower()
    if per:
        unit += "/kg" if per.startswith("k") else "/t"
    return _figure(text, found, (group[f"a{tail}"], group[f"sa{tail}"]), (group[f"b{tail}"], group[f"sb{tail}"]), unit)


def _with_units(text: str) -> list[Figure]:
    figures = []
    for found in UNITS.finditer(text):
        unit, factor = _unit(found["unit"].lower(), bool(found["rate"]))
        figure = _figure(text, found, (found["a"], found["sa"]), (found["b"], found["sb"]), unit, factor=factor)
        figures.append(figure)
    return figures


def _unit(raw: str, rate: bool) -> tuple[str, float]:
    if "point" in raw:
        return "pp", 1.0
    if raw in ("%", "percent", "per cent", "pc", "pct"):
        return "percent", 1.0
    if "working" in raw or "business" in raw:
        return "working_day", 1.0
    for name, unit, factor in (
        ("day", "day", 1.0),
        ("week", "day", 7.0),
        ("month", "month", 1.0),
        ("year", "year", 1.0),
    ):
        if name in raw:
            return unit, factor
    if raw.startswith("k"):
        return "kg", 1.0
    return ("t/yr" if rate else "t"), 1.0


def _counts(text: str) -> list[Figure]:
    figures = []
    for found in COUNT.finditer(text):
        value = _number(found["a"])
        bound = _bound(text, found.start())
        figures.append(Figure(start=found.start(), end=found.end(), value=value, low=None, high=None, unit="count",
                              bound=bound, noun=found["noun"].lower()))  # fmt: skip
    return figures


def _n_of(text: str) -> list[Figure]:
    figures = []
    for found in N_OF.finditer(text):
        for name, noun in (("n", "approved"), ("N", "applications")):
            start, end = found.span(name)
            figures.append(Figure(start=start, end=end, value=_number(found[name]), low=None, high=None, unit="count",
                                  bound="exact", noun=noun))  # fmt: skip
    return figures


def _shares(text: str) -> list[Figure]:
    figures = []
    for found in SHARE.finditer(text):
        if found["in"]:
            value, bound = 100.0 / WORDS[found["in"].lower()], "exact"
        else:
            value = FRACTIONS[found["word"].lower()]
            bound = _bound(text, found.start("word")) if found["bound"] else "exact"
        figures.append(Figure(start=found.start(), end=found.end(), value=value, low=None, high=None, unit="percent",
                              bound=bound, noun="share"))  # fmt: skip
    return figures


def _figure(
    text: str,
    found: re.Match[str],
    first: tuple[str, str],
    second: tuple[str | None, str | None],
    unit: str,
    *,
    factor: float = 1.0,
) -> Figure:
    high = _scaled(second[0], second[1]) if second[0] else None
    low = _scaled(first[0], first[1] or (second[1] if high is not None else ""))
    if high is not None:
        return Figure(start=found.start(), end=found.end(), value=None, low=low * factor, high=high * factor, unit=unit,
                      bound="range")  # fmt: skip
    return Figure(start=found.start(), end=found.end(), value=low * factor, low=None, high=None, unit=unit,
                  bound=_bound(text, found.start()))  # fmt: skip


def _scaled(number: str, scale: str | None) -> float:
    return round(_number(number) * SCALES.get((scale or "").strip().lower(), 1.0), 6)


def _number(text: str) -> float:
    word = WORDS.get(text.lower())
    if word is not None:
        return float(word)
    return float(re.sub(r"[, \u00a0\u202f]", "", text))


def _bound(text: str, start: int) -> str:
    before = text[max(0, start - 30) : start]
    return next((name for pattern, name in BOUNDS if pattern.search(before)), "exact")
