"""The role of a figure for a tariff."""

import re

from extractors.figures.readers.setting import Setting, in_role, lasts
from extractors.figures.role_words import (
    EASED,
    GOODS,
    KEPT_BEFORE,
    KEPT_BEHIND,
    KINDS,
    LEVEL_BEFORE,
    MONEY,
    PART_OF,
    RAISING,
    STEP,
    STEP_OF,
)
from extractors.ownership import Asserted
from reewatch.mentions import Quantity

#: "The 50-percent affiliates rule" tells of owners, and no duty.
OF_OWNERS = re.compile(r"[ -](?:\w+ )?(?:affiliates?|ownership|subsidiar\w+|rule)\b")


def read_tariff(mine: Asserted, setting: Setting) -> Quantity | None:
    """Return a figure of a duty: its rate, by how much it changed, what it is on, how long."""
    figure = setting.figure
    if figure.unit == "pp":
        eased = mine.action in EASED and not RAISING.search(setting.before())
        return in_role(setting, "tariff_change", mine, sign=-1.0 if eased else 1.0)
    if figure.noun == "nil":
        return in_role(setting, "tariff_rate", mine)
    counted = KINDS.match(figure.noun) or GOODS.match(figure.noun)
    if figure.unit == "count" and counted and mine.action in ("exempted", "extended"):
        return in_role(setting, "count", mine)
    if figure.unit == "percent" and OF_OWNERS.match(setting.after()):
        return None
    if figure.unit == "percent" and figure.noun == "":
        if PART_OF.match(setting.after()) and not re.match(r"\s?of (?:duty|the duty|tariff)", setting.after()):
            return None
        if STEP.search(setting.before()) or STEP_OF.search(setting.before()) or _points_added(setting):
            return in_role(setting, "tariff_change", mine, sign=-1.0 if mine.action == "cut" else 1.0, unit="pp")
        return in_role(setting, "tariff_rate", mine) if _is_level(mine, setting) else None
    if figure.noun == "bare" and any(f.unit == "pp" for f in setting.figures) and _kept(setting):
        return in_role(setting, "tariff_rate", mine, unit="percent")
    if MONEY.match(figure.unit):
        return in_role(setting, "value", mine)
    return in_role(setting, "duration", mine) if lasts(setting) else None


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
