"""The role of a figure for trade and prices."""

import re

from extractors.figures.readers.setting import Setting, change_sign, in_role, is_purity, told_unit
from extractors.figures.role_words import BY, MONEY, MOVED, MOVED_BY, PART_OF, PRICED, SHARED, STEP, TIMES_ANOTHER
from extractors.ownership import Asserted
from reewatch.mentions import Quantity


def read_trade_flow(mine: Asserted, setting: Setting) -> Quantity | None:
    """Return a figure of trade: how much, by how much more or less, what share."""
    figure = setting.figure
    if figure.unit in ("t", "kg", "t/yr", "t/month"):
        if re.search(r"\bof which (?:\w+ ){0,2}$", setting.before()):
            return None
        return in_role(setting, "volume", mine, unit="t" if figure.unit.startswith("t/") else None)
    if figure.unit == "percent" and not is_purity(setting):
        if _is_share(setting):
            return in_role(setting, "share", mine)
        return in_role(setting, "volume_change", mine, sign=change_sign(mine, setting))
    return in_role(setting, "value", mine) if MONEY.match(figure.unit) else None


def _is_share(setting: Setting) -> bool:
    if BY.search(setting.before()) or setting.figure.noun == "multiple":
        return False
    return bool(PART_OF.match(setting.after()) or SHARED.search(setting.before(25)))


def read_price(mine: Asserted, setting: Setting) -> Quantity | None:
    """Return a price or its change."""
    figure = setting.figure
    stepped = MOVED_BY.search(setting.before()) and len(setting.figures) > 1
    if MONEY.match(figure.unit[:3]) and (stepped or MOVED.match(setting.after())):
        return None
    if PRICED.match(figure.unit):
        return in_role(setting, "price", mine)
    if MONEY.match(figure.unit):
        return None if STEP.search(setting.before()) else in_role(setting, "price", mine, unit=told_unit(setting))
    if figure.noun == "multiple" and TIMES_ANOTHER.match(setting.after()):
        return None
    if figure.unit == "percent" and figure.noun in ("", "multiple", "share") and not is_purity(setting):
        return in_role(setting, "price_change", mine, sign=change_sign(mine, setting))
    return None
