"""The rung of the commitment ladder that a Chinese event stands on."""

import re

from extractors.chinese.events import Hit
from extractors.chinese.modality import LEGAL, MEASURED
from extractors.chinese.scenes import ChineseSentence

TALKS_AGREED = re.compile(r"商定|同意|约定")
#: Made known; whether it applies yet is not said.
UNVEILS = re.compile(r"宣布|公布|发布|公告|推出|出台|祭出|颁布")
HEDGED = re.compile(r"恐|可能|或(?!者)|有望|预计|预期|估计|预料|料将|看好|可望|也许|研判")


def commitment_of(
    hit: Hit, sentence: ChineseSentence, factuality: str, *, timeframe: str, unnamed: bool, speaker: bool, official: bool, started: bool,
    later: bool,
) -> str:  # fmt: skip
    """Return the rung; ``started`` where a start told is past, ``later`` where the document tells of a start ahead."""
    cues = sentence.document.cues["factuality"]
    if unnamed:
        return "speculation"
    if sentence.document.issuer:
        return "in_force" if started and factuality == "actual" else "binding"
    if hit.type in MEASURED:
        return "verified" if factuality == "actual" else "speculation"
    if factuality in ("proposed", "threatened"):
        left, right = sentence.clauses[sentence.clause_at(hit.start)]
        if speaker and not official and HEDGED.search(sentence.text, left, right):
            return "speculation"
        agreed = TALKS_AGREED if hit.action == "talks" else cues["agreed"]
        framed = factuality == "proposed" and hit.type in (*LEGAL, "trade_deal") and agreed.search(sentence.text)
        return "framework" if framed else "statement"
    if factuality == "denied":
        return "statement" if speaker or hit.type not in LEGAL else "in_force"
    if factuality == "scheduled":
        return "binding"
    rung = _firm(hit.type, hit.action)
    fresh = rung == "in_force" and timeframe == "new" and not started
    told = (
        hit.type in ("export_control", "tariff")
        and hit.action in ("imposed", "expanded", "raised")
        and hit.rule_id != "zh-entity-listed"
    )
    left, right = sentence.clauses[sentence.clause_at(hit.start)]
    if fresh and told and UNVEILS.search(sentence.text, left, right):
        return "binding"
    waits = fresh and sentence.number == 0 and later
    return "binding" if waits else rung


def _firm(type_: str, action: str) -> str:
    table = {
        ("trade_deal", "talks"): "statement", ("trade_deal", "framework"): "framework", ("trade_deal", "signed"): "binding",
        ("trade_deal", "extended"): "framework", ("trade_deal", "implemented"): "in_force",
        ("investment", "announced"): "statement", ("investment", "committed"): "binding",
        ("investment", "cancelled"): "statement", ("partnership", "signed"): "framework",
        ("partnership", "announced"): "framework", ("capacity", "first_output"): "verified",
        ("capacity", "expanded"): "verified", ("capacity", "halted"): "statement",
        ("enforcement", "alleged_breach"): "statement", ("stockpile", "purchased"): "statement",
    }  # fmt: skip
    return table.get((type_, action), "in_force")
