"""How exact a figure is told to be: the words before and behind it."""

import re

#: Asked first, for they hold words that bound from above: "no less than".
_NO_LESS = r"(?:no|not|never|nothing) (?:less|fewer|lower|shorter|cheaper) than"
_AT_LEAST = (
    r"at least|more than|(?:just |well |slightly )?(?:over|above)|"
    r"upwards? of|in excess of|exceed(?:s|ed|ing)?|(?:a )?minimum of|as (?:little|few) as|north of|past|beyond|"
    r"surpass(?:es|ed|ing)?|topp(?:ed|ing)|greater than|longer than|break(?:s|ing)? through|starting at"
)
_AT_MOST = (
    r"up to|as (?:much|many|high|long|low) as|at most|no (?:more|longer|later|higher) than|"
    r"(?:not|never) (?:more|longer) than|(?:just |well |slightly )?(?:under|below)|less than|fewer than|"
    r"(?:a )?(?:maximum|ceiling|cap) of|capped at|within|short of|shy of|lower than|shorter than"
)
_ABOUT = (
    r"about|around|roughly|approximately|some|nearly|almost|close to|an estimated|estimated at|circa|ca\.|approx\.|"
    r"in the (?:region|order|neighbou?rhood) of|virtually|near|just about|more or less|~|≈"
)
BEFORE = tuple(
    (re.compile(rf"(?:^|[^\w])(?:{words})\s*(?:an?\s|the\s)?\(?$", re.IGNORECASE), name)
    for name, words in (("at_least", _NO_LESS), ("at_most", _AT_MOST), ("at_least", _AT_LEAST), ("about", _ABOUT))
)
BEHIND = (
    (re.compile(r"\W{0,2}(?:\w+ ){0,2}(?:or|and) (?:more|longer|above|over|higher|greater|beyond)\b|\+|-plus\b| plus\b|"
                r" at (?:the (?:very )?)?least\b| (?:at a )?minimum\b", re.IGNORECASE), "at_least"),
    (re.compile(r"\W{0,2}(?:\w+ )?(?:or|and) (?:less|fewer|shorter|below|under|lower)\b| at (?:the )?most\b|"
                r" (?:at a )?maximum\b", re.IGNORECASE), "at_most"),
    (re.compile(r" or so\b|-odd\b|-ish\b| give or take", re.IGNORECASE), "about"),
)  # fmt: skip
#: So far back a word that bounds a figure is looked for.
REACH = 32


def bound_of(text: str, start: int, end: int) -> str:
    """Return exact, about, at_least or at_most for the figure at ``start`` to ``end`` of a text."""
    behind = text[end : end + REACH]
    for pattern, name in BEHIND:
        if pattern.match(behind):
            return name
    before = text[max(0, start - REACH) : start]
    return next((name for pattern, name in BEFORE if pattern.search(before)), "exact")
