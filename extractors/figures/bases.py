"""What a figure is relative to: the base of a duty, of a change, of a rate, of money (TRACKING, "observations")."""

import re

from extractors.caseless import Caseless
from reewatch.other_duties import others_in

S = re.IGNORECASE
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
#: What a period compared with stands behind: "more than in April", "from April 2025".
BESIDE = r"(?:from|than(?: in)?|over|above|below|compared (?:with|to)(?: in)?|against|versus)"
TO_DATE = (
    rf"so far this year|first (?:half|(?:\w+ ){{0,1}}months)|half-year|year[- ]to[- ]date|{MONTH} (?:through|to|-) ?{MONTH}|"
    rf"{MONTH}-{MONTH}|since the (?:start|beginning) of the year"
)
#: The period that a clause measures: months together, or one.
MEASURED = re.compile(rf"(?P<to_date>{TO_DATE})|\b(?:in|for|during) {MONTH}\b(?! (?:through|to)\b)", S)
BASES: dict[str, tuple[tuple[str, Caseless], ...]] = {
    "tariff": (
        ("fentanyl", Caseless(r"fentanyl")),
        ("reciprocal", Caseless(r"reciprocal")),
        ("s301", Caseless(r"section 301|sections 301|four-year review")),
        ("s232", Caseless(r"section 232|steel|alumini?um|national security")),
        ("s122", Caseless(r"section 122|surcharge|balance[- ]of[- ]payments")),
        ("all_in", Caseless(
            r"\b(?:all told|in all|overall|total(?:s|ling|ing)?|combined|average|effective (?:rate|tariff)|altogether|"
            r"stacked|cumulative|all[- ]in|aggregate)\b")),
    ),
    "money": (
        ("price_floor", Caseless(r"\bfloor|minimum price|guarantee\w* (?:it )?(?:at least |no less than )?\S*\d\S* (?:per|a) k")),
        ("loan", Caseless(r"\b(?:loans?|lend\w*|lent|borrow\w*|credit|debt|financing|facility)\b")),
        ("grant", Caseless(r"\b(?:grants?|subsid\w*|incentive\w*|award\w*|cost-shar\w*)\b")),
        ("equity", Caseless(r"\b(?:stocks?|equity|stakes?|shares?|warrants?|placement|invest(?:s|ed|ing)? in|subscri\w+|(?:percent|per cent) of (?=(?-i:[A-Z])))")),
        ("offtake", Caseless(r"\b(?:off-?take|purchase (?:agreement|commitment)|supply (?:agreement|contract|deal)|buy\w*)\b")),
        ("acquisition", Caseless(
            r"\b(?:acqui\w+|takeover|buyout|merg\w+|(?:offer(?:s|ed)?|bids?) (?=for [A-Z]|of \S+ (?:million|billion) \w+ for "
            r"[A-Z])|(?:its|the|higher|raised|improved|non-binding|cash) (?:offer|bid))\b")),
    ),
    "change": (
        ("yoy", Caseless(
            rf"year[- ](?:on|over)[- ]year|y/y|\byoy\b|on the year|a year (?:ago|earlier|before)|(?:from|than|of|in|with|to|over) (?:(?:\w+|{MONTH} of) )?last year|"
            rf"(?:same|year-ago) (?:month|period|quarter)|annual(?:ly)? |\b{BESIDE} {MONTH} (?:19|20)\d\d|year-earlier|"
            r"from the year before|trail last year")),
        ("mom", Caseless(
            r"month[- ](?:on|over)[- ]month|m/m|\bmom\b|on the month|a month (?:ago|earlier|before)|the (?:previous|prior|preceding) month|month before|last month|"
            rf"\b{BESIDE} {MONTH}\b(?! (?:19|20)\d\d| (?:of )?(?:last|the previous) year)")),
        ("ytd", Caseless(TO_DATE)),
    ),
    "rate": (
        ("respondents", Caseless(r"\b(?:respond\w*|survey\w*|polled|poll|members? (?:said|say)|of (?:the )?(?:firms|companies|members))\b")),
        ("applications", Caseless(r"\b(?:applications?|requests?|licen[cs]es?|permits?|files?|filings?|submissions?)\b")),
    ),
    "time": (
        ("statutory", Caseless(r"\b(?:rules?|statut\w*|by law|law|legal\w*|allow\w*|regulat\w*|official\w*|stipulat\w*|requires?|prescribed|maximum)\b")),
        ("observed", Caseless(r"(?<!have )(?<!has )(?<!had )(?<!who )\bwaited\b")),
        ("waiting", Caseless(r"\b(?:wait\w*|yet to|pending|still|queue\w*|unanswered|sat|in limbo)\b")),
        ("observed", Caseless(r"")),
    ),
}  # fmt: skip
KIND = {
    "tariff_rate": "tariff", "tariff_change": "tariff", "amount": "money", "price": "money", "stake": "money",
    "volume_change": "change", "price_change": "change", "approval_rate": "rate", "processing_time": "time",
}  # fmt: skip
POPULATION = re.compile(
    r"\b(?:of|from|by) (?:the |its |their |some |roughly |about |several |hundreds of )*(?P<who>(?:[\w'’-]+ ){0,4}"
    r"(?:applications|requests|permits|licen[cs]es|respondents|firms|companies|members|suppliers|makers|files|exporters|cases))\b",
    re.IGNORECASE,
)
COUNTED_ROLES = ("approval_rate", "applications", "approved", "pending", "denied", "count")
#: Characters around a figure in which its base is told: before and behind, within the clause.
REACH_BEFORE, REACH_BEHIND = 70, 60
#: So far before a change the period that it measures is told.
REACH_OF_A_PERIOD = 160
#: "a grant of 60 million, a loan of 300 million": each word tells of the figure in its own phrase.
OTHER_FIGURE = re.compile(r"\d|, |\band\b", S)
ANOTHER = re.compile(r",? (?:and|plus) |, (?!or\b)|\d", S)


def basis_of(type_: str, role: str, sentence: str, span: tuple[int, int]) -> tuple[str | None, str | None]:
    """Return (basis, population) of a figure at ``span``; the nearest word that tells a basis wins."""
    kind = KIND.get(role)
    if role == "price" and type_ == "price":
        kind = None
    population = _population(sentence, span) if role in COUNTED_ROLES else None
    if kind is None or (role == "amount" and type_ not in ("investment", "partnership")):
        return None, population
    told = _without_others(sentence, span) if kind == "tariff" else sentence
    basis = "equity" if role == "stake" else _nearest(BASES[kind], told, span)
    if basis == "yoy" and _is_to_date(sentence[max(0, span[0] - REACH_OF_A_PERIOD) : span[0]]):
        basis = "ytd"
    return basis, population


def _without_others(sentence: str, span: tuple[int, int]) -> str:
    """Return a sentence without the duties that it sets beside that of a figure; those of a figure there, alone."""
    for start, end in others_in(sentence):
        if start <= span[0] < end:
            return f"{' ' * start}{sentence[start:end]}{' ' * (len(sentence) - end)}"
        sentence = f"{sentence[:start]}{' ' * (end - start)}{sentence[end:]}"
    return sentence


def _is_to_date(before: str) -> bool:
    """Return whether the period told last before a change is that of several months together."""
    told = list(MEASURED.finditer(before))
    return bool(told) and told[-1]["to_date"] is not None


def _nearest(bases: tuple[tuple[str, Caseless], ...], sentence: str, span: tuple[int, int]) -> str | None:
    before = sentence[max(0, span[0] - REACH_BEFORE) : span[0]].rpartition(";")[2]
    after = sentence[span[1] : span[1] + REACH_BEHIND].partition(";")[0]
    found: list[tuple[int, int, str]] = []
    for rank, (name, pattern) in enumerate(bases):
        spans = [_steps(before[m.end() :], OTHER_FIGURE) for m in pattern.finditer(before) if m[0]]
        spans += [_steps(after[: m.start()], ANOTHER) for m in pattern.finditer(after) if m[0]]
        if spans:
            found.append((min(spans), rank, name))
        elif not pattern.pattern:
            found.append((REACH_BEFORE, rank, name))
    return min(found)[2] if found else None


def _steps(between: str, apart: re.Pattern[str]) -> int:
    """Return how far a word is from a figure; further where what lies between begins another figure's phrase."""
    return len(between) + (REACH_BEFORE if apart.search(between) else 0)


def _population(sentence: str, span: tuple[int, int]) -> str | None:
    found = POPULATION.search(sentence, span[0]) or POPULATION.search(sentence)
    return " ".join(found["who"].split()) if found else None
