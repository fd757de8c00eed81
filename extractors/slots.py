"""The slots of an event: who acts on whom, who says so, which goods, stages, uses, figures and dates."""

import re
from collections.abc import Sequence

from extractors.dates import Dated
from extractors.entities import GOODS, Named
from extractors.quantities import Figure
from extractors.scenes import Scene
from reewatch.mentions import DateSlot, Quantity

STAGE_WORDS = {
    "mining": r"min(?:e|es|ing)\b|ore\b|concentrate",
    "separation": r"separat\w+|refin\w+|oxides?\b|process(?:ing)\b",
    "metal": r"\bmetals? (?:plant|making|production)|metallis\w+|metalliz\w+",
    "alloy": r"\balloys?\b",
    "magnet": r"\bmagnets?\b",
    "recycling": r"recycl\w+|scrap magnets",
}
STAGED = ("investment", "capacity")
MILITARY = re.compile(r"\b(?:military|defen[cs]e|weapons?|armed forces)\b", re.IGNORECASE)
CIVILIAN = re.compile(r"\b(?:civil(?:ian)?|non-military)\b", re.IGNORECASE)
DUAL_USE = re.compile(r"\bdual[- ]use\b", re.IGNORECASE)


def items_of(type_: str, scene: Scene) -> tuple[str, ...]:
    """Return the goods that the sentence names, else, but for tariffs and talks, those of the headline."""
    found = _goods(scene.entities)
    if found or type_ in ("tariff", "trade_deal"):
        return found
    return _goods(scene.headline_entities)


def _goods(entities: Sequence[Named]) -> tuple[str, ...]:
    found = list(dict.fromkeys(n.entity.id for n in entities if n.entity.kind in GOODS))
    if "rare_earths" in found and {"magnets", "heavy_rare_earths", "ndpr"} & set(found):
        adjacent = any(n.entity.id == "rare_earths" and n.end - n.start > len("rare earth") for n in entities)
        found = found if adjacent else [f for f in found if f != "rare_earths"]
    return tuple(found)


def stages_of(type_: str, scene: Scene) -> tuple[str, ...]:
    """Return the stages of the value chain that a sentence on money or plants names."""
    if type_ not in STAGED:
        return ()
    return tuple(s for s, words in STAGE_WORDS.items() if re.search(words, scene.sentence, re.IGNORECASE))


def end_use_of(type_: str, sentence: str, action: str) -> str | None:
    """Return the end use that the sentence is about, None where it tells none."""
    if type_ == "military_scope":
        return "civilian" if action == "exempted" and CIVILIAN.search(sentence) else "military"
    if type_ in ("export_control", "licence"):
        if MILITARY.search(sentence):
            return "military"
        if CIVILIAN.search(sentence):
            return "civilian"
        return "dual_use" if DUAL_USE.search(sentence) else None
    return None


def quantities_of(type_: str, action: str, scene: Scene, clause: tuple[int, int]) -> tuple[Quantity, ...]:
    """Return the figures that belong to the event, each in the role that its unit and the type give it."""
    near = [f for f in scene.figures if clause[0] <= f.start < clause[1]] or list(scene.figures)
    out: list[Quantity] = []
    for figure in near:
        before = scene.sentence[max(0, figure.start - 30) : figure.start].lower()
        after = scene.sentence[figure.end : figure.end + 30].lower()
        if re.search(r"\bfrom (?:us\$|[$€£])?$|compared with $|against (?:the )?$", before) and len(near) > 1:
            continue  # the earlier level
        quantity = _in_role(type_, action, figure, before, after)
        if quantity and quantity not in out:
            out.append(quantity)
    return tuple(out)


def _in_role(type_: str, action: str, figure: Figure, before: str, after: str) -> Quantity | None:
    role = ROLE_BY_UNIT.get((type_, figure.unit)) or _money_role(type_, figure, before)
    if role is None:
        return None
    sign = 1.0
    if type_ == "licence_statistic" and figure.unit == "count":
        role = _licence_count(figure, after)
    elif role in ("price_change", "volume_change"):
        sign = -1.0 if action == "fell" else 1.0
    elif role == "tariff_rate" and action != "imposed" and STEP.search(before):
        role, sign = "tariff_change", -1.0 if action == "cut" else 1.0
    basis = _basis(type_, before, after)
    return figure.as_quantity(role, sign=sign, basis=basis)


#: What makes a percentage of duty a step and no level.
STEP = re.compile(r"(?:further|additional|extra|by) (?:an? )?$")
ROLE_BY_UNIT = {
    ("licence_statistic", "percent"): "approval_rate", ("licence_statistic", "count"): "applications",
    ("licence_statistic", "day"): "processing_time", ("licence_statistic", "working_day"): "processing_time",
    ("licence_statistic", "month"): "processing_time", ("licence", "day"): "validity", ("licence", "month"): "validity",
    ("licence", "year"): "validity", ("licence", "count"): "count", ("export_control", "count"): "count",
    ("export_control", "percent"): "threshold", ("export_control", "day"): "duration",
    ("export_control", "year"): "duration", ("export_control", "month"): "duration",
    ("tariff", "percent"): "tariff_rate", ("tariff", "pp"): "tariff_change",
    ("tariff", "day"): "duration", ("tariff", "year"): "duration",
    ("tariff", "month"): "duration", ("trade_deal", "day"): "duration", ("trade_deal", "year"): "duration",
    ("trade_deal", "month"): "duration", ("investment", "percent"): "stake", ("investment", "t/yr"): "capacity",
    ("investment", "t"): "volume", ("investment", "year"): "duration", ("capacity", "t/yr"): "capacity",
    ("capacity", "t"): "volume", ("capacity", "percent"): "volume_change", ("capacity", "kg"): "volume",
    ("trade_flow", "t"): "volume", ("trade_flow", "percent"): "volume_change", ("trade_flow", "kg"): "volume",
    ("price", "percent"): "price_change", ("enforcement", "count"): "count", ("stockpile", "t"): "volume",
}  # fmt: skip


def _money_role(type_: str, figure: Figure, before: str) -> str | None:
    if not re.match(r"[A-Z]{3}", figure.unit):
        return None
    if "/" in figure.unit:
        return "price" if type_ in ("price", "investment") else None
    del before
    return {"investment": "amount", "stockpile": "amount", "partnership": "amount", "trade_flow": "value",
            "capacity": "amount"}.get(type_)  # fmt: skip


def _licence_count(figure: Figure, after: str) -> str:
    if figure.noun == "approved" or re.search(r"approv|granted|cleared|allowed", after):
        return "approved"
    if re.search(r"pending|wait|undecided|unanswered|yet to", after):
        return "pending"
    return "denied" if re.search(r"reject|denied|refused|turned", after) else "applications"


def _basis(type_: str, before: str, after: str) -> str | None:
    near = f"{before} {after}"
    for name, pattern in BASES.get(type_, ()):
        if re.search(pattern, near):
            return name
    return None


BASES = {
    "tariff": (("fentanyl", "fentanyl"), ("reciprocal", "reciprocal"), ("s301", "section 301"), ("s232", "section 232"),
               ("s122", "section 122|surcharge"), ("all_in", "all told|in all|overall|total")),
    "investment": (("price_floor", "floor|per kilogram|/kg"), ("loan", "loan|lend"), ("grant", "grant|subsid"),
                   ("equity", "stock|equity|stake|shares"), ("offtake", "offtake|off-take"),
                   ("acquisition", "acqui|takeover")),
    "trade_flow": (("yoy", "year|a year earlier|y/y"), ("mom", "month|m/m"), ("ytd", "first half|so far this year")),
    "price": (("yoy", "year"), ("mom", "month")),
    "licence_statistic": (("respondents", "respondent|survey"), ("statutory", "rules allow|statutory|law")),
}  # fmt: skip


def dates_of(type_: str, scene: Scene, clause: tuple[int, int]) -> tuple[DateSlot, ...]:
    """Return the dates that belong to the event, each in the role that its words or the type give it."""
    near = [d for d in scene.dates if clause[0] - 5 <= d.start < clause[1] + 5]
    slots: dict[tuple[str, str], DateSlot] = {}
    for dated in near:
        role = _date_role(type_, dated, scene.sentence)
        if role:
            slots.setdefault(
                (role, dated.value),
                DateSlot(role=role, value=dated.value, raw=dated.raw, found=dated.found, inclusive=dated.inclusive),
            )
    return tuple(slots.values())


def _date_role(type_: str, dated: Dated, sentence: str) -> str | None:
    if type_ in DATED_ONCE:
        by_weekday = dated.found == "relative" and dated.raw.lower().endswith("day") and type_ != "licence_statistic"
        return None if by_weekday else DATED_ONCE[type_]
    if dated.lead == "expires":
        return "expires"
    if dated.lead == "deadline" and type_ in ("trade_deal", "partnership", "enforcement", "licence"):
        return "deadline"
    before = sentence[max(0, dated.start - 40) : dated.start].lower()
    if re.search(r"(?:announc|publish|issu|unveil|sign|agree|releas|threaten|said|told|met|meet)\w*", before):
        return "announced"
    dealing = type_ in ("trade_deal", "partnership", "investment", "stockpile")
    return "announced" if dealing and dated.lead != "effective" else "effective"


#: Types whose dates are all of one role: measured periods, and figures as of a day.
DATED_ONCE = {"trade_flow": "period", "licence_statistic": "as_of", "price": "as_of"}
