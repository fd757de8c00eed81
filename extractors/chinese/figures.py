"""Figures of a Chinese sentence (in simplified characters): numbers, fractions and ranges with their units."""

import re
from dataclasses import dataclass, replace

from reewatch.mentions import Quantity

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
SCALES = {"万": 1e4, "亿": 1e8}
#: 2319; 6,146; 1.2; then 万 and 亿, alone or in steps (2万2319).
ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:\.\d{1,6})?"
STEPPED = rf"{ARABIC}(?:(?:百万|千万|十亿|百亿|千亿|万亿|亿|万)(?:{ARABIC}(?:亿|万)?)?)?"
WORDS = r"[零〇一二两三四五六七八九十百千]{1,8}(?:万|亿)?"
NUM = rf"(?:{STEPPED}|{WORDS})"
MONEY = {"美元": "USD", "美金": "USD", "欧元": "EUR", "澳元": "AUD", "澳币": "AUD", "加元": "CAD", "日元": "JPY", "日圆": "JPY",
         "英镑": "GBP", "卢比": "INR", "令吉": "MYR", "林吉特": "MYR", "韩元": "KRW", "港元": "HKD", "新台币": "TWD",
         "人民币": "CNY", "元": "CNY"}  # fmt: skip
CURRENCY = "|".join(MONEY)
WEIGHT = r"公吨|吨|公斤|千克"
KILOS = ("公斤", "千克")
COUNTED = r"家|种|类|件|份|项|笔|张|宗|名|例|个(?![月百工小])"
UNIT = (
    rf"(?P<unit>%|个百分点|(?:{CURRENCY})(?:人民币)?(?:(?:/|每)(?P<per>{WEIGHT}))?|(?:{WEIGHT})(?P<year>/年)?|"
    rf"个?工作(?:日|天)|日(?!元|圆|本|内瓦)|天(?!前)|个多月|个半月|个月(?!前|以来|来)|周(?!年)|年(?![度前中初底末级代月第\d])|{COUNTED})"
)
FIGURE = re.compile(
    rf"(?<![\d.前第上去同数几])(?!(?<=[的每这某])一[份件家个])(?P<a>{NUM})(?P<approx>多|余|来)?(?P<ua>%|{WEIGHT}|{CURRENCY})?"
    rf"(?:(?:至|到|~|～|-|—|–)(?P<b>{NUM})(?P<more>多|余)?)?(?P<over>多|余|来)?{UNIT}(?P<after>左右|上下|以上|以下|以内|以?内)?"
)
TENTHS = re.compile(r"(?P<a>[一二两三四五六七八九])成(?P<b>[一二三四五六七八九]|半)?(?P<after>左右|上下|以上|以下|多)?")
FRACTION = re.compile(
    r"(?P<whole>[二三四五六七八九十百])分之(?P<part>[一二两三四五六七八九十百零]{1,6}(?:点[一二三四五六七八九零]{1,3})?)"
)
HALF = re.compile(r"一半|半数|(?<!大)过半")
TIMES = re.compile(
    rf"(?P<verb>增长|增加|增|上升|上涨|扩大|激增|暴增|涨|多)?(?:了|至|到|近|约|逾|超过|超)*(?<!\d)(?P<n>{NUM})(?:多|余)?倍|(?P<double>翻番|翻倍|翻了一番|倍增)"
)
YEARLY = re.compile(
    r"(?:年产(?:能|量)?|每年(?:生产|产出|提供|供应|可产|处理)?|年(?:处理|供应|供货|出货)(?:能力|量)?|产能(?:为|达|约|将|至|从|由|扩至|提升至|提高到)?)[^，。；\d]{0,14}$"
)
PRICED = re.compile(rf"每(?P<per>{WEIGHT})[^，。；\d]{{0,8}}$")
BEFORE = (
    ("at_least", re.compile(r"(?:逾|超过|超|至少|不少于|不低于|高于|多于|突破|起码|不下|达到或超过)$")),
    ("at_most", re.compile(r"(?:至多|最多|不超过|不足|不到|低于|少于|最高(?:可达)?|最长|多达|上限为?|未满|不高于)$")),
    ("about", re.compile(r"(?:大约|约|大概|将近|接近|近|估计)$")),
)
AFTER = {"左右": "about", "上下": "about", "以上": "at_least", "以下": "at_most", "以内": "at_most", "内": "at_most"}
FROM_TO = re.compile(r"[^，。；\d]{0,6}(?:至|到|为)(?:每(?:公斤|吨))?")
PERCENT = "percent"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChineseFigure:
    """A figure at its characters: value, or low and high of a range, with unit and bound; ``noun`` is what is counted."""

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    unit: str
    bound: str
    noun: str = ""

    def as_quantity(self, role: str, *, sign: float = 1.0, basis: str | None = None) -> Quantity:
        """Return the figure in a role; ``sign`` is -1 for what went down."""
        value, low, high = (None if v is None else v * sign for v in (self.value, self.low, self.high))
        return Quantity(role=role, value=value, low=low, high=high, unit=self.unit, bound=self.bound, basis=basis)


def find_chinese_figures(sentence: str) -> list[ChineseFigure]:
    """Return the figures of a sentence, in order, none overlapping another."""
    found = [_fraction(sentence, m) for m in FRACTION.finditer(sentence)]
    found += [_tenths(sentence, m) for m in TENTHS.finditer(sentence)]
    found += [_plain(sentence, m, 50.0) for m in HALF.finditer(sentence)]
    found += [f for m in TIMES.finditer(sentence) if (f := _times(sentence, m))]
    found += [f for m in FIGURE.finditer(sentence) if (f := _figure(sentence, m))]
    kept: list[ChineseFigure] = []
    for figure in found:
        if not any(figure.start < k.end and k.start < figure.end for k in kept):
            kept.append(figure)
    return _alike(sentence, sorted(kept, key=lambda f: f.start))


def _alike(sentence: str, figures: list[ChineseFigure]) -> list[ChineseFigure]:
    """Give the second figure of "from 126 dollars a kilogram to 98 dollars" the unit of the first."""
    for i in range(1, len(figures)):
        first, second = figures[i - 1], figures[i]
        between = sentence[first.end : second.start]
        same = first.unit.startswith(f"{second.unit}/") and FROM_TO.fullmatch(between)
        if same:
            figures[i] = replace(second, unit=first.unit)
    return figures


def number(text: str) -> float | None:
    """Return the number that digits or Chinese numerals write (6,146; 2万2319; 三十四), None where they write none."""
    if re.match(r"\d", text):
        return _stepped(text.replace(",", ""))
    scale = SCALES.get(text[-1:], 1.0)
    value = _numeral(text.rstrip("万亿"))
    return None if value is None else value * scale


def _stepped(text: str) -> float | None:
    total = 0.0
    for part, unit in re.findall(r"(\d+(?:\.\d+)?)([百千十万亿]*)", text):
        scale = 1.0
        for character in unit:
            scale *= SCALES.get(character) or TENS[character]
        total += float(part) * scale
    return total


def _numeral(text: str) -> float | None:
    total, current = 0, 0
    if not text or (len(text) > 1 and not any(c in TENS for c in text)):
        return None
    for character in text:
        if character in TENS:
            total += (current or 1) * TENS[character]
            current = 0
        else:
            current = DIGITS[character]
    return float(total + current)


def _bound(sentence: str, start: int, after: str, *, over: bool) -> str:
    before = sentence[max(0, start - 6) : start]
    told = next((name for name, pattern in BEFORE if pattern.search(before)), None)
    return told or AFTER.get(after, "at_least" if over else "exact")


def _plain(
    sentence: str, found: re.Match[str], value: float, *, unit: str = PERCENT, after: str = "", over: bool = False
) -> ChineseFigure:
    bound = "at_least" if found[0] == "过半" else _bound(sentence, found.start(), after, over=over)
    return ChineseFigure(start=found.start(), end=found.end(), value=value, low=None, high=None, unit=unit, bound=bound)


def _fraction(sentence: str, found: re.Match[str]) -> ChineseFigure:
    whole = _numeral(found["whole"]) or 1.0
    part, _, decimals = found["part"].partition("点")
    value = (_numeral(part) or 0.0) + sum(DIGITS[d] / 10 ** (i + 1) for i, d in enumerate(decimals))
    return _plain(sentence, found, round(100 * value / whole, 4))


def _tenths(sentence: str, found: re.Match[str]) -> ChineseFigure:
    rest = 5 if found["b"] == "半" else DIGITS.get(found["b"] or "零", 0)
    after = found["after"] or ""
    return _plain(sentence, found, DIGITS[found["a"]] * 10.0 + rest, after=after, over=after == "多")


def _times(sentence: str, found: re.Match[str]) -> ChineseFigure | None:
    """Return the change in percent: "增长两倍" is 200, "是去年的七倍" and "增至三倍" are one less."""
    if found["double"]:
        return _plain(sentence, found, 100.0)
    times = number(found["n"])
    if times is None:
        return None
    grown = found["verb"] is not None and not re.search(r"至|到", found[0])
    over = bool(re.search(r"逾|超|多倍|余倍", found[0]))
    return _plain(sentence, found, 100.0 * (times if grown else times - 1), over=over)


def _figure(sentence: str, found: re.Match[str]) -> ChineseFigure | None:
    first, last = number(found["a"]), number(found["b"]) if found["b"] else None
    unit, noun, factor = _unit(sentence, found)
    if first is None or not unit or (first == 0 and unit == "count") or (found["b"] and last is None):
        return None
    if last is not None and found["ua"] is None and last > first and re.search(r"[万亿]$", found["b"] or ""):
        first = _like(first, found["a"], found["b"])
    start = found.start("a")
    if last is None:
        bound = _bound(sentence, start, found["after"] or "", over=bool(found["approx"] or found["over"]))
        value, low, high = first * factor, None, None
    else:
        bound, value, low, high = "range", None, first * factor, last * factor
    return ChineseFigure(
        start=start, end=found.end(), value=value, low=low, high=high, unit=unit, bound=bound, noun=noun
    )


def _like(first: float, written: str, other: str | None) -> float:
    """Return the first figure of "162至164万" in the scale of the second."""
    scale = re.search(r"[百千十]?[万亿]+$", other or "")
    if scale is None or re.search(r"[万亿]$", written):
        return first
    return (_stepped(f"{first:g}{scale[0]}")) or first


def _unit(sentence: str, found: re.Match[str]) -> tuple[str, str, float]:
    """Return (unit of the contract, what is counted, factor); no unit where the figure is none of ours."""
    told = found["unit"]
    if told == "%":
        return PERCENT, "", 1.0
    if told == "个百分点":
        return "pp", "", 1.0
    for word, code in MONEY.items():
        if told.startswith(word):
            return _money(sentence, found, code), "", 1.0
    if re.match(WEIGHT, told):
        yearly = bool(found["year"]) or bool(YEARLY.search(sentence[max(0, found.start() - 24) : found.start("a")]))
        weight = "kg" if told.startswith(KILOS) else "t"
        return ("t/yr" if yearly and weight == "t" else weight), "", 1.0
    spans = {
        "天": "day",
        "日": "day",
        "个月": "month",
        "个多月": "month",
        "个半月": "month",
        "年": "year",
        "周": "week",
    }
    if "工作" in told:
        return "working_day", "", 1.0
    if told == "个半月":
        return "month", "", 1.5
    if told in spans:
        return _span(sentence, found, spans[told])
    return "count", _noun(sentence, found.start("a"), found.end()), 1.0


def _noun(sentence: str, start: int, end: int) -> str:
    """Return what is counted: what stands behind the number, or before it where the clause ends there (申请240份)."""
    behind = sentence[end : end + 14]
    return behind if behind and behind[0].isalpha() else sentence[max(0, start - 4) : start] + behind


def _span(sentence: str, found: re.Match[str], unit: str) -> tuple[str, str, float]:
    """Return the unit of a length of time; "9日" and "2025年" are dates, "90日" and "十年" are lengths."""
    value = number(found["a"]) or 0.0
    after = sentence[found.end() : found.end() + 2]
    if unit == "day" and found["unit"] == "日" and (value <= 31 and not after.startswith("内")):  # noqa: PLR2004
        return "", "", 1.0
    if unit == "year" and value > 100:  # noqa: PLR2004
        return "", "", 1.0
    return ("day", "", 7.0) if unit == "week" else (unit, "", 1.0)


def _money(sentence: str, found: re.Match[str], code: str) -> str:
    per = found["per"]
    if per is None and (told := PRICED.search(sentence[max(0, found.start("a") - 16) : found.start("a")])):
        per = told["per"]
    return code if per is None else f"{code}/{'kg' if per in KILOS else 't'}"
