"""What a figure is measured on: the basis of a duty, a change, money, a rate or a time, and who is counted.

An extractor that tells the basis is believed. Where it does not, the words beside the number tell.
"""

import re
from collections.abc import Mapping
from typing import Protocol

from reewatch.mentions import Mention, Quantity
from reewatch.other_duties import others_in

MONEY = {
    "price_floor": r"price floor|floor price|floor of|minimum price|price guarantee|guaranteed price|保底价|最低价",
    "grant": r"\bgrants?\b|subsid\w+|\bawards?\b|\bawarded\b|\bcontribution agreements?\b|补贴|拨款",
    "loan": r"\bloans?\b|\bcredits?\b|\blend\w*|\blent\b|\bdebt\b|\bborrow\w*|\bbonds?\b|financing facility|贷款",
    "offtake": r"off-?take|purchase agreement|supply (?:agreement|contract|deal)|承购|包销",
    "acquisition": r"\bacqui\w+|take[- ]?over|\bbuy-?out\b|\bmerger?\b|收购",
    "equity": r"\bequity\b|\bstakes?\b|\bshares?\b|\bstock\b|preferred|convertible|\bPIPE\b|入股|股权",
}
DUTY = {
    "reciprocal": r"\breciprocal\b|对等关税",
    "fentanyl": r"\bfentanyl\b|芬太尼",
    "s301": r"\bsection 301\b|301 ?(?:dut|tariff)|301条款",
    "s232": r"\bsection 232\b|232 ?(?:dut|tariff)|232条款",
    "s122": r"\bsection 122\b|122条款",
    "all_in": r"\b(?:overall|combined|total|all-in|cumulative|altogether|effective rate|average (?:tariff|duty))\b",
}
CHANGE = {
    "ytd": r"January (?:to|through|until|-|\u2013) ?(?:February|March|April|May|June|July|August|September|October|"
    r"November)|"
    r"year[- ]to[- ]date|so far this year|(?:in|over|for|of) the first (?:\w+ )?months|"
    r"since the (?:start|beginning) of the year|\bytd\b|累计|前\w{1,2}个?月",
    "mom": r"month[- ]on[- ]month|month[- ]over[- ]month|m/m|\bmom\b|(?:previous|prior|preceding) month|"
    r"from the month before|month (?:earlier|ago)|环比|"
    r"from (?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
    "yoy": r"year[- ]on[- ]year|year[- ]over[- ]year|y/y|\byoy\b|year (?:earlier|ago|before)|annual(?:ly)?|"
    r"same (?:month|period|quarter)|last year|同比",
}  # fmt: skip
TIME = {
    "waiting": r"\bwait\w*|\bqueue\w*|\bbacklog\b|\bunanswered\b|等待",
    "observed": r"\baverag\w+|\btook\b|\btakes?\b|\btaken\b|\bin practice\b|\btypical\w*|\bmedian\b|实际|平均",
    "statutory": r"\bstatut\w+|\bby law\b|\blegal\w*|\blaw\b|\bprescribed\b|\blimit\b|\bwithin\b|\brules?\b|法定|规定",
}
RATE = {
    "respondents": r"\bsurvey\w*|\brespondents?\b|\bpolled\b|\bquestionnaire|调查|受访",
    "applications": r"\bapplications?\b|\brequests?\b|\bpermits?\b|\blicen[cs]\w+|\bfiles\b|申请|许可",
}
STATUTES = {"US-S301": "s301", "US-S232": "s232", "US-S122": "s122"}
#: Tons that an investor takes are bought ahead, whether the word is told or not.
BOUGHT = r"\b(?:take|takes|buy|buys|purchase|purchases|absorb|absorbs|supply|supplies|deliver|delivers)\b"
TABLES: Mapping[str, Mapping[str, str]] = {
    "amount": MONEY, "stake": MONEY, "tariff_rate": DUTY, "tariff_change": DUTY, "volume_change": CHANGE,
    "price_change": CHANGE, "processing_time": TIME, "approval_rate": RATE,
}  # fmt: skip
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9, "b": 1e9, "k": 1e3}
NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s?-?(thousand|million|billion|trillion|bn|m|b|k)?\b", re.IGNORECASE)
COUNTED = re.compile(
    r"\b(?:filed|lodged|submitted|made|sent in|handed in) by (?:its |the |their )?([^,.;:]{3,60}?)"
    r"(?=[,.;:]| (?:had|were|have|was|are|since|by|in|to)\b|$)|"
    r"\b([Mm]embers of [^,.;:]{3,60}?)(?=[,.;:]| (?:have|had|in|say|said)\b)"
)


class Numbered(Protocol):
    """Whatever has a number: a quantity, a figure."""

    @property
    def value(self) -> float | None:
        """The number itself."""

    @property
    def low(self) -> float | None:
        """The lower end of a range."""


def basis_of(quantity: Quantity, mention: Mention, sentence: str) -> str | None:
    """Return the basis of a figure, None where nothing tells it."""
    if quantity.basis:
        return quantity.basis
    if quantity.role == "price" and mention.type == "investment":
        return "price_floor" if "/" in quantity.unit else None
    if quantity.role in ("tariff_rate", "tariff_change"):
        told = [STATUTES[i] for i in mention.instruments if i in STATUTES]
        if len(set(told)) == 1:
            return told[0]
    if quantity.role == "volume" and mention.type == "trade_flow":
        return "ytd" if re.search(CHANGE["ytd"], sentence, re.IGNORECASE) else None
    if quantity.role == "volume" and mention.type == "investment":
        return "offtake" if re.search(rf"{MONEY['offtake']}|{BOUGHT}", sentence, re.IGNORECASE) else None
    table = TABLES.get(quantity.role)
    if table is DUTY:
        sentence = _without_others(quantity, sentence)
    return _nearest(table, quantity, sentence) if table else None


def _without_others(quantity: Quantity, sentence: str) -> str:
    """Return a sentence without the duties that it sets beside that of a figure, of the same length."""
    place = place_in(quantity, sentence) or 0
    for start, end in others_in(sentence):
        if not start < place <= end:
            sentence = f"{sentence[:start]}{' ' * (end - start)}{sentence[end:]}"
    return sentence


def population_of(quantity: Quantity, sentence: str) -> str | None:
    """Return who or what a figure of licensing counts, in the words of its sentence."""
    if quantity.population:
        return quantity.population
    if quantity.role not in ("approval_rate", "applications", "approved", "pending", "denied"):
        return None
    found = COUNTED.search(sentence)
    return " ".join((found.group(1) or found.group(2)).split()) if found else None


def _nearest(table: Mapping[str, str], quantity: Quantity, sentence: str) -> str | None:
    """Return the basis whose word stands closest to the number; the earlier entry of the table wins a tie."""
    place = place_in(quantity, sentence)
    found = [
        (min(abs(place - m.start()), abs(place - m.end())) if place is not None else 0, order, basis)
        for order, (basis, pattern) in enumerate(table.items())
        for m in re.finditer(pattern, sentence, re.IGNORECASE)
    ]
    return min(found)[2] if found else None


def place_in(quantity: Numbered, sentence: str) -> int | None:
    """Return where the number of a figure ends in its sentence, None where it is not told in digits."""
    span = span_in(quantity, sentence)
    return span[1] if span else None


def span_in(quantity: Numbered, sentence: str) -> tuple[int, int] | None:
    """Return where the number of a figure stands in its sentence, None where it is not told in digits."""
    value = quantity.value if quantity.value is not None else quantity.low
    if value is None:
        return None
    for match in NUMBER.finditer(sentence):
        if abs(number_of(match) - abs(value)) <= abs(value) * 0.005:
            return match.span()
    return None


def number_of(match: re.Match[str]) -> float:
    """Return the number that a match of ``NUMBER`` tells."""
    return float(match.group(1).replace(",", "")) * SCALES.get((match.group(2) or "").lower(), 1)
