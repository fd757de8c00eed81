"""Numbers as texts write them, in digits and in words: patterns that find them, functions that read them."""

import re

ONES = {w: i for i, w in enumerate(
    ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
     "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"))}  # fmt: skip
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
SCALES = {
    "dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "mn": 1e6, "mln": 1e6, "mio": 1e6, "m": 1e6,
    "billion": 1e9, "bn": 1e9, "bln": 1e9, "b": 1e9, "trillion": 1e12, "trn": 1e12, "tn": 1e12, "k": 1e3,
    "crore": 1e7, "crores": 1e7, "lakh": 1e5, "lakhs": 1e5, "lakh crore": 1e12,
}  # fmt: skip
#: Ordinals as parts of one ("a fifth"); "second" is none.
PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
         "ninth": 9, "tenth": 10}  # fmt: skip
FOLDS = {"doubl": 2.0, "tripl": 3.0, "trebl": 3.0, "quadrupl": 4.0, "quintupl": 5.0, "sextupl": 6.0}

_ONE = "|".join(sorted((w for w in ONES if w != "zero"), key=len, reverse=True))
_TENS = "|".join(TENS)
DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|(?<!\d[ .,])\d{1,3}(?: \d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
WORDS = (
    rf"(?:(?:{_TENS})(?:[- ](?:{_ONE})\b)?|(?:{_ONE})\b|a(?=[ -](?:dozen|hundred|thousand|million|billion|trillion)\b)|"
    r"half an?(?=[ -](?:dozen|million|billion|trillion)\b))"
)
#: A number without its scale; and the scales that may follow it, one or two ("two hundred thousand", "1 lakh crore").
NUMBER = rf"(?:{DIGITS}|{WORDS})(?: and a half\b)?"
SCALE = (
    r"(?:[\s-]?(?:dozen|hundred|thousand|lakh crore|lakhs?|crores?|million|billion|trillion|mn|mln|mio|bn|bln|trn|tn|"
    r"[mbk](?!\w|/(?!k?g?t?\b)|[.²³]\w))\b){1,2}"
)


#: What stands between the thousands of a number.
GROUPING = dict.fromkeys(map(ord, ", \u00a0\u202f"))


def read_number(text: str) -> float:
    """Return the number that ``NUMBER`` has found: "1,234.5", "12 000", "twenty-two", "half a", "two and a half".

    Raises ValueError where the text is no number.
    """
    word = text.strip().lower()
    if word.endswith(" and a half"):
        return read_number(word.removesuffix(" and a half")) + 0.5
    if word.startswith("half a"):
        return 0.5
    if word in ("a", "an"):
        return 1.0
    if word[:1].isdigit():
        return float(word.translate(GROUPING))
    parts = word.replace("-", " ").split(" ")
    if not all(p in ONES or p in TENS for p in parts):
        raise ValueError(f"{text!r} is no number")
    return float(sum(TENS.get(p, ONES.get(p, 0)) for p in parts))


def read_scale(text: str | None) -> float:
    """Return what a number is multiplied by: "hundred thousand" is 100,000; nothing is 1."""
    scale = 1.0
    for word in re.findall(r"lakh crore|[a-z]+", (text or "").lower()):
        scale *= SCALES[word]
    return scale


def read_scaled(number: str, scale: str | None) -> float:
    """Return a number with its scale, without the noise of binary fractions."""
    return round(read_number(number) * read_scale(scale), 6)
