"""The role of one figure for an event of one type: what the unit may mean there, and what the words around it say."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extractors.figures.bases import basis_of
from extractors.figures.changes import DOWN, UP, sign_of_change
from extractors.figures.finding import Figure
from extractors.figures.role_words import (
    A_CROWD,
    APART,
    ASIDE,
    BY,
    CAUGHT,
    EASED,
    ELLIPTIC,
    FATES_COUNTED,
    FILES,
    FLOOR,
    GOODS,
    HELD,
    HIGHEST_KILO,
    KEPT_BEFORE,
    KEPT_BEHIND,
    KINDS,
    LEVEL_BEFORE,
    LEVEL_RAISED,
    LICENCE_COUNTS,
    MEASURES,
    MEMBERS_OF,
    MONEY,
    MONTHS_OF_A_YEAR,
    MOVED,
    MOVED_BY,
    NO_TERM,
    OF_ALL,
    OF_CAPACITY,
    OF_DUTY,
    OTHER_GOODS,
    OUT_OF,
    PART_OF,
    PARTIES,
    PERIOD,
    PRICED,
    PURE,
    PURITY,
    QUOTA,
    RAISING,
    REVIEWED,
    SHARED,
    SPANS,
    STEP,
    STEP_OF,
    SUPPLYING,
    TAKEN,
    TELLING,
    TERM,
    TERM_OF_MONEY,
    THRESHOLD,
    TIMES_ANOTHER,
    USUAL_PRICE,
    VALID,
)
from extractors.ownership import Asserted, head_of
from extractors.scenes import Scene
from reewatch.mentions import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A figure in its sentence, with the others that stand for something."""

    figure: Figure
    scene: Scene
    figures: Sequence[Figure]

    def before(self, reach: int = 40) -> str:
        """Return the characters before the figure."""
        return self.scene.sentence[max(0, self.figure.start - reach) : self.figure.start]

    def after(self, reach: int = 40) -> str:
        """Return the characters behind it."""
        return self.scene.sentence[self.figure.end : self.figure.end + reach]

    def near(self, reach: int = 60) -> str:
        """Return the characters around it."""
        return f"{self.before(reach)} {self.scene.sentence[self.figure.start : self.figure.end]} {self.after(reach)}"


Reader = Callable[[Asserted, Setting], Quantity | None]


def read_role(mine: Asserted, setting: Setting) -> Quantity | None:
    """Return the figure in the role that it has for an event, None where it has none."""
    if (setting.figure.noun == "nil" and mine.type != "tariff") or _counts_another(setting):
        return None
    reader = READERS.get(mine.type)
    return reader(mine, setting) if reader else None


def _counts_another(setting: Setting) -> bool:
    """Return whether a number counts another noun than the one found: "23 provinces now accept applications"."""
    figure = setting.figure
    if figure.unit != "count" or figure.noun in ELLIPTIC:
        return False
    word = setting.scene.syntax.word_at(figure.start)
    if word is None or word.dep != "nummod":
        return False
    counted = setting.scene.syntax.words[word.head]
    first = figure.end - len(figure.noun)
    return figure.start < counted.start < first and counted.tag in ("NNS", "NNPS")


def _as(setting: Setting, role: str, mine: Asserted, *, sign: float = 1.0, unit: str | None = None) -> Quantity:
    basis, population = basis_of(mine.type, role, setting.scene.sentence, (setting.figure.start, setting.figure.end))
    return setting.figure.as_quantity(role, sign=sign, unit=unit, basis=basis, population=population)


def _lasts(setting: Setting) -> bool:
    """Return whether a figure of time tells how long something lasts: no term to act within, nothing past."""
    if setting.figure.unit not in SPANS or TERM.search(setting.before()) or APART.match(setting.after()):
        return False
    return not NO_TERM.match(setting.after())


def _tariff(mine: Asserted, setting: Setting) -> Quantity | None:
    figure = setting.figure
    if figure.unit == "pp":
        eased = mine.action in EASED and not RAISING.search(setting.before())
        return _as(setting, "tariff_change", mine, sign=-1.0 if eased else 1.0)
    if figure.noun == "nil":
        return _as(setting, "tariff_rate", mine)
    counted = KINDS.match(figure.noun) or GOODS.match(figure.noun)
    if figure.unit == "count" and counted and mine.action in ("exempted", "extended"):
        return _as(setting, "count", mine)
    if figure.unit == "percent" and figure.noun == "":
        if PART_OF.match(setting.after()) and not re.match(r"\s?of (?:duty|the duty|tariff)", setting.after()):
            return None
        if STEP.search(setting.before()) or STEP_OF.search(setting.before()) or _points_added(setting):
            return _as(setting, "tariff_change", mine, sign=-1.0 if mine.action == "cut" else 1.0, unit="pp")
        return _as(setting, "tariff_rate", mine) if _is_level(mine, setting) else None
    if figure.noun == "bare" and any(f.unit == "pp" for f in setting.figures) and _kept(setting):
        return _as(setting, "tariff_rate", mine, unit="percent")
    if MONEY.match(figure.unit):
        return _as(setting, "value", mine)
    return _as(setting, "duration", mine) if _lasts(setting) else None


def _is_level(mine: Asserted, setting: Setting) -> bool:
    """Return whether a percentage is the duty after the act: what is cut or ended is told with the old one."""
    if mine.factuality == "denied" or mine.action not in ("cut", "ended", "exempted"):
        return True
    return bool(LEVEL_BEFORE.search(setting.before()))


def _points_added(setting: Setting) -> bool:
    return bool(
        re.search(r"\b(?:add|pile)\w* (?:on )?(?:an? )?(?:further |extra |another )?$", setting.before(), re.IGNORECASE)
    )


def _kept(setting: Setting) -> bool:
    return bool(KEPT_BEFORE.search(setting.before()) or KEPT_BEHIND.match(setting.after()))


def _licence_statistic(mine: Asserted, setting: Setting) -> Quantity | None:
    figure = setting.figure
    if figure.unit == "percent" and figure.noun != "multiple":
        return _as(setting, "approval_rate", mine)
    if figure.unit in SPANS:
        return None if PERIOD.search(setting.before()) else _as(setting, "processing_time", mine)
    if figure.unit == "count" and (FILES.match(figure.noun) or figure.noun in ELLIPTIC or PARTIES.match(figure.noun)):
        return _as(setting, _licence_count(setting), mine)
    return None


def _licence_count(setting: Setting) -> str:
    """Return what became of the applications counted: by the nearest word that tells, within the figure's clause."""
    if setting.figure.noun == "of" or OF_ALL.search(setting.before()) or OUT_OF.search(setting.before()):
        return "applications"
    if re.match(
        r"(?: \w+){0,3} (?:were|was|are|is|had been|have been)? ?(?:received|lodged|filed|submitted|made)",
        setting.after(60),
    ):
        return "applications"
    fate = _counted_fate(setting) or _fate(setting)
    if fate:
        return fate
    behind = ASIDE.sub("", setting.after(60))
    after = re.split(r"[;,]| and (?=\d|\w+ (?:are|were|have|remain))| but | while ", behind)[0]
    before = re.split(r"[;,]| and | but | while ", setting.before(30))[-1]
    for text in (after, before):
        hits = [(m.start(), name) for name, pattern in LICENCE_COUNTS if (m := pattern.search(text))]
        if hits:
            return min(hits)[1] if text is after else max(hits)[1]
    return "approved" if setting.figure.noun == "part" else "applications"


def _counted_fate(setting: Setting) -> str | None:
    """Return what the counted noun itself says: an approval was given, whatever verb counts it."""
    return next((name for name, pattern in FATES_COUNTED if pattern.match(setting.figure.noun)), None)


def _fate(setting: Setting) -> str | None:
    """Return what the verb that governs the figure says of the applications counted."""
    syntax = setting.scene.syntax
    word = head_of(syntax, (setting.figure.start, setting.figure.end))
    if word is None or word.dep not in ("nsubj", "nsubjpass", "dobj"):
        return None
    verb = syntax.words[word.head].text
    return next((name for name, pattern in LICENCE_COUNTS if pattern.match(verb)), None)


def _licence(mine: Asserted, setting: Setting) -> Quantity | None:
    figure = setting.figure
    if figure.unit in SPANS:
        if TERM.search(setting.before()) or REVIEWED.search(setting.before(25)):
            return _as(setting, "processing_time", mine) if REVIEWED.search(setting.near(50)) else None
        return _as(setting, "validity", mine) if VALID.search(setting.near(50)) else None
    if figure.unit in ("t", "kg"):
        return _as(setting, "volume", mine)
    counted = any(p.match(figure.noun) for p in (FILES, PARTIES, MEASURES)) and not TELLING.search(setting.before())
    if figure.unit == "count" and counted and not _one_of_some(setting) and not MEMBERS_OF.search(setting.before()):
        return _as(setting, _licence_role(mine, figure), mine)
    return None


def _export_control(mine: Asserted, setting: Setting) -> Quantity | None:
    figure = setting.figure
    if (
        figure.unit == "count"
        and not _one_of_some(setting)
        and (figure.noun == "part" or any(p.match(figure.noun) for p in (GOODS, PARTIES, MEASURES, KINDS)))
    ):
        return _as(setting, "count", mine)
    if figure.unit == "percent" and figure.noun in ("", "share") and not _is_purity(setting):
        return _threshold(mine, setting)
    if figure.unit in ("t", "kg", "t/yr") and (QUOTA.search(setting.scene.sentence) or mine.action == "enforced"):
        return _as(setting, "volume", mine, unit="t" if figure.unit == "t/yr" else None)
    return _as(setting, "duration", mine) if _lasts(setting) else None


def _licence_role(mine: Asserted, figure: Figure) -> str:
    """Return the role of a count at a decision: files are approved or denied, parties are counted."""
    if FILES.match(figure.noun) and not PARTIES.match(figure.noun):
        return {"granted": "approved", "denied": "denied"}.get(mine.action, "count")
    return "count"


def _threshold(mine: Asserted, setting: Setting) -> Quantity | None:
    """Return a percentage of a control: a threshold of content or ownership, a change of a quota, or a share."""
    of_a_quota = QUOTA.search(setting.scene.sentence)
    if of_a_quota and BY.search(setting.before()):
        return _as(setting, "volume_change", mine, sign=_sign(mine, setting))
    if THRESHOLD.search(setting.near(45)) or "-owned" in setting.after(8):
        return _as(setting, "threshold", mine)
    if of_a_quota and (UP.search(setting.near(45)) or DOWN.search(setting.near(45))):
        return _as(setting, "volume_change", mine, sign=_sign(mine, setting))
    if PART_OF.match(setting.after()) or setting.figure.noun == "share":
        return _as(setting, "share", mine)
    return _as(setting, "threshold", mine)


def _one_of_some(setting: Setting) -> bool:
    """Return whether a count tells no number of its own: one example, all of some named, those beside one named."""
    if (setting.figure.value or 0) <= 1 or re.search(r"\b(?:all|both) (?:the )?$", setting.before()):
        return True
    told = setting.scene.sentence[setting.figure.start : setting.figure.end]
    return bool(re.search(r"\band $", setting.before()) and re.match(r"\w+ other\b", told))


def _military_scope(mine: Asserted, setting: Setting) -> Quantity | None:
    figure = setting.figure
    if figure.unit == "percent" and figure.noun in ("", "share") and not _is_purity(setting):
        return _as(setting, "threshold", mine)
    if figure.unit == "count" and GOODS.match(figure.noun) and not _one_of_some(setting):
        return _as(setting, "count", mine)
    return _as(setting, "duration", mine) if _lasts(setting) else None


def _trade_deal(mine: Asserted, setting: Setting) -> Quantity | None:
    if setting.figure.unit in ("t", "kg", "t/yr") and not OTHER_GOODS.match(setting.after()):
        return _as(setting, "volume", mine, unit="t" if setting.figure.unit == "t/yr" else None)
    return _as(setting, "duration", mine) if _lasts(setting) else None


def _enforcement(mine: Asserted, setting: Setting) -> Quantity | None:
    figure = setting.figure
    if figure.noun == "people" and (figure.value or 0) < A_CROWD:
        return None
    if figure.unit == "count" and (CAUGHT.match(figure.noun) or PARTIES.match(figure.noun)):
        return _as(setting, "count", mine)
    if MONEY.match(figure.unit):
        return _as(setting, "amount", mine)
    return _as(setting, "duration", mine) if mine.action == "penalty" and figure.unit == "year" else None


def _investment(mine: Asserted, setting: Setting) -> Quantity | None:
    figure = setting.figure
    if MONEY.match(figure.unit):
        if FLOOR.match(setting.after()) and (figure.value or figure.high or 0) < HIGHEST_KILO:
            return _as(setting, "price", mine, unit=_told_unit(setting))
        return _as(setting, "amount", mine)
    if PRICED.match(figure.unit):
        return _as(setting, "price", mine)
    if figure.unit == "percent" and figure.noun in ("", "share") and not OF_DUTY.match(setting.after()):
        return _as(setting, "stake" if _is_stake(setting) else "share", mine)
    if figure.unit in ("t/yr", "t", "kg"):
        if figure.unit == "t/yr" and not SUPPLYING.search(setting.before(70)):
            return _as(setting, "capacity", mine)
        return _as(setting, "volume", mine, unit="t" if figure.unit == "t/yr" else None)
    if figure.unit == "count" and PARTIES.match(figure.noun):
        return _as(setting, "count", mine)
    short = figure.unit == "month" and not TERM_OF_MONEY.search(setting.before())
    return _as(setting, "duration", mine) if _lasts(setting) and not short else None


def _is_stake(setting: Setting) -> bool:
    if re.match(
        r"\s?of (?:\w+ ){0,3}(?:output|production|off-?take|volumes?|capacity|supply|magnets|material)\b",
        setting.after(),
    ):
        return False
    return bool(HELD.search(setting.near(50)) or TAKEN.search(setting.before()))


def _capacity(mine: Asserted, setting: Setting) -> Quantity | None:
    figure = setting.figure
    if figure.unit == "t/yr":
        return _as(setting, "capacity", mine)
    if figure.unit == "t/month":
        yearly = replace(setting, figure=replace(figure, value=(figure.value or 0) * MONTHS_OF_A_YEAR))
        return _as(yearly, "capacity", mine, unit="t/yr") if figure.value else None
    if figure.unit in ("t", "kg"):
        planned = mine.factuality in ("proposed", "scheduled") and LEVEL_RAISED.search(setting.before(90))
        return (
            _as(setting, "capacity", mine, unit="t/yr")
            if planned and figure.unit == "t"
            else _as(setting, "volume", mine)
        )
    if figure.unit == "percent" and re.search(r"\bcomplet", setting.near(40), re.IGNORECASE):
        return _as(setting, "share", mine)
    if figure.unit == "percent" and OF_CAPACITY.match(setting.after()):
        return _as(setting, "share", mine)
    if figure.unit == "percent" and not _is_purity(setting) and not PART_OF.match(setting.after()):
        return _as(setting, "volume_change", mine, sign=_sign(mine, setting))
    return _as(setting, "amount", mine) if MONEY.match(figure.unit) else None


def _is_purity(setting: Setting) -> bool:
    value = setting.figure.value or 0
    if PURITY.search(setting.before()) or PURE.match(setting.after(25)):
        return True
    return 99 <= value < 100  # noqa: PLR2004  three nines: a grade, as no change or share is told


def _sign(mine: Asserted, setting: Setting) -> float:
    if setting.figure.noun == "multiple" or (setting.figure.value or 0) < 0:
        return 1.0
    return sign_of_change(setting.scene.sentence, (setting.figure.start, setting.figure.end), mine.action)


def _trade_flow(mine: Asserted, setting: Setting) -> Quantity | None:
    figure = setting.figure
    if figure.unit in ("t", "kg", "t/yr", "t/month"):
        if re.search(r"\bof which (?:\w+ ){0,2}$", setting.before()):
            return None
        return _as(setting, "volume", mine, unit="t" if figure.unit.startswith("t/") else None)
    if figure.unit == "percent" and not _is_purity(setting):
        if _is_share(setting):
            return _as(setting, "share", mine)
        return _as(setting, "volume_change", mine, sign=_sign(mine, setting))
    return _as(setting, "value", mine) if MONEY.match(figure.unit) else None


def _is_share(setting: Setting) -> bool:
    if BY.search(setting.before()) or setting.figure.noun == "multiple":
        return False
    return bool(PART_OF.match(setting.after()) or SHARED.search(setting.before(25)))


def _price(mine: Asserted, setting: Setting) -> Quantity | None:
    figure = setting.figure
    stepped = MOVED_BY.search(setting.before()) and len(setting.figures) > 1
    if MONEY.match(figure.unit[:3]) and (stepped or MOVED.match(setting.after())):
        return None
    if PRICED.match(figure.unit):
        return _as(setting, "price", mine)
    if MONEY.match(figure.unit):
        return None if STEP.search(setting.before()) else _as(setting, "price", mine, unit=_told_unit(setting))
    if figure.noun == "multiple" and TIMES_ANOTHER.match(setting.after()):
        return None
    if figure.unit == "percent" and figure.noun in ("", "multiple", "share") and not _is_purity(setting):
        return _as(setting, "price_change", mine, sign=_sign(mine, setting))
    return None


def _told_unit(setting: Setting) -> str:
    """Return the unit of a price told without one: that of the last price before it, else the usual one."""
    currency = setting.figure.unit
    scene: Scene | None = setting.scene
    while scene:
        for figure in scene.figures:
            if figure.unit.startswith(f"{currency}/"):
                return figure.unit
        scene = scene.previous
    return USUAL_PRICE.get(currency, f"{currency}/kg")


def _stockpile(mine: Asserted, setting: Setting) -> Quantity | None:
    figure = setting.figure
    if MONEY.match(figure.unit):
        return _as(setting, "amount", mine)
    if figure.unit in ("t", "kg", "t/yr"):
        return _as(setting, "volume", mine, unit="t" if figure.unit == "t/yr" else None)
    if re.match(r"(?: worth)? of\b|'s?\b", setting.after()):
        return None
    return (
        _as(setting, "duration", mine) if _lasts(setting) and re.search(r"\b(?:for|over) $", setting.before()) else None
    )


def _partnership(mine: Asserted, setting: Setting) -> Quantity | None:
    figure = setting.figure
    if MONEY.match(figure.unit):
        return _as(setting, "amount", mine)
    if figure.unit in ("t/yr", "t"):
        return _as(setting, "capacity" if figure.unit == "t/yr" else "volume", mine)
    if figure.unit == "percent" and HELD.search(setting.near(50)):
        return _as(setting, "stake", mine)
    return _as(setting, "duration", mine) if _lasts(setting) else None


READERS: dict[str, Reader] = {
    "tariff": _tariff, "licence_statistic": _licence_statistic, "licence": _licence, "export_control": _export_control,
    "military_scope": _military_scope, "trade_deal": _trade_deal, "enforcement": _enforcement,
    "investment": _investment, "capacity": _capacity, "trade_flow": _trade_flow, "price": _price,
    "stockpile": _stockpile, "partnership": _partnership,
}  # fmt: skip
