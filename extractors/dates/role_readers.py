"""What a date is for an event, by its type."""

import re

from extractors.dates.act_roles import role_for_an_act
from extractors.dates.around import is_compared, is_of_an_announcement, is_of_the_telling, words_before
from extractors.dates.finding import Dated
from extractors.dates.levels import LEVEL_BEFORE, is_of_the_level_before
from extractors.dates.moved_starts import puts_off_a_start, role_beside_a_moved_start
from extractors.dates.words import (
    BY,
    COUNTED,
    EFFECTING,
    EXPIRING,
    FULL,
    NOT_EXPIRING,
    SAYING,
    SPEECH_KINDS,
    STOPPED,
    TERM,
    YEAR,
)
from extractors.ownership import Asserted
from extractors.scenes import Scene


def role_for(mine: Asserted, dated: Dated, scene: Scene) -> str | None:
    """Return what a date is for an event, by what the event's type can have; None where it is nothing for it."""
    reader = READERS.get(mine.type, role_for_an_act)
    return reader(mine, dated, scene)


def _trade_flow(mine: Asserted, dated: Dated, scene: Scene) -> str | None:
    if dated.kind in (*COUNTED, *SPEECH_KINDS, "atonce"):
        return None
    if STOPPED.search(scene.sentence[slice(*mine.trigger)]):
        return "effective"
    if len(dated.value) == FULL:
        return (
            "announced"
            if re.search(
                r"\b(?:out|released|published|showed|reported|announced|data|figures)\b",
                words_before(dated, scene, 35),
                re.IGNORECASE,
            )
            else None
        )
    if is_compared(dated, scene) or is_of_the_level_before(dated, scene, words_before(dated, scene)):
        return None
    return "period"


def _price(mine: Asserted, dated: Dated, scene: Scene) -> str | None:
    if dated.kind in COUNTED:
        return None
    if len(dated.value) == FULL:
        return "as_of"
    before = words_before(dated, scene)
    at_first = LEVEL_BEFORE.search(before)
    if is_compared(dated, scene) or at_first or re.search(r"\b(?:since|of|from) (?:the )?$", before):
        return None
    if TERM.search(before, within=scene.sentence) and mine.factuality != "actual" and dated.kind != "feast":
        return "deadline"
    return "period"


def _licence_statistic(_mine: Asserted, dated: Dated, scene: Scene) -> str | None:
    before = words_before(dated, scene)
    if re.search(r"\bsince(?: \w+)? $", before) or dated.kind in COUNTED or LEVEL_BEFORE.search(before):
        return None
    if dated.kind in ("season", "relunit") and re.search(r"\bfrom $", before):
        return None
    dated_itself = any(d.kind not in SPEECH_KINDS and len(d.value) > YEAR for d in scene.dates)
    if dated.kind in SPEECH_KINDS and SAYING.search(before) and (dated_itself or not scene.figures):
        return None
    if len(dated.value) == YEAR or dated.kind in ("quarter", "half", "months", "firstmonths"):
        return "period"
    return "as_of"


def _capacity(mine: Asserted, dated: Dated, scene: Scene) -> str | None:
    before = words_before(dated, scene)
    if is_compared(dated, scene):
        return None
    if puts_off_a_start(mine, scene):
        return role_beside_a_moved_start(dated, scene, before)
    if is_of_the_telling(dated, scene):
        return "announced"
    measured: tuple[str, ...] = ("quarter", "half", "threemonths", "months", "firstmonths")
    if mine.action == "expanded" and mine.factuality == "actual":
        measured += ("relunit", "m", "my", "y", "mrel")
    if mine.action in ("expanded", "halted") and (dated.kind in measured or "quarter" in dated.raw):
        return "period"
    if (
        mine.factuality != "actual"
        and TERM.search(before, within=scene.sentence)
        and re.search(r"promis|pledg|commit|undertak|vow", before)
    ):
        return "deadline"
    return "effective"


def _money(mine: Asserted, dated: Dated, scene: Scene) -> str | None:
    before = words_before(dated, scene)
    if EXPIRING.search(before, within=scene.sentence) and not NOT_EXPIRING.search(before):
        return "expires"
    if mine.action == "purchased" and mine.factuality == "actual" and dated.kind == "relunit":
        return "period"
    if TERM.search(before, within=scene.sentence) or BY.match(dated.raw) or dated.kind == "within":
        return "as_of" if mine.factuality == "actual" and mine.type == "stockpile" else "deadline"
    if EFFECTING.search(before[-25:]):
        return "effective"
    if is_of_an_announcement(dated, scene):
        return "announced" if mine.action != "closed" or dated.kind not in SPEECH_KINDS else None
    if mine.action in ("closed", "cancelled", "purchased", "released"):
        return "announced" if is_of_the_telling(dated, scene) else "effective"
    ahead = scene.published is not None and dated.value > scene.published.isoformat()[: len(dated.value)]
    return "effective" if ahead else "announced"


def _deal(mine: Asserted, dated: Dated, scene: Scene) -> str | None:
    before = words_before(dated, scene)
    if EXPIRING.search(before, within=scene.sentence) and not NOT_EXPIRING.search(before):
        return "expires"
    if dated.kind == "within" or TERM.search(before, within=scene.sentence):
        return "deadline"
    if BY.match(dated.raw):
        return "deadline"
    if mine.type == "trade_deal" and (mine.action == "implemented" or EFFECTING.search(before[-25:])):
        return "effective"
    if mine.factuality in ("proposed", "scheduled") and not is_of_the_telling(dated, scene):
        return None if re.search(r"\bsince $", before) else "effective"
    if mine.type == "enforcement" and mine.action != "alleged_breach" and len(dated.value) < FULL:
        return "effective"
    return "announced"


READERS = {
    "trade_flow": _trade_flow, "price": _price, "licence_statistic": _licence_statistic, "capacity": _capacity,
    "investment": _money, "stockpile": _money, "trade_deal": _deal, "partnership": _deal, "enforcement": _deal,
}  # fmt: skip
