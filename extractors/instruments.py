"""Legal texts by their citations, to canonical ids (gold/GUIDELINES.md, "Instruments")."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A legal text at its characters."""

    start: int
    end: int
    instrument_id: str


NUMBERS = r"(?:Nos?\.?\s*)?\d{1,3}(?:\s*(?:,|and|to|through|-|–|&|or)\s*(?:(?:and|to)\s*)?(?:Nos?\.?\s*)?\d{1,3}\b)*"
ANNOUNCEMENT = re.compile(
    rf"(?:Announcement|Notice|Decree|Order|Circular)s?\s*(?:\(?(?P<before>20\d\d)\)?\s*)?(?P<numbers>{NUMBERS})"
    r"(?:,?\s*(?:of|\()\s*(?P<after>20\d\d)\)?)?"
)
BARE_NUMBER = re.compile(
    r"(?<!Case )(?<!Docket )\bNos?\.\s*(?P<numbers>\d{1,3}(?:\s*(?:,|and|to|-|–)\s*(?:No\.\s*)?\d{1,3})*)"
    r"(?:\s*of\s*(?P<after>20\d\d))?"
)
CHINESE = re.compile(
    r"公告\s*[（(]?\s*(?P<y1>20\d\d)\s*[)）]?\s*年?\s*第?\s*(?P<n1>\d{1,3})\s*[号號]|"
    r"(?P<y2>20\d\d)\s*年\s*第?\s*(?P<n2>\d{1,3}(?:\s*[、至和]\s*(?:第)?\d{1,3})*)\s*[号號]\s*公告"
)
TARIFF_COMMISSION = re.compile(r"Tariff Commission|税委会|税则委员会")
#: A longer range of announcements is no range.
LONGEST_RANGE = 30
SIMPLE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:Executive Order|E\.?O\.?)\s*(?:No\.?\s*)?(1[34]\d{3})\b"), "US-EO-{0}"),
    (re.compile(r"Proclamation\s*(?:No\.?\s*)?(1[01]\d{3})\b"), "US-PROC-{0}"),
    (re.compile(r"\b(\d{2,3})\s*(?:FR|Fed\.?\s*Reg\.?|Federal Register)\s*(\d{3,6})\b"), "US-FR-{0}-{1}"),
    (re.compile(r"\b[Ss]ection[s]?\s*(122|201|232|301)\b(?!\s*of\s*the\s*(?:Immigration|Clean|Social))"), "US-S{0}"),
    (re.compile(r"\b[Ss]ections?\s*(?:122|201|232|301)\s*(?:and|or|,)\s*(122|201|232|301)\b"), "US-S{0}"),
    (re.compile(r"\b(\d{1,2})\s*U\.?\s?S\.?\s?C\.?\s*(?:§+\s*)?(\d{3,5}[a-z]?)\b"), "US-USC-{0}-{1}"),
    (re.compile(r"\bDFARS\s+(?:clause\s+|section\s+)?(2\d{2}\.\d{3,4}(?:-\d{4})?)"), "US-DFARS-{0}"),
    (re.compile(r"\b(252\.225-\d{4})\b"), "US-DFARS-{0}"),
    (re.compile(r"\b(99\d{2}\.\d{2}\.\d{2})\b"), "US-HTS-{0}"),
    (re.compile(r"\b([1-9][A-E]\d{3}(?:\.[a-z])?)\b"), "CN-CODE-{0}"),
    (re.compile(r"\bIEEPA\b|International Emergency Economic Powers Act"), "US-IEEPA"),
    (re.compile(r"Regulation\s*\(?EU\)?\s*(?:No\.?\s*)?(\d{4})/(\d{1,4})"), "EU-REG-{0}-{1}"),
    (re.compile(r"\b([A-Z][a-z]+(?: [A-Z][a-z]+)*)(?:,? Inc\.)? v\. (?:Trump|United States|U\.S\.)"), "US-CASE-{0}"),
)


def find_instruments(text: str, *, year: str, issuer_in_context: bool) -> list[Cited]:
    """Return the legal texts that a text cites, in order.

    ``year`` (of publication) stands in where an announcement's number comes without one; a bare ``No. 61`` is an
    announcement only where ``issuer_in_context`` says that the document speaks of such.
    """
    cited = [c for pattern, form in SIMPLE for c in _simple(text, pattern, form)]
    cited += _announcements(text, ANNOUNCEMENT, year)
    if issuer_in_context:
        known = [(c.start, c.end) for c in cited]
        bare = _announcements(text, BARE_NUMBER, year)
        cited += [c for c in bare if not any(s <= c.start < e for s, e in known)]
    for found in CHINESE.finditer(text):
        numbers = found["n1"] or found["n2"]
        for number in re.findall(r"\d+", numbers):
            cited.append(_cited(found, _series(text, found.start()), found["y1"] or found["y2"], number))
    unique = {(c.start, c.instrument_id): c for c in cited}
    return sorted(unique.values(), key=lambda c: (c.start, c.instrument_id))


def _simple(text: str, pattern: re.Pattern[str], form: str) -> list[Cited]:
    cited = []
    for found in pattern.finditer(text):
        parts = [p.lower().replace(" ", "-") if form.startswith("US-CASE") else p for p in found.groups()]
        cited.append(Cited(start=found.start(), end=found.end(), instrument_id=form.format(*parts)))
    return cited


def _announcements(text: str, pattern: re.Pattern[str], year: str) -> list[Cited]:
    cited = []
    for found in pattern.finditer(text):
        if re.match(r"(?:Executive|Final|Court)\s", text[max(0, found.start() - 10) : found.start()].lstrip()[-10:]):
            continue
        groups = found.groupdict()
        told = groups.get("before") or groups.get("after") or year
        series = _series(text, found.start())
        cited += [_cited(found, series, told, number) for number in _expanded(found["numbers"])]
    return cited


def _cited(found: re.Match[str], series: str, year: str, number: str) -> Cited:
    return Cited(start=found.start(), end=found.end(), instrument_id=f"CN-{series}-{year}-{int(number)}")


def _series(text: str, start: int) -> str:
    near = text[max(0, start - 80) : start]
    return "SCTC" if TARIFF_COMMISSION.search(near) else "MOFCOM"


def _expanded(numbers: str) -> list[str]:
    """Return each number of a list with ranges: "55 to 58, 61 and 62"."""
    out: list[int] = []
    for first, last in re.findall(r"(\d+)(?:\s*(?:to|through|-|–)\s*(?:Nos?\.?\s*)?(\d+))?", numbers):
        low, high = int(first), int(last or first)
        out += range(low, high + 1) if 0 <= high - low <= LONGEST_RANGE else [low, high]
    return [str(n) for n in out if n > 0]
