"""Items, stages, use and legal texts of a Chinese event."""

import re

from extractors.chinese.events import Hit
from extractors.chinese.scenes import ChineseSentence

WITH_ITEMS = (
    "export_control",
    "licence",
    "licence_statistic",
    "military_scope",
    "trade_flow",
    "price",
    "enforcement",
    "capacity",
    "stockpile",
    "investment",
    "partnership",
)
CLASS_OF = {
    "magnets": "rare_earths",
    "heavy_rare_earths": "rare_earths",
    "ndfeb_magnets": "magnets",
    "smco_magnets": "magnets",
}
CITED = ("export_control", "tariff", "military_scope", "enforcement", "licence", "trade_deal")
STAGED = ("export_control", "capacity", "investment", "partnership", "enforcement")


def items_of(hit: Hit, sentence: ChineseSentence) -> tuple[str, ...]:
    """Return the goods of a hit: of its reach, else of its sentence, headline or the sentence before."""
    if hit.type not in WITH_ITEMS:
        return ()
    found = [item for place, item in sentence.goods if not _beside_other(hit, place, sentence)]
    if hit.type in ("price", "trade_flow"):
        left, right = hit.reach
        found = [
            item for place, item in sentence.goods if left <= place < right and not _beside_other(hit, place, sentence)
        ]
    if not found and not (hit.type == "export_control" and re.search(r"名单|清单|实体", sentence.text)):
        names = sentence.document.names
        head = [names.good_ids[m[0]] for m in names.goods.finditer(sentence.document.headline)]
        found = ["rare_earths"] if "rare_earths" in head and len(head) > 1 and "magnets" not in head else head
        earlier = sentence.before
        while not found and earlier is not None:
            found, earlier = [item for _, item in earlier.goods], earlier.before
        if not found and (told := names.goods.search(sentence.document.about)):
            found = [names.good_ids[told[0]]]
    return _precise(list(dict.fromkeys(found)), hit)


def _beside_other(hit: Hit, place: int, sentence: ChineseSentence) -> bool:
    """Return whether a place stands in a clause that holds only other triggers."""
    number = sentence.clause_at(place)
    left, right = sentence.clauses[number]
    return (
        sentence.clause_at(hit.start) != number
        and hit.type in ("price", "trade_flow")
        and any(left <= p < right for p in hit.foreign)
    )


def _precise(items: list[str], hit: Hit) -> tuple[str, ...]:
    if hit.type in ("trade_flow", "licence_statistic", "price") and any(i in CLASS_OF for i in items):
        return tuple(i for i in items if i != "rare_earths")
    return tuple(items)


def stages_of(hit: Hit, sentence: ChineseSentence) -> tuple[str, ...]:
    """Return the stages of the value chain that the sentence of a hit names."""
    if hit.type not in STAGED:
        return ()
    names = sentence.document.names
    return tuple(stage for stage, pattern in names.stages if pattern.search(sentence.text))


def end_use_of(hit: Hit, sentence: ChineseSentence) -> str | None:
    """Return the use that the hit's clause names."""
    left, right = sentence.clauses[sentence.clause_at(hit.start)]
    clause = sentence.text[left:right]
    text = sentence.text if hit.type == "military_scope" else clause
    if hit.type == "licence" and left and sentence.text[:left].rstrip("，").endswith("申请"):
        text = sentence.text[:right]
    both = "军民两用" in text
    text = text.replace("军民两用", "")
    if both and hit.type != "military_scope":
        return "dual_use"
    if re.search(r"军事|军方|军用|军工|国防|武器", text):
        return "military"
    if re.search(r"民用|民间|人道", text):
        return "civilian"
    return "dual_use" if "两用物项" in clause else None


def instruments_of(hit: Hit, sentence: ChineseSentence) -> tuple[str, ...]:
    """Return the legal texts cited within the hit's reach."""
    if hit.type not in CITED:
        return ()
    left, right = hit.reach
    inside = [i for place, i in sentence.instruments if left <= place < right]
    if not inside and not any(left <= place for place, _ in sentence.instruments):
        inside = [i for _, i in sentence.instruments]
    return tuple(dict.fromkeys(inside))
