"""Prices of the materials in Chinese sentences: what they are, and how they changed."""

import re
from dataclasses import replace

from extractors.chinese.events import Hit
from extractors.chinese.figures import ChineseFigure
from extractors.chinese.flows import NOT_TRADE, change_in, goods_before, is_own
from extractors.chinese.scenes import ChineseSentence

#: "Is sixty times that of a year ago".
TIMES_AS = re.compile(r"倍$")


def find_price_hits(sentence: ChineseSentence) -> list[Hit]:
    """Return the prices of the materials that a sentence tells."""
    cues = sentence.document.cues["flow"]
    hits: list[Hit] = []
    for left, right in sentence.clauses:
        clause = sentence.text[left:right]
        priced = [f for f in sentence.figures if left <= f.start < right and "/" in f.unit and f.unit != "t/yr"]
        told = cues["price"].search(clause)
        change = change_in(sentence, left, right)
        if cues["not_price"].search(clause) or not (priced or (told and change)):
            if hits and not told and not cues["goods_moved"].search(clause) and not NOT_TRADE.search(clause):
                hits[-1] = _widened(hits[-1], sentence, (left, right), change)
            continue
        if not (sentence.goods or goods_before(sentence)):
            continue
        hits.append(_price_hit(sentence, (left, right), change, priced, left + told.start() if told else left))
    return _joined(hits, sentence)


def _price_hit(
    sentence: ChineseSentence,
    span: tuple[int, int],
    change: tuple[int, int, str] | None,
    priced: list[ChineseFigure],
    word: int,
) -> Hit:
    """Return the price told in a clause: by its change, else by its figure, else by the word at ``word``."""
    left, right = span
    start, end, action = change or (word, word + 1, "reported")
    if change is None and priced:
        start, end = priced[0].start, priced[0].end
    sign = -1.0 if action == "fell" else 1.0
    figures: list[tuple[str, ChineseFigure, float]] = [("price", f, 1.0) for f in priced if is_own(sentence, f, left)]
    figures += [("price_change", f, sign) for f in sentence.figures if left <= f.start < right and f.unit == "percent"]
    return Hit(
        type="price",
        action=action,
        start=start,
        end=end,
        rule_id=f"zh-price-{action}",
        reach=(left, right),
        reach_is_own=True,
        figures=tuple(figures),
    )


def _widened(hit: Hit, sentence: ChineseSentence, span: tuple[int, int], change: tuple[int, int, str] | None) -> Hit:
    """Return the hit with the change and the percentages of the clause behind it, which only goes on about it."""
    left, right = span
    percents = [f for f in sentence.figures if left <= f.start < right and f.unit == "percent"]
    if change is None and any(TIMES_AS.search(sentence.text[f.end - 2 : f.end]) for f in percents):
        change = (percents[0].start, percents[0].end, "rose")
    if hit.action == "reported" and change and percents:
        hit = replace(hit, start=change[0], end=change[1], action=change[2], rule_id=f"zh-price-{change[2]}")
    sign = -1.0 if (change[2] if change else hit.action) == "fell" else 1.0
    more = tuple(("price_change", f, sign) for f in percents)
    return replace(hit, reach=(hit.reach[0], right), figures=(*hit.figures, *more))


def _joined(hits: list[Hit], sentence: ChineseSentence) -> list[Hit]:
    """Join a price with the change told in the next clause, unless another material is named between."""
    joined: list[Hit] = []
    for hit in hits:
        last = joined[-1] if joined else None
        other = last is not None and any(last.end < place < hit.reach[1] for place, _ in sentence.goods)
        if last is None or other or ({last.action, hit.action} == {"rose", "fell"}):
            joined.append(hit)
            continue
        main = hit if last.action == "reported" else last
        joined[-1] = Hit(
            type="price", action=main.action, start=main.start, end=main.end, rule_id=main.rule_id,
            reach=(last.reach[0], hit.reach[1]), figures=(*last.figures, *hit.figures),
        )  # fmt: skip
    return joined
