"""Measured trade in Chinese sentences: what rose or fell, to whom, in which period, by how much."""

import re
from dataclasses import dataclass, field

from extractors.chinese.dates import ChineseDate
from extractors.chinese.events import Hit
from extractors.chinese.figures import ChineseFigure
from extractors.chinese.scenes import ChineseName, ChineseSentence

#: "The 5,577 tonnes of July", "the 1,238 tonnes of the same month": what is compared with is not what is told.
EARLIER = re.compile(r"(?:比|较|高于|低于|超过|相比|由|从|自)[^，。；]{0,14}$")
NOT_TRADE = re.compile(
    r"指标|配额|股价|营收|净利|关税(?:税率)?(?:提|上调|下调|降|升|从)|申请|许可证?(?:获|核|发)|审批|产量|产能|人数|成本"
)
TALLY = re.compile(r"占(?:比|总|出口|到|了|其)?[^，。；]{0,8}$")


@dataclass(slots=True, kw_only=True)
class _Open:
    """A mention in the making: the direction, where to, the period, and the figures so far."""

    action: str
    start: int
    end: int
    first: int
    last: int
    target: str | None
    figures: list[tuple[str, ChineseFigure, float]] = field(default_factory=list)


def find_flow_hits(sentence: ChineseSentence) -> list[Hit]:
    """Return the measured or forecast exports and imports of a sentence."""
    if not _is_about_trade(sentence):
        return []
    opened: list[_Open] = []
    target: str | None = None
    pending = False
    for left, right in sentence.clauses:
        clause = sentence.text[left:right]
        if NOT_TRADE.search(clause):
            continue
        target, moved = _destination(sentence, left, right, target, anew=not opened)
        pending = pending or moved or _new_period(sentence, left, right, opened)
        if _read_clause(sentence, (left, right), opened, target, anew=pending):
            pending = False
    return [_flow_hit(o) for o in opened]


def _is_about_trade(sentence: ChineseSentence) -> bool:
    moved = sentence.document.cues["flow"]["goods_moved"]
    here, head = bool(moved.search(sentence.text)), bool(moved.search(sentence.document.headline))
    measured = any(f.unit in ("t", "kg") for f in sentence.figures)
    dated = any(is_period(d) for d in sentence.dates) and change_in(sentence, 0, len(sentence.text)) is not None
    if not (here or (head and (measured or dated))):
        return False
    return bool(sentence.goods) or goods_before(sentence)


def goods_before(sentence: ChineseSentence) -> bool:
    """Return whether the headline or the sentence before names the goods."""
    names = sentence.document.names
    return bool(names.goods.search(sentence.document.headline)) or (
        sentence.before is not None and bool(sentence.before.goods)
    )


def _destination(
    sentence: ChineseSentence, left: int, right: int, target: str | None, *, anew: bool
) -> tuple[str | None, bool]:
    """Return where the goods of a clause go, and whether that is another place than before."""
    for name in sentence.names:
        if (
            left <= name.start < right
            and name.code != "CN"
            and name.kind == "state"
            and _is_destination(sentence, name)
        ):
            code = name.code
            return code, code != target and not anew
    if (
        re.match(
            r"(?:总(?:体|量|计)|合计|全部|累计|整体|当月|全球|前\d+个?月)", sentence.text[left:right].lstrip("，；")
        )
        and target
    ):
        return None, True
    return target, False


def _is_destination(sentence: ChineseSentence, name: ChineseName) -> bool:
    after = sentence.text[name.end : name.end + 12]
    return name.side == "towards" or bool(
        re.match(
            r"(?:则|仍|的)?(?:出口|出货)?(?:量)?(?:是|为|仍是)?(?:约|达|有)?\d|(?:仍)?是最大|(?:的)?(?:数量|部分|出口|进口|买家)|(?:买走|进口|采购)",
            after,
        )
    )


def _new_period(sentence: ChineseSentence, left: int, right: int, opened: list[_Open]) -> bool:
    here = _periods(sentence, left, right)
    before = _periods(sentence, 0, left)
    return bool(opened and here and before and here[0].value != before[-1].value)


def _periods(sentence: ChineseSentence, left: int, right: int) -> list[ChineseDate]:
    return [d for d in sentence.dates if left <= d.start < right and is_period(d)]


def is_period(dated: ChineseDate) -> bool:
    """Return whether a date is a stretch measured: a month, quarter, half or year, not one compared with, not a day."""
    return not dated.compared and dated.lead in ("", "as_of") and len(dated.value) < len("2025-04-04")


def change_in(sentence: ChineseSentence, left: int, right: int) -> tuple[int, int, str] | None:
    """Return (start, end, rose or fell) of the first word of change in a stretch."""
    cues = sentence.document.cues["change"]
    found = [
        (m.start(), m.end(), name) for name in ("rose", "fell") if (m := cues[name].search(sentence.text, left, right))
    ]
    return min(found) if found else None


def _read_clause(
    sentence: ChineseSentence, span: tuple[int, int], opened: list[_Open], target: str | None, *, anew: bool
) -> bool:
    """Add what a clause asserts to the mention it goes on with, or open one; return whether it asserts anything."""
    left, right = span
    figures = [f for f in sentence.figures if left <= f.start < right and is_own(sentence, f, left)]
    change = change_in(sentence, left, right)
    weights = [f for f in figures if f.unit in ("t", "kg")]
    if change is None and not weights:
        if opened and any(len(f.unit) == len("USD") for f in figures):
            opened[-1].figures += _flow_figures(sentence, figures, opened[-1].action, left)
        return False
    start, end, action = change or (weights[0].start, weights[0].end, "reported")
    last = opened[-1] if opened else None
    clash = last is not None and {last.action, action} == {"rose", "fell"}
    if last is None or anew or clash:
        first = sentence.clauses[0][0] if last is None else left
        opened.append(_Open(action=action, start=start, end=end, first=first, last=right, target=target))
    elif last.action == "reported" and action != "reported":
        last.action, last.start, last.end = action, start, end
    opened[-1].last = right
    opened[-1].target = opened[-1].target or target
    opened[-1].figures += _flow_figures(sentence, figures, opened[-1].action, left)
    return True


def is_own(sentence: ChineseSentence, figure: ChineseFigure, left: int) -> bool:
    """Return whether a figure is of what is measured, not of what it is compared with."""
    if figure.unit == "percent":
        return True
    before = sentence.text[left : figure.start]
    return not (EARLIER.search(before) and not re.search(r"(?:至|到|为)[^，。；\d]{0,3}$", before))


def _flow_figures(
    sentence: ChineseSentence, figures: list[ChineseFigure], action: str, left: int
) -> list[tuple[str, ChineseFigure, float]]:
    told: list[tuple[str, ChineseFigure, float]] = []
    for figure in figures:
        if figure.unit in ("t", "kg"):
            told.append(("volume", figure, 1.0))
        elif figure.unit == "percent":
            share = TALLY.search(sentence.text[left : figure.start])
            told.append(
                ("share", figure, 1.0) if share else ("volume_change", figure, -1.0 if action == "fell" else 1.0)
            )
        elif len(figure.unit) == len("USD"):
            told.append(("value", figure, 1.0))
    return told


def _flow_hit(opened: _Open) -> Hit:
    return Hit(
        type="trade_flow",
        action=opened.action,
        start=opened.start,
        end=opened.end,
        rule_id=f"zh-trade-flow-{opened.action}",
        reach_is_own=True,
        reach=(opened.first, opened.last),
        target=opened.target,
        figures=tuple(opened.figures),
    )
