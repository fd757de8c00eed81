"""Units of measure and of money, as texts write them, to those of the contract (gold/GUIDELINES.md, "units")."""

import re

#: Signs and codes that stand before an amount.
SIGNS = {
    "us$": "USD", "usd": "USD", "$": "USD", "a$": "AUD", "au$": "AUD", "aud": "AUD", "c$": "CAD", "ca$": "CAD",
    "cad": "CAD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "nt$": "TWD", "r$": "BRL", "€": "EUR", "eur": "EUR",
    "£": "GBP", "gbp": "GBP", "rs": "INR", "rs.": "INR", "inr": "INR", "₹": "INR", "¥": "JPY", "jpy": "JPY",
    "rmb": "CNY", "cny": "CNY", "cn¥": "CNY", "yn": "CNY", "₩": "KRW", "krw": "KRW", "rm": "MYR", "myr": "MYR",
    "vnd": "VND",
}  # fmt: skip
#: Names that stand behind an amount.
NAMES = {
    "dollar": "USD", "euro": "EUR", "yuan": "CNY", "rmb": "CNY", "renminbi": "CNY", "yen": "JPY", "rupee": "INR",
    "ringgit": "MYR", "pound": "GBP", "won": "KRW", "dong": "VND", "baht": "THB", "rand": "ZAR", "real": "BRL",
    "usd": "USD", "eur": "EUR", "aud": "AUD", "cad": "CAD", "cny": "CNY", "jpy": "JPY", "inr": "INR",
}  # fmt: skip
NATIONAL = {"australian": "AUD", "canadian": "CAD", "singapore": "SGD", "hong kong": "HKD", "new zealand": "NZD"}
SIGN = (
    r"(?<![\w$])(?:us\$|a\$|au\$|ca\$|c\$|nz\$|hk\$|s\$|nt\$|r\$|cn¥)|[$€£¥₹₩]|"
    r"(?<!\w)(?:rs\.?|yn|rmb|cny|usd|eur|aud|cad|gbp|inr|jpy|krw|rm|myr|vnd)(?=\s?\d)"
)
NAME = (
    r"(?:(?:u\.?s\.?|american|australian|canadian|singapore|hong kong|new zealand|chinese|japanese|indian|south korean|"
    r"korean|malaysian)\s)?(?:dollars?|euros?|yuan|rmb|renminbi|yen|rupees?|ringgit|pounds?(?! (?:of|per))|won|dong|"
    r"baht|rand|reais|usd|eur|aud|cad|cny|jpy|inr)\b"
)
MASS = r"(?:(?:metric |short |long )?(?:tonnes?|tons?)|mt|kt|t|kilograms?|kilos?|kgs?|grams?|lbs?|pounds?)"
PER = rf"(?:(?:\s?/\s?|\s(?:a|per|the|for a|for each)\s)(?P<per>{MASS})\b)"

#: Mass to tonnes or kilograms: unit and factor.
MASSES = (
    (re.compile(r"k(?:ilo|g)"), ("kg", 1.0)),
    (re.compile(r"kt$"), ("t", 1000.0)),
    (re.compile(r"grams?$"), ("kg", 0.001)),
    (re.compile(r"lbs?$|pounds?$"), ("lb", 1.0)),
    (re.compile(r""), ("t", 1.0)),
)
SPANS = (("day", "day", 1.0), ("week", "day", 7.0), ("fortnight", "day", 14.0), ("month", "month", 1.0),
         ("year", "year", 1.0), ("decade", "year", 10.0))  # fmt: skip
SPAN = (
    r"(?:working|business|calendar|trading|straight|consecutive|full|more|additional|further)?[ -]?"
    r"(?:days?|weeks?|fortnights?|months?|years?|decades?)"
)
PERCENT = r"%(?![\w%])|percentage[ -]points?|percent(?:age)?s?\b(?! points?)|percent points?|per cent\b|pct\b|pc\b|pp\b"
RATED = r"tpa|tpy|tpd|mtpa|ktpa|kt/y(?:r|ear)?|t/y(?:r|ear)?|t/a|mt/y(?:r|ear)?"


def mass_of(raw: str) -> tuple[str, float]:
    """Return (unit, factor) of a word of mass: ("t", 1000) for kt."""
    return next(unit for pattern, unit in MASSES if pattern.match(raw.lower()))


def span_of(raw: str) -> tuple[str, float]:
    """Return (unit, factor) of a word of time: ("day", 7) for weeks."""
    word = raw.lower()
    if "working" in word or "business" in word:
        return ("working_day", 5.0) if "week" in word else ("working_day", 1.0)
    return next((unit, factor) for name, unit, factor in SPANS if name in word)


def rated_of(raw: str) -> tuple[str, float]:
    """Return (unit, factor) of an abbreviated rate: ("t/yr", 1000) for ktpa. MTPA is metric tons, the trade's use."""
    word = raw.lower()
    if word == "tpd":
        return "t/day", 1.0
    return "t/yr", 1000.0 if word.startswith("kt") else 1.0


def sign_of(raw: str) -> str:
    """Return the currency of a sign or code before an amount."""
    return SIGNS[raw.strip().lower()]


def name_of(raw: str) -> str:
    """Return the currency of a name behind an amount: "Australian dollars" is AUD."""
    words = raw.strip().lower()
    own = next((code for nation, code in NATIONAL.items() if words.startswith(nation)), None)
    last = words.split()[-1]
    if own and last.startswith("dollar"):
        return own
    return NAMES.get(last) or NAMES.get(last.removesuffix("s"), "BRL" if last == "reais" else "USD")
