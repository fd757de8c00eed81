"""What a figure is relative to: the base of a duty, of a change, of a rate, of money (TRACKING, "observations")."""

import re

S = re.IGNORECASE
BASES: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    "tariff": (
        ("fentanyl", re.compile(r"fentanyl", S)),
        ("reciprocal", re.compile(r"reciprocal|ad valorem", S)),
        ("s301", re.compile(r"section 301|sections 301|four-year review", S)),
        ("s232", re.compile(r"section 232|steel|alumini?um|national security", S)),
        ("s122", re.compile(r"section 122|surcharge|balance[- ]of[- ]payments", S)),
        ("all_in", re.compile(
            r"\b(?:all told|in all|overall|total(?:s|ling|ing)?|combined|average|effective (?:rate|tariff)|altogether|"
            r"stacked|cumulative|all[- ]in|aggregate)\b", S)),
    ),
    "money": (
        ("price_floor", re.compile(r"\bfloor|minimum price|guarantee\w* (?:it )?(?:at least |no less than )?\S*\d\S* (?:per|a) k", S)),
        ("loan", re.compile(r"\b(?:loans?|lend\w*|lent|borrow\w*|credit|debt|financing|facility)\b", S)),
        ("grant", re.compile(r"\b(?:grants?|subsid\w*|incentive\w*|award\w*|cost-shar\w*)\b", S)),
        ("equity", re.compile(r"\b(?:stocks?|equity|stakes?|shares?|warrants?|placement|invest(?:s|ed|ing)? in)\b", S)),
        ("offtake", re.compile(r"\b(?:off-?take|purchase (?:agreement|commitment)|supply (?:agreement|contract|deal)|buy\w*)\b", S)),
        ("acquisition", re.compile(r"\b(?:acqui\w+|takeover|buyout|merg\w+)\b", S)),
    ),
    "change": (
        ("yoy", re.compile(
            r"year[- ](?:on|over)[- ]year|y/y|\byoy\b|on the year|a year (?:ago|earlier|before)|(?:from|than|of|in) (?:\w+ )?last year|"
            r"(?:same|year-ago) (?:month|period|quarter)|annual(?:ly)? |\b(?:June|May|April|March|July|August|September|October|November|"
            r"December|January|February) (?:19|20)\d\d|year-earlier|from the year before|trail last year", S)),
        ("mom", re.compile(
            r"month[- ](?:on|over)[- ]month|m/m|\bmom\b|on the month|a month (?:ago|earlier|before)|the (?:previous|prior) month|month before|last month|"
            r"\b(?:from|than|over|above|below|of|in) (?:January|February|March|April|May|June|July|August|September|October|November|"
            r"December)\b(?! (?:19|20)\d\d)", S)),
        ("ytd", re.compile(r"so far this year|first (?:half|(?:\w+ ){0,1}months)|half-year|year to date|January (?:through|to|-)|"
                           r"January-\w+|since the (?:start|beginning) of the year", S)),
    ),
    "rate": (
        ("respondents", re.compile(r"\b(?:respond\w*|survey\w*|polled|poll|members? (?:said|say)|of (?:the )?(?:firms|companies|members))\b", S)),
        ("applications", re.compile(r"\b(?:applications?|requests?|licen[cs]es?|permits?|files?|filings?|submissions?)\b", S)),
    ),
    "time": (
        ("statutory", re.compile(r"\b(?:rules?|statut\w*|by law|law|legal\w*|allow\w*|regulat\w*|official\w*|stipulat\w*|requires?|prescribed|maximum)\b", S)),
        ("waiting", re.compile(r"\b(?:wait\w*|yet to|pending|still|queue\w*|unanswered|sat|in limbo)\b", S)),
        ("observed", re.compile(r"", S)),
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


def basis_of(type_: str, role: str, sentence: str, span: tuple[int, int]) -> tuple[str | None, str | None]:
    """Return (basis, population) of a figure at ``span``; the nearest word that tells a basis wins."""
    kind = KIND.get(role)
    if role == "price" and type_ == "price":
        kind = None
    population = _population(sentence, span) if role in COUNTED_ROLES else None
    if kind is None or (role == "amount" and type_ not in ("investment", "partnership")):
        return None, population
    return _nearest(BASES[kind], sentence, span), population


def _nearest(bases: tuple[tuple[str, re.Pattern[str]], ...], sentence: str, span: tuple[int, int]) -> str | None:
    before = re.split(r";", sentence[max(0, span[0] - REACH_BEFORE) : span[0]])[-1]
    after = re.split(r";", sentence[span[1] : span[1] + REACH_BEHIND])[0]
    found: list[tuple[int, int, str]] = []
    for rank, (name, pattern) in enumerate(bases):
        spans = [len(before) - m.end() for m in pattern.finditer(before) if m[0]]
        spans += [m.start() for m in pattern.finditer(after) if m[0]]
        if spans:
            found.append((min(spans), rank, name))
        elif not pattern.pattern:
            found.append((REACH_BEFORE, rank, name))
    return min(found)[2] if found else None


def _population(sentence: str, span: tuple[int, int]) -> str | None:
    found = POPULATION.search(sentence, span[0]) or POPULATION.search(sentence)
    return " ".join(found["who"].split()) if found else None
