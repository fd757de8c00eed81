"""What stands before a sentence and is no part of its grammar: datelines, clock times, list marks, speakers' names."""

import re

DATELINE = (
    r"[A-Z][A-Z.'’/&-]+(?:[ /][A-Z][A-Za-z.'’-]+){0,4}(?:, [A-Z][A-Za-z. ]{1,20}){0,2}"
    r"(?:,? \(?\d{0,2} ?[A-Z][a-z]{2,8}\.? ?\d{0,2}(?:,? \d{4})?\)?)?(?: \([A-Za-z ]+\))?(?: (?:-{1,2}|–|—)|:) "
)
DATED = r"[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})? (?:-{1,2}|–|—) "
CLOCK = r"[\[(]?\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?[\])]?[:.]? (?:-{1,2} |– |— )?"
LIST_MARK = r"(?:[-•*–—]|\(?[a-z\d]{1,2}[.)]) "
VOICE = (
    r"(?:Q|A|Question|Answer|Reporter|Update|Correction|LIVE|Live|BREAKING|WATCH|EXCLUSIVE|UPDATE \d)(?::|-) ?"
    r"(?=[A-Z“\"'])"
)
LEAD_IN = re.compile(rf"\s*(?:{DATELINE}|{DATED}|{CLOCK}|{LIST_MARK}|{VOICE}){{1,2}}")


def lead_in(sentence: str) -> int:
    """Return how many characters at the beginning of a sentence are no part of it."""
    found = LEAD_IN.match(sentence)
    return found.end() if found and found.end() < len(sentence) else 0
