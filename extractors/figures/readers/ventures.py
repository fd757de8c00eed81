"""The role of a figure for what is built and bought: investments, plants, stockpiles and partnerships."""

import re
from dataclasses import replace

from extractors.figures.readers.setting import Setting, change_sign, in_role, is_purity, lasts, told_unit
from extractors.figures.role_words import (
    FLOOR,
    HELD,
    HIGHEST_KILO,
    LEVEL_RAISED,
    MONEY,
    MONTHS_OF_A_YEAR,
    OF_A_FIRM,
    OF_CAPACITY,
    OF_DUTY,
    PART_OF,
    PARTIES,
    PRICED,
    SUPPLYING,
    TAKEN,
    TERM_OF_MONEY,
)
from extractors.ownership import Asserted
from reewatch.mentions import Quantity

#: What one share costs is no sum put in.
A_SHARE = re.compile(r"\s?(?:a|per|each|/) ?(?:\w+ )?(?:share|unit|warrant)\b", re.IGNORECASE)

#: A plant is called by what it makes a year: "a 3,000-tonne magnet plant".
OF_A_PLANT = re.compile(r"^ (?:[\w-]+ ){0,3}(?:plant|factory|refinery|line|facility|smelter|works|unit|mill)\b")
#: "The two companies" are those of the deal, and no figure of it.
BOTH = re.compile(r"\b(?:the|both|these|those) $", re.IGNORECASE)


def read_investment(mine: Asserted, setting: Setting) -> Quantity | None:
    """Return a figure of money put in: sum, price, stake, what it builds or buys."""
    figure = setting.figure
    if MONEY.match(figure.unit):
        if FLOOR.match(setting.after()) and (figure.value or figure.high or 0) < HIGHEST_KILO:
            return in_role(setting, "price", mine, unit=told_unit(setting))
        return None if A_SHARE.match(setting.after()) else in_role(setting, "amount", mine)
    if PRICED.match(figure.unit):
        return in_role(setting, "price", mine)
    if figure.unit == "percent" and figure.noun in ("", "share") and not OF_DUTY.match(setting.after()):
        return in_role(setting, "stake" if _is_stake(setting) else "share", mine)
    if figure.unit in ("t/yr", "t", "kg"):
        if figure.unit == "t/yr" and not SUPPLYING.search(setting.before(70)):
            return in_role(setting, "capacity", mine)
        return in_role(setting, "volume", mine, unit="t" if figure.unit == "t/yr" else None)
    if figure.unit == "count" and PARTIES.match(figure.noun) and not BOTH.search(setting.before()):
        return in_role(setting, "count", mine)
    short = figure.unit == "month" and not TERM_OF_MONEY.search(setting.before())
    return in_role(setting, "duration", mine) if lasts(setting) and not short else None


def _is_stake(setting: Setting) -> bool:
    if re.match(
        r"\s?of (?:[\w'’]+ ){0,3}(?:output|production|off-?take|volumes?|capacity|suppl(?:y|ies)|magnets|"
        r"materials?|oxides?|concentrate|metals?|alloys?|dysprosium|terbium|samarium|neodymium|praseodymium|ndpr|yttrium|"
        r"scandium|gallium|germanium|heavies|rare[- ]earths?)\b",
        setting.after(),
    ):
        return False
    return bool(HELD.search(setting.near(50)) or TAKEN.search(setting.before()) or OF_A_FIRM.match(setting.after()))


def read_capacity(mine: Asserted, setting: Setting) -> Quantity | None:
    """Return a figure of a plant: how much it makes a year, and the change of that."""
    figure = setting.figure
    if figure.unit == "t/yr":
        return in_role(setting, "capacity", mine)
    if figure.unit == "t/month":
        yearly = replace(setting, figure=replace(figure, value=(figure.value or 0) * MONTHS_OF_A_YEAR))
        return in_role(yearly, "capacity", mine, unit="t/yr") if figure.value else None
    if figure.unit == "t" and OF_A_PLANT.match(setting.after()):
        return in_role(setting, "capacity", mine, unit="t/yr")
    if figure.unit in ("t", "kg"):
        planned = mine.factuality in ("proposed", "scheduled") and LEVEL_RAISED.search(setting.before(90))
        return (
            in_role(setting, "capacity", mine, unit="t/yr")
            if planned and figure.unit == "t"
            else in_role(setting, "volume", mine)
        )
    if figure.unit == "percent" and re.search(r"\bcomplet", setting.near(40), re.IGNORECASE):
        return in_role(setting, "share", mine)
    if figure.unit == "percent" and OF_CAPACITY.match(setting.after()):
        return in_role(setting, "share", mine)
    if figure.unit == "percent" and not is_purity(setting) and not PART_OF.match(setting.after()):
        return in_role(setting, "volume_change", mine, sign=change_sign(mine, setting))
    return in_role(setting, "amount", mine) if MONEY.match(figure.unit) else None


def read_stockpile(mine: Asserted, setting: Setting) -> Quantity | None:
    """Return a figure of a stockpile: how much, for how much, for how long."""
    figure = setting.figure
    if MONEY.match(figure.unit):
        return in_role(setting, "amount", mine)
    if figure.unit in ("t", "kg", "t/yr"):
        return in_role(setting, "volume", mine, unit="t" if figure.unit == "t/yr" else None)
    if re.match(r"(?: worth)? of\b|'s?\b", setting.after()):
        return None
    over = lasts(setting) and re.search(r"\b(?:for|over) $", setting.before())
    return in_role(setting, "duration", mine) if over else None


def read_partnership(mine: Asserted, setting: Setting) -> Quantity | None:
    """Return a figure of a partnership: money, tons, stake, how long."""
    figure = setting.figure
    if MONEY.match(figure.unit):
        return in_role(setting, "amount", mine)
    if figure.unit in ("t/yr", "t"):
        return in_role(setting, "capacity" if figure.unit == "t/yr" else "volume", mine)
    if figure.unit == "percent" and HELD.search(setting.near(50)):
        return in_role(setting, "stake", mine)
    return in_role(setting, "duration", mine) if lasts(setting) else None
