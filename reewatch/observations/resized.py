"""Sums and capacities that were changed: "cut its loan to 520 million from 600 million" takes the earlier one's place.

What a later telling of money adds is no new level of the same sum unless the sentence says what it was before.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reewatch.observations.bases import NUMBER, number_of
from reewatch.observations.figures import Figure
from reewatch.observations.observation import Observation, goods_meet, parties_meet, told_alike, values_agree

RESIZED = ("amount", "capacity", "stake")
CHANGED = re.compile(
    r"\b(?:rais|increas|boost|lift|expand|upsiz|enlarg|doubl|tripl|cut|lower|reduc|trim|scal|shr[aiu]nk|halv|chang|"
    r"revis|slash|pared?|top)(?!\w*ing\b)\w*",
    re.IGNORECASE,
)
FROM = re.compile(
    r"\b(?:from|up from|down from|instead of|rather than) (?:about |some |the |an? )?[^\w\s]{0,3}$", re.IGNORECASE
)
#: What needs no verb of change beside it: "480 million reais, down from 640 million".
UP_OR_DOWN = re.compile(r"\b(?:up|down) from (?:about |some |the |an? )?[^\w\s]{0,3}$", re.IGNORECASE)
#: A sum set against the one that holds: "48 million euros (not 84 million)".
NOT_SO = re.compile(r"\b(?:and )?not (?:the )?(?:[A-Z]{1,3})?[^\w\s]{0,3}$")


def earlier_levels(figures: Iterable[Figure]) -> list[Figure]:
    """Return the figures that some figures were before, as far as their sentences tell."""
    levels = ((f, _level_before(f)) for f in figures)
    return [replace(f, value=value, low=None, high=None) for f, value in levels if value is not None]


def resized(new: Sequence[Observation], known: Mapping[str, Observation]) -> dict[str, str]:
    """Return observation id -> the id of tonight's figure that says what it was before."""
    found: dict[str, str] = {}
    for observation in new:
        for level in earlier_levels(observation.members):
            of_before = [o for i, o in known.items() if i != observation.observation_id and _is_level(o.figure, level)]
            found |= {o.observation_id: observation.observation_id for o in of_before}
    return found


def _level_before(figure: Figure) -> float | None:
    sentence = figure.sentence
    if figure.measure not in RESIZED or figure.factuality == "denied":
        return None
    signs = [FROM] if CHANGED.search(sentence) else [UP_OR_DOWN]
    signs += [NOT_SO]
    told = [
        n
        for m in NUMBER.finditer(sentence)
        if any(sign.search(sentence[: m.start()]) for sign in signs) and (n := number_of(m))
    ]
    return next((n for n in told if figure.value is not None and n != figure.value), None)


def _is_level(old: Figure, level: Figure) -> bool:
    return (
        (old.measure, old.unit, old.phase) == (level.measure, level.unit, level.phase)
        and old.known_at < level.known_at
        and values_agree(level, old)
        and told_alike(old.basis, level.basis)
        and parties_meet(old, level)
        and goods_meet(old, level)
    )
