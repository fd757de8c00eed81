"""Legal texts cited in Chinese, by their numbers and names."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from extractors.instruments.finding import find_instruments
from extractors.instruments.years import year_by_number, year_on_record

#: What the patterns for English miss beside Chinese characters.
CITED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<![A-Za-z0-9])([1-9][A-E]\d{3}(?:\.[a-z])?)(?![A-Za-z0-9])"), "CN-CODE-{0}"),
    (re.compile(r"第?(1[34]\d{3})号?(?:行政令|行政命令)|(?:行政令|行政命令)第?(1[34]\d{3})号?"), "US-EO-{0}"),
    (re.compile(r"第?(1[01]\d{3})号?(?:总统)?公告|公告第?(1[01]\d{3})号?"), "US-PROC-{0}"),
    (re.compile(r"(?<!\d)(122|201|232|301)(?:条款?|调查|关税|税)"), "US-S{0}"),
    (re.compile(r"国际紧急经济权力法|(?<![A-Z])IEEPA"), "US-IEEPA"),
    (re.compile(r"(?<!\d)(20\d\d)/(\d{3,4})号?(?:条例|法规)"), "EU-REG-{0}-{1}"),
    (re.compile(r"(?<!\d)(99\d{2}\.\d{2}\.\d{2})(?!\d)"), "US-HTS-{0}"),
    (re.compile(r"(252\.225-\d{4})(?!\d)"), "US-DFARS-{0}"),
)
LISTED = re.compile(
    r"(?P<y>20\d\d)\s*\)?\s*年?\s*第?(?P<list>\d{1,3}(?:\s*号)?(?:\s*(?:、|至|和|及|以及|与|到|—|-)\s*第?\d{1,3}(?:\s*号)?){0,12})\s*号?"
    r"(?:(?:公告|令)|(?=[,，：:。；;、的（(）)》」”\s])|$|(?<=号)(?!楼|文|公路|高炉|院|决议))"
)
BARE = re.compile(
    r"第(?P<list>\d{1,3}号?(?:(?:、|至|和|及|以及|与|到)第?\d{1,3}号?){0,12})(?:公告|令)|公告第(?P<after>\d{1,3})号|第(?P<one>\d{1,3})号(?!楼|令|文|公路|高炉|院|决议)"
)
COMMISSION = re.compile(r"税委会|税则委员会")
ONE_OR_RANGE = re.compile(r"(\d{1,3})\s*号?(?:\s*(?:至|到|—|-)\s*第?(\d{1,3}))?")
LONGEST_RANGE = 30


#: What is being issued is of the year of the text.
ISSUED = re.compile(r"(?:发布|公布|出台|印发)[^，。；]{0,12}$")


def find_chinese_instruments(
    text: str, published: date | None, *, told: Mapping[str, str] | None = None, known: Sequence[str] = ()
) -> tuple[tuple[int, str], ...]:
    """Return (place, id) of each legal text cited.

    Where a number comes without a year, ``told`` (number -> year, of the whole document), ``known`` (ids of legal texts
    on record by then) and the size of the number tell it.
    """
    cited = [(c.start, c.instrument_id) for c in find_instruments(text, published=published, issuer_in_context=False)]
    cited = [c for c in cited if not c[1].startswith(("CN-MOFCOM", "CN-SCTC"))]
    cited += [(m.start(), form.format(*(g for g in m.groups() if g))) for p, form in CITED for m in p.finditer(text)]
    taken: list[tuple[int, int]] = []
    for found in (*_announced(text), *BARE.finditer(text)):
        if any(s < found.end() and found.start() < e for s, e in taken):
            continue
        taken.append((found.start(), found.end()))
        group = found.groupdict()
        series = "SCTC" if COMMISSION.search(text[: found.end() + 12]) else "MOFCOM"
        issued = ISSUED.search(text[: found.start()]) is not None
        for number in map(str, _numbers(group.get("list") or group.get("after") or group.get("one") or "")):
            year = group.get("y") or (told or {}).get(number)
            year = year or (None if issued else year_on_record(series, number, known))
            if year is None and published is not None:
                year = str(published.year) if issued else year_by_number(number, published)
            cited += [(found.start(), f"CN-{series}-{year}-{number}")] if year else []
    return tuple(sorted(dict.fromkeys(cited)))


def years_told(text: str) -> dict[str, str]:
    """Return number -> year of the announcements that a text cites with their year, the first of each."""
    years: dict[str, str] = {}
    for found in _announced(text):
        for number in _numbers(found["list"]):
            years.setdefault(str(number), found["y"])
    return years


def _announced(text: str) -> list[re.Match[str]]:
    """Return the numbers with a year that belong to announcements: 公告2025年第61号, 2025年第55号至第58号公告."""
    return [
        m for m in LISTED.finditer(text)
        if "公告" in text[max(0, m.start() - 8) : m.start()] or m[0].endswith(("公告", "令")) or ("号" in m[0] and "第" in m[0])
    ]  # fmt: skip


def _numbers(listed: str) -> list[int]:
    numbers: list[int] = []
    for first, last in ONE_OR_RANGE.findall(listed):
        low, high = int(first), int(last or first)
        numbers += range(low, high + 1) if 0 <= high - low <= LONGEST_RANGE else [low, high]
    return [n for n in numbers if n > 0]
