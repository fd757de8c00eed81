"""The role of one figure for an event of one type: what the unit may mean there, and what the words around it say."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractors.bases import basis_of
from extractors.changes import DOWN, UP, sign_of_change
from extractors.ownership import Asserted, head_of
from extractors.quantities import Figure
from extractors.scenes import Scene
from reewatch.mentions import Quantity

SPANS = ("day", "working_day", "month", "year")
MONEY = re.compile(r"[A-Z]{3}$")
PRICED = re.compile(r"[A-Z]{3}/")
#: The unit that prices of these goods are told in, where a sentence leaves it out.
USUAL_PRICE = {"USD": "USD/kg", "EUR": "EUR/kg", "CNY": "CNY/t"}
GOODS = re.compile(
    r"elements?|metals?|rare[- ]earths?|minerals?|materials?|oxides?|products?|items?|technolog|categor|types?"
)
PARTIES = re.compile(
    r"firms?|compan|entit|suppliers?|manufact|exporters?|importers?|makers?|producers?|contractors?|enterprises?|carm|"
    r"autom|users?|customers?|clients?|plants?|houses|institutes?|laborator|agencies|businesses|brands?|smelters?|refiners?|"
    r"miners?|dealers?|banks?|organi|institutions?|groups?|buyers?|vendors?|parties|subsidiar|affiliates|universit|individuals"
)
FILES = re.compile(r"applications?|requests?|permits?|licen[cs]es?|files?|filings?|dossiers?|submissions?|approvals?|"
                   r"clearances?|cases?")  # fmt: skip
KINDS = re.compile(r"kinds|announcements?|notices?|containers?|consignments?|parcels?|exclusions?|headings?|subheadings?|"
                   r"codes?|lines")  # fmt: skip
ELLIPTIC = ("bare", "others", "of", "part")
CAUGHT = re.compile(r"cases?|suspects?|people|batches|shipments?|consignments?|parcels?|individuals")
MEASURES = re.compile(r"measures?|restrictions?|countries|nations|states|governments|projects?")
#: What makes a percentage of duty a step and no level.
STEP = re.compile(
    r"(?:further|additional|extra|another|by|add(?:s|ed|ing)?|on top|plus)(?: (?:of|about|some|around|up to|as much as))?"
    r"(?: an?)? ?\(?$", re.IGNORECASE)  # fmt: skip
EASED = ("cut", "paused", "ended", "exempted", "extended", "struck_down")
#: A stretch before a figure of time that makes it a term to act within, a distance, or a stretch of the past.
TERM = re.compile(r"\b(?:within|in|no later than|under|after|every|each|(?:past|last)|before|first)(?: (?:about|some|the|another|"
                  r"next|just|only|at least|as little as|roughly|around))? ?(?:an? )?$", re.IGNORECASE)  # fmt: skip
APART = re.compile(r"[- ](?:ago|earlier|later|before|after|old|since|hence|apart)\b", re.IGNORECASE)
#: What a stretch of time in front of it does not prolong: "a four-year review", "a 14-month low".
NO_TERM = re.compile(r"[- ](?:review|probe|investigation|inquiry|low|high|peak|trough|record|average|visit|meeting|talks?|"
                     r"call|row|dispute|war|history|plan|anniversary|wait\w*|review\w*|study|effort|campaign)\b", re.IGNORECASE)  # fmt: skip
PURE = re.compile(r"(?:\W{0,2}(?:pure|purity|grade)\b|.{0,3}\b\w+ (?:oxide|metal)\b)", re.IGNORECASE)
PURITY = re.compile(r"\b(?:purity|grade)(?: of| at)?\W*(?:about |over )?$", re.IGNORECASE)
PART_OF = re.compile(r"\s?(?:of|share)\b(?! (?:a year|the year))", re.IGNORECASE)
BY = re.compile(
    r"\bby (?:about |some |around |up to |as much as |more than |at least |nearly |almost |just over )?$", re.IGNORECASE
)
THRESHOLD = re.compile(r"\b(?:value|content|weight|owned|owner\w*|or more|at least|threshold|minimis|affiliat\w*|contain\w*|trace\w*|"
                       r"rule|stake|held|subsidiar\w*)\b", re.IGNORECASE)  # fmt: skip
FLOOR = re.compile(r"(?:[- ]\w+)?[- ](?:price )?(?:floor|ceiling|minimum)\b", re.IGNORECASE)
#: No kilogram of these goods is bought at more, in any of the currencies that floors are told in.
HIGHEST_KILO = 20_000
TAKEN = re.compile(
    r"\b(?:acquir\w*|bu(?:y|ys|ying)|bought|tak(?:e|es|en|ing)|took|purchas\w*|sell\w*|sold|own\w*)\b[^,;]{0,20}$",
    re.IGNORECASE,
)
OTHER_GOODS = re.compile(
    r"\s?of (?:\w+ )?(?:soy\w*|corn|wheat|grain|sorghum|oil|gas|lng|coal|beef|pork|steel|copper)\b", re.IGNORECASE
)
QUOTA = re.compile(r"\b(?:quotas?|ceilings?|caps?|limits?|allotments?|allocations?|total[- ]control)\b", re.IGNORECASE)
SHARED = re.compile(
    r"\b(?:shares?|portion|proportion|account\w*|made up|makes? up|represent\w*|supplie[sd]|bought|took|takes)\b",
    re.IGNORECASE,
)
HELD = re.compile(r"\b(?:stake|stock|shares?|equity|interest|hold\w*|own\w*|shareholder|ownership)\b", re.IGNORECASE)
VALID = re.compile(
    r"\b(?:valid\w*|good|run\w*|last\w*|licen[cs]\w*|permits?|expir\w*|term|renew\w*|cover\w*|for|only)\b",
    re.IGNORECASE,
)
#: "suppliers of the three biggest carmakers" counts the carmakers, not who got a licence.
MEMBERS_OF = re.compile(r"\w+ (?:of|to) (?:the )?(?:top )?$", re.IGNORECASE)
REVIEWED = re.compile(r"\b(?:review\w*|process\w*|tak(?:e|es|ing)|took|wait\w*|decid\w*|clear\w*|turn\w*|queue\w*|approv\w*|"
                      r"obtain|answer\w*|respon\w*|handl\w*|examin\w*|delay\w*)\b", re.IGNORECASE)  # fmt: skip
LEVEL_RAISED = re.compile(
    r"\b(?:rais|lift|expand|increas|grow|ramp|boost|doubl|build|scale)\w*\b.{0,30}\bto\b[\w ]*$", re.IGNORECASE
)


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
    reader = READERS.get(mine.type)
    quantity = reader(mine, setting) if reader else None
    return quantity


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
        return _as(setting, "tariff_change", mine, sign=-1.0 if mine.action in EASED else 1.0)
    if figure.noun == "nil":
        return _as(setting, "tariff_rate", mine)
    if figure.unit == "count" and KINDS.match(figure.noun) and mine.action in ("exempted", "extended"):
        return _as(setting, "count", mine)
    if figure.unit == "percent" and figure.noun == "":
        if PART_OF.match(setting.after()) and not re.match(r"\s?of (?:duty|the duty|tariff)", setting.after()):
            return None
        if STEP.search(setting.before()) or _points_added(setting):
            return _as(setting, "tariff_change", mine, sign=-1.0 if mine.action == "cut" else 1.0, unit="pp")
        return _as(setting, "tariff_rate", mine)
    if figure.noun == "bare" and any(f.unit == "pp" for f in setting.figures) and _kept(setting):
        return _as(setting, "tariff_rate", mine, unit="percent")
    return _as(setting, "duration", mine) if _lasts(setting) else None


def _points_added(setting: Setting) -> bool:
    return bool(
        re.search(r"\b(?:add|pile)\w* (?:on )?(?:an? )?(?:further |extra |another )?$", setting.before(), re.IGNORECASE)
    )


def _kept(setting: Setting) -> bool:
    return bool(re.search(r"\b(?:keep|retain|leav|maintain)\w*\b.{0,20}$", setting.before(), re.IGNORECASE)
                or re.match(r" (?:are|is|were|remain|stay)\w*(?: (?:kept|retained|in place))?", setting.after()))  # fmt: skip


def _licence_statistic(mine: Asserted, setting: Setting) -> Quantity | None:
    figure = setting.figure
    if figure.unit == "percent" and figure.noun != "multiple":
        return _as(setting, "approval_rate", mine)
    if figure.unit in SPANS:
        return None if PERIOD.search(setting.before()) else _as(setting, "processing_time", mine)
    if figure.unit == "count" and (FILES.match(figure.noun) or figure.noun in ELLIPTIC or PARTIES.match(figure.noun)):
        return _as(setting, _licence_count(setting), mine)
    return None


#: A stretch of time over which something is counted.
PERIOD = re.compile(r"\b(?:first|last|past|previous|next|preceding|over the|during the) $", re.IGNORECASE)
LICENCE_COUNTS = (
    ("denied", re.compile(r"\b(?:reject|denied|den(?:y|ies|ied)|refus|turned (?:down|away)|thrown out|declin|with a no)", re.IGNORECASE)),
    ("pending", re.compile(
        r"\b(?:pending|await|wait|undecided|unanswered|yet to|outstanding|in limbo|stuck|unresolved|not (?:yet )?been|lie|"
        r"lying|sit|sat|queue|remain|backlog|held up|still|out\b(?! of))", re.IGNORECASE)),
    ("approved", re.compile(r"\b(?:approv|grant|clear|allow|nod|green light|issu|go-ahead|passed|accept|obtain|won\b|yes\b|succe|through)|^ in\b\W*$",
                            re.IGNORECASE)),
)  # fmt: skip


def _licence_count(setting: Setting) -> str:
    """Return what became of the applications counted: by the nearest word that tells, within the figure's clause."""
    if setting.figure.noun == "of":
        return "applications"
    if re.match(
        r"(?: \w+){0,3} (?:were|was|are|is|had been|have been)? ?(?:received|lodged|filed|submitted|made)",
        setting.after(60),
    ):
        return "applications"
    fate = _fate(setting)
    if fate:
        return fate
    after = re.split(r"[;,]| and (?=\d|\w+ (?:are|were|have|remain))| but | while ", setting.after(60))[0]
    before = re.split(r"[;,]| and | but | while ", setting.before(30))[-1]
    for text in (after, before):
        hits = [(m.start(), name) for name, pattern in LICENCE_COUNTS if (m := pattern.search(text))]
        if hits:
            return min(hits)[1] if text is after else max(hits)[1]
    return "approved" if setting.figure.noun == "part" else "applications"


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
    if (
        figure.unit == "count"
        and (FILES.match(figure.noun) or PARTIES.match(figure.noun))
        and not _one_of_some(setting)
    ):
        return None if MEMBERS_OF.search(setting.before()) else _as(setting, "count", mine)
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


def _threshold(mine: Asserted, setting: Setting) -> Quantity | None:
    """Return a percentage of a control: a threshold of content or ownership, a change of a quota, or a share."""
    if THRESHOLD.search(setting.near(45)) or "-owned" in setting.after(8):
        return _as(setting, "threshold", mine)
    if QUOTA.search(setting.scene.sentence) and (UP.search(setting.near(25)) or DOWN.search(setting.near(25))):
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
    if figure.unit == "percent" and figure.noun in ("", "share"):
        return _as(setting, "stake" if _is_stake(setting) else "share", mine)
    if figure.unit in ("t/yr", "t", "kg"):
        return _as(setting, "capacity" if figure.unit == "t/yr" else "volume", mine)
    if figure.unit == "count" and PARTIES.match(figure.noun):
        return _as(setting, "count", mine)
    return _as(setting, "duration", mine) if _lasts(setting) else None


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
    if figure.unit in ("t", "kg"):
        planned = mine.factuality in ("proposed", "scheduled") and LEVEL_RAISED.search(setting.before(60))
        return (
            _as(setting, "capacity", mine, unit="t/yr")
            if planned and figure.unit == "t"
            else _as(setting, "volume", mine)
        )
    if figure.unit == "percent" and re.search(r"\bcomplet", setting.near(40), re.IGNORECASE):
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
    if figure.unit in ("t", "kg", "t/yr"):
        return _as(setting, "volume", mine, unit="t" if figure.unit == "t/yr" else None)
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
    if PRICED.match(figure.unit):
        return _as(setting, "price", mine)
    if MONEY.match(figure.unit):
        return None if STEP.search(setting.before()) else _as(setting, "price", mine, unit=_told_unit(setting))
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
