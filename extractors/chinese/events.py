"""Which events a Chinese sentence asserts: the rules fired over it, one hit for each type and clause."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractors.chinese.figures import ChineseFigure
from extractors.chinese.rules import ChineseRule
from extractors.chinese.scenes import ChineseSentence

#: Of one type a sentence yields at most that many.
MOST_OF_A_TYPE = 3
STATISTIC_NOUN = re.compile(r"申请|许可|送件|案|件|企业|公司|会员|厂商")
#: What money is for is not built yet.
PURPOSE = re.compile(r"(?:用于|以便|支持|资助|用来)[^，。；]{0,8}$")
ANOTHER = re.compile(r"另|此外|其余|其他|还将|其中")
#: A notice that lets go of a control: what it still asks of firms is no new one.
LETS_GO = re.compile(r"暂停|停止|取消|解除|废止|终止|放宽|撤销")
ATTRIBUTIVE = re.compile(r"^(?:[^，。；]{0,3})的")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An event at its trigger; ``reach`` is the part of the sentence whose figures and dates may be its own."""

    type: str
    action: str
    start: int
    end: int
    rule_id: str
    reach: tuple[int, int]
    target: str | None = None
    reach_is_own: bool = False  # found with its reach, which rules do not change
    keeps: bool = False  # of a duty: the sentence tells what part of it stays
    foreign: frozenset[int] = frozenset()  # starts of figures and dates that stand beside another trigger
    figures: tuple[tuple[str, ChineseFigure, float], ...] = field(default=())  # role, figure, sign: decided already


def find_hits(sentence: ChineseSentence, rules: Sequence[ChineseRule]) -> list[Hit]:
    """Return the events of the rules, in the order of their triggers."""
    kept: list[Hit] = []
    for rule in rules:
        if not _applies(rule, sentence):
            continue
        for found in rule.trigger.finditer(sentence.text):
            start, end = _trigger(found)
            if end > start and _free(rule, sentence, start, end, kept):
                kept.append(
                    Hit(type=rule.type, action=rule.action, start=start, end=end, rule_id=rule.rule_id, reach=(0, 0))
                )
    kept = _pruned(sorted(kept, key=lambda h: (h.start, h.type)), sentence)
    return reached(kept, sentence)


def _trigger(found: re.Match[str]) -> tuple[int, int]:
    for name in found.re.groupindex:
        if name.startswith("t") and found[name]:
            return found.start(name), found.end(name)
    return found.start(), found.end()


def _applies(rule: ChineseRule, sentence: ChineseSentence) -> bool:
    if rule.notice and (sentence.document.issuer is None or LETS_GO.search(sentence.document.headline)):
        return False
    if rule.figure and not any(_is_figure(unit, f) for unit in rule.figure for f in sentence.figures):
        return False
    head = sentence.document.headline
    for pattern, loose in rule.needs:
        if not (pattern.search(sentence.text) or (loose and (pattern.search(head) or _said_before(pattern, sentence)))):
            return False
    return True


def _said_before(pattern: re.Pattern[str], sentence: ChineseSentence) -> bool:
    return sentence.before is not None and pattern.search(sentence.before.text) is not None


def _is_figure(unit: str, figure: ChineseFigure) -> bool:
    if unit == "application":
        return figure.unit == "count" and bool(STATISTIC_NOUN.search(figure.noun))
    return figure.unit == unit


def _free(rule: ChineseRule, sentence: ChineseSentence, start: int, end: int, kept: list[Hit]) -> bool:
    """Return whether the rule may fire there: not blocked in its clause, and the clause not taken by its type."""
    number = sentence.clause_at(start)
    left, right = (0, len(sentence.text)) if rule.weak else sentence.clauses[number]
    if rule.blocks and rule.blocks.search(sentence.text, left, max(right, end)):
        return False
    same = [h for h in kept if h.type == rule.type]
    return len(same) < MOST_OF_A_TYPE and not any(
        sentence.clause_at(h.start) == number or (h.start < end and start < h.end) for h in same
    )


def _pruned(hits: list[Hit], sentence: ChineseSentence) -> list[Hit]:
    """Leave out what only modifies a noun of another hit, and what a better type has."""
    kept: list[Hit] = []
    for hit in hits:
        rivals = [h for h in hits if h is not hit and h.type == hit.type]
        if _only_modifies(hit, sentence) and any(not _only_modifies(r, sentence) for r in rivals):
            continue
        if any(_is_other_side(hit, h, sentence) for h in hits) or (
            hit.rule_id == "zh-tariff-stands" and any(r.rule_id != hit.rule_id for r in rivals)
        ):
            continue
        uncovered = any(h.rule_id == "zh-control-not-covered" and abs(h.start - hit.start) <= 2 for h in hits)  # noqa: PLR2004
        if hit.action == "exempted" and hit.type == "military_scope" and uncovered:
            continue
        if hit.rule_id == "zh-notice-refused" and any(h.type == "military_scope" for h in hits):
            continue
        if any(h.action == "alleged_breach" and _same_clause(h, hit, sentence) for h in hits if h is not hit):
            continue
        purpose = PURPOSE.search(sentence.text[max(0, hit.start - 10) : hit.start])
        if hit.type == "capacity" and purpose and any(h.type == "investment" for h in hits):
            continue
        words = sentence.text[hit.start : hit.end]
        if hit.rule_id == "zh-tariff-imposed" and words in ("生效", "实施", "施行") and rivals:
            continue
        if hit.type == "investment" and any(h.type == "stockpile" for h in hits):
            continue
        kept.append(hit)
    return _one_investment(kept, sentence)


def _same_clause(first: Hit, second: Hit, sentence: ChineseSentence) -> bool:
    return sentence.clause_at(first.start) == sentence.clause_at(second.start)


def _one_investment(hits: list[Hit], sentence: ChineseSentence) -> list[Hit]:
    """Leave one investment for each funder or firm that a sentence names: its terms are told in several clauses."""
    money = [h for h in hits if h.type == "investment"]
    left_out: set[int] = set()
    for first, second in pairwise(money):
        anew = any(first.end <= n.start < second.start and n.side == "subject" for n in sentence.names)
        if not anew and "；" not in sentence.text[first.end : second.start]:
            left_out.add((first if (first.action, second.action) == ("announced", "committed") else second).start)
    return [h for h in hits if h.type != "investment" or h.start not in left_out]


def _only_modifies(hit: Hit, sentence: ChineseSentence) -> bool:
    """Return whether a trigger stands before 的, and so only tells which noun is meant ("加征的关税")."""
    return hit.type != "licence_statistic" and ATTRIBUTIVE.match(sentence.text[hit.end :]) is not None


#: Where both fire in one clause, the first is meant.
PREFERRED = (
    ("licence_statistic", "licence"), ("military_scope", "licence"), ("stockpile", "investment"), ("tariff", "trade_deal"),
    ("investment", "partnership"), ("trade_deal", "partnership"), ("capacity", "investment"), ("enforcement", "export_control"),
)  # fmt: skip


#: These two only where their triggers are the same words.
IF_SAME_WORDS = (("tariff", "trade_deal"), ("enforcement", "export_control"))


def _is_other_side(hit: Hit, other: Hit, sentence: ChineseSentence) -> bool:
    if hit is other or sentence.clause_at(hit.start) != sentence.clause_at(other.start):
        return False
    overlap = hit.start < other.end and other.start < hit.end
    if (other.type, hit.type) in PREFERRED and hit.type != "investment":
        return (other.type, hit.type) not in IF_SAME_WORDS or overlap
    return overlap and (other.type, hit.type) in PREFERRED


def repeats(hit: Hit, last: Hit, sentence: ChineseSentence) -> bool:
    """Return whether the hit only tells the one of its type and action before it again, in a clause that follows."""
    if last.type != hit.type or last.action != hit.action or hit.figures:
        return False
    between = sentence.text[last.end : hit.start]
    clause_end = sentence.clauses[sentence.clause_at(last.start)][1]
    known = {n.code for n in sentence.names if n.start < clause_end}
    sides = ("subject", "towards")
    anew = any(clause_end <= n.start < hit.start and n.code not in known for n in sentence.names if n.side in sides)
    return "；" not in between and not anew and not ANOTHER.search(between)


def reached(hits: Sequence[Hit], sentence: ChineseSentence) -> list[Hit]:
    """Return the hits of the rules with their reaches; measured ones keep theirs."""
    return [h if h.figures or h.reach_is_own else _reaching(h, hits, sentence) for h in hits]


def _reaching(hit: Hit, hits: Sequence[Hit], sentence: ChineseSentence) -> Hit:
    """Return the hit with its reach: from its clause (the first of its type: from the start) up to the next one's."""
    same = [h for h in hits if h.type == hit.type and h is not hit]
    number = sentence.clause_at(hit.start)
    after = [sentence.clause_at(h.start) for h in same if h.start > hit.start]
    first = sentence.clauses[number][0] if any(h.start < hit.start for h in same) else 0
    last = sentence.clauses[max(number, min(after) - 1)][1] if after else len(sentence.text)
    keeps = hit.type == "tariff" and re.search(r"保留|剩余|余下", sentence.text) is not None
    return replace(hit, reach=(first, last), keeps=keeps)


def with_foreign(hits: Sequence[Hit], sentence: ChineseSentence) -> list[Hit]:
    """Return the hits, each told which figures and dates stand in a clause that other triggers hold and it does not."""
    owners: dict[int, set[int]] = {}
    for hit in hits:
        for place in (hit.start, *(f.start for _, f, _ in hit.figures)):
            owners.setdefault(sentence.clause_at(place), set()).add(hit.start)
    places = [f.start for f in sentence.figures] + [d.start for d in sentence.dates]
    return [
        replace(h, foreign=frozenset(p for p in places if h.start not in owners.get(sentence.clause_at(p), {h.start})))
        for h in hits
    ]
