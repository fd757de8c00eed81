"""Who acts on whom, as codes."""

from collections.abc import Sequence

from extractors.entities import ACTORS
from extractors.scenes import Scene

FUNDERS = ("US.DOD", "US.EXIM", "US.DFC", "US.DOE", "US.COMMERCE", "JP.JOGMEC", "AU.EFA", "EU.EIB", "EU.COMMISSION")
CHINESE_BY_DEFAULT = ("licence", "licence_statistic", "export_control", "trade_flow", "military_scope")


def actor_and_target(type_: str, scene: Scene, span: tuple[int, int]) -> tuple[str | None, str | None]:
    """Return who acts on whom, as codes: the party before the verb, by the habits of the type where it is untold."""
    if type_ == "price":
        return None, None
    acting = [n for n in scene.entities if n.entity.kind in ACTORS]
    codes = [n.code for n in acting] or [n.code for n in scene.headline_entities if n.entity.kind in ACTORS]
    if type_ in CHINESE_BY_DEFAULT:
        return _one_sided(codes, "CN")
    if type_ == "tariff":
        return _tariff_parties([n.code for n in acting if n.end <= span[0]], codes)
    if type_ in ("investment", "stockpile"):
        funder = next((c for c in codes if c in FUNDERS), None)
        payer = funder or next((c for c in codes if c.startswith("org:")), None) or (codes[0] if codes else None)
        return payer, next((c for c in codes if c.startswith("org:") and c != payer), None)
    if type_ == "capacity":
        firm = next((c for c in codes if c.startswith("org:")), None)
        return firm or (codes[0] if codes else None), None
    return _two_sided(codes, type_)


def _tariff_parties(before: Sequence[str], codes: Sequence[str]) -> tuple[str, str]:
    levying = ("CN", "US", "EU", "IN")
    lead = next((c for c in before if c.split(".")[0] in levying), None)
    actor = lead or next((c for c in codes if c.split(".")[0] in ("US", "CN")), "US")
    return actor, "US" if actor.split(".")[0] == "CN" else "CN"


def _one_sided(codes: Sequence[str], home: str) -> tuple[str, str | None]:
    own = next((c for c in codes if c.split(".")[0] == home and "." in c), home)
    states = [c.split(".")[0] for c in codes if not c.startswith("org:")]
    target = next((s for s in states if s != home), None)
    foreign = not any(s == home for s in states) and bool(states)
    return own, target if target or not foreign else states[0]


def _two_sided(codes: Sequence[str], type_: str) -> tuple[str | None, str | None]:
    if type_ == "enforcement":
        accused = next((c for c in codes if c.startswith("CN")), None)
        return (accused or (codes[0] if codes else None)), None
    sides: list[str] = []
    for code in codes:
        if code.split(".")[0] not in [s.split(".")[0] for s in sides]:
            sides.append(code)
    return (sides[0] if sides else None), (sides[1] if len(sides) > 1 else None)
