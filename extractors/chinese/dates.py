"""Dates of a Chinese sentence (in simplified characters), resolved against the day of publication, with their leads."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

YEAR = r"(?P<y>20[0-4]\d)年|(?P<ry>今年|去年|明年|前年|同年|本年|次年|翌年|后年)"
DAY = r"(?P<d>[1-3]?\d)(?:日|号(?!公告|令|文|决|法))"
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("iso", re.compile(r"(?<!\d)(?P<y>20\d\d)[-/.](?P<m>[01]?\d)[-/.](?P<d>[0-3]?\d)(?!\d)")),
    (
        "months",
        re.compile(
            rf"(?:{YEAR})?(?P<m>1?\d)(?:月(?:份)?)?(?:至|到|—|–|-|~|～)(?P<m2>1?\d)月(?:份)?(?!\d{{1,2}}[日号])"
        ),
    ),
    (
        "first",
        re.compile(rf"(?:{YEAR})?(?<!此)(?<!之)前(?P<n>[1-9]\d?|[一二两三四五六七八九十]{{1,2}})个?(?P<u>月|季度?)"),
    ),
    ("day", re.compile(rf"(?:{YEAR})?(?P<m>1?\d)月(?:{DAY})")),
    ("days", re.compile(r"(?<=日至)(?P<d>[1-3]?\d)日")),
    ("whole", re.compile(rf"(?:{YEAR})?全年")),
    ("half", re.compile(rf"(?:{YEAR})?(?P<h>上|下)半年")),
    ("quarter", re.compile(rf"(?:{YEAR})?(?:第?(?P<q>[一二三四1-4])季度?|(?P<q1>首季度?)|Q(?P<q2>[1-4]))")),
    ("end", re.compile(rf"(?:{YEAR})?(?P<e>年底|年末|年中|年初)")),
    ("month", re.compile(rf"(?:{YEAR})?(?<![\d个])(?P<m>1?\d)月(?:份|底|初|中旬|上旬|下旬|末)?")),
    ("relmonth", re.compile(r"(?P<w>上个?|本|这个|当|下个?|次)月(?:(?P<d>[1-3]?\d)[日号])?(?!球)")),
    ("relday", re.compile(r"(?P<w>今天|今日|昨天|昨日|明天|明日|前天|后天|同一天|同日|当天|当日|即日)")),
    ("weekday", re.compile(r"(?P<w>上|本|这|下)?(?:周|星期|礼拜)(?P<k>[一二三四五六日天])(?![致期])")),
    ("bareday", re.compile(r"(?<![\d.月第作个])(?P<d>[1-3]?\d)日(?![元圆内本])")),
    ("year", re.compile(rf"(?:{YEAR})(?!第?\d+号|\(?同期|新高|以来|首|最|内|初|新低|的?高点|来)")),
)
#: What is compared with is not what the sentence dates: "比7月", "较去年同月", "上年同期".
COMPARED = re.compile(r"(?:比|较|高于|低于|超过)(?:今年|去年|前年|20\d\d年)?$")
SINCE = re.compile(r"^(?:以来|来(?:首|最|新))")
COMPARED_AFTER = re.compile(r"^(?:的)?(?:同期|同月|同季)|^[^，。；]{0,8}(?:相比|相较)")
LEADS: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = (
    ("as_of", re.compile(r"截至(?:目前)?$|截止$"), re.compile(r"")),
    (
        "expires",
        re.compile(
            r"(?:至|(?:延长|延续|推迟|持续|维持|暂停|有效|延期|延后|顺延|一直|直|延)到|延至|延长至|推迟至|展延至|持续至|直至|直到|有效期至|止于|延期至|顺延至|延后至)$"
        ),
        re.compile(r"^(?:止|为止)?"),
    ),
    ("expires", re.compile(r""), re.compile(r"^(?:[^，。；\d起禁]{0,4})?(?:到期|届满|期满|失效|终止|结束)|^止(?!步)")),
    ("deadline", re.compile(r"(?:到(?!达)|最迟(?:在|于)?|不晚于|限期)$"), re.compile(r"^(?:以前|之前|前|内)")),
    ("effective", re.compile(r"(?:自|从)$"), re.compile(r"^[^，。；\d]{0,6}?(?:起|开始|之后)")),
    (
        "effective",
        re.compile(r""),
        re.compile(
            r"^[^，。；\d]{0,6}?起(?!诉|草|码|初|因|来|见|诉)|^[^，。；\d]{0,4}(?:生效|开始(?:实施|施行|执行|征收)|正式(?:实施|施行|执行))"
        ),
    ),
)
INCLUSIVE = re.compile(r"(?:至|到)$")
ISSUED = re.compile(r"自(?:发布|公布|印发)(?:之)?日起|即日起|公布之日起|发布之日起|即日生效|立即(?:生效|实施)|当日起")
PLANNED = re.compile(r"(?:最快|最早|预计|将于|定于|计划|预定|拟于|有望|料将)[^，。；]{0,4}$")
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
NUMERALS = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日")} | {"天": 6}
RELATIVE_YEARS = {"今年": 0, "本年": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2}
RELATIVE_DAYS = {"今": 0, "昨": -1, "明": 1, "前": -2, "后": 2}
MONTHS = 12
SOON = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ChineseDate:
    """A date at its characters; ``lead`` is the role that the words around it give, "" where they give none.

    Of several months measured together ``value`` is the last and ``first`` the first. ``compared`` marks a date that
    another figure is held against.
    """

    start: int
    end: int
    value: str
    first: str
    raw: str
    found: str  # explicit, relative or inferred (a year or month that the text leaves out)
    lead: str
    inclusive: bool | None
    compared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clock:
    """What a date is resolved against: the day of publication, and the last full date told before it."""

    published: date
    before: str
    after: str
    told: tuple[str, ...]


def find_chinese_dates(sentence: str, published: date | None) -> list[ChineseDate]:
    """Return the dates of a sentence, in order, none overlapping another; none without a day of publication."""
    if published is None:
        return []
    spans: list[tuple[int, int, str, re.Match[str]]] = []
    for kind, pattern in PATTERNS:
        for found in pattern.finditer(sentence):
            if not any(found.start() < end and start < found.end() for start, end, _, _ in spans):
                spans.append((found.start(), found.end(), kind, found))
    dates: list[ChineseDate] = []
    for start, end, kind, found in sorted(spans, key=lambda s: s[0]):
        told = tuple(d.value for d in dates if not d.compared)
        clock = _Clock(
            published=published, before=sentence[max(0, start - 12) : start], after=sentence[end : end + 14], told=told
        )
        first, value = _resolved(kind, found, clock)
        if value:
            dates.append(_dated(found, first, value, clock, relative=kind in ("relmonth", "relday", "weekday")))
    issued = [_issued(m, published, dates) for m in ISSUED.finditer(sentence)]
    return sorted(
        [d for d in dates if not any(i.start <= d.start < i.end for i in issued)] + issued, key=lambda d: d.start
    )


def _issued(found: re.Match[str], published: date, dates: list[ChineseDate]) -> ChineseDate:
    """Return the start of a text "from the day of its publication": the day the sentence tells, else this one's."""
    before = [d for d in dates if d.end <= found.start() and d.lead == ""]
    full = [d.value for d in before if len(d.value) == len("2025-04-04")]
    recent = (published - timedelta(days=7)).isoformat()
    if full and found[0].startswith(("即日", "立即")) and full[-1] < recent:
        full = []
    value = full[-1] if full else published.isoformat()
    return ChineseDate(
        start=found.start(), end=found.end(), value=value, first=value, raw=found[0], found="relative",
        lead="effective", inclusive=None, compared=False,
    )  # fmt: skip


def _dated(found: re.Match[str], first: str, value: str, clock: _Clock, *, relative: bool) -> ChineseDate:
    lead = next((role for role, b, a in LEADS if _leads(b, a, clock)), "")
    group = found.groupdict()
    how = "relative" if relative or group.get("ry") else "explicit" if group.get("y") else "inferred"
    inclusive = bool(INCLUSIVE.search(clock.before)) if lead == "expires" else None
    return ChineseDate(
        start=found.start(), end=found.end(), value=value, first=first, raw=found[0], found=how, lead=lead,
        inclusive=inclusive,
        compared=_is_compared(clock, lead),
    )  # fmt: skip


def _is_compared(clock: _Clock, lead: str) -> bool:
    if SINCE.match(clock.after):
        return lead != "effective"
    return lead == "" and bool(COMPARED.search(clock.before) or COMPARED_AFTER.search(clock.after))


def _leads(before: re.Pattern[str], after: re.Pattern[str], clock: _Clock) -> bool:
    ahead, behind = before.pattern, after.pattern
    if ahead and not before.search(clock.before):
        return bool(behind and ahead.startswith("(?:最迟") and after.search(clock.after))
    return bool(ahead) or bool(behind and after.search(clock.after))


def _resolved(kind: str, found: re.Match[str], clock: _Clock) -> tuple[str, str]:
    """Return (first, last) of what a match means; both empty where it means no date."""
    group = found.groupdict()
    if kind in ("relday", "weekday", "relmonth"):
        value = _relative(kind, group, clock)
        return value, value
    if kind in ("bareday", "days"):
        value = _bare(int(group["d"]), clock)
        return value, value
    year = _year(group, clock)
    if kind == "months":
        return _months(year, int(group["m"]), int(group["m2"]), clock)
    if kind == "first":
        return _first(year, group, clock)
    if kind in ("half", "quarter", "end", "year", "whole"):
        value = _part(kind, year, group, clock)
        return value, value
    month, day = int(group["m"] or 0), _day(group)
    value = _written(year or _nearest_year(month, day, clock), month, day)
    return value, value


def _year(group: dict[str, str | None], clock: _Clock) -> int | None:
    if group.get("y"):
        return int(group["y"] or 0)
    told = group.get("ry")
    if told in RELATIVE_YEARS:
        return clock.published.year + RELATIVE_YEARS[told]
    if told and clock.told:
        return int(clock.told[-1][:4]) + (told in ("次年", "翌年"))
    return None


def _written(year: int, month: int, day: int | None) -> str:
    try:
        whole = date(year, month, day or 1)
    except ValueError:
        return ""
    return whole.isoformat() if day else f"{year}-{month:02}"


def _nearest_year(month: int, day: int | None, clock: _Clock) -> int:
    """Return the year of a date without one: the coming one behind "至" and its like, else the last one past."""
    published = clock.published
    passed = (month, day or 1) < (published.month, published.day if day else 1)
    if re.search(r"(?<!截)(?:至|到|直到|前于|延至)$", clock.before) or re.match(
        r"[^，。；]{0,3}(?:到期|届满|前(?!后)|之前|期满|失效)", clock.after
    ):
        start = clock.told[-1][:7] if clock.told else ""
        after_start = bool(start) and f"{published.year}-{month:02}" >= start and start[:4] == str(published.year)
        return published.year + (passed and not (after_start and month >= published.month - SOON))
    if passed and PLANNED.search(clock.before):
        return published.year + 1
    months_ahead = month - published.month
    if not passed and months_ahead <= SOON:
        return published.year
    return published.year - (months_ahead > 0)


def _months(year: int | None, first: int, last: int, clock: _Clock) -> tuple[str, str]:
    if not 1 <= first < last <= MONTHS:
        return "", ""
    year = year or _nearest_year(last, None, replace(clock, before="", after=""))
    if (first, last) in ((1, 6), (7, 12)):
        return (f"{year}-H{1 if first == 1 else 2}",) * 2
    if (first % 3, last - first) == (1, 2):
        return (f"{year}-Q{last // 3}",) * 2
    if (first, last) == (1, MONTHS):
        return str(year), str(year)
    return f"{year}-{first:02}", f"{year}-{last:02}"


def _first(year: int | None, group: dict[str, str | None], clock: _Clock) -> tuple[str, str]:
    told = group["n"] or ""
    count = int(told) if told.isdigit() else NUMERALS.get(told, 0)
    if (group["u"] or "").startswith("季"):
        return _months(year, 1, count * 3, clock)
    return _months(year, 1, count, clock)


def _part(kind: str, year: int | None, group: dict[str, str | None], clock: _Clock) -> str:
    published = clock.published
    if kind == "whole":
        told = int(clock.told[-1][:4]) if clock.told else published.year - (published.month <= SOON)
        return str(year or told)
    if kind == "half":
        return f"{year or published.year}-H{1 if group['h'] == '上' else 2}"
    if kind == "quarter":
        number = QUARTERS.get(group.get("q") or group.get("q2") or "1", 1)
        return f"{year or published.year - (number > (published.month + 2) // 3 + 1)}-Q{number}"
    if kind == "end" and year is None:
        return "" if group["e"] == "年初" else str(published.year)
    return str(year) if year else ""


def _relative(kind: str, group: dict[str, str | None], clock: _Clock) -> str:
    published, word = clock.published, group["w"] or ""
    if kind == "relday":
        if word.startswith(("同", "当")):
            full = [t for t in clock.told if len(t) == len("2025-04-04")]
            return full[-1] if full else published.isoformat()
        if word == "即日":
            return published.isoformat()
        return (published + timedelta(days=RELATIVE_DAYS[word[0]])).isoformat()
    if kind == "weekday":
        back = (published.weekday() - WEEKDAYS[group["k"] or "一"]) % 7
        monday = published - timedelta(days=published.weekday())
        ahead = {"下": 7, "上": -7}.get(word)
        day = published - timedelta(days=back)
        return (day if ahead is None else monday + timedelta(days=ahead + WEEKDAYS[group["k"] or "一"])).isoformat()
    step = {"上": -1, "下": 1, "次": 1}.get(word[0], 0)
    number = published.year * MONTHS + published.month - 1 + step
    return _written(number // MONTHS, number % MONTHS + 1, _day(group))


def _day(group: dict[str, str | None]) -> int | None:
    return int(group["d"] or 0) if group.get("d") else None


def _bare(day: int, clock: _Clock) -> str:
    """Return the day of a month that is not told: that of the date told before it, else the last such day past."""
    published = clock.published
    if clock.told and len(clock.told[-1]) == len("2025-04-04") and re.search(r"[至到和及、与]$", clock.before):
        year, month, _ = (int(p) for p in clock.told[-1].split("-"))
        return _written(year, month, day)
    if day <= published.day + 1 or re.search(r"(?:至|到|将于|定于|拟于)$", clock.before):
        return _written(published.year, published.month, day)
    number = published.year * MONTHS + published.month - 2
    return _written(number // MONTHS, number % MONTHS + 1, day)
