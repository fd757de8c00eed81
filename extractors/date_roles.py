"""What the dates of a sentence are for: roles, for the event that owns them."""

import re
from collections.abc import Sequence

from extractors.clauses import clause_of
from extractors.dates import Dated
from extractors.ownership import Asserted
from extractors.scenes import Scene
from reewatch.mentions import DateSlot


def dates_of(mine: Asserted, scene: Scene, _peers: Sequence[Asserted] = ()) -> tuple[DateSlot, ...]:
    """Return the dates that belong to the event, each in the role that its words or the type give it."""
    type_, clause = mine.type, clause_of(scene.sentence, *mine.trigger)
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
