"""How binding: the rung of the ladder that the text supports."""

MEASURED = ("trade_flow", "price", "licence_statistic")
LEGAL = ("export_control", "tariff", "military_scope", "enforcement")


def commitment_of(type_: str, action: str, factuality: str, *, unnamed: bool, speaker: bool, instrument: bool) -> str:
    """Return the rung of the ladder by the guidelines' rules for the type, the factuality and who says so."""
    if unnamed:
        return "speculation"
    if type_ in MEASURED:
        return "verified" if factuality == "actual" else "speculation"
    if factuality in ("proposed", "threatened"):
        return _weak(type_, action, instrument=instrument, factuality=factuality)
    if factuality == "denied":
        return "statement" if speaker or type_ not in LEGAL else "in_force"
    if factuality == "scheduled":
        return "binding"
    return _firm(type_, action)


def _weak(type_: str, action: str, *, instrument: bool, factuality: str) -> str:
    if instrument and factuality == "threatened":
        return "binding"
    if type_ == "trade_deal" and action != "talks":
        return "framework"
    return "statement"


def _firm(type_: str, action: str) -> str:
    table = {
        ("trade_deal", "talks"): "statement", ("trade_deal", "framework"): "framework",
        ("trade_deal", "signed"): "binding", ("trade_deal", "extended"): "framework",
        ("trade_deal", "ratified"): "in_force", ("trade_deal", "implemented"): "in_force",
        ("investment", "announced"): "framework", ("investment", "committed"): "binding",
        ("investment", "closed"): "in_force", ("investment", "cancelled"): "statement",
        ("partnership", "signed"): "framework", ("partnership", "announced"): "framework",
        ("capacity", "first_output"): "verified", ("capacity", "expanded"): "verified",
        ("capacity", "halted"): "statement", ("enforcement", "alleged_breach"): "statement",
        ("stockpile", "purchased"): "statement",
    }  # fmt: skip
    return table.get((type_, action), "in_force")
