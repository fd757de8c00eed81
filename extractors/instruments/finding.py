"""Legal texts by their citations, to canonical ids (gold/GUIDELINES.md, "Instruments")."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from extractors.caseless import Caseless
from extractors.glances import Glance
from extractors.instruments.announcements import find_announcements


class Cited(NamedTuple):
    """A legal text at its characters."""

    start: int
    end: int
    instrument_id: str

    def moved(self, by: int) -> "Cited":
        """Return it so many characters further on."""
        return Cited(start=self.start + by, end=self.end + by, instrument_id=self.instrument_id)


_SEP = r"\s*(?:,|;|and|or|&|to|through|-|–)\s*(?:(?:and|or|to)\s*)?"
_NO = r"(?:Nos?\.?\s*|numbers?\s*|§+\s*)?"
_EO = r"1[345]\d{3}"
_PROC = r"1[01]\d{3}"
_SECTION = r"(?:122|201|232|301)(?:\([a-z]\))?"
#: Citations that may list several numbers: pattern with a group ``list``, what one number looks like, form of the id.
LISTS: tuple[tuple[Caseless, str, str], ...] = (
    (
        Caseless(rf"\b(?:executive orders?|E\.?\s?O\.?s?)(?: \(E\.?O\.?s?\))?[\s-]*(?P<list>{_NO}{_EO}\b(?:{_SEP}(?:E\.?O\.? ?|[Ee]xecutive [Oo]rder )?{_NO}{_EO}\b){{0,9}})"),
        _EO,
        "US-EO-{0}",
    ),
    (
        Caseless(rf"\bproclamations?\s*(?P<list>{_NO}{_PROC}\b(?:{_SEP}{_NO}{_PROC}\b){{0,9}})"),
        _PROC,
        "US-PROC-{0}",
    ),
    (
        Caseless(rf"(?:\b(?:sections?|secs?\.)[\s-]*|§+\s?)(?P<list>{_SECTION}(?!\d|[.,]\d)(?:{_SEP}(?:[Ss]ection )?{_SECTION}(?!\d|[.,]\d)){{0,5}})"
                   r"(?!\s*of\s*the\s*(?:Immigration|Clean|Social|Communications|Tax))"),
        r"\b(?:122|201|232|301)",
        "US-S{0}",
    ),
)  # fmt: skip
SIMPLE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(\d{2,3})\s*(?:FR|F\.\s?R\.|Fed\.?\s*Reg\.?|Federal Register)\s*(\d{1,3},\d{3}|\d{3,6})\b"), "US-FR-{0}-{1}"),
    (re.compile(r"\b(\d{1,2})\s*U\.?\s?S\.?\s?C(?:ode)?\.?\s*(?:§+\s*|[Ss]ec(?:tion|\.)\s*)?(\d{2,5}[a-z]?)\b"), "US-USC-{0}-{1}"),
    (re.compile(r"\b[Tt]itle (\d{1,2})(?: of the (?:U\.?S\.?|United States) Code)?,? [Ss]ection (\d{2,5}[a-z]?)\b"), "US-USC-{0}-{1}"),
    (re.compile(r"\bDFARS\)?\s+(?:clauses?\s+|sections?\s+|provisions?\s+|subparts?\s+|§\s*)?(2\d{2}\.\d{2,4}(?:[-–]\d{1,4})?)"), "US-DFARS-{0}"),
    (re.compile(r"(?<![\d.])(2(?:25|52)\.(?:225|70\d\d)[-–]?\d{0,4})\b(?!\.\d)"), "US-DFARS-{0}"),
    (re.compile(r"(?<![\d.])(99\d{2}\.\d{2}\.\d{2})(?!\d)"), "US-HTS-{0}"),
    (re.compile(r"\b(?:HTS(?:US)?|(?:sub)?headings?)\s+((?!99)\d{4}\.\d{2}(?:\.\d{2,4})?)(?!\d)"), "US-HTS-{0}"),
    (re.compile(r"(?<!ECCN )\b([1-9][A-E]9\d{2}(?:\.[a-z])?)(?![\w])"), "CN-CODE-{0}"),
    (re.compile(r"control codes?[\s:]*([0-9][A-E]\d{3}(?:\.[a-z])?)"), "CN-CODE-{0}"),
    (re.compile(r"\bIEEPA\b|International Emergency Economic Powers Act"), "US-IEEPA"),
    (re.compile(r"\bRegulation\s*(?:\((?:EU|EC|EEC)\)|EU)?\s*(?:No\.?\s*)?((?:19|20)\d\d)/(\d{1,4})\b"), "EU-REG-{0}-{1}"),
)  # fmt: skip
#: "Regulation (EC) No 428/2009": the older order of number and year.
OLD_REGULATION = re.compile(r"\bRegulation\s*\((?:EU|EC|EEC)\)\s*No\.?\s*(\d{1,4})/((?:19|20)\d\d)\b")
CASE = re.compile(
    r"(?<![\w.])(?P<first>(?:[A-Z]\.){2,5}\s[A-Z][\w&'’-]+(?: [A-Z][\w&'’-]+){0,3}|[A-Z][\w&'’-]+(?: (?:of |the |& )?[A-Z][\w&'’-]+){0,4})"
    r"(?:,? (?:Inc|LLC|Ltd|Corp|Co|L\.P)\.?)?,? v(?:s)?\. (?P<second>[A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]+){0,3})"
    r"(?P<docket>[^.;]{0,25}?(?:Nos?\.|Docket|Case|Court No\.)\s*(?:No\.\s*)?(?P<number>\d{2}-\d{2,5}))?"
)
DOCKET = re.compile(r"\b(?:Docket|Case|Court)(?: No\.?| Number)\s*(\d{2}-\d{2,5})\b")
#: Which of them a text may hold at all.
_LISTS = Glance({number: pattern for number, (pattern, _, _) in enumerate(LISTS)})
_SIMPLE = Glance({number: pattern for number, (pattern, _) in enumerate(SIMPLE)})
LEADING = re.compile(r"^(?:In|The|And|But|Under|After|Since|By|As|With|For|On|See|Court)\s+")
_LEGAL_FORM = re.compile(r",? (?:Inc|LLC|Ltd|Corp|Co|Company|Corporation)\.?$")


def find_instruments(
    text: str, *, published: date | None, issuer_in_context: bool, known: Sequence[str] = ()
) -> list[Cited]:
    """Return the legal texts that a text cites, in order.

    The day of publication stands in where an announcement's number comes without a year and neither the text nor
    ``known`` (ids of legal texts on record, issued by then) tells it; a bare ``No. 61`` is an announcement only where
    ``issuer_in_context`` says that the document speaks of such.
    """
    cited = [*_lists(text), *_simple(text), *_cases(text)]
    covered = {place for c in cited for place in range(c.start, c.end)}
    for start, end, id_ in find_announcements(text, published=published, bare=issuer_in_context, known=known):
        if start not in covered:
            cited.append(Cited(start=start, end=end, instrument_id=id_))
    unique = {(c.end, c.instrument_id): c for c in sorted(cited, key=lambda c: -c.start)}
    return sorted(unique.values(), key=lambda c: (c.start, c.instrument_id))


def _lists(text: str) -> Iterator[Cited]:
    for number in _LISTS.possible(text):
        pattern, one, form = LISTS[number]
        for found in pattern.finditer(text):
            for told in re.findall(one, found["list"]):
                yield Cited(start=found.start(), end=found.end(), instrument_id=form.format(told))


def _simple(text: str) -> Iterator[Cited]:
    for number in _SIMPLE.possible(text):
        pattern, form = SIMPLE[number]
        for found in pattern.finditer(text):
            parts = [p.replace("–", "-").replace(",", "") for p in found.groups()]
            yield Cited(start=found.start(), end=found.end(), instrument_id=form.format(*parts))
    for found in OLD_REGULATION.finditer(text) if "Regulation" in text else ():
        yield Cited(start=found.start(), end=found.end(), instrument_id=f"EU-REG-{found[2]}-{found[1]}")


def _cases(text: str) -> Iterator[Cited]:
    """Yield court cases, by their docket where one is told with them, else by the first party."""
    named: set[int] = set()
    for found in CASE.finditer(text) if " v. " in text or " vs. " in text else ():
        party = _LEGAL_FORM.sub("", LEADING.sub("", found["first"]))
        name = found["number"] or re.sub(r"[^a-z0-9]+", "-", re.sub(r"[.'’]", "", party.lower())).strip("-")
        if name:
            named.update(range(*found.span()))
            yield Cited(start=found.start(), end=found.end(), instrument_id=f"US-CASE-{name}")
    for found in DOCKET.finditer(text) if any(map(text.__contains__, ("Docket", "Case", "Court"))) else ():
        if found.start() not in named:
            yield Cited(start=found.start(), end=found.end(), instrument_id=f"US-CASE-{found[1]}")
