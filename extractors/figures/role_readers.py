"""The role of one figure for an event of one type: what the unit may mean there, and what the words around it say."""

from collections.abc import Callable

from extractors.figures.readers.controls import (
    read_enforcement,
    read_export_control,
    read_military_scope,
    read_trade_deal,
)
from extractors.figures.readers.duties import read_tariff
from extractors.figures.readers.licences import read_licence, read_licence_statistic
from extractors.figures.readers.markets import read_price, read_trade_flow
from extractors.figures.readers.setting import Setting
from extractors.figures.readers.ventures import read_capacity, read_investment, read_partnership, read_stockpile
from extractors.figures.role_words import ELLIPTIC
from extractors.ownership import Asserted
from reewatch.mentions import Quantity

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


READERS: dict[str, Reader] = {
    "tariff": read_tariff, "licence_statistic": read_licence_statistic, "licence": read_licence,
    "export_control": read_export_control, "military_scope": read_military_scope, "trade_deal": read_trade_deal,
    "enforcement": read_enforcement, "investment": read_investment, "capacity": read_capacity,
    "trade_flow": read_trade_flow, "price": read_price, "stockpile": read_stockpile, "partnership": read_partnership,
}  # fmt: skip
