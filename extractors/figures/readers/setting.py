"""A figure in its sentence, and what the readers of all types ask of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.figures.bases import basis_of
from extractors.figures.changes import sign_of_change
from extractors.figures.finding import Figure
from extractors.figures.role_words import APART, NO_TERM, PURE, PURITY, SPANS, TERM, USUAL_PRICE
from extractors.ownership import Asserted
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


def in_role(setting: Setting, role: str, mine: Asserted, *, sign: float = 1.0, unit: str | None = None) -> Quantity:
    """Return the figure as a quantity of an event, with its basis."""
    basis, population = basis_of(mine.type, role, setting.scene.sentence, (setting.figure.start, setting.figure.end))
    return setting.figure.as_quantity(role, sign=sign, unit=unit, basis=basis, population=population)


#: How far a date is moved is no term: "starts two weeks sooner", "delayed by a month".
SOONER_OR_LATER = re.compile(r" ?(?:sooner|earlier|later|ahead|early|late)\b", re.IGNORECASE)


def lasts(setting: Setting) -> bool:
    """Return whether a figure of time tells how long something lasts: no term to act within, nothing past."""
    if setting.figure.unit not in SPANS or TERM.search(setting.before()) or APART.match(setting.after()):
        return False
    moved = setting.before(4).endswith("by ") or SOONER_OR_LATER.match(setting.after(12))
    return not NO_TERM.match(setting.after()) and not moved


def is_purity(setting: Setting) -> bool:
    """Return whether a percentage tells how pure something is."""
    value = setting.figure.value or 0
    if PURITY.search(setting.before()) or PURE.match(setting.after(25)):
        return True
    return 99 <= value < 100  # noqa: PLR2004  three nines: a grade, as no change or share is told


def change_sign(mine: Asserted, setting: Setting) -> float:
    """Return the sign of a change: by the nearest word that tells one, else by the action."""
    if setting.figure.noun == "multiple" or (setting.figure.value or 0) < 0:
        return 1.0
    return sign_of_change(setting.scene.sentence, (setting.figure.start, setting.figure.end), mine.action)


def is_one_of_some(setting: Setting) -> bool:
    """Return whether a count tells no number of its own: one example, all of some named, those beside one named."""
    if (setting.figure.value or 0) <= 1 or re.search(r"\b(?:all|both) (?:the )?$", setting.before()):
        return True
    told = setting.scene.sentence[setting.figure.start : setting.figure.end]
    return bool(re.search(r"\band $", setting.before()) and re.match(r"\w+ other\b", told))


def told_unit(setting: Setting) -> str:
    """Return the unit of a price told without one: that of the last price before it, else the usual one."""
    currency = setting.figure.unit
    scene: Scene | None = setting.scene
    while scene:
        for figure in scene.figures:
            if figure.unit.startswith(f"{currency}/"):
                return figure.unit
        scene = scene.previous
    return USUAL_PRICE.get(currency, f"{currency}/kg")
