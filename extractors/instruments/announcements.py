"""Announcements of Chinese ministries by their numbers: ranges and lists, the year told or found, the issuer."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from extractors.instruments.years import year_by_number, year_on_record

_ONE = r"(?:Nos?\.?(?:s\b)?\s*|numbers?\s+|第\s*)?\d{1,3}(?!\d|[.,/]\d|-\d{3})\s*[号號]?"
_SEP = r"\s*(?:,|、|and|to|through|-|–|&|or|至|和|及)\s*(?:(?:and|to)\s*)?"
NUMBERS = rf"{_ONE}(?:{_SEP}{_ONE}){{0,12}}"
_YEAR = r"20\d\d"
#: A year behind the numbers: "of 2025", "(2025)", "[2025]", "of last year".
_OF_YEAR = rf"(?:,?\s*(?:of\s*|in\s*|\(|\[|/)\s*(?P<after>{_YEAR}|last year|this year)[)\]]?)?"
NAMED = re.compile(
    rf"\b(?:[Aa]nnouncements?|[Nn]otices?|[Cc]irculars?|Decrees?|(?<!Executive )(?<!executive )Orders?)\s*"
    rf"(?:[(\[]?(?P<before>{_YEAR})[)\]]?(?:\s*,)?\s*|\(?)(?P<numbers>{NUMBERS}){_OF_YEAR}"
)
#: "the order, No. 19 of this year"; "No. 61" alone where the document speaks of announcements.
BARE = re.compile(
    rf"(?<!Case )(?<!Docket )(?<!Court )(?<!Law )(?<!Order )\b(?P<numbers>(?:Nos?\.|numbers)\s*\d{{1,3}}(?!\d|[.,/]\d|-\d{{3}})(?:{_SEP}{_ONE}){{0,12}}){_OF_YEAR}"
)
CHINESE = (
    re.compile(rf"公告\s*[（(\[〔]?\s*(?P<before>{_YEAR})\s*[)）\]〕]?\s*年?\s*(?P<numbers>第?\s*\d{{1,3}}\s*[号號](?:[、至和及]{{1,2}}\s*第?\s*\d{{1,3}}\s*[号號]){{0,12}})"),
    re.compile(
        rf"(?:[（(\[〔]?(?P<before>{_YEAR})[)）\]〕]?\s*年?\s*)?(?P<numbers>第\s*\d{{1,3}}\s*[号號]?(?:\s*[、至和及]{{1,2}}\s*第?\s*\d{{1,3}}\s*[号號]?){{0,12}})\s*(?:[号號]\s*)?(?:共同|联合|聯合)?(?:公告|令)"
    ),
    re.compile(rf"(?P<before>{_YEAR})\s*年\s*(?P<numbers>第\s*\d{{1,3}}\s*[号號])"),
)  # fmt: skip
#: Pieces of which a text holds one where any pattern can match; most texts cite nothing.
IN_ENGLISH = ("nnouncement", "otice", "ircular", "Decree", "rder")
IN_CHINESE = ("公告", "第")
ISSUERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("SCTC", re.compile(r"[Tt]ariff [Cc]ommission|税委会|税则委员会|稅則委員會|Customs Tariff")),
    ("MOFCOM", re.compile(r"MOFCOM|[Mm]inistry of [Cc]ommerce|[Cc]ommerce [Mm]inistry|商务部|商務部|[Ee]xport[- ]control|出口管制")),
    ("MIIT", re.compile(r"MIIT|[Ii]ndustry [Mm]inistry|Ministry of Industry|工信部|工业和信息化部")),
    ("NDRC", re.compile(r"NDRC|National Development and Reform|发改委|发展改革委")),
    ("GACC", re.compile(r"GACC|General Administration of Customs|海关总署|海關總署")),
)  # fmt: skip
#: So far from the number its issuer is looked for, before and behind.
REACH = 160
BEHIND = 60
#: A longer range of announcements is no range.
LONGEST_RANGE = 30
ISSUING = re.compile(r"\b(?:issu\w*|publish\w*|releas\w*|announced|unveil\w*|new)\b[^.;]{0,60}$|发布$|公布$")
#: Behind the number: "No. 11, published on Tuesday"; an older one has its month, or its year.
ISSUED_BEHIND = re.compile(
    r",? (?:(?:which|that) )?(?:was |were |has been )?(?:just |also |both )?(?:published|issued|released|unveiled|announced|signed|posted)"
    r" (?:late |early )?(?:on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|this (?:week|morning|afternoon)|the same day)\b"
    r"|(?:于|在)?(?:今天|今日|昨日|昨天|当日|当天|同日|周[一二三四五六日])?(?:发布|公布|出台)(?:的)?(?:当日|当天)"
)
Citation = tuple[int, int, str]


def find_announcements(text: str, *, published: date | None, bare: bool, known: Sequence[str]) -> Iterator[Citation]:
    """Yield (start, end, id) of each announcement cited; ``bare`` allows numbers without the word "announcement"."""
    found = list(NAMED.finditer(text)) if any(map(text.__contains__, IN_ENGLISH)) else []
    if any(map(text.__contains__, IN_CHINESE)):
        found += [m for p in CHINESE for m in p.finditer(text)]
    if bare and ("No" in text or "numbers" in text):
        found += [m for m in BARE.finditer(text) if _counts(m, text)]
    if not found:
        return
    default = _default_series(text)
    taken: set[int] = set()
    citations: list[tuple[re.Match[str], str, str | None, list[str]]] = []
    for match in found:
        places = range(*match.span("numbers"))
        if not taken.isdisjoint(places) or not _is_citation(match):
            continue
        taken.update(places)
        citations.append(
            (
                match,
                _series(text, match, default),
                _told_year(match, str(published.year) if published else "") or _year_of_issue(text, match, published),
                _expanded(match["numbers"]),
            )
        )
    told = {(s, n): y for _, s, y, numbers in citations if y for n in numbers}
    for match, series, when, numbers in citations:
        for number in numbers:
            chosen = when or told.get((series, number)) or _year_on_record(series, number, known, text, match)
            chosen = chosen or _by_number(number, text, match, published)
            if chosen:
                yield match.start(), match.end(), f"CN-{series}-{chosen}-{number}"


def _is_citation(match: re.Match[str]) -> bool:
    """Return whether a number behind "order" or "notice" is one: it has its "No." or a year."""
    if match.re is not NAMED or match[0].lower().startswith("announcement"):
        return True
    groups = match.groupdict()
    return bool(groups["before"] or groups["after"] or re.search(r"No", match["numbers"]))


def _counts(match: re.Match[str], text: str) -> bool:
    """Return whether a bare "No. 1" can be an announcement: by its year, its list, its size, or the word before it."""
    if match["after"] or len(re.findall(r"\d+", match["numbers"])) > 1:
        return True
    before = text[max(0, match.start() - 70) : match.start()]
    named = re.search(r"\b(?:announcements?|order|rules?|notice|measure|decree)\b[^.;]{0,40}$", before, re.IGNORECASE)
    return bool(named) or len(re.findall(r"\d", match["numbers"])) > 1


def _told_year(match: re.Match[str], year: str) -> str | None:
    groups = match.groupdict()
    told = groups.get("before") or groups.get("after")
    if told in ("last year", "this year"):
        return str(int(year) - (told == "last year")) if year.isdigit() else None
    return told


def _year_on_record(series: str, number: str, known: Sequence[str], text: str, match: re.Match[str]) -> str | None:
    """Return the latest year in which a legal text of this number is on record, unless a new one is being issued."""
    return None if _is_issued_here(text, match) else year_on_record(series, number, known)


def _by_number(number: str, text: str, match: re.Match[str], published: date | None) -> str | None:
    """Return the year that the size of a number tells; of one that is being issued, the year of the text."""
    if published is None:
        return None
    return str(published.year) if _is_issued_here(text, match) else year_by_number(number, published)


def _year_of_issue(text: str, match: re.Match[str], published: date | None) -> str | None:
    """Return the year of a text that cites what has just been issued: it is that number's wherever else it stands."""
    return str(published.year) if published and _is_issued_here(text, match) else None


def _is_issued_here(text: str, match: re.Match[str]) -> bool:
    before = ISSUING.search(text[max(0, match.start() - 70) : match.start()])
    return before is not None or ISSUED_BEHIND.match(text, match.end()) is not None


def _default_series(text: str) -> str:
    """Return the issuer that a text speaks of: the Tariff Commission where only that is named."""
    named = [name for name, pattern in ISSUERS if pattern.search(text)]
    return "SCTC" if "SCTC" in named and "MOFCOM" not in named else "MOFCOM"


def _series(text: str, match: re.Match[str], default: str) -> str:
    """Return the issuer named nearest to a citation; the commerce ministry signs what customs signs with it."""
    before, after = text[max(0, match.start() - REACH) : match.start()], text[match.end() : match.end() + BEHIND]
    near: dict[str, int] = {}
    for name, pattern in ISSUERS:
        distances = [len(before) - m.end() for m in pattern.finditer(before)]
        distances += [m.start() for m in pattern.finditer(re.split(r"[.;。；]", after)[0])]
        if distances:
            near[name] = min(distances)
    if not near:
        return default
    if "MOFCOM" in near:
        near.pop("GACC", None)
    return min(near, key=lambda name: near[name])


def _expanded(numbers: str) -> list[str]:
    """Return each number of a list with ranges: "55 to 58, 61 and 62"."""
    out: list[int] = []
    ranged = r"(\d+)\s*[号號]?(?:\s*(?:to|through|-|–|至)\s*(?:Nos?\.?\s*|第\s*)?(\d+))?"
    for first, last in re.findall(ranged, numbers):
        low, high = int(first), int(last or first)
        out += range(low, high + 1) if 0 <= high - low <= LONGEST_RANGE else [low, high]
    return [str(n) for n in dict.fromkeys(out) if n > 0]
