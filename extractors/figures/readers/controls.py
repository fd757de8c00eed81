"""The role of a figure for controls, their military scope, their enforcement, and deals on them."""

from extractors.figures.changes import DOWN, UP
from extractors.figures.readers.setting import Setting, change_sign, in_role, is_one_of_some, is_purity, lasts
from extractors.figures.role_words import (
    A_CROWD,
    BY,
    CAUGHT,
    GOODS,
    KINDS,
    MEASURES,
    MONEY,
    OTHER_GOODS,
    PART_OF,
    PARTIES,
    QUOTA,
    THRESHOLD,
)
from extractors.ownership import Asserted
from reewatch.mentions import Quantity


def read_export_control(mine: Asserted, setting: Setting) -> Quantity | None:
    """Return a figure of a control: what it is on, from which content on, how much, how long."""
    figure = setting.figure
    if (
        figure.unit == "count"
        and not is_one_of_some(setting)
        and (figure.noun == "part" or any(p.match(figure.noun) for p in (GOODS, PARTIES, MEASURES, KINDS)))
    ):
        return in_role(setting, "count", mine)
    if figure.unit == "percent" and figure.noun in ("", "share") and not is_purity(setting):
        return _threshold(mine, setting)
    if figure.unit in ("t", "kg", "t/yr") and (QUOTA.search(setting.scene.sentence) or mine.action == "enforced"):
        return in_role(setting, "volume", mine, unit="t" if figure.unit == "t/yr" else None)
    return in_role(setting, "duration", mine) if lasts(setting) else None


def _threshold(mine: Asserted, setting: Setting) -> Quantity | None:
    """Return a percentage of a control: a threshold of content or ownership, a change of a quota, or a share."""
    of_a_quota = QUOTA.search(setting.scene.sentence)
    if of_a_quota and BY.search(setting.before()):
        return in_role(setting, "volume_change", mine, sign=change_sign(mine, setting))
    if THRESHOLD.search(setting.near(45)) or "-owned" in setting.after(8):
        return in_role(setting, "threshold", mine)
    if of_a_quota and (UP.search(setting.near(45)) or DOWN.search(setting.near(45))):
        return in_role(setting, "volume_change", mine, sign=change_sign(mine, setting))
    if PART_OF.match(setting.after()) or setting.figure.noun == "share":
        return in_role(setting, "share", mine)
    return in_role(setting, "threshold", mine)


def read_military_scope(mine: Asserted, setting: Setting) -> Quantity | None:
    """Return a figure of a rule on military use: from which share on, how many goods, how long."""
    figure = setting.figure
    if figure.unit == "percent" and figure.noun in ("", "share") and not is_purity(setting):
        return in_role(setting, "threshold", mine)
    if figure.unit == "count" and GOODS.match(figure.noun) and not is_one_of_some(setting):
        return in_role(setting, "count", mine)
    return in_role(setting, "duration", mine) if lasts(setting) else None


def read_trade_deal(mine: Asserted, setting: Setting) -> Quantity | None:
    """Return a figure of a deal: how much, how long."""
    if setting.figure.unit in ("t", "kg", "t/yr") and not OTHER_GOODS.match(setting.after()):
        return in_role(setting, "volume", mine, unit="t" if setting.figure.unit == "t/yr" else None)
    return in_role(setting, "duration", mine) if lasts(setting) else None


def read_enforcement(mine: Asserted, setting: Setting) -> Quantity | None:
    """Return a figure of an enforcement: cases, parties, fines and terms."""
    figure = setting.figure
    if figure.noun == "people" and (figure.value or 0) < A_CROWD:
        return None
    if figure.unit == "count" and (CAUGHT.match(figure.noun) or PARTIES.match(figure.noun)):
        return in_role(setting, "count", mine)
    if MONEY.match(figure.unit):
        return in_role(setting, "amount", mine)
    if figure.unit in ("t", "kg") and mine.action == "penalty":
        return in_role(setting, "volume", mine)
    return in_role(setting, "duration", mine) if mine.action == "penalty" and figure.unit == "year" else None
